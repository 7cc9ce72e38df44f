"""Links that open something: made from a stored nonce and the application's secret, never stored themselves.

A leaked database reveals none of them, and the house can fill them into a mail when it is delivered.
"""

import hashlib
import hmac
import secrets as _secrets
from base64 import urlsafe_b64encode

_secret = b""


def use_secret(secret_key: str) -> None:
    """Set the application's secret, once, when the application is made."""
    global _secret
    _secret = secret_key.encode()


def new_key() -> str:
    """128 random bits, URL-safe: an id for personal things, or a nonce."""
    return _secrets.token_urlsafe(16)


def mint(purpose: str, key: str, nonce: str) -> str:
    """The token of a link: `key.mac`, the MAC over purpose, key and nonce (HMAC-SHA256, 160 bits)."""
    mac = hmac.digest(_secret, f"{purpose}\0{key}\0{nonce}".encode(), "sha256")[:20]
    return f"{key}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


def key_of(token: str) -> str:
    """The key that a token claims; look its nonce up, then ask `matches`."""
    return token.partition(".")[0]


def matches(token: str, purpose: str, key: str, nonce: str) -> bool:
    """Whether the token is the one minted from these (in constant time)."""
    return hmac.compare_digest(token.encode(), mint(purpose, key, nonce).encode())


def digest(text: str) -> str:
    """SHA-256 of a secret that is only ever compared, such as a session's id."""
    return hashlib.sha256(text.encode()).hexdigest()

"""An address to reply to that says who replies: the mailbox with a token behind a plus sign (RFC 5233).

The token is made from the entry and the invited address, under the application's secret; nothing of it is stored.
"""

import hmac
from base64 import b32encode
from hashlib import sha256

from meetings.base import secrets

LENGTH = 26  # 130 bits in letters and digits, whatever case a mail server gives them


def reply_token(uid: str, email: str) -> str:
    """The token of one recipient of one calendar entry."""
    minted = secrets.mint("reply", uid, email.lower())
    return b32encode(sha256(minted.encode()).digest()).decode().lower()[:LENGTH]


def reply_address(mailbox: str, uid: str, email: str) -> str:
    """Where this recipient's calendar sends its reply."""
    name, _at, domain = mailbox.rpartition("@")
    return f"{name}+{reply_token(uid, email)}@{domain}"


def token_in(address: str, mailbox: str) -> str:
    """The token in an address that a mail was sent to; "" when it is not ours or has none."""
    name, _at, domain = mailbox.lower().rpartition("@")
    to_name, _at, to_domain = address.lower().rpartition("@")
    head, plus, token = to_name.partition("+")
    return token if plus and (head, to_domain) == (name, domain) and len(token) == LENGTH else ""


def is_token(token: str, uid: str, email: str) -> bool:
    """Whether the token is this recipient's (in constant time)."""
    return hmac.compare_digest(token.encode(), reply_token(uid, email).encode())

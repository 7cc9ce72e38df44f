"""Sign-in: what a password must be, how often one may fail, how long one stays signed in."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from meetings.access.permissions import HELD_ON, Role
from meetings.base.refusals import Refused

FEWEST_CHARACTERS = 12
MOST_CHARACTERS = 128
LINK_LIVES = timedelta(minutes=60)
WINDOW = timedelta(minutes=15)
MOST_FAILURES = {"account": 10, "address": 100}
IDLE = {True: timedelta(minutes=30), False: timedelta(minutes=60)}
ABSOLUTE = {True: timedelta(hours=12), False: timedelta(hours=24)}
TOUCH_AFTER = timedelta(minutes=1)
FORMS_KEPT = timedelta(days=1)


def check_password(password: str, guesses_log10: float) -> None:
    """Refused when too short, too long or guessable in fewer than 10^10 tries; no other conditions."""
    if len(password) < FEWEST_CHARACTERS:
        raise Refused("A password has at least %(n)s characters.", field="password", n=FEWEST_CHARACTERS)
    if len(password) > MOST_CHARACTERS:
        raise Refused("A password has at most %(n)s characters.", field="password", n=MOST_CHARACTERS)
    if guesses_log10 < 10:
        raise Refused(
            "That password is easy to guess. Four or five unrelated words are better.", field="password"
        )


def is_over(began_at: datetime, seen_at: datetime, staff: bool, now: datetime) -> bool:
    """Whether a signed-in session has ended by standing idle or by age."""
    return now - seen_at > IDLE[staff] or now - began_at > ABSOLUTE[staff]


def wait_after(kind: str, failures: list[datetime], now: datetime) -> int:
    """Seconds to wait before another try is looked at; 0: now. `kind` is account or address."""
    recent = sorted(at for at in failures if now - at < WINDOW)
    most = MOST_FAILURES[kind]
    if len(recent) < most:
        return 0
    return max(1, int((recent[-most] + WINDOW - now).total_seconds()))


def local_path(target: str | None) -> str | None:
    """A path of this site that one may be sent to after signing in, or None.

    Browsers read `//host`, `/\\host` and control characters as another site.
    """
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if (
        "\\" in target
        or "%2f" in target.lower()[:4]
        or "%5c" in target.lower()[:4]
        or not target.isprintable()
    ):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def check_holding(role: Role, on_kind: str) -> None:
    """Refused when a role is not held on that kind of thing."""
    if role in (Role.SIGNED_IN, Role.ANYONE):
        raise Refused("That role is nobody’s to give.", field="role")
    if HELD_ON.get(role, "") != on_kind:
        raise Refused("The role %(role)s is held on something else.", field="role", role=role.label)

"""What of a registration stays when its person is deleted: that somebody of a group and region took part."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from meetings.base.refusals import Refused
from meetings.registration.rules.steps import STANDING, RegistrationStatus
from meetings.registration.rules.who import sort_key

# A word of so many letters tells of whom it is.
TELLING = 4
# Names of mailboxes that many an organization has (RFC 2142, 3 to 5, and what offices add to them).
OF_MANY = frozenset(
    (
        "info",
        "mail",
        "office",
        "contact",
        "secretariat",
        "secretary",
        "registry",
        "admin",
        "support",
        "webmaster",
    )
)
# What stands around an address in a sentence.
AROUND = "<>()[],;:\"'“”«»"
# What stands where a name stood, in every language.
NAMELESS = "–"


@dataclass(frozen=True)
class Forgotten:
    """What went, in figures; no names."""

    registrations: int = 0
    answers: int = 0
    files: int = 0
    mails: int = 0

    def figures(self) -> Mapping[str, int]:
        """By name, without what there was none of; the trail keeps them so."""
        return {name: number for name, number in vars(self).items() if number}


def looks_for(text: str, names: Collection[str], addresses: Collection[str]) -> bool:
    """Whether words that were searched for mean this person, in whatever case, accents and quotation marks.

    An address, or its beginning with the @, means whose address it is. Other words do when one of four letters or
    more is a word of the name or of the address before the @, or begins one; and when all of them are the name's, or
    all of the name's are among them ("Where is Li Wu"). What stands before the @ in many an address (info@), or is
    too short to tell (a@), means nobody.
    """
    mailed = [word.strip(AROUND) for word in text.lower().split() if "@" in word]
    if any(address.lower().startswith(word) for word in mailed if word for address in addresses):
        return True
    words = _words(" ".join(word for word in text.split() if "@" not in word))
    if not words:
        return False
    called = [_words(name) for name in names if name not in ("", NAMELESS)]
    if any(part and (words <= part or part <= words) for part in called):
        return True
    locals_ = [_words(address.partition("@")[0]) - OF_MANY for address in addresses]
    theirs = {word for part in (*called, *locals_) for word in part if len(word) >= TELLING}
    return any(word.startswith(mine) for mine in words if len(mine) >= TELLING for word in theirs)


def _words(text: str) -> set[str]:
    """Letters and digits, as they are sorted; whatever else stands between them parts them."""
    return {word for word in re.split(r"[\W_]+", sort_key(text)) if word}


def nameless_address(registration_id: int) -> str:
    """An address in place of the person's: of its own for each registration, and none that mail could go to."""
    return f"forgotten-{registration_id}@example.invalid"


def check_not_forgotten(forgotten_at: datetime | None) -> None:
    """Refused when nobody is left of whom the registration says anything."""
    if forgotten_at is not None:
        raise Refused("Whose registration this was is deleted; it only counts.")


def check_may_be_forgotten(status: RegistrationStatus, ends_at: datetime, now: datetime) -> None:
    """Refused while the person is still to come: the place is given back first."""
    if status in STANDING and ends_at > now:
        raise Refused(
            "This registration is for a meeting to come. Withdraw it first; then it can be deleted."
        )

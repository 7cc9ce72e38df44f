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

    They do when one of four letters or more is a word of the name or of the address before the @, or begins one; and
    when all of them are the name's, or all of the name's are among them ("Where is Li Wu").
    """
    words = _words(text)
    if not words:
        return False
    parts = [_words(name) for name in names if name not in ("", NAMELESS)]
    locals_ = [_words(address.partition("@")[0]) for address in addresses]
    if any(part and (words <= part or part <= words) for part in (*parts, *locals_)):
        return True
    theirs = {word for part in (*parts, *locals_) for word in part if len(word) >= TELLING}
    return any(word.startswith(mine) for mine in words if len(mine) >= TELLING for word in theirs)


def _words(text: str) -> set[str]:
    """Letters and digits, as they are sorted; whatever else stands between them parts them."""
    return {word for word in re.split(r"[\W_]+", sort_key(text)) if word}


def nameless_address(registration_id: int) -> str:
    """An address in place of the person's: of its own for each registration, and none that mail could go to."""
    return f"forgotten-{registration_id}@example.invalid"


def check_may_be_forgotten(status: RegistrationStatus, ends_at: datetime, now: datetime) -> None:
    """Refused while the person is still to come: the place is given back first."""
    if status in STANDING and ends_at > now:
        raise Refused(
            "This registration is for a meeting to come. Withdraw it first; then it can be deleted."
        )

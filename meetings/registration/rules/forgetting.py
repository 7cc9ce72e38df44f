"""What of a registration stays when its person is deleted: that somebody of a group and region took part."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from meetings.base.refusals import Refused
from meetings.registration.rules.steps import STANDING, RegistrationStatus
from meetings.registration.rules.who import sort_key

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
    """Whether words that were searched for mean this person: a name, a word of it, or an address, in whatever case.

    Words around a whole name ("Where is Ada Sand") mean the person too; a word that is in no name does not.
    """
    words = set(sort_key(text).split())
    if not words:
        return False
    if any(address in words or words == {address.partition("@")[0]} for address in addresses):
        return True
    parts = [set(sort_key(name).split()) for name in names if name not in ("", NAMELESS)]
    return any(words <= part or part <= words for part in parts)


def nameless_address(registration_id: int) -> str:
    """An address in place of the person's: of its own for each registration, and none that mail could go to."""
    return f"forgotten-{registration_id}@example.invalid"


def check_may_be_forgotten(status: RegistrationStatus, ends_at: datetime, now: datetime) -> None:
    """Refused while the person is still to come: the place is given back first."""
    if status in STANDING and ends_at > now:
        raise Refused(
            "This registration is for a meeting to come. Withdraw it first; then it can be deleted."
        )

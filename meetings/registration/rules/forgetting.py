"""What of a registration stays when its person is deleted: that somebody of a group and region took part."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from meetings.base.refusals import Refused
from meetings.base.texts import ways_to_write
from meetings.people.rules.traces import NAMELESS, UNSPACED, holds_address
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
AROUND = "<>()[],;:.?!\"'“”„‘’«»「」、。"


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

    An address, or a part of one with its @, means whose address it is. Other words do when one of four letters or more
    is a word of the name or of the address before the @, or begins one; and when all of them are the name's, or all of
    the name's are among them ("Where is Li Wu"). A word that many an address has before the @ (info), or that is too
    short to tell, means nobody by itself; what stands before the @ of another's address is only looked for in the name.
    """
    if any(holds_address(text, address) for address in addresses):
        return True
    parts = [part.strip(AROUND) for part in re.split(r"[\s,;]+|mailto:", text.lower())]
    mailed, rest = [part for part in parts if "@" in part.strip("@")], [p for p in parts if "@" not in p]
    mailed += [part for part in parts if part.endswith("@") and part != "@"]
    if any(_in_address(part, way) for part in mailed for one in addresses for way in ways_to_write(one)):
        return True
    words, locals_of_others = _words(" ".join(rest)), _words(" ".join(m.partition("@")[0] for m in mailed))
    called = [_words(name) for name in names if name not in ("", NAMELESS)]
    if any(
        part and ((said <= part and said) or part <= said)
        for part in called
        for said in (words, locals_of_others)
    ):
        return True
    if any(UNSPACED.search(name) and len(name) > 1 and _close(name) in _close(text) for name in names):
        return True
    in_name = {word for part in called for word in part}
    in_both = in_name | {
        word for address in addresses for word in _words(address.partition("@")[0]) - OF_MANY
    }
    return _begins(words, in_both) or _begins(locals_of_others, in_name)


def _close(text: str) -> str:
    """Without spaces: where none stand between words, they may stand anywhere."""
    return "".join(sort_key(text).split())


def _in_address(part: str, address: str) -> bool:
    """Whether an address begins or ends with the part, or holds it, cut where its words are."""
    return re.search(rf"(?<![^\W_]){re.escape(part)}", address) is not None


def _begins(said: set[str], theirs: set[str]) -> bool:
    telling = [word for word in theirs if len(word) >= TELLING]
    return any(word.startswith(mine) for mine in said if len(mine) >= TELLING for word in telling)


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

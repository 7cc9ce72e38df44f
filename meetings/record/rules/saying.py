"""What is said in a session, who said it, and how far that may be kept. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.programme.rules import Attribution
from meetings.programme.rules.attributing import WIDTH, narrower
from meetings.record.rules.names import KnownNames, asked_about, known_in
from meetings.record.rules.paragraphs import MOST_TEXT, ParagraphKind

# Rapporteurs may make themselves at home in the record before the session begins.
OPENS_BEFORE = timedelta(minutes=30)
CHATHAM = Attribution.CHATHAM_HOUSE


@dataclass(frozen=True)
class Said:
    """A paragraph as it is typed, before it is judged. `attribution`: how far names may go, for this paragraph."""

    text: str
    attribution: Attribution
    kind: ParagraphKind = ParagraphKind.PARAGRAPH
    speaker: str = ""
    organization: str = ""
    naming_approved: bool = False

    @property
    def names_somebody(self) -> bool:
        return bool(self.speaker or self.organization)


def check_said(said: Said, session: Attribution) -> None:
    """Refused when there is nothing to keep, or when it would keep more than the session allows."""
    if not said.text.strip() and not said.names_somebody:
        raise Refused("Write what was said.", field="text")
    if len(said.text) > MOST_TEXT:
        raise Refused("At most %(most)s characters.", field="text", most=MOST_TEXT)
    if WIDTH[said.attribution] > WIDTH[session]:
        raise Refused(
            "The session is held under “%(session)s”; an intervention cannot be wider.",
            field="attribution",
            session=session.label,
        )
    if narrower(said.attribution, session) is CHATHAM:
        for field, given in (("speaker", said.speaker), ("organization", said.organization)):
            if given:
                raise Refused(
                    "Under the Chatham House Rule neither speaker nor organization is kept. Leave the field empty.",
                    field=field,
                )
    if said.naming_approved and (said.attribution is not Attribution.ON_APPROVAL or not said.names_somebody):
        raise Refused(
            "Approval of a name is noted only where naming needs it, and where somebody is named.",
            field="naming_approved",
        )


def check_open(opens_from: datetime, now: datetime, takes_place: bool, shown: str, city: str) -> None:
    """Refused when nobody can write: the session does not take place, or begins more than half an hour from now."""
    if not takes_place:
        raise Refused("The session does not take place. There is nothing to record.")
    if now < opens_from - OPENS_BEFORE:
        raise Refused(
            "The record opens half an hour before the session, which begins %(when)s, %(city)s time.",
            when=shown,
            city=city,
        )


def split_typed(text: str) -> tuple[str, ...]:
    """What was typed or pasted, by the empty lines in it: each part is a paragraph of its own."""
    parts = (part.strip() for part in re.split(r"\n[^\S\n]*\n\s*", text))
    return tuple(part for part in parts if part)


def joined(kept: str, mine: Said) -> Said:
    """Both texts, what is kept first; not twice what stands in one of them already."""
    if mine.text in kept or kept in mine.text:
        return replace(mine, text=max(kept, mine.text, key=len))
    return replace(mine, text=f"{kept}\n{mine.text}")


def check_dismissal(reason: str, found: tuple[str, ...], known: KnownNames) -> None:
    """Refused without a reason, or when the reason says the name (or another) that nobody may learn."""
    if not reason.strip():
        raise Refused("Say why this is not the person or the organization.", field="reason")
    if (
        known_in(reason, known)
        or asked_about(reason, known)
        or any(name.casefold() in reason.casefold() for name in found)
    ):
        raise Refused(
            "The reason names somebody. It is kept, so write it without names: “an ordinary word here”.",
            field="reason",
        )


def whole(text: str) -> int | None:
    """A whole number as an address or a form sends it; None: it is none that a row could have."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

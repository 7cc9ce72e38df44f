"""What is kept of what was said: summaries and records, and who may be named in them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.outcomes.becoming import (
    ENDED,
    FIRST_YEAR,
    FOLLOWED,
    LOOK,
    NEXT_STATES,
    FollowupDraft,
    OutcomeState,
    RecordKind,
    Terms,
    Told,
    check_followup,
    check_next,
    check_year,
    evidence_of,
    is_late,
    state_after,
    state_at_end_of,
)
from meetings.outcomes.names import Naming, check_nobody_named, namings
from meetings.outcomes.states import (
    MOVES,
    SEEN,
    USED,
    Step,
    SummaryStatus,
    check_step,
    check_step_reason,
    check_without_round,
    check_writable,
    steps_from,
)
from meetings.outcomes.texts import count_words, split_footnotes, split_paragraphs
from meetings.outcomes.wording import Stretch, laid_over, paragraph_changes, word_changes
from meetings.programme.rules import Attribution
from meetings.programme.rules.attributing import MEANING, WIDTH, levels_within, may_name, narrower
from meetings.record.rules.names import KnownNames, fold, known_in, names_in

# becoming.py, names.py, states.py, texts.py and wording.py are parts of the rules, and as pure: others take them
# from here; so they do what the room of the record and the programme know of names and attribution.
__all__ = [
    "ENDED",
    "FIRST_YEAR",
    "FOLLOWED",
    "LOOK",
    "MEANING",
    "MOVES",
    "NEXT_STATES",
    "SEEN",
    "USED",
    "WIDTH",
    "FollowupDraft",
    "KnownNames",
    "Naming",
    "OutcomeState",
    "RecordKind",
    "Step",
    "Stretch",
    "SummaryStatus",
    "Terms",
    "Told",
    "check_followup",
    "check_next",
    "check_nobody_named",
    "check_step",
    "check_step_reason",
    "check_without_round",
    "check_writable",
    "check_year",
    "count_words",
    "evidence_of",
    "fold",
    "is_late",
    "known_in",
    "laid_over",
    "levels_within",
    "may_name",
    "names_in",
    "namings",
    "narrower",
    "paragraph_changes",
    "split_footnotes",
    "split_paragraphs",
    "state_after",
    "state_at_end_of",
    "steps_from",
    "word_changes",
]


class Late(Labelled):
    """What a session still owes after its time."""

    TO_HAND_IN = "to_hand_in", N_("late to be handed in")
    TO_APPROVE = "to_approve", N_("late to be approved")


S = SummaryStatus
# The organizer's year: notes within 24 h of a session, summaries approved a week after the first day.
HAND_IN_WITHIN = timedelta(hours=24)
APPROVE_WITHIN = timedelta(days=7)


def lateness(
    status: SummaryStatus | None, ends_at: datetime, meeting_starts_at: datetime, now: datetime
) -> Late | None:
    """Whether a session is late: not handed in 24 hours after its end, not approved a week after day 1."""
    if status in USED:
        return None
    if status in (S.SUBMITTED, S.ROUND):
        return Late.TO_APPROVE if now > max(ends_at, meeting_starts_at + APPROVE_WITHIN) else None
    return Late.TO_HAND_IN if now > ends_at + HAND_IN_WITHIN else None


# ── Who may be named ─────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class RecordText:
    """A record as it is entered, before it is judged. `organization` is a name, empty for none.

    `nobody_meant`: by words of it that are also family names of people who take part.
    """

    kind: RecordKind
    text: str
    organization: str
    attribution: Attribution
    naming_approved: bool = False
    paragraph: str = "8"
    nobody_meant: bool = False


@dataclass(frozen=True)
class Where:
    """Where an outcome of no session was made: by a meeting as a whole, or before this house (`source`, `year`).

    `numbered`: it gets the next number of its meeting.
    """

    source: str = ""
    year: int | None = None
    numbered: bool = False


def check_where(where: Where, has_meeting: bool, today_year: int) -> None:
    """Refused when nothing says where and when something of before this house was said."""
    if has_meeting:
        return
    if not where.source.strip():
        raise Refused("Say where this was said, such as a workshop and its days.", field="source")
    if where.year is None or not FIRST_YEAR <= where.year <= today_year:
        raise Refused("A year from %(first)s to %(last)s.", field="year", first=FIRST_YEAR, last=today_year)


def still_approved(
    status: SummaryStatus | None, approved_under: Attribution | None, session: Attribution
) -> bool:
    """Whether an approval holds: not when the session was made stricter after its names were checked."""
    return (
        status in USED and approved_under is not None and narrower(approved_under, session) is approved_under
    )


def check_attribution(record: RecordText, session: Attribution) -> None:
    """Refused when a record names more than its session allows."""
    if WIDTH[record.attribution] > WIDTH[session]:
        raise Refused(
            "The session was held under “%(session)s”; a record of it cannot be wider.",
            field="attribution",
            session=session.label,
        )
    if record.attribution is Attribution.CHATHAM_HOUSE and record.organization:
        raise Refused(
            "Under the Chatham House Rule no organization is held with a record. Leave the field empty.",
            field="organization",
        )
    if record.naming_approved and record.attribution is not Attribution.ON_APPROVAL:
        raise Refused("Approval of the name is noted only where naming needs it.", field="naming_approved")
    if record.naming_approved and not record.organization:
        raise Refused("Say which organization has approved to be named.", field="organization")


def check_record(record: RecordText, session: Attribution) -> None:
    """Refused when a record has no text, an impossible paragraph or names more than it may."""
    if not record.text.strip():
        raise Refused("Write what was shared.", field="text")
    if not re.fullmatch(r"[1-9][0-9]?( ?\([a-z]\))?", record.paragraph):
        raise Refused("Write the paragraph as 8 or 5 (b).", field="paragraph")
    check_attribution(record, session)
    waits = record.attribution is Attribution.ON_APPROVAL and not record.naming_approved
    if waits and names_in(record.text, [record.organization]):
        raise Refused(
            "The text names %(organization)s, which has not approved to be named yet.",
            field="text",
            organization=record.organization,
        )


# ── When one may write ───────────────────────────────────────────────────────────────────────────────────────────
def check_begun(starts_at: datetime, now: datetime, shown: str, city: str) -> None:
    """Refused before the session has begun; `shown` is when it begins, on the clock of `city`."""
    if now < starts_at:
        raise Refused(
            "The session has not begun. Its record can be written from %(when)s, %(city)s time, on.",
            when=shown,
            city=city,
        )


def check_not_empty(text: str) -> None:
    """Refused when there is nothing to hand in."""
    if count_words(text) == 0:
        raise Refused("The summary is empty. Write it first, then hand it in.", field="text")

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
from meetings.outcomes.names import (
    KnownNames,
    Naming,
    check_nobody_named,
    fold,
    known_in,
    names_in,
    namings,
)
from meetings.outcomes.texts import count_words, split_footnotes, split_paragraphs
from meetings.programme.rules import Attribution

# names.py, becoming.py and texts.py are parts of the rules, and as pure: other files take their functions from here.
__all__ = [
    "ENDED",
    "FIRST_YEAR",
    "FOLLOWED",
    "LOOK",
    "NEXT_STATES",
    "FollowupDraft",
    "KnownNames",
    "Naming",
    "OutcomeState",
    "RecordKind",
    "Terms",
    "Told",
    "check_followup",
    "check_next",
    "check_nobody_named",
    "check_year",
    "count_words",
    "evidence_of",
    "fold",
    "is_late",
    "known_in",
    "names_in",
    "namings",
    "split_footnotes",
    "split_paragraphs",
    "state_after",
    "state_at_end_of",
]


class SummaryStatus(Labelled):
    DRAFT = "draft", N_("being written")
    SUBMITTED = "submitted", N_("waits for approval")
    APPROVED = "approved", N_("approved")


class Late(Labelled):
    """What a session still owes after its time."""

    TO_HAND_IN = "to_hand_in", N_("late to be handed in")
    TO_APPROVE = "to_approve", N_("late to be approved")


S = SummaryStatus
NEXT: dict[SummaryStatus, frozenset[SummaryStatus]] = {
    S.DRAFT: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.DRAFT, S.APPROVED}),
    S.APPROVED: frozenset({S.DRAFT}),
}
# The organizer's year: notes within 24 h of a session, summaries approved a week after the first day.
HAND_IN_WITHIN = timedelta(hours=24)
APPROVE_WITHIN = timedelta(days=7)


def take_step(now_is: SummaryStatus, to: SummaryStatus) -> None:
    """Refused when a summary cannot move so."""
    if to not in NEXT[now_is]:
        raise Refused("A summary that is %(now)s cannot become %(to)s.", now=now_is.label, to=to.label)


def lateness(
    status: SummaryStatus | None, ends_at: datetime, meeting_starts_at: datetime, now: datetime
) -> Late | None:
    """Whether a session is late: not handed in 24 hours after its end, not approved a week after day 1."""
    if status is S.APPROVED:
        return None
    if status is S.SUBMITTED:
        return Late.TO_APPROVE if now > max(ends_at, meeting_starts_at + APPROVE_WITHIN) else None
    return Late.TO_HAND_IN if now > ends_at + HAND_IN_WITHIN else None


# ── Who may be named ─────────────────────────────────────────────────────────────────────────────────────────────
WIDTH = {Attribution.CHATHAM_HOUSE: 0, Attribution.ON_APPROVAL: 1, Attribution.PUBLIC: 2}
# What each level means for the person who writes; the label of the level is the programme's.
MEANING = {
    Attribution.PUBLIC: N_("Speakers and their organizations may be named, with what they said."),
    Attribution.ON_APPROVAL: N_("A speaker or an organization may be named only once each has approved it."),
    Attribution.CHATHAM_HOUSE: N_(
        "Nobody is named: no person, no organization, nothing from which one could be told. "
        "Write “a participant” or “a regional organization”."
    ),
}


@dataclass(frozen=True)
class RecordText:
    """A record as it is entered, before it is judged. `organization` is a name, empty for none."""

    kind: RecordKind
    text: str
    organization: str
    attribution: Attribution
    naming_approved: bool = False
    paragraph: str = "8"


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


def narrower(one: Attribution, other: Attribution) -> Attribution:
    """The stricter of two levels."""
    return min(one, other, key=WIDTH.__getitem__)


def levels_within(session: Attribution) -> list[Attribution]:
    """The levels that a record of such a session may have, the session's own first."""
    return sorted((a for a in Attribution if WIDTH[a] <= WIDTH[session]), key=WIDTH.__getitem__, reverse=True)


def still_approved(
    status: SummaryStatus | None, approved_under: Attribution | None, session: Attribution
) -> bool:
    """Whether an approval holds: not when the session was made stricter after its names were checked."""
    return (
        status is S.APPROVED
        and approved_under is not None
        and narrower(approved_under, session) is approved_under
    )


def may_name(attribution: Attribution, naming_approved: bool) -> bool:
    """Whether the organization of something said may appear outside the house."""
    return attribution is Attribution.PUBLIC or (attribution is Attribution.ON_APPROVAL and naming_approved)


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


def check_editable(status: SummaryStatus | None) -> None:
    """Refused when the summary is with the organizers or approved: its records go with it."""
    if status is S.SUBMITTED:
        raise Refused("The summary waits for approval. An organizer can give it back for changes.")
    if status is S.APPROVED:
        raise Refused("The summary is approved. An organizer can open it again.")


def check_not_empty(text: str) -> None:
    """Refused when there is nothing to hand in."""
    if count_words(text) == 0:
        raise Refused("The summary is empty. Write it first, then hand it in.", field="text")


def check_reason(reason: str) -> None:
    """Refused when a text is given back without saying why."""
    if not reason.strip():
        raise Refused("Say what should be changed.", field="reason")

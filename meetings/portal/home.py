"""The office's home page: how far it is, what is due, what is at risk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.pages import hour
from meetings.fellows.queries import things_due
from meetings.fellowship.rules import EditionState
from meetings.mailroom.queries import stuck_mails
from meetings.mandate.models import Cycle
from meetings.mandate.queries import current_cycle, slot_dates
from meetings.outbox.rules import Delivery
from meetings.people.queries import open_requests
from meetings.portal import queries
from meetings.portal.rules import Milestone, Unit, Weight, distance, next_milestone, pressing
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.progress.queries import CycleLine, CyclePage, cycle_page, line
from meetings.replies.queries import waiting as waiting_replies
from meetings.report.queries import late_sections
from meetings.retention.queries import watched_for
from meetings.retention.rules import Clock
from meetings.speakers.queries import silent as silent_speakers

# Days before a deletion from which the home page tells of it.
NEAR = 30


@dataclass(frozen=True)
class Due:
    """Something to do: what, why, where, and how much it presses."""

    what: str
    why: str
    url: str
    weight: Weight
    day: date | None = None


@dataclass(frozen=True)
class Home:
    """What the page says."""

    page: CyclePage | None
    drawn: CycleLine | None
    headline: str
    lede: str
    due: list[Due]
    coming: list[Milestone]
    main: Due | None


def home_of(actor: Actor) -> Home:
    """The home page of one of the office, in a fixed number of statements."""
    today = clock.now().date()
    cycle = current_cycle()
    meetings = queries.meetings_ahead(actor)
    coming = sorted(_milestones(cycle, meetings), key=lambda m: m.day)
    due = _due(actor)
    nearest = next_milestone(coming, today)
    return Home(
        page=cycle_page(actor, cycle) if cycle else None,
        drawn=line(actor),
        headline=_headline(nearest, today) if nearest else _("Nothing has a date yet"),
        lede=_lede(due),
        due=due,
        coming=[m for m in coming if m.day >= today],
        main=due[0] if due else None,
    )


def _milestones(cycle: Cycle | None, meetings: list[Meeting]) -> Iterator[Milestone]:
    for meeting in meetings:
        if meeting.dates_set and meeting.status is not MeetingStatus.CANCELLED:
            what = _("the workshop") if meeting.kind == "workshop" else _("the focal-point meeting")
            url = url_for("programme.meeting", slug=meeting.slug)
            yield Milestone(meeting.starts.date(), what, meeting.title, url)
    if cycle is not None:
        symbol = cycle.resolution.symbol.replace("/", "-")
        for slot in slot_dates(cycle):
            label = _(slot.kind.label)
            yield Milestone(slot.day, f"“{label}”", label, url_for("report.draft", symbol=symbol))


def _headline(nearest: Milestone, today: date) -> str:
    far = distance(nearest.day, today)
    if far.unit is Unit.TODAY:
        return _("Today: %(what)s", what=nearest.what)
    if far.unit is Unit.WEEKS:
        return ngettext(
            "%(num)s week to %(what)s", "%(num)s weeks to %(what)s", far.number, what=nearest.what
        )
    return ngettext("%(num)s day to %(what)s", "%(num)s days to %(what)s", far.number, what=nearest.what)


def _lede(due: list[Due]) -> str:
    if not due:
        return _("Nothing waits for you today.")
    pressing_now = sum(d.weight in (Weight.OVERDUE, Weight.NOW) for d in due)
    things = ngettext("%(num)s thing waits for you.", "%(num)s things wait for you.", len(due))
    if not pressing_now:
        return things
    if pressing_now == len(due):
        late = ngettext("It is late or due now.", "All of them are late or due now.", pressing_now)
    else:
        late = ngettext("%(num)s is late or due now.", "%(num)s are late or due now.", pressing_now)
    return f"{things} {late}"


def _due(actor: Actor) -> list[Due]:
    """What waits for this person, the most pressing first."""
    today = clock.now().date()
    found = [
        *_stuck(actor),
        *_mails(actor),
        *_replies(actor),
        *_requests(actor),
        *_decisions(actor, today),
        *_applications(actor),
        *_speakers(actor, today),
        *_fellows(actor, today),
        *_readings(actor),
        *_writings(actor, today),
        *_deletions(actor),
        *_sections(actor, today),
    ]
    order = list(Weight)
    return sorted(found, key=lambda d: (order.index(d.weight), d.day or date.max))


def _sections(actor: Actor, today: date) -> Iterator[Due]:
    """Sections of the report that should have been written, and one’s own that are due soon."""
    if not actor.may(Permission.SEE_REPORT):
        return
    for late in late_sections(actor, today):
        who = _("It is yours to write.") if late.mine else late.assigned_to or _("Nobody has it yet.")
        past = late.due_on < today
        yield Due(
            _("Write a section of the report that is late")
            if past
            else _("Write your section of the report"),
            f"{late.title}. {who}",
            url_for("report.sections", symbol=late.symbol),
            Weight.OVERDUE if past else Weight.OPEN,
            late.due_on,
        )


def _stuck(actor: Actor) -> Iterator[Due]:
    """The mail server is away: nobody else would notice before people ask why they hear nothing."""
    if stuck := stuck_mails(actor):
        error = stuck.error or _("nothing has tried to send them")
        yield Due(
            _(
                "Mails wait since %(hour)s (UTC): the mail server does not answer (%(error)s)",
                hour=hour(stuck.since),
                error=error,
            ),
            _("They are kept and go by themselves; check SMTP_URL."),
            url_for("mailroom.messages", delivery="waiting"),
            Weight.OVERDUE,
        )


def _mails(actor: Actor) -> Iterator[Due]:
    mails = queries.mails_to_see_to(actor)
    if held := mails.get(Delivery.HELD):
        yield Due(
            ngettext("Read and send %(num)s mail", "Read and send %(num)s mails", held),
            _("They were written for many people at once, and nothing has left yet."),
            url_for("mailroom.messages", delivery="held"),
            Weight.NOW,
        )
    if failed := mails.get(Delivery.FAILED):
        yield Due(
            ngettext("Mend %(num)s mail that did not go", "Mend %(num)s mails that did not go", failed),
            _("Somebody waits for an answer that they will not get."),
            url_for("mailroom.messages", delivery="failed"),
            Weight.OVERDUE,
        )


def _replies(actor: Actor) -> Iterator[Due]:
    if actor.may(Permission.SEE_OUTBOX) and (number := waiting_replies(actor)):
        yield Due(
            ngettext("Look at %(num)s mail that came in", "Look at %(num)s mails that came in", number),
            _("Proposals, letters and answers that need a person. Nobody is answered automatically."),
            url_for("replies.replies"),
            Weight.NOW,
        )


def _requests(actor: Actor) -> Iterator[Due]:
    if asked := open_requests(actor):
        yield Due(
            ngettext(
                "Answer one request about personal data",
                "Answer %(num)s requests about personal data",
                asked,
            ),
            _("Somebody asks for a correction or for deletion."),
            url_for("people.requests"),
            Weight.NOW,
        )


def _decisions(actor: Actor, today: date) -> Iterator[Due]:
    for waiting in queries.waiting_registrations(actor):
        closes = waiting.meeting.registration_closes
        yield Due(
            ngettext("Decide %(num)s registration", "Decide %(num)s registrations", waiting.number),
            waiting.meeting.title,
            url_for("registration.registrations", slug=waiting.meeting.slug, state="submitted"),
            pressing(closes.date(), today) if closes else Weight.OPEN,
            closes.date() if closes else None,
        )


def _applications(actor: Actor) -> Iterator[Due]:
    """Conditions of applications to the fellowship; while the call is open it can wait."""
    for edition, number in queries.waiting_applications(actor):
        yield Due(
            ngettext(
                "Check the conditions of %(num)s application",
                "Check the conditions of %(num)s applications",
                number,
            ),
            edition.title,
            url_for("fellowship.applications", slug=edition.slug, state="submitted"),
            Weight.OPEN if edition.state is EditionState.OPEN else Weight.NOW,
            edition.closes.date(),
        )


def _speakers(actor: Actor, today: date) -> Iterator[Due]:
    """Who has a role in a programme and has not said whether they come."""
    for silent in silent_speakers(actor):
        yield Due(
            ngettext("%(num)s speaker has not answered", "%(num)s speakers have not answered", silent.number),
            silent.meeting.title,
            url_for("speakers.people", slug=silent.meeting.slug),
            pressing(silent.meeting.starts.date(), today),
            silent.meeting.starts.date(),
        )


def _fellows(actor: Actor, today: date) -> Iterator[Due]:
    """What is to be arranged for fellows."""
    for due in things_due(actor, today):
        application = due.fellow.application
        yield Due(
            ngettext(
                "Arrange %(num)s thing for %(name)s",
                "Arrange %(num)s things for %(name)s",
                due.number,
                name=application.name,
            ),
            application.edition.title,
            url_for("fellows.year", key=due.fellow.key) + "#checklist",
            pressing(due.first, today),
            due.first,
        )


def _readings(actor: Actor) -> Iterator[Due]:
    for summary in queries.summaries_to_approve(actor):
        session = summary.session
        yield Due(
            _("Read the summary of session %(label)s", label=session.label),
            _("Handed in by %(name)s: %(title)s", name=summary.written_by, title=session.title),
            url_for("outcomes.session_record", slug=session.meeting.slug, label=session.label),
            Weight.NOW,
        )


def _writings(actor: Actor, today: date) -> Iterator[Due]:
    for one in queries.sessions_to_write(actor):
        session = one.session
        yield Due(
            _("Write the summary of session %(label)s", label=session.label),
            _(
                "%(meeting)s. Without it the report has no paragraph on “%(title)s”.",
                meeting=session.meeting.title,
                title=session.title,
            ),
            url_for("outcomes.session_record", slug=session.meeting.slug, label=session.label),
            Weight.OVERDUE if session.ends.date() < today else Weight.NOW,
            session.ends.date(),
        )


def _deletions(actor: Actor) -> Iterator[Due]:
    """Personal data that go within 30 days, that are overdue, or whose deletion is held though its day is near."""
    for found in watched_for(actor):
        told = found.clock
        if told.days_left >= NEAR:
            continue
        yield Due(
            _what_is_deleted(told),
            f"{found.meeting.title}: {told.hold}" if told.hold else found.meeting.title,
            url_for("retention.retention", slug=found.meeting.slug),
            _weight(told),
            told.day,
        )


def _what_is_deleted(told: Clock) -> str:
    if told.hold:
        return _("Release personal data that are held, or go on holding them")
    if told.days_left <= 0:
        return _("Personal data are kept too long")
    return ngettext(
        "Personal data are deleted in %(num)s day",
        "Personal data are deleted in %(num)s days",
        told.days_left,
    )


def _weight(told: Clock) -> Weight:
    if told.hold:  # somebody has decided so, with a reason
        return Weight.OPEN
    if told.days_left <= 0:
        return Weight.OVERDUE
    return Weight.NOW if told.days_left <= 7 else Weight.OPEN

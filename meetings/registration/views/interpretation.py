"""The plan of interpretation: who asks for which language, what is booked per session, and where the two part."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock, tables_out
from meetings.base.forms import Form
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Refused
from meetings.base.tables_out import Cell, Heading, Kind
from meetings.programme.actions.interpretation import Booking, book_for_all, book_interpretation
from meetings.programme.models import Meeting
from meetings.programme.queries import interpretation_hours, meeting_for
from meetings.programme.rules.sittings import Hours
from meetings.registration.queries.interpreting import languages_asked_for, sessions_to_interpret
from meetings.registration.rules.interpreting import (
    LEAST,
    Asked,
    Gap,
    GapKind,
    SessionPlan,
    gaps,
    in_hours,
    time_booked,
)
from meetings.registration.views.feature import feature

MOST_LEAST = 1000


@dataclass(frozen=True)
class Plan:
    """What the page and its files show: each session with its gaps."""

    asked: Asked
    sessions: Sequence[tuple[SessionPlan, tuple[Gap, ...]]]
    least: int
    hours: Sequence[Hours]

    @property
    def booked(self) -> dict[str, str]:
        """By language, the hours booked in all."""
        return {
            code: in_hours(length) for code, length in time_booked(s for s, _gaps in self.sessions).items()
        }


def plan_of(actor: Actor, meeting: Meeting, least: int) -> Plan:
    """In four statements, however many sessions there are."""
    asked, hours = languages_asked_for(actor, meeting), interpretation_hours(actor, meeting)
    sessions = sessions_to_interpret(actor, meeting)
    return Plan(asked, [(s, gaps(s, asked, LANGUAGES, hours, least)) for s in sessions], least, hours)


@feature.form("/meetings/<slug>/interpretation", Permission.EDIT_PROGRAMME, load=meeting_for)
def interpretation(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """The plan; ticking a language books it in the draft. The public reads it after the next release."""
    form = Form()
    ticked: dict[str, frozenset[str]] = {}
    if form.is_submitted():
        ticked = {label: booking.wanted for label, booking in _bookings().items()}
        try:
            if not form.validate():
                raise Refused("This page is too old. Load it again.")
            return redirect(_booked(actor, meeting), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "registration/interpretation.html",
        form=form,
        meeting=meeting,
        plan=plan_of(actor, meeting, _least()),
        ticked=ticked,
        official=LANGUAGES,
        G=GapKind,
        looks={GapKind.MISSED: "bad", GapKind.SPOKEN: "bad", GapKind.UNASKED: "warn", GapKind.HOURS: "warn"},
    )
    return make_response(page, 422 if form.is_submitted() else 200)


def _booked(actor: Actor, meeting: Meeting) -> str:
    """Book what was sent; where it leads back to."""
    if "all" in request.form:
        languages = frozenset(request.form.getlist("language")) & LANGUAGES.keys()
        if not languages:
            raise Refused("Tick at least one language.")
        number = book_for_all(actor, meeting, languages)
    else:
        number = book_interpretation(actor, meeting, _bookings())
    flash(ngettext("Booked anew for %(num)s session.", "Booked anew for %(num)s sessions.", number), "ok")
    least = _least()
    return url_for("registration.interpretation", slug=meeting.slug, least=least if least != LEAST else None)


def _bookings() -> dict[str, Booking]:
    """By the number of a session, what is ticked, and what was booked when the page was made."""
    found = {}
    for name, seen in request.form.items():
        if name.startswith("seen-"):
            label = name.removeprefix("seen-")
            ticked = frozenset(request.form.getlist(f"book-{label}")) & LANGUAGES.keys()
            found[label] = Booking(ticked, frozenset(seen.split()))
    return found


def _least() -> int:
    text = request.args.get("least", "")
    return (
        min(max(int(text), 1), MOST_LEAST) if text.isascii() and text.isdigit() and len(text) < 6 else LEAST
    )


@feature.page("/meetings/<slug>/interpretation.csv", Permission.EDIT_PROGRAMME, load=meeting_for)
def interpretation_csv(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return _file(actor, meeting, "csv")


@feature.page("/meetings/<slug>/interpretation.xlsx", Permission.EDIT_PROGRAMME, load=meeting_for)
def interpretation_xlsx(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return _file(actor, meeting, "xlsx")


def _file(actor: Actor, meeting: Meeting, kind: str) -> ResponseReturnValue:
    plan = plan_of(actor, meeting, _least())
    headings, columns = _columns(meeting, plan)
    file = tables_out.a_file()
    if kind == "csv":
        tables_out.write_csv(file, headings, [columns])
    else:
        tables_out.write_xlsx(file, _("Interpretation"), headings, [columns])
    name = f"interpretation-{meeting.slug}-{clock.now():%Y-%m-%d}.{kind}"
    return tables_out.send(file, name, tables_out.CSV_TYPE if kind == "csv" else tables_out.XLSX_TYPE)


def _columns(meeting: Meeting, plan: Plan) -> tuple[list[Heading], list[Sequence[Cell]]]:
    """A row for each session and, first, one for what is asked for; a column for each language."""
    place = meeting.city or meeting.zone
    sessions = [s for s, _gaps in plan.sessions]
    headings = [
        Heading(_("Session")),
        Heading(_("Title")),
        Heading(_("%(what)s (%(city)s time)", what=_("Starts"), city=place), Kind.MOMENT),
        Heading(_("%(what)s (%(city)s time)", what=_("Ends"), city=place), Kind.MOMENT),
    ]
    columns: list[Sequence[Cell]] = [
        ["", *(s.label for s in sessions)],
        [_("People who ask for it"), *(s.title for s in sessions)],
        [None, *(s.starts for s in sessions)],
        [None, *(s.ends for s in sessions)],
    ]
    for code, name in LANGUAGES.items():
        headings.append(Heading(_(name)))
        said = [_("booked") if code in s.booked else "" for s in sessions]
        columns.append([str(plan.asked.of(code)), *said])
    headings.append(Heading(_("To look at")))
    columns.append(["", *("; ".join(gap_words(gap) for gap in found) for _s, found in plan.sessions)])
    return headings, columns


def gap_words(gap: Gap) -> str:
    """A gap in words: `French (12), Spanish (4): asked for, not booked`."""
    named = [_(LANGUAGES[code]) + (f" ({people})" if people else "") for code, people in gap.languages]
    return f"{', '.join(named)}: {_(gap.kind.label)}" if named else _(gap.kind.label)


feature.blueprint.add_app_template_global(gap_words)

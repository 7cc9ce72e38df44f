"""What stands on the papers of a meeting, in the reader's language: its programme, and its annotated agenda."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.base.pages import LANGUAGES, day, days, in_zone, page_language, weekday
from meetings.base.words import N_
from meetings.documents.queries import Shown
from meetings.documents.rules.papers import Entry, Line, Paper, Part
from meetings.programme.models import Meeting
from meetings.programme.rules import Mode, SessionKind, by_role, days_of, offset_label
from meetings.programme.rules.released import Printed, Session, Version
from meetings.programme.rules.times import Sitting


class PaperKind(StrEnum):
    """Which paper; the value is its name in addresses."""

    PROGRAMME = "programme"
    AGENDA = "agenda"


TITLES = {PaperKind.PROGRAMME: N_("Programme"), PaperKind.AGENDA: N_("Annotated agenda")}


def stands_as(number: int, on: date) -> str:
    """Which version a paper holds, and of which day."""
    return _("Version %(number)s, %(day)s", number=number, day=day(on))


def draft_of(on: date) -> str:
    """What a paper of the draft says instead."""
    return _("Draft, not released, %(day)s", day=day(on))


def paper_of(
    kind: PaperKind,
    meeting: Meeting,
    version: Version,
    documents: Iterable[Shown],
    stands: str,
    site: str,
    notice: Sequence[str] = (),
    more: Sequence[Part] = (),
) -> Paper:
    """The paper of this version; `documents` are those that everybody sees, each at its session. `more`: annexes."""
    of_session: dict[int, list[Shown]] = {}
    for document in documents:
        if document.session is not None and document.withdrawn_at is None:
            of_session.setdefault(document.session.id, []).append(document)
    found = days_of(version)
    if kind is PaperKind.PROGRAMME:
        parts = [Part(weekday(one.date), tuple(_programme(one.sittings, meeting.zone))) for one in found]
    else:
        parts = [Part(weekday(one.date), tuple(_agenda(one.sittings, of_session))) for one in found]
    language, direction = page_language()
    return Paper(
        site,
        _(TITLES[kind]),
        meeting.title,
        stands,
        tuple(notice),
        tuple(_facts(meeting)),
        (*parts, *more),
        _("Page"),
        language,
        direction == "rtl",
    )


def _facts(meeting: Meeting) -> Iterable[Line]:
    yield Line(_("Date"), days(meeting.starts, meeting.ends))
    place = ", ".join(part for part in (meeting.place, meeting.city) if part)
    if meeting.mode is Mode.VIRTUAL:
        yield Line(_("Place"), _("Online"))
    elif place:
        yield Line(_("Place"), f"{place} {_('and online')}" if meeting.mode is Mode.HYBRID else place)
    yield Line(_("Times"), _zone(meeting))
    if meeting.languages:
        yield Line(_("Languages"), _languages(meeting.languages))


def _zone(meeting: Meeting) -> str:
    """The clock of all times, and its distance to UTC as the meeting begins: Geneva time (UTC+2)."""
    place, _bracket, distance = offset_label(meeting.zone, meeting.starts_at).rpartition(" (")
    city = meeting.city or place
    return _("%(city)s time (%(distance)s)", city=city, distance=distance.rstrip(")"))


def _languages(codes: Iterable[str]) -> str:
    return ", ".join(_(LANGUAGES.get(code, code)) for code in codes)


def _programme(sittings: Iterable[Sitting[Session]], zone: str) -> Iterable[Entry]:
    for sitting in sittings:
        if sitting.is_break:
            starts, ends = in_zone(sitting.starts_at, zone), in_zone(sitting.ends_at, zone)
            yield Entry(f"{_hour(starts)}–{_hour(ends)}", _("Break"), pause=True)
        for session in sitting.sessions:
            if session.kind is SessionKind.BREAK:
                yield Entry(_time(session), session.title or _("Break"), pause=True)
                continue
            lines = [Line(_("Where"), session.room)] if session.room else []
            lines += [
                Line(_(role.label), "; ".join(_printed(one) + _on(one) for one in those))
                for role, those in by_role(session.people)
            ]
            yield Entry(_time(session), session.title, _above(session), (), tuple(lines))


def _agenda(
    sittings: Iterable[Sitting[Session]], documents: Mapping[int, Sequence[Shown]]
) -> Iterable[Entry]:
    sessions = (session for sitting in sittings for session in sitting.sessions)
    for session in sessions:
        if session.kind is SessionKind.BREAK:
            continue
        yield Entry(
            _time(session),
            session.title,
            _above(session),
            tuple(line for line in session.about.splitlines() if line.strip()),
            tuple(_annotations(session, documents.get(session.session_id or 0, ()))),
        )


def _annotations(session: Session, documents: Sequence[Shown]) -> Iterable[Line]:
    minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60
    yield Line(_("Time allotted"), ngettext("%(num)s minute", "%(num)s minutes", minutes))
    if session.room:
        yield Line(_("Where"), session.room)
    for role, those in by_role(session.people):
        yield Line(_(role.label), "; ".join(_printed(one) + _speaks(one) for one in those))
    if session.interpretation:
        yield Line(_("Interpretation"), _languages(session.interpretation))
    if documents:
        yield Line(_("Documents"), "; ".join(f"{one.symbol}, {one.title}" for one in documents))


def _printed(one: Printed) -> str:
    """Full name, function, organization; no honorifics (DOMAIN 2)."""
    return ", ".join(part for part in (one.name, one.function, one.organization) if part)


def _on(one: Printed) -> str:
    """The title of the contribution: the programme is where it stands."""
    return f", “{one.talk}”" if one.talk else ""


def _speaks(one: Printed) -> str:
    talk = _on(one)
    if one.minutes:
        talk += f" ({ngettext('%(num)s minute', '%(num)s minutes', one.minutes)})"
    return talk


def _above(session: Session) -> str:
    kind = _(session.kind.label)
    # An opening is mostly called so: it is printed once.
    said = (
        session.label if session.title.strip().casefold() == kind.casefold() else f"{session.label} · {kind}"
    )
    return said if session.takes_place else f"{said} · {_('Cancelled')}"


def _time(session: Session) -> str:
    return f"{_hour(session.starts)}–{_hour(session.ends)}"


def _hour(wall: datetime) -> str:
    return f"{wall:%H:%M}"

"""Where one subscribes to a public meeting: what it has, in which language, with which reminder, or once as a file."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import page_language
from meetings.base.refusals import NotFound
from meetings.calendars.forms import ChoiceForm
from meetings.calendars.queries import SERIES
from meetings.calendars.rules import Wanted
from meetings.calendars.views.addresses import addresses
from meetings.calendars.views.answering import chosen, languages
from meetings.calendars.views.feature import feature
from meetings.calendars.views.public import MAY_SHOW, NAMES
from meetings.programme import releases
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.programme.rules import SessionKind
from meetings.programme.rules.released import in_programme


@feature.page("/meetings/<slug>/calendar", Permission.READ_PUBLIC, load=meeting_for)
def subscribe_page(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Of a draft there is no calendar yet, for whoever asks."""
    if not meeting.is_public:
        raise NotFound
    shown = in_programme(releases.version_of(actor, meeting))
    there = {session.kind for session in shown} - {SessionKind.BREAK}
    wanted = chosen(MAY_SHOW) or Wanted(page_language()[0])
    form = ChoiceForm(formdata=None).offer(
        languages(), MAY_SHOW, [k for k in SessionKind if k in there], wanted
    )
    series = next(series for series, kind in SERIES.items() if kind is meeting.kind)
    own = Wanted(wanted.language)
    return render_template(
        "calendars/subscribe.html",
        meeting=meeting,
        form=form,
        at=addresses("calendars.meeting_feed", wanted, slug=meeting.slug),
        series=(_(NAMES[series]), addresses("calendars.series_feed", own, series=series)),
        cycle=(meeting.cycle.symbol, addresses("calendars.cycle_feed", own, symbol=meeting.cycle.slug)),
    )

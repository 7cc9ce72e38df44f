"""What the organizers are told by mail about a deletion: before it, and with the figures after it. No names."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.pages import day as day_words
from meetings.base.settings import Settings
from meetings.outbox import actions as outbox
from meetings.programme.models import Meeting
from meetings.retention.models import Purge
from meetings.retention.parts import parts
from meetings.retention.queries import numbers
from meetings.retention.rules import Clock, Figure, Setting


# no actor: the worker writes to all of them
def organizers() -> Sequence[Account]:
    """The organizers of today; the administrators where there is none."""
    today = clock.now().date()
    for role in (Role.ORGANIZER, Role.ADMINISTRATOR):
        found = db.session.scalars(
            select(Account)
            .join(Account.holdings)
            .where(
                RoleHolding.role == role,
                RoleHolding.since <= today,
                RoleHolding.until.is_(None) | (RoleHolding.until >= today),
                Account.disabled_at.is_(None),
            )
            .order_by(Account.id)
            .distinct()
        ).all()
        if found:
            return found
    return []


def send_warning(meeting: Meeting, told: Clock, day: date) -> None:
    """The data go on `day`: time to export what is needed, or to hold the deletion."""
    with force_locale("en"):
        left = (day - told.today).days
        subject = ngettext(
            "Personal data are deleted in %(num)s day: %(meeting)s",
            "Personal data are deleted in %(num)s days: %(meeting)s",
            left,
            meeting=meeting.title,
        )
        text = _join(
            _(
                "On %(day)s (%(zone)s) the personal data of %(meeting)s are deleted: registrations, answers, files "
                "and mails. Nobody can bring them back.",
                day=day_words(day),
                zone=meeting.zone,
                meeting=meeting.title,
            ),
            _(
                "Counts stay for statistics and the report. Names do not: export the list of participants, and "
                "the report with its list, before that day if you still need them."
            ),
            _("What goes, what stays, and how to choose another day or hold the deletion:"),
            _address(meeting),
        )
        _send(meeting, subject, text)


def send_done(purge: Purge, meeting: Meeting) -> None:
    """The data are gone: what went, in figures."""
    with force_locale("en"):
        text = _join(
            _("The personal data of %(meeting)s are deleted. What went:", meeting=meeting.title),
            "\n".join(f"{number:>9,}  {label}" for label, number in told_figures(purge.figures)),
            _("Counts by region, category, gender and year stay, and so do programme, outcomes and report."),
            _(
                "Backups made before still hold these data. Destroy them by %(day)s.",
                day=day_words(backups_until(purge)),
            ),
            _address(meeting),
        )
        _send(meeting, _("Personal data are deleted: %(meeting)s", meeting=meeting.title), text)


def told_figures(figures: dict[str, int]) -> list[tuple[str, int]]:
    """What went, in words: (what, how many), without what there was none of."""
    words = [(figure.value, _(figure.label)) for figure in Figure]
    words += [(part.name, _(part.label)) for part in parts()]
    return [(label, figures[name]) for name, label in words if figures.get(name)]


def backups_until(purge: Purge) -> date:
    """The day by which backups made before the deletion are destroyed."""
    ended = purge.ended_at or clock.now()
    return ended.date() + timedelta(days=numbers()[Setting.BACKUPS])


def _send(meeting: Meeting, subject: str, text: str) -> None:
    for account in organizers():
        outbox.put(account.email, subject, text, to_name=account.name, about=("meeting", meeting.id))


def _address(meeting: Meeting) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.base_url}/meetings/{meeting.slug}/retention"


def _join(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"

"""What keeps a meeting from being closed: each session whose summary is not approved, and who is late with it."""

from meetings.access.actor import Actor
from meetings.agenda.queries import lacking
from meetings.agenda.queries.lateness import Lacking
from meetings.base.words import N_
from meetings.outcomes.rules import Late
from meetings.programme.actions import Missing
from meetings.programme.models import Meeting

SENTENCES = {
    None: N_("Session %(label)s, %(title)s: its summary is not approved (%(who)s)."),
    Late.TO_HAND_IN: N_("Session %(label)s, %(title)s: its summary is late to be handed in (%(who)s)."),
    Late.TO_APPROVE: N_(
        "Session %(label)s, %(title)s: its summary is late to be approved by the office (%(who)s)."
    ),
}
NOBODY = N_("nobody is named to write it")


def missing(actor: Actor, meeting: Meeting) -> list[Missing]:
    """One sentence a session, with the page of its record."""
    return [_missing(meeting, one) for one in lacking(meeting)]


def _missing(meeting: Meeting, one: Lacking) -> Missing:
    names = ", ".join(account.name for account in one.rapporteurs)
    told = {"label": one.session.label, "title": one.session.title, "who": names or NOBODY}
    return Missing(
        SENTENCES[one.late],
        told,
        "outcomes.session_record",
        {"slug": meeting.slug, "label": one.session.label},
    )

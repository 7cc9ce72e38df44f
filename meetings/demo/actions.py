"""The demonstration: loaded through the verbs of the rooms, and removed without a trace."""

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.base.refusals import Refused
from meetings.demo.agendas import load_agendas
from meetings.demo.fellows import load_fellows
from meetings.demo.fellowships import load_fellowships
from meetings.demo.files import PROGRESS, document
from meetings.demo.gatherings import load_meetings, load_registrations
from meetings.demo.people import load_cast
from meetings.demo.removal import remove
from meetings.demo.rounds import load_round
from meetings.mandate.queries import cycle_for
from meetings.programme.models import Meeting
from meetings.progress import actions as progress
from meetings.progress.models import ProgressEntry
from meetings.progress.rules import Activity, EntryDraft, Funds
from meetings.report import actions as report
from meetings.report.models import Report
from meetings.retention.actions import hold

__all__ = ["ORGANIZER", "load", "remove"]

# Who the link that `flask start` prints signs in.
ORGANIZER = "ines.marchetti-kaya@example.org"

HELD_BECAUSE = "The list of participants is shown in the demonstration."


def load(actor: Actor) -> None:
    """Load the demonstration on the real mandate; Refused where somebody works already."""
    if db.session.get(SiteFact, "demonstration") is not None:
        raise Refused("The demonstration is loaded already.")
    for work in (Meeting, ProgressEntry, Report):
        if db.session.scalar(select(work.id).limit(1)) is not None:
            raise Refused("There is work in this database already; the demonstration is for an empty house.")
    db.session.add(SiteFact(name="demonstration", value="loaded"))
    cast = load_cast(actor)
    meetings = load_meetings(actor, cast)
    load_registrations(actor, meetings["workshop-2025"], cast)
    load_agendas(actor, meetings, cast)
    load_round(actor, meetings, cast)
    load_fellowships(actor, cast)
    load_fellows(actor, cast)
    # Its day is over by the rule; without this the worker would empty the demonstration within days.
    hold(actor, meetings["workshop-2025"], HELD_BECAUSE, version=1)
    for name in PROGRESS:
        cycle = cycle_for(actor, document(name)["cycle"])
        for entry in document(name)["entry"]:
            draft = EntryDraft(entry["paragraph"], entry["text"], entry["done_by"], entry["since"])
            progress.write_entry(actor, cycle, draft).demonstration = True
        for one in document(name)["resource"]:
            funds = Funds(Activity(one["activity"]), one["year"], *one["dollars"])
            progress.note_funds(actor, cycle, funds).demonstration = True
    _conclude(actor)


def _conclude(actor: Actor) -> None:
    """The drafters' own paragraphs of chapter IV, in a report that is composed from the rest."""
    given = document("conclusions-52-15")
    drafted = report.compose(actor, cycle_for(actor, given["cycle"]))
    for conclusion in given["conclusion"]:
        report.add_paragraph(actor, drafted, "IV", "", None, conclusion["text"])

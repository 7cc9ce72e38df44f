"""The pages of fellows' years that the rounds of accessibility walk: the demonstration's fellow, and an alumna."""

from sqlalchemy import select

from meetings.base.database import db
from meetings.fellows.actions.following import _ask
from meetings.fellows.models import Fellow, FellowEntry, FellowFollowUp, FellowTask
from meetings.fellows.rules import FellowState
from tests.fellows.builders import token_of_follow_up

Y = "/fellows/{fellow}"
PUBLIC_PAGES = ["{follow_up}"]
OFFICE_PAGES = [
    "/fellowships/{ended_edition}/fellows",
    "/fellowships/{ended_edition}/fellows/checklist",
    "/fellowships/alumni",
    "/fellowships/alumni/invite",
    Y,
    f"{Y}/placement",
    f"{Y}/checklist/{{task}}",
    f"{Y}/programme/{{entry}}",
]
# The participant of the rounds is the demonstration's fellow.
OWN_PAGES = [
    Y,
    f"{Y}/log/1",
    f"{Y}/observed/new",
    f"{Y}/briefings/new",
    f"{Y}/report",
    f"{Y}/evaluation",
]
NOT_PAGES = {"fellows.briefing_file", "fellows.certificate"}


def yearly() -> dict[str, str]:
    """What stands in the addresses."""
    fellow = db.session.scalars(select(Fellow).where(Fellow.state == FellowState.IN_PROGRAMME)).one()
    alumna = db.session.scalars(select(Fellow).where(Fellow.listed.is_(True)).order_by(Fellow.id)).first()
    assert alumna is not None
    _ask(alumna, 2)
    asked = select(FellowFollowUp).where(FellowFollowUp.fellow_id == alumna.id, FellowFollowUp.year == 2)
    question = db.session.scalars(asked).one()

    def first(table: type[FellowTask] | type[FellowEntry]) -> str:
        return db.session.scalars(select(table.key).where(table.fellow_id == fellow.id)).first() or ""

    return {
        "ended_edition": alumna.application.edition.slug,
        "fellow": fellow.key,
        "task": first(FellowTask),
        "entry": first(FellowEntry),
        "follow_up": f"/fellow-follow-ups/{token_of_follow_up(question)}",
    }

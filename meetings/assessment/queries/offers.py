"""An offer as whoever holds its mailed link sees it; what of the places is left."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.access.queries import find_link
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.rules import OFFER_LINK, TAKES_PLACE
from meetings.base.database import db
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import ApplicationState, EditionState

# Offers are out, and places that become free are filled.
OFFERING = frozenset({EditionState.DECIDED, EditionState.RUNNING})


# no actor: whoever holds the mailed link was offered the fellowship
def offer_opened(token: str) -> FellowshipOffer | None:
    """The offer that a link opens; None when it opens nothing."""
    link = find_link(token, OFFER_LINK, used=True)
    if link is None:
        return None
    return db.session.scalar(
        select(FellowshipOffer)
        .join(FellowshipOffer.application)
        .where(FellowshipOffer.id == link.subject_id, FellowshipApplication.forgotten_at.is_(None))
        .options(joinedload(FellowshipOffer.application).joinedload(FellowshipApplication.edition))
    )


# no actor: of an edition that the caller has loaded for somebody
def left_free(edition: FellowshipEdition) -> tuple[int, int]:
    """How many places nobody has, and how many are on the reserve: one statement."""
    numbers = (
        select(FellowshipApplication.state, func.count())
        .where(FellowshipApplication.edition_id == edition.id)
        .group_by(FellowshipApplication.state)
    )
    found = {state: int(number) for state, number in db.session.execute(numbers)}
    taken = sum(found.get(state, 0) for state in TAKES_PLACE)
    return edition.places - taken, found.get(ApplicationState.RESERVE, 0)

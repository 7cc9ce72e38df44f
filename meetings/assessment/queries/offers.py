"""An offer as whoever holds its mailed link sees it."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.queries import find_link
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.rules import OFFER_LINK
from meetings.base.database import db
from meetings.fellowship.models import FellowshipApplication


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

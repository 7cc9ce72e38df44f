"""What the site is called: as the current mandate's data file says, neutral words while none says it."""

from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.base.words import N_

SITE_NAME = "site_name"  # the fact's name
NEUTRAL = N_("Meetings of a mandate")


def site_name() -> str:
    """The site's name outside pages, which have it in their frame: mails and invitations come from it."""
    fact = db.session.get(SiteFact, SITE_NAME)
    return fact.value if fact and fact.value else NEUTRAL

"""Whether the house can work."""

from meetings.base import clock
from meetings.base.database import aside
from meetings.base.models import SiteFact


def prove_ready() -> None:
    """Write to the database, so that a full disk or a missing table shows before people meet it."""
    with aside() as session:
        fact = session.get(SiteFact, "proved_ready") or SiteFact(name="proved_ready")
        fact.value = clock.now().isoformat()
        session.add(fact)

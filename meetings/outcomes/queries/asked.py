"""Words of a summary that are also family names, where nobody may be named: somebody says whether one is meant."""

from sqlalchemy import select

from meetings.base.database import db
from meetings.outcomes.models import Summary, SummaryNotNamed
from meetings.outcomes.rules import Naming
from meetings.programme.rules import Attribution
from meetings.record.queries import name_digest
from meetings.record.rules import KnownNames, asked_about, likely_in


# no actor: judges a summary that is loaded
def asked_in(summary: Summary, known: KnownNames) -> tuple[Naming, ...]:
    """By paragraph the family names of others who take part; not those by which, somebody said, nobody is meant."""
    if summary.session.attribution is not Attribution.CHATHAM_HOUSE:
        return ()
    likely = likely_in(summary.text, known)
    if not likely.participants:
        return ()
    found = {p.id: asked_about(p.text, likely) for p in summary.paragraphs}
    ids = [number for number, names in found.items() if names]
    if not ids:
        return ()
    rows = select(SummaryNotNamed).where(SummaryNotNamed.paragraph_id.in_(ids))
    looked_at = {(r.paragraph_id, r.version, r.name_digest) for r in db.session.scalars(rows)}

    def open_in(number: int, version: int) -> tuple[str, ...]:
        return tuple(n for n in found[number] if (number, version, name_digest(number, n)) not in looked_at)

    namings = (Naming(open_in(p.id, p.version), paragraph=n) for n, p in enumerate(summary.paragraphs, 1))
    return tuple(one for one in namings if one.names)

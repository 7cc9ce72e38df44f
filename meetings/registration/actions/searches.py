"""Whom somebody looked for in a list: saved views and the trail hold the name, and lose it with the person."""

from collections.abc import Collection
from urllib.parse import parse_qs

from sqlalchemy import null, or_, select, update

from meetings.access.models import AuditRow
from meetings.base.database import db
from meetings.registration.models import SavedView
from meetings.registration.rules import looks_for

# Lines of the trail that say what was looked for in a list.
OF_LISTS = ("save_view", "delete_view", "export_registrations")


# no actor: the verb that deletes a person has asked for the permission
def searches_for(names: Collection[str], addresses: Collection[str]) -> list[SavedView]:
    """Saved views, of whatever list and owner, that look for somebody or are named after them."""
    views = db.session.scalars(select(SavedView)).all()
    return [view for view in views if _looks_for({"name": view.name, "query": view.query}, names, addresses)]


def forget_searches_for(names: Collection[str], addresses: Collection[str]) -> int:
    """Take away the views that look for somebody, or are named after them, in every list; how many.

    The lines about such views, and about files that were taken of such a search, stay without what they said.
    """
    gone = searches_for(names, addresses)
    for view in gone:
        db.session.delete(view)
    held = or_(AuditRow.before.is_not(None), AuditRow.after.is_not(None))
    lines = db.session.execute(
        select(AuditRow.id, AuditRow.before, AuditRow.after).where(AuditRow.verb.in_(OF_LISTS), held)
    )
    spoken = [
        line.id
        for line in lines
        if any(_looks_for(values or {}, names, addresses) for values in (line.before, line.after))
    ]
    db.session.execute(
        update(AuditRow).where(AuditRow.id.in_(spoken)).values(before=null(), after=null()),
        execution_options={"synchronize_session": False},
    )
    return len(gone)


def _looks_for(values: dict[str, object], names: Collection[str], addresses: Collection[str]) -> bool:
    """Of a view or a line of the trail: its name, and what is searched in its query (a line of a file: `filter`)."""
    query = str(values.get("query") or values.get("filter") or "")
    texts = [str(values.get("name") or ""), *parse_qs(query).get("q", [])]
    return any(looks_for(text, names, addresses) for text in texts)

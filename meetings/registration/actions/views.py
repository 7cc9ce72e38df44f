"""Saved views of the list: kept under a name, taken away."""

from urllib.parse import urlencode

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.registration.models import SavedView
from meetings.registration.queries import find_own_view, saved_views
from meetings.registration.rules import Shown, address

MOST_VIEWS, LONGEST_QUERY = 30, 2000


def save_view(actor: Actor, meeting: Meeting, name: str, shown: Shown, shared: bool) -> SavedView:
    """Keep what the list shows now, from its first page on, under a name; Refused when the name is taken."""
    assert actor.account_id is not None, "the permission asks for an account"
    if find_own_view(actor, meeting, name) is not None:
        raise Refused("You have a view of this name. Delete it first, or choose another name.", field="name")
    if len(saved_views(actor, meeting)) >= MOST_VIEWS:
        raise Refused("There are %(most)s views already. Delete one first.", field="name", most=MOST_VIEWS)
    query = urlencode([pair for pair in address(shown) if pair[0] != "page"])
    if len(query) > LONGEST_QUERY:
        raise Refused("This view asks for too much at once. Leave out some filters or columns.", field="name")
    view = SavedView(
        key=secrets.new_key(),
        meeting_id=meeting.id,
        account_id=actor.account_id,
        name=name,
        query=query,
        shared=shared,
    )
    db.session.add(view)
    audit.record(
        actor, "save_view", "meeting", meeting.id, None, audit.values_of(view, "name", "query", "shared")
    )
    return view


def delete_view(actor: Actor, view: SavedView) -> None:
    """Take a view away: one’s own, or one that is shared."""
    before = audit.values_of(view, "name", "query", "shared")
    db.session.delete(view)
    audit.record(actor, "delete_view", "meeting", view.meeting_id, before, None)

"""Saved views of a meeting’s list."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Select, bindparam, or_, select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.registration.models import SavedView


def saved_views(actor: Actor, meeting: Meeting) -> Sequence[SavedView]:
    """The actor’s own views of this list and those that others share, by name."""
    return db.session.scalars(_seen(), {"meeting": meeting.id, "account": actor.account_id}).all()


@cache  # each page of the list asks it; to compose the statement takes longer than to run it
def _seen() -> Select[SavedView]:
    own = or_(SavedView.account_id == bindparam("account"), SavedView.shared.is_(True))
    return (
        select(SavedView)
        .where(SavedView.meeting_id == bindparam("meeting"), own)
        .order_by(SavedView.name, SavedView.id)
    )


def view_for(actor: Actor, slug: str, key: str) -> SavedView:
    """A view of this meeting that the actor sees; another’s own is NotFound."""
    meeting = meeting_for(actor, slug)
    found = [view for view in saved_views(actor, meeting) if view.key == key]
    if not found:
        raise NotFound
    return found[0]


def find_own_view(actor: Actor, meeting: Meeting, name: str) -> SavedView | None:
    """The actor’s view of that name."""
    return db.session.scalar(
        select(SavedView).where(
            SavedView.meeting_id == meeting.id,
            SavedView.account_id == actor.account_id,
            SavedView.name == name,
        )
    )

"""Taking mails in, saying what becomes of them, forgetting them."""

from meetings.replies.actions.deciding import close, close_about, take_as_theirs
from meetings.replies.actions.forgetting import forget_old, forget_replies
from meetings.replies.actions.ingesting import ingest

__all__ = ["close", "close_about", "forget_old", "forget_replies", "ingest", "take_as_theirs"]

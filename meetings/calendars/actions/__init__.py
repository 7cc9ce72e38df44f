"""Secret addresses, made, renewed and revoked; and what is noted when a feed is looked at."""

from meetings.calendars.actions.looking import look_at_private, look_at_public
from meetings.calendars.actions.subscribing import renew, revoke, subscribe

__all__ = ["look_at_private", "look_at_public", "renew", "revoke", "subscribe"]

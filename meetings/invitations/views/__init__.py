"""Inviting, nominating, answering, and registering somebody else."""

from meetings.invitations.views import answering, entering, inviting, listing, naming, nominations
from meetings.invitations.views.feature import feature
from meetings.invitations.views.letters import mails

__all__ = ["answering", "entering", "feature", "inviting", "listing", "mails", "naming", "nominations"]

"""Inviting, nominating, answering, and registering somebody else."""

from meetings.invitations.views import answering, entering, inviting, listing, naming, nominations
from meetings.invitations.views.feature import feature

__all__ = ["answering", "entering", "feature", "inviting", "listing", "naming", "nominations"]

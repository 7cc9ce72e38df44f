"""Inviting, nominating, answering, and registering somebody else."""

from meetings.invitations.views import answering, naming, nominations
from meetings.invitations.views.feature import feature

__all__ = ["answering", "feature", "naming", "nominations"]

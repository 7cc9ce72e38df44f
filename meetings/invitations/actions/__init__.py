"""What people do with invitations and nominations: each verb in the caller's transaction, its mail with it."""

from meetings.invitations.actions.answering import (
    accept,
    accept_as_registered,
    decline,
    registered_before,
    why_dead,
    written_before,
)
from meetings.invitations.actions.asking import nobody_asked, take_back
from meetings.invitations.actions.entering import register_for
from meetings.invitations.actions.following import (
    correct_address,
    forget_all_news,
    forget_invitations,
    forget_registered,
    keep_focal_address,
    meeting_moved_on,
    places_kept,
    registration_left,
)
from meetings.invitations.actions.giving import change_nomination, give_places, move_nomination
from meetings.invitations.actions.inviting import Invited, invite, invite_one, remind
from meetings.invitations.actions.keeping import keep_invitations
from meetings.invitations.actions.naming import (
    change_nominee,
    move_alternate_up,
    name_person,
    take_back_nominee,
)

__all__ = [
    "Invited",
    "accept",
    "accept_as_registered",
    "change_nomination",
    "change_nominee",
    "correct_address",
    "decline",
    "forget_all_news",
    "forget_invitations",
    "forget_registered",
    "give_places",
    "invite",
    "invite_one",
    "keep_focal_address",
    "keep_invitations",
    "meeting_moved_on",
    "move_alternate_up",
    "move_nomination",
    "name_person",
    "nobody_asked",
    "places_kept",
    "register_for",
    "registered_before",
    "registration_left",
    "remind",
    "take_back",
    "take_back_nominee",
    "why_dead",
    "written_before",
]

"""The mails of this room and how they read by default, in the order in which they may go."""

from meetings.invitations.letters.texts import asking, focal

FOCAL_KINDS = (
    focal.PLACES_GIVEN,
    focal.PLACES_CHANGED,
    focal.PLACES_TAKEN_BACK,
    focal.NEWS_OF_NAMED,
    focal.FOCAL_CANCELLED,
)
KINDS = (
    asking.INVITED,
    asking.NOMINATED,
    asking.REMIND_ASKED,
    asking.INVITATION_TAKEN_BACK,
    asking.NOMINATION_TAKEN_BACK,
    asking.ASKED_CANCELLED,
    *FOCAL_KINDS,
)

"""What is written to those who are asked, in their language, and to focal points: texts, filling, own words."""

from meetings.invitations.letters.filling import (
    Told,
    asked,
    focal_point,
    text_to_begin_with,
    values_of,
    write,
)
from meetings.invitations.letters.texts import FOCAL_KINDS, KINDS
from meetings.invitations.letters.texts.asking import (
    ASKED_CANCELLED,
    INVITATION_TAKEN_BACK,
    INVITED,
    NOMINATED,
    NOMINATION_TAKEN_BACK,
    REMIND_ASKED,
)
from meetings.invitations.letters.texts.focal import (
    FOCAL_CANCELLED,
    NEWS_OF_NAMED,
    PLACES_CHANGED,
    PLACES_GIVEN,
    PLACES_TAKEN_BACK,
)
from meetings.invitations.letters.words import (
    OFFICE_LANGUAGE,
    cannot_come,
    did_not_answer,
    example_news,
    has_left,
    invitations_title,
    moves_up,
    naming_page_of,
    place_free,
    places_title,
    reminders_title,
    taken_back,
)

__all__ = [
    "ASKED_CANCELLED",
    "FOCAL_CANCELLED",
    "FOCAL_KINDS",
    "INVITATION_TAKEN_BACK",
    "INVITED",
    "KINDS",
    "NEWS_OF_NAMED",
    "NOMINATED",
    "NOMINATION_TAKEN_BACK",
    "OFFICE_LANGUAGE",
    "PLACES_CHANGED",
    "PLACES_GIVEN",
    "PLACES_TAKEN_BACK",
    "REMIND_ASKED",
    "Told",
    "asked",
    "cannot_come",
    "did_not_answer",
    "example_news",
    "focal_point",
    "has_left",
    "invitations_title",
    "moves_up",
    "naming_page_of",
    "place_free",
    "places_title",
    "reminders_title",
    "taken_back",
    "text_to_begin_with",
    "values_of",
    "write",
]

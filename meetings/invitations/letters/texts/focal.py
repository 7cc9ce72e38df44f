"""The mails to focal points: places of their organization, and news of those whom it named."""

from meetings.base.words import N_
from meetings.invitations.letters.placeholders import FOCAL, NAME_UNTIL, NAMING_PAGE, NEWS, NOTE, PLACES
from meetings.invitations.letters.words import OFFICE_LANGUAGE
from meetings.letters.rules import LetterKind
from meetings.registration.letters.texts.shared import DEAR, OFFICE, WHEN_AND_WHERE

GIVEN = (*FOCAL, PLACES, NAME_UNTIL, NOTE, NAMING_PAGE)
GIVEN_NEEDS = frozenset({"places", "until", "note", "naming_page"})
WHAT_IS_GIVEN = (
    DEAR,
    N_("{organization} can name people for this meeting. Places: {places}."),
    WHEN_AND_WHERE,
    "{note}",
    N_("Please name them, and alternates in their order, until {until}:"),
    "{naming_page}",
    N_("(Sign in with this address; you get a link by mail.)"),
    N_("Each person gets a mail with a personal link and registers by it, without an account."),
    OFFICE,
)

PLACES_GIVEN = LetterKind(
    "places_given",
    N_("Focal points: places given"),
    N_("When the office gives an organization places, to whoever speaks for it."),
    GIVEN,
    N_("Places for your organization: {meeting}"),
    WHAT_IS_GIVEN,
    needs=GIVEN_NEEDS,
    only_in=OFFICE_LANGUAGE,
)
PLACES_CHANGED = LetterKind(
    "places_changed",
    N_("Focal points: places changed"),
    N_("When number, deadline or note change, or places that were taken back are given again."),
    GIVEN,
    N_("Changed, places for your organization: {meeting}"),
    WHAT_IS_GIVEN,
    needs=GIVEN_NEEDS,
    only_in=OFFICE_LANGUAGE,
)
PLACES_TAKEN_BACK = LetterKind(
    "places_taken_back",
    N_("Focal points: places taken back"),
    N_("When the office takes the places of an organization back."),
    FOCAL,
    N_("Places taken back: {meeting}"),
    (
        DEAR,
        N_(
            "the places of {organization} for this meeting are taken back. Nobody who has registered loses the "
            "registration; whoever had not answered yet has been told."
        ),
        WHEN_AND_WHERE,
        OFFICE,
    ),
    only_in=OFFICE_LANGUAGE,
)
NEWS_OF_NAMED = LetterKind(
    "news_of_named",
    N_("Focal points: news"),
    N_("When somebody who was named drops out, or an alternate moves up."),
    (*FOCAL, NEWS, NAMING_PAGE),
    N_("News of those whom you named: {meeting}"),
    (DEAR, "{news}", N_("How everybody stands: {naming_page}"), OFFICE),
    needs=frozenset({"news"}),
    only_in=OFFICE_LANGUAGE,
)
FOCAL_CANCELLED = LetterKind(
    "focal_cancelled",
    N_("Focal points: the meeting is cancelled"),
    N_("When the meeting is cancelled, to whoever speaks for an organization with places."),
    FOCAL,
    N_("Cancelled: {meeting}"),
    (DEAR, N_("The meeting is cancelled. You need to do nothing."), WHEN_AND_WHERE, OFFICE),
    only_in=OFFICE_LANGUAGE,
)

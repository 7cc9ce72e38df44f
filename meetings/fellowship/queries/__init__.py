"""What the pages of the fellowship ask."""

from meetings.fellowship.queries.applications import (
    ON_A_PAGE,
    Listed,
    Nominating,
    application_for,
    applications,
    document_for,
    file_of,
    handed_in_for,
    letter_for,
    nominates_for,
    nominating_for,
    nomination_for,
    nomination_opened,
    nominations,
    opened,
)
from meetings.fellowship.queries.editions import (
    EditionRow,
    cycles,
    door_of,
    edition_for,
    editions,
    past_fellows,
)
from meetings.fellowship.queries.facts import checks_of, checks_of_many, overrides_of, standing_of
from meetings.fellowship.queries.figures import EditionFigures, FellowshipFigures, figures
from meetings.fellowship.queries.keeping import deletion_day, going
from meetings.fellowship.queries.voices import Speaker, speaker_for

__all__ = [
    "ON_A_PAGE",
    "EditionFigures",
    "EditionRow",
    "FellowshipFigures",
    "Listed",
    "Nominating",
    "Speaker",
    "application_for",
    "applications",
    "checks_of",
    "checks_of_many",
    "cycles",
    "deletion_day",
    "document_for",
    "door_of",
    "edition_for",
    "editions",
    "figures",
    "file_of",
    "going",
    "handed_in_for",
    "letter_for",
    "nominates_for",
    "nominating_for",
    "nomination_for",
    "nomination_opened",
    "nominations",
    "opened",
    "overrides_of",
    "past_fellows",
    "speaker_for",
    "standing_of",
]

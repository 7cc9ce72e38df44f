"""The mails of the fellowship’s door, in the order in which somebody may get them."""

from meetings.fellowship.letters.texts.applying import (
    NOMINATED,
    RECEIVED,
    WITHDRAWN,
    YOUR_LINK,
)
from meetings.fellowship.letters.texts.deciding import (
    ANSWERED,
    ASK_ORGANIZATION,
    CALL_CANCELLED,
    ELIGIBLE,
    MORE_INFORMATION,
    NOT_ELIGIBLE,
    NOT_SELECTED,
    ON_RESERVE,
)

KINDS = (
    YOUR_LINK,
    NOMINATED,
    ASK_ORGANIZATION,
    ANSWERED,
    RECEIVED,
    MORE_INFORMATION,
    ELIGIBLE,
    NOT_ELIGIBLE,
    NOT_SELECTED,
    ON_RESERVE,
    WITHDRAWN,
    CALL_CANCELLED,
)

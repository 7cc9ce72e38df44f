"""What an organization, an instrument and a focal point are. Pure."""

from meetings.directory.rules.drafts import (
    OrganizationDraft,
    PersonDraft,
    called,
    check_person,
    slug_of,
    sorted_as,
)
from meetings.directory.rules.focal_points import (
    Designation,
    Period,
    check_designation,
    current,
    holds_on,
    overlap,
)
from meetings.directory.rules.kinds import (
    Capacity,
    Confidence,
    Formalization,
    OrganizationKind,
    Region,
)
from meetings.directory.rules.rows import (
    INSTRUMENT_COLUMNS,
    ORGANIZATION_COLUMNS,
    InstrumentRow,
    OrganizationRow,
    check_parent,
    instrument_row,
    organization_row,
    organization_rows,
)
from meetings.directory.rules.tenure import Tenures, tenures

__all__ = [
    "INSTRUMENT_COLUMNS",
    "ORGANIZATION_COLUMNS",
    "Capacity",
    "Confidence",
    "Designation",
    "Formalization",
    "InstrumentRow",
    "OrganizationDraft",
    "OrganizationKind",
    "OrganizationRow",
    "Period",
    "PersonDraft",
    "Region",
    "Tenures",
    "called",
    "check_designation",
    "check_parent",
    "check_person",
    "current",
    "holds_on",
    "instrument_row",
    "organization_row",
    "organization_rows",
    "overlap",
    "slug_of",
    "sorted_as",
    "tenures",
]

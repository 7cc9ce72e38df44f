"""What the pages of merges, of requests and of one's own data ask."""

from meetings.people.queries.data import Copy, copy_of, figures_for
from meetings.people.queries.duplicates import Proposed, duplicates, not_same_for, pair_for
from meetings.people.queries.merges import (
    Moving,
    mails_of,
    merge_for,
    merges,
    merges_of,
    moving,
    row_ids,
    snapshot,
)
from meetings.people.queries.proofs import own_side_for, proofs_of, unproven_sides
from meetings.people.queries.requests import (
    find_open_request,
    open_requests,
    own_request_for,
    own_requests,
    person_of,
    request_for,
    requests,
    subject_of_request,
)
from meetings.people.queries.subjects import Going, going, own_subject, speaks_now, subject_of, works_here

__all__ = [
    "Copy",
    "Going",
    "Moving",
    "Proposed",
    "copy_of",
    "duplicates",
    "figures_for",
    "find_open_request",
    "going",
    "mails_of",
    "merge_for",
    "merges",
    "merges_of",
    "moving",
    "not_same_for",
    "open_requests",
    "own_request_for",
    "own_requests",
    "own_side_for",
    "own_subject",
    "pair_for",
    "person_of",
    "proofs_of",
    "request_for",
    "requests",
    "row_ids",
    "snapshot",
    "speaks_now",
    "subject_of",
    "subject_of_request",
    "unproven_sides",
    "works_here",
]

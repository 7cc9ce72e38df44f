"""The list of fellows of years before this house."""

from dataclasses import dataclass
from zlib import crc32

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import secrets
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.fellowship.models import FellowshipPast
from meetings.fellowship.rules import FIRST_PAST_YEAR, LAST_YEAR
from meetings.registration.queries import find_organization_named
from meetings.registration.rules import sort_key

KIND = "fellowship_past"
_SAID = ("name", "year", "email", "organization_name", "edition_title")


@dataclass(frozen=True)
class PastDraft:
    """A fellow of an earlier year, as the office's lists name them."""

    name: str
    year: int
    email: str = ""
    organization: str = ""
    edition_title: str = ""


def add_past_fellow(actor: Actor, draft: PastDraft) -> FellowshipPast:
    """Put somebody on the list; Refused when the same person stands there for that year."""
    _check(draft)
    row = FellowshipPast(key=secrets.new_key())
    _write(row, draft)
    db.session.add(row)
    db.session.flush()  # the trail needs its id
    audit.record(actor, "add_past_fellow", KIND, row.id, None, {"year": draft.year})
    return row


def correct_past_fellow(
    actor: Actor, row: FellowshipPast, draft: PastDraft, reason: str, version: int
) -> None:
    """Correct what the list says of somebody, and say why; Stale when somebody else has meanwhile."""
    _hold(row, reason, version)
    _check(draft, row.id)
    before = audit.values_of(row, *_SAID)
    _write(row, draft)
    after = audit.values_of(row, *_SAID)
    if before == after:
        raise Refused("Nothing is different from what stands on the list.")
    db.session.flush()
    audit.record(actor, "correct_past_fellow", KIND, row.id, before, after | {"reason": reason})


def remove_past_fellow(actor: Actor, row: FellowshipPast, reason: str, version: int) -> None:
    """Take somebody off the list who was no fellow."""
    _hold(row, reason, version)
    audit.record(actor, "remove_past_fellow", KIND, row.id, audit.values_of(row, *_SAID), {"reason": reason})
    db.session.delete(row)
    db.session.flush()


# no actor: the page has loaded the row
def version_of(row: FellowshipPast) -> int:
    """A number that is another as soon as anything that the list says of this person is."""
    return (
        crc32("\0".join(str(getattr(row, name)) for name in _SAID).encode()) % 10**9
    )  # a form sends no more digits


def _hold(row: FellowshipPast, reason: str, version: int) -> None:
    held = select(FellowshipPast).where(FellowshipPast.id == row.id)
    found = db.session.scalar(held.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    check_version(version, version_of(found))
    if not reason.strip():
        raise Refused("Say why; it is kept in the trail.", field="reason")


def _check(draft: PastDraft, but: int = 0) -> None:
    if not FIRST_PAST_YEAR <= draft.year <= LAST_YEAR:
        raise Refused(
            "Write a whole number from %(least)s to %(most)s.",
            field="year",
            least=FIRST_PAST_YEAR,
            most=LAST_YEAR,
        )
    key = sort_key(draft.name)
    same = select(FellowshipPast.id).where(
        FellowshipPast.year == draft.year, FellowshipPast.sort_key == key, FellowshipPast.id != but
    )
    if db.session.scalar(same.limit(1)) is not None:
        raise Refused("This name is on the list for that year.", field="name")


def _write(row: FellowshipPast, draft: PastDraft) -> None:
    found = find_organization_named(draft.organization) if draft.organization else None
    row.name, row.sort_key, row.year, row.email = draft.name, sort_key(draft.name), draft.year, draft.email
    row.edition_title = draft.edition_title
    row.organization_id = found.id if found else None
    row.organization_name = found.name if found else draft.organization

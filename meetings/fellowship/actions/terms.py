"""An edition: made, copied from last time, changed, moved on."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import func, select

from meetings.access import audit
from meetings.access.actor import OPERATOR, Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.zones import wall_to_utc
from meetings.fellowship import post
from meetings.fellowship.actions.holding import hold_edition
from meetings.fellowship.letters import CALL_CANCELLED
from meetings.fellowship.models import FellowshipApplication, FellowshipCriterion, FellowshipEdition
from meetings.fellowship.queries import names_selected
from meetings.fellowship.rules import (
    ANSWERS_OFFER,
    DECIDED,
    HANDED_IN,
    LEFT_OVER,
    UNDECIDED,
    ApplicationState,
    By,
    Condition,
    CriterionDraft,
    DocumentKind,
    EditionDraft,
    EditionState,
    Wanted,
    check_closing,
    check_criteria,
    check_edition,
    check_edition_step,
    check_opening,
    check_places,
    is_due_to_close,
)
from meetings.questions.actions import copy_form
from meetings.questions.queries import form_of
from meetings.questions.rules import FormAbout

KIND = "edition"
PLAIN = (
    "title", "year", "about", "covered", "stipend", "place", "cycle_id", "starts_on", "ends_on", "decision_by",
    "duration_weeks", "places", "zone", "words_most", "nomination", "blind", "assessors_each", "assess_by",
    "answer_days",
)  # fmt: skip
# Once assessors are at work, the terms are those by which they work.
SETTLED = frozenset(EditionState) - {EditionState.DRAFT, EditionState.OPEN, EditionState.CLOSED}
Follow = Callable[[Actor, FellowshipEdition, EditionState], object]
_followers: dict[str, Follow] = {}
Guard = Callable[[FellowshipEdition], object]
_guards: dict[str, Guard] = {}
_step_guards: dict[str, Callable[[FellowshipEdition, EditionState], object]] = {}
_copiers: dict[str, Callable[[FellowshipEdition, FellowshipEdition], object]] = {}


def follow_editions(room: str, follow: Follow) -> None:
    """Let a room above know of every step: called with the edition as it is now, and where it comes from."""
    _followers[room] = follow


def guard_criteria(room: str, guard: Guard) -> None:
    """Let a room above refuse that the criteria are written anew; it is called with the edition."""
    _guards[room] = guard


def guard_steps(room: str, guard: Callable[[FellowshipEdition, EditionState], object]) -> None:
    """Let a room above refuse a step: it is called with the edition as it is, and where it is to go."""
    _step_guards[room] = guard


def follow_copies(room: str, follow: Callable[[FellowshipEdition, FellowshipEdition], object]) -> None:
    """Let a room above copy its own terms: it is called with the edition of last time, and the new one."""
    _copiers[room] = follow


def make_edition(
    actor: Actor,
    draft: EditionDraft,
    source: FellowshipEdition | None = None,
    *,
    demonstration: bool = False,
) -> FellowshipEdition:
    """A new edition, in draft. With a `source`: its criteria, form and lists too, never its dates or its people."""
    edition = FellowshipEdition(
        slug=_free_slug(draft.year), state=EditionState.DRAFT, demonstration=demonstration, criteria=[]
    )
    _write(edition, draft)
    db.session.add(edition)
    db.session.flush()  # criteria, form and trail need its id
    if source is not None:
        for position, one in enumerate(source.criteria, 1):
            edition.criteria.append(_row(position, criterion_of(one)))
        if form_of(KIND, source.id).sections:
            copy_form(actor, _about(source), _about(edition))
        db.session.flush()
        for follow in _copiers.values():
            follow(source, edition)
    db.session.flush()
    audit.record(actor, "make_edition", KIND, edition.id, None, _trail(edition))
    return edition


def change_edition(actor: Actor, edition: FellowshipEdition, draft: EditionDraft, version: int) -> None:
    """Change the terms; Stale when somebody else has since the page was read."""
    hold_edition(edition)
    check_version(version, edition.version)
    if _terms(draft) != _terms(edition):
        _check_not_settled(edition)
    before = _trail(edition)
    if edition.state in SETTLED:
        edition.cycle_id = draft.cycle_id  # which report tells of it is no term of the call
    else:
        check_places(draft.places, names_selected(edition))
        _write(edition, draft)
    edition.version += 1
    audit.record(actor, "change_edition", KIND, edition.id, before, _trail(edition))


def set_criteria(
    actor: Actor, edition: FellowshipEdition, drafts: Sequence[CriterionDraft], version: int
) -> None:
    """Write the criteria anew, in this order; what is the same already stays as it is."""
    hold_edition(edition)
    check_version(version, edition.version)
    _check_not_settled(edition)
    check_criteria(drafts)
    if [criterion_of(row) for row in edition.criteria] == list(drafts):
        return
    for guard in _guards.values():
        guard(edition)
    before = _criteria(edition)
    edition.criteria[:] = [_row(position, one) for position, one in enumerate(drafts, 1)]
    edition.version += 1
    db.session.flush()
    audit.record(actor, "set_criteria", KIND, edition.id, before, _criteria(edition))


def move_edition(actor: Actor, edition: FellowshipEdition, to: EditionState, by: By = By.OFFICE) -> None:
    """Take a step. Whoever has begun an application is told when the edition is cancelled."""
    hold_edition(edition)
    was = edition.state
    check_edition_step(was, to, by)
    if to is EditionState.OPEN:
        check_opening(edition.closes_at, clock.now(), len(edition.criteria))
    if to in {EditionState.ASSESSMENT, EditionState.DECIDED} and was is not EditionState.DECIDED:
        _check_all_looked_at(edition)
    if to is EditionState.ASSESSMENT and _number(edition, ANSWERS_OFFER):
        raise Refused("Offers have gone out: the selection stays closed.")
    if to is EditionState.DECIDED and _number(edition, LEFT_OVER):
        check_closing(_number(edition, DECIDED), _number(edition, {ApplicationState.SHORTLISTED}))
    for guard in _step_guards.values():
        guard(edition, to)
    edition.state = to
    edition.version += 1
    audit.record(actor, "move_edition", KIND, edition.id, {"state": was.value}, {"state": to.value})
    if to is EditionState.CANCELLED:
        for application in _to_tell(edition):
            post.send(application, CALL_CANCELLED)
    for follow in _followers.values():
        follow(actor, edition, was)


def close_calls() -> bool:
    """What the worker does: calls whose time is over are closed. Nothing more waits afterwards."""
    now = clock.now()
    rows = db.session.scalars(
        select(FellowshipEdition).where(
            FellowshipEdition.state == EditionState.OPEN, FellowshipEdition.closes_at < now
        )
    ).all()
    for edition in rows:
        if is_due_to_close(edition.state, edition.closes_at, now):
            move_edition(OPERATOR, edition, EditionState.CLOSED, By.TIME)
    return False


def criterion_of(row: FellowshipCriterion) -> CriterionDraft:
    """A criterion as it is kept, for whoever writes it anew."""
    return CriterionDraft(row.name, row.about, row.weight, row.lowest, row.highest)


def _row(position: int, one: CriterionDraft) -> FellowshipCriterion:
    return FellowshipCriterion(position=position, **vars(one))


def _about(edition: FellowshipEdition) -> FormAbout:
    return FormAbout(KIND, edition.id, edition.title, edition, {"slug": edition.slug})


def _write(edition: FellowshipEdition, draft: EditionDraft) -> None:
    opens_at = wall_to_utc(draft.opens, draft.zone, "opens", draft.opens_second)
    closes_at = wall_to_utc(draft.closes, draft.zone, "closes", draft.closes_second)
    check_edition(draft, opens_at, closes_at)
    for name in PLAIN:
        setattr(edition, name, getattr(draft, name))
    edition.opens, edition.opens_at = draft.opens, opens_at
    edition.closes, edition.closes_at = draft.closes, closes_at
    edition.tracks, edition.conditions = list(draft.tracks), [one.value for one in draft.conditions]
    edition.documents = {kind.value: wanted.value for kind, wanted in draft.documents.items()}


def _terms(of: EditionDraft | FellowshipEdition) -> dict[str, Any]:
    """All that applicants and assessors go by."""
    told = {name: getattr(of, name) or None for name in (*PLAIN, "opens", "closes") if name != "cycle_id"}
    documents = {DocumentKind(kind): Wanted(wanted) for kind, wanted in of.documents.items()}
    asked = {kind: wanted for kind, wanted in documents.items() if wanted is not Wanted.NO}
    return told | {"tracks": [*of.tracks], "conditions": [*map(Condition, of.conditions)], "documents": asked}


def _check_not_settled(edition: FellowshipEdition) -> None:
    if edition.state in SETTLED:
        raise Refused("This edition is %(state)s: its terms stay as they are.", state=edition.state.label)


def _check_all_looked_at(edition: FellowshipEdition) -> None:
    if waiting := _number(edition, UNDECIDED):
        raise Refused(
            "Of %(number)s applications the eligibility is not decided yet. Decide on them first.",
            number=waiting,
        )


def _number(edition: FellowshipEdition, states: Collection[ApplicationState]) -> int:
    number = select(func.count()).where(
        FellowshipApplication.edition_id == edition.id, FellowshipApplication.state.in_(states)
    )
    return db.session.scalar(number) or 0


def _to_tell(edition: FellowshipEdition) -> Sequence[FellowshipApplication]:
    states = (HANDED_IN | {ApplicationState.DRAFT}) - {ApplicationState.NOT_ELIGIBLE}
    return db.session.scalars(
        select(FellowshipApplication).where(
            FellowshipApplication.edition_id == edition.id,
            FellowshipApplication.state.in_(states),
            FellowshipApplication.forgotten_at.is_(None),
        )
    ).all()


def _free_slug(year: int) -> str:
    first = f"fellowship-{year}"
    taken = set(
        db.session.scalars(select(FellowshipEdition.slug).where(FellowshipEdition.slug.startswith(first)))
    )
    number = 1
    while (slug := first if number == 1 else f"{first}-{number}") in taken:
        number += 1
    return slug


def _trail(edition: FellowshipEdition) -> dict[str, Any]:
    told = audit.values_of(edition, *PLAIN, "tracks", "documents", "conditions")
    return told | {"opens": edition.opens.isoformat(), "closes": edition.closes.isoformat()}


def _criteria(edition: FellowshipEdition) -> dict[str, Any]:
    told = [f"{c.name}: {c.weight} ({c.lowest}–{c.highest})" for c in edition.criteria]
    return {"criteria": "; ".join(told)}

"""Who is on the panel: named with languages and the own organization, and leaving, when others take over."""

from collections.abc import Sequence

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actions import end_role, give_role, make_account
from meetings.access.actor import Actor
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.access.queries import find_account
from meetings.assessment import post
from meetings.assessment.actions.assigning import fill_seats, free_seats
from meetings.assessment.models import PanelMember
from meetings.assessment.queries import organization_of
from meetings.assessment.rules import check_why
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.directory.models import Organization
from meetings.fellowship.actions import hold_edition
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.rules import EditionState

KIND = "panel_member"
# An edition in one of these takes no more assessors.
OVER = frozenset({EditionState.DECIDED, EditionState.RUNNING, EditionState.ENDED, EditionState.CANCELLED})


def name_member(
    actor: Actor,
    edition: FellowshipEdition,
    email: str,
    name: str,
    languages: Sequence[str],
    organization: Organization | None = None,
    *,
    chair: bool = False,
    assesses: bool = True,
) -> PanelMember:
    """Put somebody on the panel: an account (made when there is none), the role, and a mail to say so."""
    hold_edition(edition)
    _check(edition, languages, chair, assesses)
    account = find_account(email) or make_account(actor, email, name or email)
    member = db.session.scalar(
        select(PanelMember).where(PanelMember.edition_id == edition.id, PanelMember.account_id == account.id)
    )
    if member is not None and member.left_at is None:
        raise Refused("This person is on the panel already.", field="email")
    if member is None:
        member = PanelMember(
            key=secrets.new_key(), edition_id=edition.id, account_id=account.id, left_reason="", version=0
        )
        db.session.add(member)
    member.name, member.languages, member.named_at, member.left_at = (
        account.name,
        list(languages),
        clock.now(),
        None,
    )
    own = organization or organization_of(account)
    member.organization_id = None if own is None else own.id
    member.chair, member.assesses = chair, assesses
    member.version += 1
    db.session.flush()
    for role, held in ((Role.ASSESSOR, assesses), (Role.CHAIR, chair)):
        if held:
            give_role(actor, account, role, edition.id)
    after = {"name": account.name, "languages": list(languages), "organization": own.name if own else ""}
    audit.record(actor, "name_assessor", KIND, member.id, None, after | {"chair": chair})
    post.tell_named(member, account, edition)
    return member


def _check(edition: FellowshipEdition, languages: Sequence[str], chair: bool, assesses: bool) -> None:
    if edition.state in OVER:
        raise Refused("The edition is %(state)s: nobody is named any more.", state=edition.state.label)
    if not chair and not assesses:
        raise Refused("Choose what this person does on the panel.", field="does")
    if assesses and not languages:
        raise Refused("Choose at least one language.", field="languages")


def leave(actor: Actor, member: PanelMember, reason: str) -> int:
    """Somebody leaves the panel: what they handed in stays, what they had not goes to others; how many did.

    Scores that were begun are kept with the seat that was given up.
    """
    check_why(reason)
    hold_edition(member.edition)
    db.session.refresh(member)
    if member.left_at is not None:
        raise Refused("This person has left the panel already.")
    return _go(actor, member, reason)


def _go(actor: Actor, member: PanelMember, reason: str = "") -> int:
    edition = member.edition
    member.left_at, member.left_reason = clock.now(), reason
    member.version += 1
    _end_roles(actor, member.account, edition.id)
    audit.record(actor, "end_assessor", KIND, member.id, None, {"name": member.name, "reason": reason})
    return len(fill_seats(actor, edition, free_seats(member, reason)).seats)


def account_disabled(actor: Actor, account: Account) -> None:
    """Who cannot sign in any more leaves the panels on which there is still something to do."""
    members = db.session.scalars(
        select(PanelMember)
        .join(PanelMember.edition)
        .where(
            PanelMember.account_id == account.id,
            PanelMember.left_at.is_(None),
            FellowshipEdition.state.not_in(OVER),
        )
        .order_by(PanelMember.edition_id)
    )
    for member in members.all():
        hold_edition(member.edition)
        _go(actor, member)


def role_ended(actor: Actor, holding: RoleHolding) -> None:
    """Somebody loses a role of the panel elsewhere, as on the page of their account: with the last one they leave."""
    if holding.role not in (Role.ASSESSOR, Role.CHAIR):
        return
    member = db.session.scalar(
        select(PanelMember).where(
            PanelMember.edition_id == holding.on_id,
            PanelMember.account_id == holding.account_id,
            PanelMember.left_at.is_(None),
        )
    )
    if member is None:
        return
    edition = hold_edition(member.edition)
    member.version += 1
    if holding.role is Role.CHAIR and member.assesses:
        member.chair = False
        return
    if member.chair and member.assesses:
        member.assesses = False
    else:
        member.left_at = clock.now()
        audit.record(actor, "end_assessor", KIND, member.id, None, {"name": member.name, "reason": ""})
    fill_seats(actor, edition, free_seats(member))


def _end_roles(actor: Actor, account: Account | None, edition_id: int) -> None:
    for holding in [] if account is None else list(account.holdings):
        mine = holding.role in (Role.ASSESSOR, Role.CHAIR) and holding.on_id == edition_id
        if mine and holding.until is None:
            end_role(actor, holding)

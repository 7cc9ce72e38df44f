"""What other rooms bring about: a meeting that is cancelled, a wrong address, somebody who is to be forgotten."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import delete, select

from meetings.access import audit
from meetings.access.actions import end_links
from meetings.access.actor import OPERATOR, Actor
from meetings.access.models import MailLink
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.invitations import letters, post
from meetings.invitations.actions.asking import lock_invitation, nobody_asked, settle_and_tell
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.queries import (
    find_in_hand,
    get_invitation,
    nominations,
    nominations_to_keep,
    open_nominations,
    unanswered,
)
from meetings.invitations.rules import InvitationStatus, NominationStatus, move_up
from meetings.outbox.actions import Invitation as CalendarPart
from meetings.outbox.actions import discard_about, forget_mails
from meetings.outbox.queries import told_about
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.models import Registration
from meetings.registration.rules import NAMELESS, RegistrationStatus

S = InvitationStatus
KIND = "invitation"


def meeting_moved_on(actor: Actor, meeting: Meeting, before: MeetingStatus) -> None:
    """Who was asked and has not answered is told that the meeting is cancelled, and so are the focal points.

    Whoever has registered is told by the room of registrations. Whose mail still waited to be read never heard of
    it, and is told nothing.
    """
    if meeting.status is not MeetingStatus.CANCELLED or before is MeetingStatus.CANCELLED:
        return
    _discard_held(meeting)
    asked, given = unanswered(meeting), open_nominations(meeting)
    know = told_about(KIND, [one.id for one in asked])
    for invitation in (one for one in asked if one.id in know):
        post.send(invitation, letters.ASKED_CANCELLED)
    know = told_about("nomination", [one.id for one in given])
    know |= {one.id for one in nominations_to_keep(meeting)}  # whoever has named people has found the page
    for nomination in (one for one in given if one.id in know):
        post.to_focal_points(nomination, letters.FOCAL_CANCELLED)


def _discard_held(meeting: Meeting) -> None:
    """Mails that wait to be read ask people to a meeting that does not take place: they do not go any more."""
    for kind, table in ((KIND, Invitation), ("nomination", Nomination)):
        discard_about(kind, db.session.scalars(select(table.id).where(table.meeting_id == meeting.id)).all())


def correct_address(
    actor: Actor, invitation_id: int, email: str, method: str | None = None
) -> CalendarPart | None:
    """Keep the right address of somebody whom the personal link did not reach: it is the one that registers.

    Refused once the person has answered, or when somebody else was asked under this address.
    """
    invitation = get_invitation(invitation_id)
    lock_invitation(invitation)
    if invitation.status is not S.ASKED:
        raise Refused(
            "This has changed meanwhile: %(now)s. Nothing was changed.", now=invitation.status.label
        )
    if find_in_hand(invitation.meeting, email) is not None:
        raise Refused("This address has been asked for this meeting already.", field="email")
    before = audit.values_of(invitation, "email")
    invitation.email = email
    after = audit.values_of(invitation, "email")
    audit.record(actor, "correct_address", KIND, invitation.id, before, after)
    end_links({post.PURPOSE}, invitation.id)
    return None


def keep_focal_address(actor: Actor, nomination_id: int, email: str, method: str | None = None) -> None:
    """A focal point signs in with the address of the account: the mail alone, sent elsewhere, would help nobody."""
    raise Refused(
        "A focal point signs in with this address. Name the right person in the organization’s file, and change the "
        "places: the mail goes to whoever speaks for it then.",
        field="email",
    )


def registration_left(registration: Registration) -> None:
    """Who named somebody that had registered and comes no more is told so, with who moves up."""
    for invitation in db.session.scalars(
        select(Invitation).where(
            Invitation.registration_id == registration.id, Invitation.nomination_id.is_not(None)
        )
    ).all():
        nomination = invitation.nomination
        if (
            nomination is not None
            and nomination.status is NominationStatus.OPEN
            and not nobody_asked(nomination.meeting)
        ):
            settle_and_tell(nomination, [letters.has_left(invitation)])


def places_kept(meeting: Meeting) -> Counter[int]:
    """Places of organizations that are for whom they named, by organization: for those who are asked, or wait for a
    decision, and for alternates who move up. Its own choice comes before others of it on the waiting list."""
    db.session.flush()  # who has a place is read from the rows
    kept: Counter[int] = Counter()
    for standing in nominations(OPERATOR, meeting):
        if standing.nomination.status is not NominationStatus.OPEN:
            continue
        undecided = (
            one.registration is None or one.registration.status is RegistrationStatus.SUBMITTED
            for one in standing.named
            if standing.counts(one)
        )
        up = move_up(standing.seats, standing.law)
        kept[standing.nomination.organization_id] = sum(undecided) + len(up)
    return kept


def forget_registered(ids: Collection[int]) -> int:
    """Whose these registrations were is deleted here too: invitations keep only what is counted; how many."""
    rows = db.session.scalars(select(Invitation).where(Invitation.registration_id.in_(ids))).all()
    return forget_invitations(rows)


def forget_invitations(rows: Collection[Invitation]) -> int:
    """Whom these asked is deleted, with mails, links and what the trail held; how many there are."""
    found = [row.id for row in rows]
    if not found:
        return 0
    forget_mails({KIND: found})
    forget_news({row.nomination_id for row in rows if row.nomination_id is not None})
    audit.forget({KIND: found}, {row.name for row in rows}, ())
    db.session.execute(
        delete(MailLink).where(MailLink.purpose == post.PURPOSE, MailLink.subject_id.in_(found))
    )
    for row in rows:
        row.name = row.sort_key = NAMELESS
        row.email = f"forgotten-{row.id}@example.invalid"
        row.function, row.languages, row.language, row.named_by = "", [], "en", ""
        if row.nomination_id is None:
            row.organization_name, row.organization_id = "", None
    db.session.flush()
    return len(found)


def forget_news(nominations: Collection[int]) -> int:
    """What focal points were told by name of those whom they named; a mail may tell of several, and goes whole."""
    return forget_mails({"nomination": nominations}, letters=(letters.NEWS_OF_NAMED.code,))


def forget_all_news(meeting_id: int) -> int:
    """The same for a whole meeting: also of those who were forgotten before such mails were looked for."""
    return forget_news(
        db.session.scalars(select(Nomination.id).where(Nomination.meeting_id == meeting_id)).all()
    )

"""What goes when a role goes, when the meeting's personal data go, or when somebody is forgotten."""

from collections.abc import Collection
from contextlib import nullcontext

from sqlalchemy import delete, select, update

from meetings.access import audit
from meetings.access.actions import end_links
from meetings.access.actor import Actor
from meetings.access.models import MailLink
from meetings.base import files
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.refusals import Refused
from meetings.outbox.actions import Invitation, discard_about, forget_mails, held_for
from meetings.outbox.queries import held_about, link_waits, links_mailed
from meetings.programme.models import Meeting, Speaker
from meetings.programme.released_roles import ReleasedRole
from meetings.programme.rules import SpeakerAnswer
from meetings.registration.models import Registration
from meetings.speakers.actions.answering import tell_corrected, why_dead
from meetings.speakers.letters import ASKED_TO_SPEAK, NEW_ADDRESS
from meetings.speakers.models import RoleRequest
from meetings.speakers.post import KIND, only_to, send_link
from meetings.speakers.queries import address_of, at_address, find_request, get_request
from meetings.speakers.queries.one import PURPOSE

AT_ONCE = 200
IN_IT = frozenset({SpeakerAnswer.ASKED, SpeakerAnswer.CONFIRMED})
# What a role keeps of a person beside the permanent record.
BLANK = {"email": "", "needs": "", "why": ""}


def keep_requests() -> bool:
    """Every minute: whoever was taken off a session has no presentation here, and no mail asks them any more."""
    rows = db.session.scalars(
        select(RoleRequest)
        .where(RoleRequest.speaker_id.is_(None), RoleRequest.file_id.is_not(None))
        .limit(AT_ONCE)
    ).all()
    let_files_go(rows)
    gone = select(RoleRequest.id).where(RoleRequest.speaker_id.is_(None))
    discard_about(KIND, db.session.scalars(gone).all())
    return len(rows) == AT_ONCE


def let_files_go(rows: Collection[RoleRequest]) -> int:
    """Delete the presentations of these; how many."""
    stored = [row.file for row in rows if row.file is not None]
    for row in rows:
        row.file = None
    db.session.flush()  # nothing refers to them when they go
    files.let_go(stored)
    return len(stored)


def forget_requests(speakers: Collection[int], requests: Collection[int]) -> int:
    """Delete what these roles and requests hold beside the permanent record: address, needs, reason, file, link, mails.

    Name, talk and biography stay: the programme of a meeting is public. How many roles and requests there were.
    """
    rows = db.session.scalars(select(RoleRequest).where(RoleRequest.id.in_(requests))).all()
    let_files_go(rows)
    forget_mails({KIND: requests})
    audit.forget({KIND: requests}, (), ())
    db.session.execute(delete(MailLink).where(MailLink.purpose == PURPOSE, MailLink.subject_id.in_(requests)))
    numbers = {*speakers, *(row.role_number for row in rows)}
    db.session.execute(update(ReleasedRole).where(ReleasedRole.speaker_id.in_(numbers)).values(email=""))
    db.session.execute(update(Speaker).where(Speaker.id.in_(speakers)).values(**BLANK))
    db.session.execute(delete(RoleRequest).where(RoleRequest.id.in_(requests)))
    db.session.flush()
    return len(rows)


def correct_address(
    actor: Actor, request_id: int, email: str, method: str | None = None
) -> Invitation | None:
    """Keep the right address of somebody whom a mail did not reach; Refused for whoever has left the role.

    Also of whoever has agreed: the entry goes there, and what a moderator is asked.
    """
    request = get_request(request_id)
    speaker = request.speaker
    if speaker is None or speaker.answer not in IN_IT:
        raise Refused("This has changed meanwhile. Nothing was changed.")
    before, wrong = audit.values_of(speaker, "email"), address_of(speaker)
    speaker.email = email
    after = audit.values_of(speaker, "email")
    audit.record(actor, "correct_address", KIND, request_id, before, after)
    had_link = links_mailed(KIND, request_id, but_to=email) and not link_waits(KIND, request_id)
    end_links({PURPOSE}, request_id)
    if had_link:
        _send_anew(request, speaker, email)
    tell_corrected(actor, speaker)
    follow_person(actor, speaker.session.meeting, wrong, email, speaker.name, speaker.person_id)
    return None


def keep_address(actor: Actor, speaker: Speaker, email: str) -> None:
    """Keep the right address of somebody in a role whom a mail of another room did not reach, whatever they answered.

    What asked them at the wrong one opens nothing any more; whoever has not left the role gets a link at the right one.
    """
    before, wrong = audit.values_of(speaker, "email"), address_of(speaker)
    speaker.email = email
    after = audit.values_of(speaker, "email")
    request = find_request(speaker)
    if request is None:
        audit.record(actor, "correct_address", "session", speaker.session_id, before, after)
    else:
        audit.record(actor, "correct_address", KIND, request.id, before, after)
        held, had_link = held_about(KIND, request.id), links_mailed(KIND, request.id, but_to=email)
        only_to(email, request)
        if had_link and speaker.answer in IN_IT:
            with nullcontext() if held is None else held_for(held):  # if the office is still to read it
                _send_anew(request, speaker, email)
    tell_corrected(actor, speaker)
    follow_person(actor, speaker.session.meeting, wrong, email, speaker.name, speaker.person_id)


def _send_anew(request: RoleRequest, speaker: Speaker, email: str) -> None:
    """The link that went to a wrong address is their only way to the role: another one, while anything can be said."""
    if why_dead(request) is None:
        agreed = speaker.answer is SpeakerAnswer.CONFIRMED
        send_link(request, speaker, email, NEW_ADDRESS if agreed else ASKED_TO_SPEAK)


def registration_corrected(actor: Actor, registration: Registration, wrong: str) -> None:
    """The address of a registration was wrong: it was so of the roles of this person, too."""
    follow_person(actor, registration.meeting, wrong, registration.email, registration.name)


def follow_person(
    actor: Actor, meeting: Meeting, wrong: str, email: str, name: str, person_id: int | None = None
) -> None:
    """All roles of one person at a wrong address follow: two of an office may share one, under two names."""
    for one in at_address(meeting, wrong) if wrong.lower() != email.lower() else ():
        same = one.person_id is not None and one.person_id == person_id
        same = same or one.name.casefold().split() == name.casefold().split()
        if same and address_of(one).lower() == wrong.lower():  # it has not followed another one by now
            keep_address(actor, one, email)


def stored_of(requests: Collection[int]) -> list[StoredFile]:
    """The presentations of these requests."""
    query = select(StoredFile).join(RoleRequest, RoleRequest.file_id == StoredFile.id)
    return list(db.session.scalars(query.where(RoleRequest.id.in_(requests)).order_by(StoredFile.id)))

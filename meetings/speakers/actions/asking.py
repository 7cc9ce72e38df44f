"""Asking people to take a role, one or several at once, and reminding those who have not answered."""

from collections.abc import Callable, Sequence

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outbox.actions import Many, begin_batch, held_for
from meetings.programme.actions.noticed import hold
from meetings.programme.models import Meeting, Speaker
from meetings.programme.rules import SpeakerAnswer
from meetings.speakers import letters, post
from meetings.speakers.actions.answering import request_of, tell_corrected, tell_followers, why_not
from meetings.speakers.actions.keeping import follow_person
from meetings.speakers.models import RoleRequest
from meetings.speakers.queries import Row, address_of, find_request, people, with_ids
from meetings.speakers.rules import check_can_be_asked, check_reminder

ASKING = ("answer", "email", "minutes")


def ask(
    actor: Actor, speaker: Speaker, email: str, minutes: int | None, language: str = "en", zone: str = ""
) -> RoleRequest:
    """Ask somebody to take the role, by mail at once; Refused when there is an answer already."""
    meeting = speaker.session.meeting
    hold(meeting)
    db.session.refresh(speaker)
    request = find_request(speaker)
    again = speaker.answer is SpeakerAnswer.ASKED and request is not None
    check_can_be_asked(speaker.answer, email, why_not(speaker))
    if again and email == speaker.email:  # a wrong address is corrected by asking once more
        check_reminder(speaker.answer, request.written_at if request else None, clock.now())
    before = audit.values_of(speaker, *ASKING)
    speaker.email, speaker.minutes = email, minutes
    request = request or request_of(speaker)
    request.language, request.zone = language, zone
    _write(request, speaker, email)
    audit.record(actor, "ask_speaker", "role_request", request.id, before, audit.values_of(speaker, *ASKING))
    if before["email"] and before["email"] != email:
        tell_corrected(actor, speaker)
        follow_person(actor, meeting, before["email"], email, speaker.name, speaker.person_id)
    else:
        tell_followers(actor, meeting)  # another address may hold the entry
    return request


def ask_many(actor: Actor, meeting: Meeting, ids: Sequence[int]) -> Many:
    """Ask all of these at once; the mails are held until they are read. Whoever cannot be asked is left out."""
    hold(meeting)
    found = with_ids(actor, meeting, ids)

    def ask_one(row: Row) -> None:
        if row.speaker.answer is SpeakerAnswer.ASKED:
            raise Refused("This person was asked already.")
        check_can_be_asked(row.speaker.answer, row.email, why_not(row.speaker))
        before = audit.values_of(row.speaker, *ASKING)
        request = row.request or request_of(row.speaker)
        _write(request, row.speaker, row.email)
        after = audit.values_of(row.speaker, *ASKING)
        audit.record(actor, "ask_speaker", "role_request", request.id, before, after)

    return _each(actor, "Speakers: %(meeting)s", meeting, found, ask_one)


def remind(actor: Actor, speaker: Speaker) -> None:
    """Send the link once more. Refused when there is nothing to answer, or the last mail is younger than a day."""
    hold(speaker.session.meeting)
    db.session.refresh(speaker)
    _remind(actor, Row(speaker, address_of(speaker), find_request(speaker)))


def remind_many(actor: Actor, meeting: Meeting) -> Many:
    """Remind all who were asked and have not answered; the mails are held until they are read."""
    hold(meeting)
    found = people(actor, meeting, SpeakerAnswer.ASKED)
    return _each(actor, "Reminders to speakers: %(meeting)s", meeting, found, lambda row: _remind(actor, row))


def _remind(actor: Actor, row: Row) -> None:
    check_reminder(row.speaker.answer, row.request.written_at if row.request else None, clock.now())
    check_can_be_asked(row.speaker.answer, row.email, why_not(row.speaker))
    request = row.request or request_of(row.speaker)
    request.written_at = clock.now()
    post.send_link(request, row.speaker, row.email, letters.REMIND_SPEAKER)
    after = {"letter": letters.REMIND_SPEAKER.label}
    audit.record(actor, "remind", "role_request", request.id, None, after)


def _each(actor: Actor, title: str, meeting: Meeting, rows: Sequence[Row], do: Callable[[Row], None]) -> Many:
    batch, done = begin_batch(title % {"meeting": meeting.title}, actor.name), Many()
    with held_for(batch):
        for row in rows:
            try:
                do(row)
                done.number += 1
            except Refused as no:
                done.left_out.append((row.speaker.name, no))
    if done.number:
        done.batch = batch.key
    else:
        db.session.delete(batch)
    return done


def _write(request: RoleRequest, speaker: Speaker, email: str) -> None:
    now = clock.now()
    speaker.answer, speaker.asked_at, speaker.answered_at = SpeakerAnswer.ASKED, now, None
    request.written_at = now
    post.send_link(request, speaker, email, letters.ASKED_TO_SPEAK)

"""What was mailed about confirmation rounds, whether it is still so, and what a reply to such a mail means."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.words import N_
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.outbox.rules import Delivery
from meetings.outbox.still import HeldMail
from meetings.outcomes.models import Summary
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution
from meetings.registration.models import Registration
from meetings.replies.following import LetterKept, Thing
from meetings.rounds.actions import keep_mail
from meetings.rounds.actions.answering import NamesSomebody
from meetings.rounds.models import ConfirmationRound, RoundReader
from meetings.rounds.post import KIND, TOGETHER
from meetings.rounds.rules import STILL, RoundStatus

LATE_KIND = "late_summary"
ENDED = N_("the round is over")


def mails_of(actor: Actor, meeting: Meeting) -> dict[tuple[str, Delivery], int]:
    """How many mails there are about the rounds of a meeting, by kind and delivery."""
    if not actor.may(Permission.EDIT_PROGRAMME, meeting):
        return {}
    sessions = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting.id)
    readers = _readers_of(meeting.id)
    ours = or_(
        OutboxMessage.about_kind.in_((KIND, TOGETHER)) & OutboxMessage.about_id.in_(readers),
        (OutboxMessage.about_kind == LATE_KIND) & OutboxMessage.about_id.in_(sessions),
    )
    return mails_by_letter(ours)


def languages_of(actor: Actor, meeting: Meeting) -> frozenset[str]:
    """The languages in which those who confirm are written to."""
    if not actor.may(Permission.EDIT_PROGRAMME, meeting):
        return frozenset()
    query = select(Registration.language).join(RoundReader, RoundReader.registration_id == Registration.id)
    return frozenset(db.session.scalars(query.where(RoundReader.id.in_(_readers_of(meeting.id))).distinct()))


def _readers_of(meeting_id: int) -> Select[int]:
    return (
        select(RoundReader.id)
        .join(RoundReader.round)
        .join(ConfirmationRound.summary)
        .join(Summary.session)
        .where(MeetingSession.meeting_id == meeting_id)
    )


def still(mails: Sequence[HeldMail]) -> Mapping[int, str]:
    """Held mails that are no longer so, because the round has ended meanwhile."""
    rows = db.session.execute(
        select(RoundReader.id, ConfirmationRound.status)
        .join(RoundReader.round)
        .where(RoundReader.id.in_({m.about_id for m in mails}))
    )
    stands = {id_: status for id_, status in rows}  # noqa: C416 - pairs, of which dict() does not know the types
    return {
        mail.id: ENDED
        for mail in mails
        if mail.about_id in stands
        and stands[mail.about_id] not in STILL.get(mail.letter, frozenset(stands.values()))
    }


def still_together(mails: Sequence[HeldMail]) -> Mapping[int, str]:
    """Held mails of several rounds: no longer so when each round has ended in which that person is asked."""
    other = aliased(RoundReader)
    rows = db.session.scalars(
        select(RoundReader.id)
        .join(
            other,
            or_(
                other.id == RoundReader.id,
                other.registration_id == RoundReader.registration_id,
                other.speaker_id == RoundReader.speaker_id,
            ),
        )
        .join(ConfirmationRound, ConfirmationRound.id == other.round_id)
        .where(RoundReader.id.in_({m.about_id for m in mails}), ConfirmationRound.status == RoundStatus.OPEN)
    )
    open_still = set(rows)
    return {mail.id: ENDED for mail in mails if mail.about_id not in open_still}


def things(actor: Actor, ids: Collection[int]) -> Mapping[int, Thing]:
    """What a mail about these readers is to: the round of a session; no name where nobody may be named."""
    rows = db.session.execute(
        select(RoundReader.id, MeetingSession.label, MeetingSession.title, Meeting.slug)
        .join(RoundReader.round)
        .join(ConfirmationRound.summary)
        .join(Summary.session)
        .join(MeetingSession.meeting)
        .where(RoundReader.id.in_(ids))
    )
    return {
        id_: Thing("", f"{label}. {title}", "rounds.round_page", {"slug": slug, "label": label})
        for id_, label, title, slug in rows
        if actor.may(Permission.APPROVE_SUMMARY)
    }


def replied(reader_id: int, text: str) -> LetterKept:
    """A reply to a mail of a round is kept as a comment on the whole summary, if the round still takes one.

    Under the Chatham House Rule whoever wrote it, and the mail's own copy of the words, go: one would lead to the
    other. A reply that names somebody is none: the office asks for it by the link.
    """
    reader = db.session.get(RoundReader, reader_id)
    try:
        if reader is None or not text.strip() or not keep_mail(reader, without_quotes(text)):
            return LetterKept.NOT
    except NamesSomebody:
        return LetterKept.NAMES
    nameless = reader.round.summary.session.attribution is Attribution.CHATHAM_HOUSE
    return LetterKept.ELSEWHERE if nameless else LetterKept.HERE_TOO


def without_quotes(text: str) -> str:
    """What the person wrote, without the mail that they answer and their signature; everything, if nothing is left."""
    lines = text.splitlines()
    signed = next((n for n, line in enumerate(lines) if line.rstrip() == "--"), len(lines))
    own = [line for line in lines[:signed] if not line.lstrip().startswith(">")]
    return "\n".join(own).strip() or text.strip()

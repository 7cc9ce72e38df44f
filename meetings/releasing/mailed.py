"""The mails of this room on the list of a meeting's mail texts: with whom they are previewed, and what went."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from meetings.access.actor import Actor
from meetings.base.words import N_
from meetings.letters.mails import Reader, Recipient, Went, went_of
from meetings.letters.rules import LetterKind, LettersAbout
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.programme import actions as programme
from meetings.programme.models import Meeting
from meetings.programme.rules.released import changes, in_programme
from meetings.registration.models import Registration
from meetings.releasing import letters, queries
from meetings.releasing.letters import Told
from meetings.releasing.rules import Concerned
from meetings.speakers.models import RoleRequest

MOST = 20
OF_KINDS = OutboxMessage.letter.in_([kind.code for kind in letters.KINDS])


class ReleaseMails:
    """The mails about new versions of the programme, and to those who have a role in a session."""

    label = N_("Programme")
    kinds = letters.KINDS

    def languages(self, actor: Actor, about: LettersAbout) -> frozenset[str]:
        return frozenset(person.language for person in self._people(actor, about))

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        found = [p for p in self._people(actor, about) if q.casefold() in f"{p.name} {p.email}".casefold()]
        if kind is not letters.NEW_VERSION:
            found = [person for person in found if person.sessions]
        return [Recipient(p.email, p.name, p.email) for p in found[:MOST]], len(found) > MOST

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        meeting = _meeting(about)
        person = next((p for p in self._people(actor, about) if p.email == key), None)
        told = _example(actor, meeting, person or Concerned("amina@example.org", _("Amina Example-Okoro")))
        return Reader(
            key=person.email if person else "",
            name=told.person.name,
            email=told.person.email,
            language=told.person.language,
            zone=told.person.zone,
            values=letters.values_of(kind, told),
            filled=lambda text: letters.write(kind, told, text),
        )

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        registered = select(Registration.id).where(Registration.meeting_id == about.id)
        asked = select(RoleRequest.id).where(RoleRequest.meeting_id == about.id)
        here = or_(
            and_(OutboxMessage.about_kind == "registration", OutboxMessage.about_id.in_(registered)),
            and_(OutboxMessage.about_kind == "role_request", OutboxMessage.about_id.in_(asked)),
        )
        return went_of(mails_by_letter(OF_KINDS, here))

    def _people(self, actor: Actor, about: LettersAbout) -> list[Concerned]:
        meeting = _meeting(about)
        return queries.concerned(actor, meeting, queries.writable(actor, meeting))


def _example(actor: Actor, meeting: Meeting, person: Concerned) -> Told:
    """What the draft would change, or, when it changes nothing, the programme as if it were new."""
    before, after = programme.proposed(actor, meeting)
    found = tuple(changes(before, after)) or tuple(changes((), after[:3]))
    shown = in_programme(after)
    mine = next((s for s in shown if s.uid in person.sessions), shown[0] if shown else None)
    roles = (next((one.role.label for one in mine.people), N_("Moderator")),) if mine else ()
    return Told(meeting, person, found, session=mine, roles=roles)


def _meeting(about: LettersAbout) -> Meeting:
    assert isinstance(about.thing, Meeting)
    return about.thing

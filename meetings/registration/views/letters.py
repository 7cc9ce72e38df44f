"""The texts of the mails about a meeting's registrations."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.words import N_
from meetings.letters.mails import Reader, Recipient, Went, went_of
from meetings.letters.queries import having_texts
from meetings.letters.rules import LetterKind, LettersAbout, Text, fill
from meetings.letters.views import add_letters
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for, meeting_names
from meetings.registration import letters, mailed
from meetings.registration.models import Registration
from meetings.registration.queries import terms_of
from meetings.registration.rules import Category, Listing, RegistrationStatus, reply_by
from meetings.registration.views.feature import feature

P = Permission


class Meetings:
    """The meetings whose mail texts are edited here, also those of rooms above that write to their people."""

    def load(self, actor: Actor, **keys: Any) -> LettersAbout:
        meeting = meeting_for(actor, keys["slug"])
        return LettersAbout("meeting", meeting.id, meeting.title, meeting, {"slug": meeting.slug})

    def others(self, actor: Actor, about: LettersAbout) -> list[LettersAbout]:
        """The other meetings with edited texts on whose registrations this actor decides, by title."""
        mine = actor.scope(P.DECIDE_REGISTRATIONS, "meeting")
        ids = [one for one in having_texts(actor, "meeting", about.id) if mine is None or one in mine]
        names = sorted(meeting_names(actor, ids).items(), key=lambda named: named[1])
        return [LettersAbout("meeting", number, title, None, {}) for number, title in names]


class RegistrationMails:
    """The mails about the registrations of a meeting: whom they go to, and what each placeholder stands for."""

    label = N_("Registrations")
    kinds = letters.KINDS

    def languages(self, actor: Actor, about: LettersAbout) -> frozenset[str]:
        return mailed.languages_of(actor, _meeting(about))

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        found, more = mailed.to_preview(actor, _meeting(about), kind.code, q)
        return [Recipient(r.key, r.name, r.organization_name) for r in found], more

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        meeting = _meeting(about)
        registration = mailed.find_to_preview(actor, meeting, key) if key else None
        person = registration or _invented(meeting)
        made = person.reply_by or reply_by(clock.now(), terms_of(meeting).reply_hours, meeting.starts_at)
        with letters.in_their_language(person):
            values = letters.values_of(kind, person, made)

        def filled(text: Text) -> Text:
            with letters.in_their_language(person):
                return letters.signed(fill(kind, text, values), person.demonstration)

        key = registration.key if registration else ""
        return Reader(key, person.name, person.email, person.language, person.zone, values, filled)

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        return went_of(mailed.mails_of(actor, _meeting(about)))


def _meeting(about: LettersAbout) -> Meeting:
    assert isinstance(about.thing, Meeting)
    return about.thing


def _invented(meeting: Meeting) -> Registration:
    """Somebody who does not exist, for a meeting for which nobody has registered; kept nowhere."""
    return Registration(
        key="example",
        meeting=meeting,
        name=_("Amina Example-Okoro"),
        email="amina@example.org",
        organization_name=_("Example Horn Authority"),
        category=Category.SUBREGIONAL,
        listing=Listing.ORGANIZATION,
        zone="Pacific/Fiji",
        language="en",
        status=RegistrationStatus.SUBMITTED,
        demonstration=meeting.demonstration,
    )


mails = RegistrationMails()
add_letters(
    feature,
    "/meetings/<slug>/letters",
    P.DECIDE_REGISTRATIONS,
    Meetings(),
    home="programme.meeting",
    head="registration/_letters_head.html",
)

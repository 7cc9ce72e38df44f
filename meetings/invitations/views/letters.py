"""The mails of this room on the list of a meeting's mail texts: with whom they are previewed, and what went."""

from collections.abc import Mapping, Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.words import N_
from meetings.invitations import letters, mailed
from meetings.invitations.queries import standing_of
from meetings.letters.mails import Reader, Recipient, Went, went_of
from meetings.letters.rules import LetterKind, LettersAbout
from meetings.programme.models import Meeting
from meetings.registration.queries import terms_of
from meetings.registration.rules import reply_by

EMAIL = "amina@example.org"


class InvitationMails:
    """The mails to those who are asked to a meeting, and to focal points."""

    label = N_("Invitations and nominations")
    kinds = letters.KINDS

    def languages(self, actor: Actor, about: LettersAbout) -> frozenset[str]:
        return mailed.languages_of(actor, _meeting(about))

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        if kind in letters.FOCAL_KINDS:
            found, more = mailed.focal_to_preview(actor, _meeting(about), kind.code, q)
            speak = [(nomination.organization, voice) for nomination, voice in found]
            return [Recipient(f"{o.slug} {v.email}", v.name, o.name) for o, v in speak], more
        asked, more = mailed.asked_to_preview(actor, _meeting(about), kind.code, q)
        return [Recipient(i.key, i.name, i.organization_name) for i in asked], more

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        find = _focal_point if kind in letters.FOCAL_KINDS else _asked
        key, email, told = find(actor, _meeting(about), kind, key) or ("", EMAIL, _invented(_meeting(about)))
        return Reader(
            key=key,
            name=told.name,
            email=email,
            language=told.language,
            zone="",
            values=letters.values_of(kind, told),
            filled=lambda text: letters.write(kind, told, text),
        )

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        return went_of(mailed.mails_of(actor, _meeting(about)))


mails = InvitationMails()
Found = tuple[str, str, letters.Told]  # key, address, and what the mail tells


def _asked(actor: Actor, meeting: Meeting, kind: LetterKind, key: str) -> Found | None:
    invitation = mailed.find_asked_to_preview(actor, meeting, kind.code, key) if key else None
    return (invitation.key, invitation.email, letters.asked(invitation)) if invitation else None


def _focal_point(actor: Actor, meeting: Meeting, kind: LetterKind, key: str) -> Found | None:
    slug, _space, email = key.partition(" ")
    found = mailed.find_focal_to_preview(actor, meeting, slug, email) if email else None
    if found is None:
        return None
    nomination, voice = found
    places = standing_of(nomination).places or 0
    return key, email, letters.focal_point(nomination, voice.name, places, letters.example_news())


def _invented(meeting: Meeting) -> letters.Told:
    """Somebody who does not exist, asked to this meeting or speaking for an organization; kept nowhere."""
    with force_locale(letters.OFFICE_LANGUAGE):
        return letters.Told(
            meeting,
            _("Amina Example-Okoro"),
            _("Example Horn Authority"),
            reply_by(clock.now(), terms_of(meeting).reply_hours, meeting.starts_at),
            places=2,
            note=_("What the office notes for this organization stands here."),
            naming_page=letters.naming_page_of("example", meeting),
            news=letters.example_news(),
        )


def _meeting(about: LettersAbout) -> Meeting:
    assert isinstance(about.thing, Meeting)
    return about.thing

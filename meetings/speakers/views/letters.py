"""The mails of this room on the list of a meeting's mail texts: with whom they are previewed, and what went."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.base.words import N_
from meetings.letters.mails import Reader, Recipient, Went, went_of
from meetings.letters.rules import LetterKind, LettersAbout
from meetings.programme.models import Meeting
from meetings.programme.rules import SpeakerRole
from meetings.speakers import letters, mailed
from meetings.speakers.queries import shown_of


class SpeakerMails:
    """The mails to people in the programme."""

    label = N_("People in the programme")
    kinds = letters.KINDS

    def languages(self, actor: Actor, about: LettersAbout) -> frozenset[str]:
        return mailed.languages_of(actor, _meeting(about))

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        found, more = mailed.to_preview(actor, _meeting(about), kind.code, q)
        return [Recipient(str(s.id), s.name, s.session.title) for s in found], more

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        meeting = _meeting(about)
        found = mailed.find_to_preview(actor, meeting, key) if key else None
        told, email = _invented(meeting), "amina@example.org"
        if found is not None:
            speaker, asked = found
            language, zone = (asked.language, asked.zone) if asked else ("en", "")
            told = letters.Told(
                meeting,
                shown_of(actor, speaker.session),
                speaker.name,
                speaker.role,
                speaker.minutes,
                language,
                zone,
            )
            email = speaker.email or email
        return Reader(
            key=key if found else "",
            name=told.name,
            email=email,
            language=told.language,
            zone=told.zone,
            values=letters.values_of(kind, told),
            filled=lambda text: letters.write(kind, told, text),
        )

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        return went_of(mailed.mails_of(actor, _meeting(about)))


mails = SpeakerMails()


def _meeting(about: LettersAbout) -> Meeting:
    assert isinstance(about.thing, Meeting)
    return about.thing


def _invented(meeting: Meeting) -> letters.Told:
    """Somebody who does not exist, asked to speak; kept nowhere."""
    name = _("Amina Example-Okoro")
    return letters.Told(meeting, None, name, SpeakerRole.PANELLIST, 8, "en", "Pacific/Fiji")

"""The mails of this room on the list of a meeting's mail texts: with whom they are previewed, and what went."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.agenda import letters, mailed
from meetings.agenda.queries import terms_of
from meetings.base.words import N_
from meetings.letters.mails import Reader, Recipient, Went, went_of
from meetings.letters.rules import LetterKind, LettersAbout
from meetings.programme.models import Meeting


class AgendaMails:
    """The mails about updates of organizations."""

    label = N_("Updates of organizations")
    kinds = letters.KINDS

    def languages(self, actor: Actor, about: LettersAbout) -> frozenset[str]:
        return frozenset({"en"})

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        found, more = mailed.to_preview(actor, _meeting(about), q)
        return [Recipient(str(a.id), a.name, a.update.organization.name) for a in found], more

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        meeting = _meeting(about)
        found = mailed.find_to_preview(actor, meeting, key) if key else None
        told, email = _invented(meeting), "amina@example.org"
        if found is not None:
            told, email = letters.asked(found), found.email
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


mails = AgendaMails()


def _meeting(about: LettersAbout) -> Meeting:
    assert isinstance(about.thing, Meeting)
    return about.thing


def _invented(meeting: Meeting) -> letters.Told:
    """Somebody who does not exist, who speaks for an organization; kept nowhere."""
    terms = terms_of(meeting)
    name, organization = _("Amina Example-Okoro"), _("Example Horn Authority")
    return letters.Told(
        meeting,
        name,
        organization,
        "Pacific/Fiji",
        terms.due_at,
        terms.words,
        terms.note,
    )

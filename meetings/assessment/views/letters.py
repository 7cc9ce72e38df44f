"""The mails of this room on the list of an edition's mail texts: how they are previewed, and what went."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.assessment import letters, mailed
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.rules import last_minute
from meetings.base import clock
from meetings.base.pages import page_language
from meetings.base.words import N_
from meetings.fellowship.previewing import NobodysMails, edition_of
from meetings.letters.mails import Reader, Went, went_of
from meetings.letters.rules import LetterKind, LettersAbout


class AssessmentMails(NobodysMails):
    """The mails to those who assess, and to those who are offered a fellowship."""

    label = N_("Assessment and offers")
    kinds = letters.KINDS

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        edition = edition_of(about)
        deadline = last_minute((clock.now() + timedelta(days=1)).date(), edition.answer_days)
        language, name = page_language()[0], _("Amina Example-Okoro")
        offer = FellowshipOffer(zone="Pacific/Fiji", deadline=deadline, language=language)
        told = letters.Told(edition, name, language, number=1, how_many=12, offer=offer)
        return Reader(
            key="",
            name=told.name,
            email="amina@example.org",
            language=told.language,
            zone="Pacific/Fiji",
            values=letters.values_of(kind, told),
            filled=lambda text: letters.write(kind, told, text),
        )

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        return went_of(Counter(mailed.mails_of(actor, edition_of(about))))


mails = AssessmentMails()

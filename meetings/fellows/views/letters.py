"""The mails of this room on the list of an edition's mail texts: how they are previewed, and what went."""

from collections.abc import Mapping

from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.base.pages import page_language
from meetings.base.words import N_
from meetings.fellows import letters, mailed
from meetings.fellowship.previewing import NobodysMails, edition_of
from meetings.letters.mails import Reader, Went, went_of
from meetings.letters.rules import LetterKind, LettersAbout


class FellowMails(NobodysMails):
    """The mails to fellows and their supervisors."""

    label = N_("The fellow’s year, and alumni")
    kinds = letters.KINDS

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        name = _("Amina Example-Okoro")
        told = letters.Told(edition_of(about), name, page_language()[0], fellow_name=name, week=3)
        return Reader(
            key="",
            name=name,
            email="amina@example.org",
            language=told.language,
            zone="",
            values=letters.values_of(kind, told),
            filled=lambda text: letters.write(kind, told, text),
        )

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        return went_of(mailed.mails_of(actor, edition_of(about)))


mails = FellowMails()

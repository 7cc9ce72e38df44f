"""The texts of the mails of an edition, also those of rooms above that write to its people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.pages import page_language
from meetings.base.words import N_
from meetings.fellowship import letters, mailed
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.previewing import edition_of
from meetings.fellowship.queries import edition_for, editions
from meetings.fellowship.rules import OWN, NominationState
from meetings.fellowship.views.feature import feature
from meetings.letters.mails import Reader, Recipient, Went, went_of
from meetings.letters.queries import having_texts
from meetings.letters.rules import LetterKind, LettersAbout
from meetings.letters.views import add_letters


class Editions:
    """The editions whose mail texts are edited here."""

    def load(self, actor: Actor, **keys: Any) -> LettersAbout:
        edition = edition_for(actor, keys["slug"])
        return LettersAbout("edition", edition.id, edition.title, edition, {"slug": edition.slug})

    def others(self, actor: Actor, about: LettersAbout) -> list[LettersAbout]:
        """The other editions with edited texts, the latest first."""
        having = set(having_texts(actor, "edition", about.id))
        return [
            LettersAbout("edition", row.edition.id, row.edition.title, None, {})
            for row in editions(actor)
            if row.edition.id in having
        ]


class ApplicationMails:
    """The mails about applications: whom they go to, and what each placeholder stands for."""

    label = N_("Applications")
    kinds = letters.KINDS

    def languages(self, actor: Actor, about: LettersAbout) -> frozenset[str]:
        return mailed.languages_of(actor, edition_of(about))

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        found, more = mailed.to_preview(actor, edition_of(about), q)
        return [Recipient(one.key, one.name or one.email, one.organization_name) for one in found], more

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        edition = edition_of(about)
        found = mailed.find_to_preview(actor, edition, key) if key else None
        told = _invented(edition) if found is None else _of(kind, found)
        return Reader(
            key=key if found else "",
            name=told.name,
            email=found.email if found else "amina@example.org",
            language=told.language,
            zone=found.zone if found else "",
            values=letters.values_of(kind, told),
            filled=lambda text: letters.write(kind, told, text),
        )

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        return went_of(mailed.mails_of(actor, edition_of(about)))


mails = ApplicationMails()


def _of(kind: LetterKind, application: FellowshipApplication) -> letters.Told:
    """What this mail would tell, with what is not there yet as it might be."""
    nomination = application.nominations[-1] if application.nominations else None
    if kind is letters.ASK_ORGANIZATION and nomination is not None:
        return letters.to_organization(nomination)
    told = letters.about(application, application.organization_name)
    made = _invented(application.edition)
    return replace(
        told,
        number=told.number or made.number,
        note=told.note or made.note,
        fields=told.fields or made.fields,
        until=told.until or made.until,
        answer=nomination.state if nomination else made.answer,
        person=application.name,
    )


def _invented(edition: FellowshipEdition) -> letters.Told:
    """Somebody who does not exist and applies; kept nowhere."""
    return letters.Told(
        edition,
        _("Amina Example-Okoro"),
        page_language()[0],
        number=1,
        organization=_("Example Horn Authority"),
        person=_("Amina Example-Okoro"),
        answer=NominationState.CONFIRMED,
        note=_("What the office writes stands here."),
        fields=(_(OWN["statement"]),),
        until=max(clock.now(), edition.closes_at),
    )


add_letters(
    feature,
    "/fellowships/<slug>/letters",
    Permission.KEEP_EDITIONS,
    Editions(),
    home="fellowship.call",
    head="fellowship/_letters_head.html",
)

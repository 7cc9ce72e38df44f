"""A mail about an application: its text as it stands for the edition, filled for the person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.base.pages import day, hour, in_zone
from meetings.base.zones import city
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination
from meetings.fellowship.rules import NominationState, asked_documents, field_labels
from meetings.letters.queries import text_of
from meetings.letters.rules import PERSONAL_LINK, LetterKind, Text, fill
from meetings.questions.queries import form_of
from meetings.registration.letters import signed
from meetings.registration.letters.words import settings

OFFICE_LANGUAGE = "en"


@dataclass(frozen=True)
class Told:
    """Whom a mail is for, and what it tells. `name` may be "": nobody has written it yet."""

    edition: FellowshipEdition
    name: str
    language: str = OFFICE_LANGUAGE
    number: int | None = None
    organization: str = ""
    person: str = ""
    answer: NominationState | None = None
    note: str = ""
    fields: tuple[str, ...] = ()
    until: datetime | None = None


VALUES: Mapping[str, Callable[[Told], str]] = {
    "name": lambda told: told.name or _("applicant"),
    "edition": lambda told: told.edition.title,
    "call": lambda told: f"{settings().base_url}/fellowships/{told.edition.slug}",
    "closes": lambda told: moment_of(told.edition, told.edition.closes_at),
    "number": lambda told: "" if told.number is None else str(told.number),
    "organization": lambda told: told.organization,
    "person": lambda told: told.person,
    "answer": lambda told: _answer(told),
    "note": lambda told: told.note,
    "fields": lambda told: "\n".join(told.fields),
    "until": lambda told: (
        _("Please answer until %(until)s.", until=moment_of(told.edition, told.until)) if told.until else ""
    ),
    "office": lambda told: settings().mailbox,
    "link": lambda told: PERSONAL_LINK,
}


def moment_of(edition: FellowshipEdition, at: datetime) -> str:
    """A deadline on the clock of the edition's zone."""
    local = in_zone(at, edition.zone)
    return _("%(day)s, %(time)s (%(city)s)", day=day(local), time=hour(local), city=city(edition.zone))


def _answer(told: Told) -> str:
    if told.answer is None:
        return ""
    said = {"organization": told.organization}
    if told.answer is NominationState.CONFIRMED:
        return _("%(organization)s has confirmed your nomination.", **said)
    if told.answer is NominationState.REFUSED:
        return _("%(organization)s does not confirm your nomination.", **said)
    return _("%(organization)s has taken its nomination back.", **said)


def about(
    application: FellowshipApplication,
    organization: str = "",
    nomination: FellowshipNomination | None = None,
) -> Told:
    """What is told to somebody who applies."""
    told = Told(
        application.edition,
        application.name,
        application.language,
        application.number,
        organization,
        note=application.asked_note or application.decided_reason,
        fields=_fields(application),
        until=application.asked_until,
    )
    if nomination is None:
        return told
    return replace(told, answer=nomination.state, note=nomination.reason)


def _fields(application: FellowshipApplication) -> tuple[str, ...]:
    if not application.asked_fields:
        return ()
    edition = application.edition
    questions = [(q.id, q.wording) for q in form_of("edition", edition.id).questions]
    with force_locale(application.language):
        labels = field_labels(asked_documents(edition.documents), questions, _)
    return tuple(labels[code] for code in application.asked_fields if code in labels)


def to_organization(nomination: FellowshipNomination) -> Told:
    """What is asked of whoever speaks for an organization."""
    application = nomination.application
    person = f"{application.name} ({application.function})" if application.function else application.name
    return Told(
        application.edition, nomination.by_name, organization=nomination.organization_name, person=person
    )


def values_of(kind: LetterKind, told: Told) -> dict[str, str]:
    """What the placeholders of a kind stand for, in the language of the reader."""
    with force_locale(told.language):
        return {p.name: VALUES[p.name](told) for p in kind.placeholders}


def write(kind: LetterKind, told: Told, words: Text | None = None) -> Text:
    """The mail as it goes now; `words` go instead of the edition's text."""
    with force_locale(told.language):
        text = words or text_of(kind, "edition", told.edition.id, told.language, _)
        return signed(fill(kind, text, values_of(kind, told)), told.edition.demonstration)

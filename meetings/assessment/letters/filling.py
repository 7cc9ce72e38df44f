"""A mail of this room, filled for whom it is for, in their language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from meetings.assessment.models import FellowshipOffer
from meetings.base.pages import day, hour
from meetings.base.zones import city
from meetings.fellowship.letters.filling import OFFICE_LANGUAGE
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.letters.queries import text_of
from meetings.letters.rules import PERSONAL_LINK, LetterKind, Text, fill
from meetings.registration.letters import signed
from meetings.registration.letters.words import settings


@dataclass(frozen=True)
class Told:
    """Whom a mail is for, and what it tells."""

    edition: FellowshipEdition
    name: str
    language: str = OFFICE_LANGUAGE
    number: int | None = None
    how_many: int = 0
    offer: FellowshipOffer | None = None


VALUES: Mapping[str, Callable[[Told], str]] = {
    "name": lambda told: told.name or _("applicant"),
    "edition": lambda told: told.edition.title,
    "number": lambda told: "" if told.number is None else str(told.number),
    "page": lambda told: f"{settings().base_url}/fellowships/{told.edition.slug}/assess",
    "due": lambda told: _due(told.edition),
    "how_many": lambda told: ngettext("one application", "%(num)s applications", told.how_many),
    "until": lambda told: _until(told.offer),
    "covered": lambda told: "\n\n".join(t for t in (told.edition.covered, told.edition.stipend) if t),
    "when": lambda told: _when(told.edition),
    "office": lambda told: settings().mailbox,
    "link": lambda told: PERSONAL_LINK,
}


def _due(edition: FellowshipEdition) -> str:
    if edition.assess_by is None:
        return ""
    return _("Assessments are due by %(day)s.", day=day(edition.assess_by))


def _until(offer: FellowshipOffer | None) -> str:
    if offer is None:
        return ""
    at = offer.deadline
    return _("%(day)s, %(time)s (%(city)s)", day=day(at), time=hour(at), city=city(offer.zone))


def _when(edition: FellowshipEdition) -> str:
    if edition.starts_on is None:
        return ""
    if edition.ends_on is None or not edition.place:
        return _("It begins on %(day)s.", day=day(edition.starts_on))
    return _(
        "It is from %(first)s to %(last)s in %(place)s.",
        first=day(edition.starts_on),
        last=day(edition.ends_on),
        place=edition.place,
    )


def offered(offer: FellowshipOffer, application: FellowshipApplication) -> Told:
    """What is told of an offer, in the language in which it was made."""
    return Told(application.edition, application.name, offer.language, application.number, offer=offer)


def values_of(kind: LetterKind, told: Told) -> dict[str, str]:
    """What the placeholders of a kind stand for, in the language of the reader."""
    with force_locale(told.language):
        return {p.name: VALUES[p.name](told) for p in kind.placeholders}


def write(kind: LetterKind, told: Told, words: Text | None = None) -> Text:
    """The mail as it goes now; `words` go instead of the edition's text."""
    with force_locale(told.language):
        text = words or text_of(kind, "edition", told.edition.id, told.language, _)
        return signed(fill(kind, text, values_of(kind, told)), told.edition.demonstration)

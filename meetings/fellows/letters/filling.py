"""A mail of this room, filled for whom it is for, in their language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.access.models import Account
from meetings.base.pages import day
from meetings.fellows.models import Fellow
from meetings.fellowship.letters.filling import OFFICE_LANGUAGE
from meetings.fellowship.models import FellowshipEdition
from meetings.letters.queries import text_of
from meetings.letters.rules import PERSONAL_LINK, LetterKind, Text, fill
from meetings.registration.letters import signed
from meetings.registration.letters.words import settings


@dataclass(frozen=True)
class Told:
    """Whom a mail is for, and of which fellow's year it tells (None: of an invented one)."""

    edition: FellowshipEdition
    name: str
    language: str = OFFICE_LANGUAGE
    fellow: Fellow | None = None
    fellow_name: str = ""
    week: int = 0


VALUES: Mapping[str, Callable[[Told], str]] = {
    "name": lambda told: told.name or _("fellow"),
    "edition": lambda told: told.edition.title,
    "fellow": lambda told: told.fellow_name,
    "week": lambda told: str(told.week) if told.week else "",
    "when": lambda told: _when(told),
    "page": lambda told: f"{settings().base_url}/fellows/{told.fellow.key if told.fellow else '…'}",
    "office": lambda told: settings().mailbox,
    "link": lambda told: PERSONAL_LINK,
}


def _when(told: Told) -> str:
    one = told.fellow
    first = one.starts_on if one is not None else told.edition.starts_on
    last = one.ends_on if one is not None else told.edition.ends_on
    unit = one.unit if one is not None else ""
    if first is None:
        return ""
    if last is None:
        return _("It begins on %(day)s.", day=day(first))
    if not unit:
        return _("It is from %(first)s to %(last)s.", first=day(first), last=day(last))
    return _("It is from %(first)s to %(last)s: %(unit)s.", first=day(first), last=day(last), unit=unit)


def to_fellow(fellow: Fellow, week: int = 0) -> Told:
    """What is told to a fellow, in the language of the application."""
    application = fellow.application
    return Told(application.edition, application.name, application.language, fellow, application.name, week)


def to_supervisor(fellow: Fellow, account: Account, week: int = 0) -> Told:
    """What is told to a supervisor."""
    application = fellow.application
    return Told(application.edition, account.name, fellow=fellow, fellow_name=application.name, week=week)


def values_of(kind: LetterKind, told: Told) -> dict[str, str]:
    """What the placeholders of a kind stand for, in the language of the reader."""
    with force_locale(told.language):
        return {p.name: VALUES[p.name](told) for p in kind.placeholders}


def write(kind: LetterKind, told: Told, words: Text | None = None) -> Text:
    """The mail as it goes now; `words` go instead of the edition's text."""
    with force_locale(told.language):
        text = words or text_of(kind, "edition", told.edition.id, told.language, _)
        return signed(fill(kind, text, values_of(kind, told)), told.edition.demonstration)

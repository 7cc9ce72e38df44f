"""The balance of a meeting as pictures with their words (templates/registration/_balance.html draws them)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import get_template_attribute
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from meetings.directory.rules import Region
from meetings.registration.cells import languages, words
from meetings.registration.queries import Tally
from meetings.registration.rules import NOBODY, Balance, Bar, Category, Gender, Limits, Trait, bars


@dataclass(frozen=True)
class Picture:
    """A balance drawn: its trait, heading, caption, and bars with their words."""

    trait: Trait
    heading: str
    caption: str
    bars: list[tuple[str, Bar]]


def balance_of(tally: Tally, limits: Limits) -> Markup:
    """The balance of the approved, drawn: once for each language until something changes."""
    about = (str(get_locale()), frozenset(limits.items()))
    if about not in tally.kept:
        draw = get_template_attribute("registration/_balance.html", "balance")
        tally.kept[about] = draw(tally.approved, None, limits)
    drawn: Markup = tally.kept[about]
    return drawn


def pictures(approved: Balance, chosen: Balance | None = None, limits: Limits | None = None) -> list[Picture]:
    """The balance of the approved, and beside it of those chosen, as pictures with words."""
    captions = {
        Trait.REGION: _("Where the organizations of the directory are"),
        Trait.CATEGORY: _("The upright stroke marks the places of the group"),
        Trait.GENDER: _("As people say it of themselves, if they wish to"),
        Trait.LANGUAGE: _("Who follows in two languages counts under both"),
        Trait.ORGANIZATION: _("At most five, as those who register write them"),
    }
    named: dict[Trait, Mapping[str, str]] = {
        Trait.REGION: words(Region) | {"": _("not in the directory")},
        Trait.CATEGORY: words(Category, short=True),
        Trait.GENDER: words(Gender) | {"": _("not said")},
        Trait.LANGUAGE: languages(),
        Trait.ORGANIZATION: {},
    }
    return [
        Picture(
            trait,
            _(trait.label),
            captions[trait],
            [(named[trait].get(b.code, b.code), b) for b in bars(trait, approved, chosen or NOBODY, limits)],
        )
        for trait in Trait
    ]

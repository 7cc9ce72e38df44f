"""What people write about organizations and persons, before it is kept."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.zones import known_zone
from meetings.directory.rules.rows import OrganizationRow

LONGEST_SLUG = 80
# Addresses that are pages of their own.
RESERVED = frozenset({"new"})
_MAILBOX = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")


@dataclass(frozen=True)
class OrganizationDraft:
    """An organization as it is to be: the row of the directory, its mailbox and a note of the office."""

    row: OrganizationRow
    mailbox: str = ""
    note: str = ""
    demonstration: bool = False


@dataclass(frozen=True)
class PersonDraft:
    """Somebody as they are to be: the name as its owner writes it. `sort_key` "": made from the name."""

    name: str
    sort_key: str = ""
    email: str | None = None
    function: str = ""
    organization_id: int | None = None
    zone: str = ""
    demonstration: bool = False


def check_mailbox(address: str, field: str) -> None:
    """Refused when it cannot be an e-mail address; "" is none."""
    if address and not (_MAILBOX.fullmatch(address) and len(address) <= 254):
        raise Refused("“%(found)s” is not an e-mail address.", field=field, found=address)


def check_person(draft: PersonDraft) -> None:
    """Refused, with the field, when the person cannot be kept so."""
    if not draft.name.strip():
        raise Refused("Write the name as its owner writes it.", field="name")
    check_mailbox(draft.email or "", "email")
    if draft.zone:
        known_zone(draft.zone, "zone")


def sorted_as(name: str, sort_key: str = "") -> str:
    """How lists put a name in order: as given, otherwise its last word first (`Okello-Lind, Ruth`)."""
    if sort_key.strip():
        return sort_key.strip()
    first, _, last = name.strip().rpartition(" ")
    return f"{last}, {first.strip()}" if first else last


def called(name: str, sort_key: str | None) -> tuple[str, ...]:
    """How somebody is called: as they write their name, and as lists sort it, which is in Latin letters mostly."""
    last, comma, first = (sort_key or "").partition(",")
    return tuple(dict.fromkeys((name, f"{first.strip()} {last.strip()}" if comma else name)))


def slug_of(name: str, acronym: str, taken: Container[str]) -> str:
    """The address of an organization, from its name: short, in Latin letters, and not taken yet.

    A name without Latin letters is written by its acronym, otherwise it is called `organization`.
    """
    base = _latin(name) or _latin(acronym) or "organization"
    slug, number = base, 1
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _latin(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "").lower())
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return words if len(words) <= LONGEST_SLUG else words[: LONGEST_SLUG + 1].rpartition("-")[0]

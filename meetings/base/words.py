"""Marks words for translation where no request and no library of languages may be at hand (rules, enums)."""

from enum import StrEnum
from typing import Self


def N_(text: str) -> str:
    """Return the text unchanged; `pybabel extract` collects it, the page translates it."""
    return text


class Labelled(StrEnum):
    """Codes with the words that people read; the words are translated where they are shown.

    A member is `WORKSHOP = "workshop", N_("Workshop")`: the code is its value, the words are its label.
    """

    label: str

    # The default is for type checkers only: to them a look-up, `MeetingKind("workshop")`, calls this too.
    def __new__(cls, code: str, label: str = "") -> Self:
        assert label, f"{cls.__name__}: {code} has no words"
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

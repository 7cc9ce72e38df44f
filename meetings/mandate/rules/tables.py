"""Read TOML strictly: whatever is wrong is named by file, table, entry and key, or by line and column."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from meetings.base.refusals import Refused
from meetings.base.words import N_

E = TypeVar("E", bound=StrEnum)
_MISSING = object()


class BadFile(Refused):
    """A data file that cannot be read."""


def parse_toml(text: str, filename: str) -> dict[str, Any]:
    """The file's tables; BadFile with line and column when it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        if found := re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", reason, re.DOTALL):
            why, line, column = found[1], int(found[2]), int(found[3])
        else:  # "at end of document"
            last = text.split("\n")
            why, line, column = reason.partition(" (at ")[0], len(last), len(last[-1]) + 1
        raise BadFile(
            "%(file)s, line %(line)s, column %(column)s: this is not TOML (%(why)s).",
            file=filename,
            line=line,
            column=column,
            why=why,
        ) from error


class Table:
    """One table of a file. Each key is taken once; `finish` refuses those that nobody took."""

    def __init__(self, content: dict[str, Any], where: str) -> None:
        self._left = dict(content)
        self.where = where

    def refuse(self, key: str, why: str, **params: object) -> BadFile:
        """The refusal to raise: `why` is a sentence about this table's key."""
        return BadFile("%(where)s, “%(key)s”: %(why)s", where=self.where, key=key, why=why % params)

    def _take(self, key: str, kind: type, word: str, default: object) -> Any:
        value = self._left.pop(key, _MISSING)
        if value is _MISSING:
            if default is _MISSING:
                raise self.refuse(key, N_("this key is missing."))
            return default
        # bool is an int and datetime a date for Python, not for the people who write the file.
        wrong = (isinstance(value, bool) and kind is not bool) or (
            isinstance(value, datetime) and kind is date
        )
        if wrong or not isinstance(value, kind):
            raise self.refuse(
                key, N_("should be %(wanted)s, but it is “%(found)s”."), wanted=word, found=value
            )
        return value

    def text(self, key: str) -> str:
        """A text that is not blank."""
        value: str = self._take(key, str, "a text", _MISSING).strip()
        if not value:
            raise self.refuse(key, N_("this text is blank."))
        return value

    def optional_text(self, key: str) -> str:
        """A text, "" when it is absent."""
        value: str = self._take(key, str, "a text", "")
        return value.strip()

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value: int = self._take(key, int, "a whole number", _MISSING)
        if not least <= value <= most:
            raise self.refuse(
                key, N_("%(found)s is not from %(least)s to %(most)s."), found=value, least=least, most=most
            )
        return value

    def optional_whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number, None when it is absent."""
        return self.whole(key, least, most) if key in self._left else None

    def day(self, key: str) -> date:
        """A TOML date (2028-10-02, without quotes)."""
        value: date = self._take(key, date, "a date", _MISSING)
        return value

    def optional_day(self, key: str) -> date | None:
        """A TOML date, None when it is absent."""
        return self.day(key) if key in self._left else None

    def flag(self, key: str) -> bool:
        """true or false; false when it is absent."""
        value: bool = self._take(key, bool, "true or false", False)
        return value

    def choice(self, key: str, kind: type[E]) -> E:
        """One of the enum's values."""
        return self._one_of(key, self.text(key), kind)

    def optional_choice(self, key: str, kind: type[E]) -> E | None:
        """One of the enum's values, None when the key is absent."""
        return self.choice(key, kind) if key in self._left else None

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """A list of the enum's values: at least one, none twice."""
        values = self._take(key, list, "a list", _MISSING)
        if not values or not all(isinstance(v, str) for v in values):
            raise self.refuse(key, N_("should be a list of texts, but it is “%(found)s”."), found=values)
        for number, value in enumerate(values):
            if value in values[:number]:
                raise self.refuse(key, N_("“%(found)s” stands here twice."), found=value)
        return tuple(self._one_of(key, value, kind) for value in values)

    def rising(self, key: str, least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers from `least` to `most`, at least one, each higher than the one before."""
        values = self._take(key, list, "a list", _MISSING)
        if not values or not all(type(v) is int and least <= v <= most for v in values):
            raise self.refuse(
                key,
                N_("should be a list of numbers from %(least)s to %(most)s, but it is “%(found)s”."),
                least=least,
                most=most,
                found=values,
            )
        if values != sorted(set(values)):
            raise self.refuse(key, N_("each number should be higher than the one before."))
        return tuple(values)

    def table(self, key: str) -> "Table":
        """The table of that name."""
        return Table(self._take(key, dict, "a table", _MISSING), f"{self.where} [{key}]")

    def tables(self, key: str, at_least: int = 0) -> Iterator["Table"]:
        """The entries of an array of tables, counted from 1."""
        entries = self._take(key, list, "a list of tables", [] if at_least == 0 else _MISSING)
        if len(entries) < at_least:
            raise self.refuse(key, N_("there should be at least %(least)s here."), least=at_least)
        for number, entry in enumerate(entries, start=1):
            if not isinstance(entry, dict):
                raise self.refuse(key, N_("entry %(entry)s is not a table."), entry=number)
            yield Table(entry, f"{self.where} [[{key}]] {number}")

    def finish(self) -> None:
        """Refuse a key that this kind of table does not have (most often a slip of the pen)."""
        for key in self._left:
            raise self.refuse(key, N_("there is no such key here."))

    def _one_of(self, key: str, value: str, kind: type[E]) -> E:
        try:
            return kind(value)
        except ValueError:
            raise self.refuse(
                key, N_("“%(found)s” should be one of: %(wanted)s."), found=value, wanted=", ".join(kind)
            ) from None

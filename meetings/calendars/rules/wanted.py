"""What a subscriber chose: it stands in the address, so that one address has one content (CALENDARS, feeds 11)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from meetings.calendars.rules.kinds import Reminder, Show
from meetings.programme.rules import SessionKind

E = TypeVar("E", bound=StrEnum)


class Arguments(Protocol):
    """The arguments of an address; a name may stand there several times."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True)
class Wanted:
    """Language, kinds of sessions, kinds of entries, a reminder. Empty: the feed's own choice."""

    language: str = "en"
    kinds: tuple[SessionKind, ...] = ()
    show: tuple[Show, ...] = ()
    reminder: Reminder | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """All of it as texts, no two choices alike."""
        reminder = "" if self.reminder is None else self.reminder.value
        return (self.language, ",".join(self.kinds), ",".join(self.show), reminder)

    @property
    def address(self) -> dict[str, list[str]]:
        """The arguments that an address needs to say so."""
        said = {
            "lang": [] if self.language == "en" else [self.language],
            "kind": [kind.value for kind in self.kinds],
            "show": [show.value for show in self.show],
            "remind": [] if self.reminder is None else [self.reminder.value],
        }
        return {name: values for name, values in said.items() if values}


def wanted(asked: Arguments, languages: Collection[str], may_show: Collection[Show]) -> Wanted | None:
    """What an address asks for; None when it names a kind that there is not, which has no content.

    A language that there is not is English: what was subscribed to goes on when a translation is taken out.
    """
    kinds = _codes(SessionKind, asked.getlist("kind"))
    show = _codes(Show, asked.getlist("show"))
    reminders = _codes(Reminder, asked.getlist("remind"))
    if (
        kinds is None
        or show is None
        or reminders is None
        or len(reminders) > 1
        or not set(show) <= set(may_show)
    ):
        return None
    language = next(iter(asked.getlist("lang")), "en")
    return Wanted(
        language if language in languages else "en", kinds, show, reminders[0] if reminders else None
    )


def _codes(codes: type[E], asked: Sequence[str]) -> tuple[E, ...] | None:
    """The codes named, each once, in a fixed order; None when one is none of them. A form sends "" for no choice."""
    asked = [text for text in asked if text]
    if not asked:
        return ()
    return tuple(code for code in codes if code.value in asked) if set(asked) <= set(codes) else None

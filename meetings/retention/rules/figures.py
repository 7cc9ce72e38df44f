"""What goes when a meeting's personal data are deleted, in figures; no names."""

from collections.abc import Mapping

from meetings.base.words import N_, Labelled


class Figure(Labelled):
    """A kind of thing that goes. Registrations stay as rows that count, without whose they were."""

    REGISTRATIONS = (
        "registrations",
        N_("Registrations: name, address, function, languages and whatever was written"),
    )
    ANSWERS = "answers", N_("Answers to the meeting’s questions")
    FILES = "files", N_("Files")
    BYTES = "bytes", N_("Bytes of these files")
    MAILS = "mails", N_("Mails: address, subject and text")
    CALENDARS = "calendars", N_("Calendar entries sent with them")
    LINKS = "links", N_("Personal links")
    TRAIL = "trail", N_("Lines of the trail: values before and after")
    ROWS = "rows", N_("Rows of acts on many")
    VIEWS = "views", N_("Saved views of the list of registrations")
    ACCOUNTS = "accounts", N_("Accounts that served only this meeting")
    PEOPLE = "people", N_("People of the directory whom nothing else mentions")


def added(figures: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Both together, by name, without what there is none of."""
    names = dict.fromkeys([*figures, *more])
    return {n: figures.get(n, 0) + more.get(n, 0) for n in names if figures.get(n, 0) + more.get(n, 0)}


def total(figures: Mapping[str, int]) -> int:
    """How many registrations, and things of other rooms: what there is to do."""
    known = {figure.value for figure in Figure}
    return figures.get(Figure.REGISTRATIONS, 0) + sum(n for name, n in figures.items() if name not in known)

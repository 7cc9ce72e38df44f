"""Texts in which nobody may be named: looked through when they are composed, edited and exported."""

from collections.abc import Iterable, Mapping

from meetings.outcomes.rules import KnownNames, known_in
from meetings.programme.rules import Attribution
from meetings.report.rules.sources import Source, Sources
from meetings.report.rules.structure import SESSION


def sessions_without_names(found: Iterable[Source], section: str, sources: Sources) -> frozenset[int]:
    """The sessions whose speakers a paragraph must not name: by its sources, or by where it stands.

    A session's attribution is the present one: what is narrowed later binds what was taken before.
    """
    found = tuple(source for source in found if "session" in source)
    if not found and not section.startswith(SESSION):
        return frozenset()  # nothing of it was said in a session
    sessions = sources.sessions
    silent = {number for number, each in sessions.items() if each.attribution is Attribution.CHATHAM_HOUSE}
    silent |= (
        sources.known.keys() - sessions.keys()
    )  # cancelled since: no longer in the report, and still unnamed
    of_paragraph = {
        int(source["session"])
        for source in found
        if source.get("unattributed") or int(source["session"]) in silent
        # A list of what may be attributed names organizations of other sessions; silent ones are never in it.
    }
    own = {number for number in silent if section == f"{SESSION}{number}"}
    return frozenset(of_paragraph | own)


def named_in(
    texts: Iterable[str], sessions: Iterable[int], known: Mapping[int, KnownNames]
) -> tuple[str, ...]:
    """Whom the texts name of those who may not be named for these sessions; each name once."""
    every = sorted(set(sessions))
    joined = "\n".join(texts) if every else ""
    return tuple(
        dict.fromkeys(name for number in every if number in known for name in known_in(joined, known[number]))
    )

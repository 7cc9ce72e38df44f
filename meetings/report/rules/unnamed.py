"""Texts in which nobody may be named: looked through when they are composed, edited and exported."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from meetings.outcomes.rules import KnownNames, fold, known_in
from meetings.programme.rules import Attribution
from meetings.record.rules.names import Index
from meetings.report.rules.dates import session_title
from meetings.report.rules.fixed import HEADING_HELD, SESSION_ONLY
from meetings.report.rules.paragraphs.memory import Kept
from meetings.report.rules.sources.facts import SessionFacts, Source, Sources
from meetings.report.rules.structure.chapters import SESSION

# Sessions whose number is written out, too: the sixth session.
_COUNTED = frozenset(map(str, range(1, 100)))


def silent_sessions(sources: Sources) -> frozenset[int]:
    """The sessions under the Chatham House Rule, also those cancelled since: no longer in the report, still unnamed."""
    sessions = sources.sessions
    silent = {number for number, each in sessions.items() if each.attribution is Attribution.CHATHAM_HOUSE}
    return frozenset(silent | (sources.known.keys() - sessions.keys()))


def sessions_without_names(found: Iterable[Source], section: str, sources: Sources) -> frozenset[int]:
    """The sessions whose speakers a paragraph must not name: by its sources, or by where it stands.

    A session's attribution is the present one: what is narrowed later binds what was taken before.
    """
    found = tuple(source for source in found if "session" in source)
    if not found and not section.startswith(SESSION):
        return frozenset()  # nothing of it was said in a session
    silent = silent_sessions(sources)
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
    texts, every = tuple(texts), [known[number] for number in sorted(set(sessions)) if number in known]
    return tuple(dict.fromkeys(name for names in every for name in _standing_in(texts, names)))


def named_without_consent(
    texts: Sequence[str], found: Iterable[Source], section: str, sources: Sources
) -> tuple[str, ...]:
    """Whom the texts name who have not agreed: participants anywhere, speakers where their approval is asked."""
    sessions = {int(source["session"]) for source in found if "session" in source}
    if section.startswith(SESSION):
        sessions.add(int(section.removeprefix(SESSION)))
    listed = names_of_people(texts, sources.unlisted)
    return (*listed, *named_in(texts, sessions & sources.unapproved.keys(), sources.unapproved))


def names_of_people(texts: Iterable[str], people: Iterable[str]) -> tuple[str, ...]:
    """Who of these people stands there, by the whole name or behind a title."""
    return _standing_in(texts, KnownNames(participants=tuple(people)))


def _standing_in(texts: Iterable[str], names: KnownNames) -> tuple[str, ...]:
    joined = "\n".join(dict.fromkeys(texts))
    likely = _index(names).likely_in(joined)
    return known_in(joined, likely) if likely != KnownNames() else ()


def spoke_unnamed(kept: Kept, sources: Sources) -> KnownNames:
    """Who may not be named for what they said where it is not attributed to them, as far as the text can mean that.

    Whoever spoke nowhere else; where it says itself that it speaks of such a session, or of the rule that holds there,
    all who spoke in it; and, where it says which session, every organization.
    """
    text, sessions = _plain(" ".join((kept.text, *kept.items))), sources.sessions
    people, organizations, acronyms = list(sources.spoke_unnamed), list[str](), list[str]()
    for number in sorted((silent_sessions(sources) | sources.unapproved.keys()) & sessions.keys()):
        session, names = sessions[number], sources.unapproved.get(number) or sources.known.get(number)
        named, ruled = _says_which(text, session), _says_the_rule(text, session)
        if names and (named or ruled):
            people += [name for name in names.speakers if " " in name]
        if names and named:
            organizations += names.organizations
            acronyms += names.acronyms
    return KnownNames((), *(tuple(dict.fromkeys(each)) for each in (people, organizations, acronyms)))


def _says_the_rule(plain: str, session: SessionFacts) -> bool:
    """Whether the text speaks of the Chatham House Rule, and the session is under it."""
    return session.attribution is Attribution.CHATHAM_HOUSE and "chatham house" in plain


def _says_which(plain: str, session: SessionFacts) -> bool:
    """Whether the text names the session, by its number or its title.

    A title of one word is not looked for, nor a name: it would be found as a word.
    """
    said = [_plain(session.title)] if " " in session.title else []
    said += [_plain(session_title(int(session.label)))] if session.label in _COUNTED else []
    if any(each in plain and re.search(rf"(?<![\w-]){re.escape(each)}(?!\w)", plain) for each in said):
        return True
    numbered = rf"(?<!\w)sessions? (?:\w+(?:, and |, | and |–))*{re.escape(_plain(session.label))}(?!\w)"
    return bool(session.label) and "session" in plain and re.search(numbered, plain) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def asked_about(kept: Kept, names: KnownNames, stays: Mapping[int, frozenset[str]]) -> tuple[str, ...]:
    """Which of these names stand in the paragraph without somebody having decided that they stay there."""
    decided = stays.get(kept.ref or 0, frozenset())
    found = _standing_in((kept.text, *kept.items), names) if names != KnownNames() else ()
    return tuple(name for name in found if name_in_short(kept, name) not in decided)


def name_in_short(kept: Kept, name: str) -> str:
    """A name in a paragraph as it reads, told without holding it: what is said beside the name can be another thing."""
    return sha256("\0".join((str(kept.ref), fold(name), kept.text, *kept.items)).encode()).hexdigest()


@lru_cache(64)
def _index(names: KnownNames) -> Index:
    """A whole draft is asked for the same names, paragraph by paragraph."""
    return Index(names)


def named_in_heading(key: str, title: str, sources: Sources) -> tuple[str, ...]:
    """Whom the heading of a section names who may not be named.

    In that of a silent session whatever a paragraph may not name; the title that the session has in the programme,
    and other headings, may say an organization's name, but name nobody who spoke in a silent session.
    """
    silent = silent_sessions(sources)
    own = {number for number in silent if key == f"{SESSION}{number}"}
    programme = {each.title for number, each in sources.sessions.items() if number in own}
    every = [] if title in programme else list(named_in((title,), own, sources.known))
    for number in sorted(silent & sources.heard.keys()):
        every += names_of_people((title,), sources.heard[number])
    every += names_of_people((title,), sources.spoke_unnamed)
    return tuple(dict.fromkeys((*every, *names_of_people((title,), sources.unlisted))))


def heading_said(key: str, title: str, sources: Sources) -> str:
    """A heading as it is printed: one that names somebody gives way to one that says only where it stands."""
    if not title or not named_in_heading(key, title, sources):
        return title
    found = [each.label for number, each in sources.sessions.items() if key == f"{SESSION}{number}"]
    return SESSION_ONLY.format(found[0]) if found else HEADING_HELD


def note_said(note: str, sources: Sources) -> str:
    """What somebody noted about the whole report; nothing of what names somebody as no heading may."""
    return "" if named_in_heading("", note, sources) else note

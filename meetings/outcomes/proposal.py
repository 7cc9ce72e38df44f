"""Pure: a first text of a summary, assembled by rules from the record; composed again, it keeps what was written.

The text is in the language of the report, so nothing here is translated; the office edits the opening sentences.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from meetings.base.words import N_, Labelled
from meetings.outcomes.telling import NOBODYS, STATED
from meetings.programme.rules import Attribution, SpeakerRole
from meetings.record.rules.reported import Reported


class Part(Labelled):
    """A part of a summary, in the order in which it reads; the words say what it is, on the office's page."""

    OPENING = "opening", N_("How it begins")
    SPEAKERS = "speakers", N_("Before who spoke in which role")
    SAID = "said", N_("Before what was said")
    OUTCOMES = "outcomes", N_("Before the outcomes")
    DOCUMENTS = "documents", N_("Before the documents")


DEFAULT_OPENINGS: Mapping[Part, str] = {
    Part.OPENING: "The session considered the following subject: {title}.",
    Part.SPEAKERS: "The following took the floor:",
    Part.SAID: "",
    Part.OUTCOMES: "Participants shared the following:",
    Part.DOCUMENTS: "The session had before it:",
}
DEFAULT_WORDS = 700
MOST_WORDS_WANTED = 20_000


@dataclass(frozen=True)
class Guide:
    """How a summary of such a meeting begins its parts, and how long it should be."""

    openings: Mapping[Part, str] = field(default_factory=lambda: dict(DEFAULT_OPENINGS))
    words: int = DEFAULT_WORDS


@dataclass(frozen=True)
class Spoke:
    """Somebody in a role of the session."""

    role: SpeakerRole
    name: str
    function: str = ""
    organization: str = ""


@dataclass(frozen=True)
class Said:
    """A paragraph of the record, or an intervention; `may_name`: whoever spoke may be named outside the house."""

    id: int
    text: str
    intervention: bool
    may_name: bool
    speaker: str = ""
    organization: str = ""


@dataclass(frozen=True)
class Shared:
    """An outcome of the session; `organization` is empty unless it may be named."""

    id: int
    kind: str
    kind_label: str
    text: str
    organization: str = ""


@dataclass(frozen=True)
class OnTable:
    """A document of the session."""

    id: int
    symbol: str
    title: str


@dataclass(frozen=True)
class Facts:
    """What the record holds of a session."""

    title: str
    attribution: Attribution
    speakers: tuple[Spoke, ...] = ()
    said: tuple[Said, ...] = ()
    shared: tuple[Shared, ...] = ()
    documents: tuple[OnTable, ...] = ()
    updates: tuple[Reported, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """A paragraph that the rules propose; `key` is what it is made of, the same when it is composed again."""

    key: str
    text: str


def propose(facts: Facts, guide: Guide) -> list[Proposed]:
    """The paragraphs that the record gives, in reading order. Under the Chatham House Rule they name nobody."""
    named = facts.attribution is Attribution.PUBLIC
    opening = guide.openings.get(Part.OPENING, "").replace("{title}", facts.title.rstrip("."))
    found = [Proposed("opening", opening)] if opening.strip() else []
    speakers = _speakers(facts.speakers, named)
    if speakers:
        found.append(Proposed(SPEAKERS, _joined(guide.openings.get(Part.SPEAKERS, ""), speakers)))
    found += [Proposed(one.key, one.under(facts.attribution)) for one in facts.updates]
    for number, said in enumerate(facts.said):
        first, others = of_record(said, guide, facts.attribution)
        found.append(Proposed(f"record:{said.id}", others if number else first))
    found += outcomes_by_kind(facts.shared, guide, facts.attribution)
    if facts.documents:
        listed = "; ".join(f"{d.title} ({d.symbol})" for d in facts.documents) + "."
        found.append(Proposed("documents", _joined(guide.openings.get(Part.DOCUMENTS, ""), listed)))
    return [_plain(p) for p in found if p.text.strip()]


def _plain(one: Proposed) -> Proposed:
    return Proposed(one.key, " ".join(one.text.split()))


# With the kind behind it, the key of a paragraph that lists outcomes.
OUTCOMES = "outcomes:"
# The key of the paragraph that says who spoke in which role.
SPEAKERS = "speakers"


def _joined(begins: str, text: str) -> str:
    return f"{begins.strip()} {text}".strip()


def _speakers(speakers: Sequence[Spoke], named: bool) -> str:
    """Who spoke in which role; where nobody is named, how many did."""
    spoke = [s for s in speakers if s.role is not SpeakerRole.RAPPORTEUR]
    if not spoke:
        return ""
    if not named:
        numbers = [(role, sum(s.role is role for s in spoke)) for role in SpeakerRole]
        return ", ".join(_number_of(role, n) for role, n in numbers if n) + "."
    return "; ".join(_named(s) for s in spoke) + "."


_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _number_of(role: SpeakerRole, n: int) -> str:
    word = _WORDS[n] if n < len(_WORDS) else str(n)
    return f"{word} {role.value}{'s' if n > 1 else ''}"


def _named(one: Spoke) -> str:
    who = ", ".join(part for part in (one.function, one.organization) if part)
    return f"{one.name}{', ' + who if who else ''} ({one.role.value})"


def _said(said: Said, session: Attribution) -> str:
    """What was said, and by whom only where that may be told; never in a session under the Chatham House Rule."""
    if not said.intervention:
        return said.text
    named = said.may_name and session is not Attribution.CHATHAM_HOUSE
    who = (said.organization or said.speaker) if named else ""
    return f"{who + STATED if who else NOBODYS} {said.text}"


def of_record(said: Said, guide: Guide, session: Attribution) -> tuple[str, str]:
    """What is proposed of a paragraph of the record, on one line: as the first of them, and behind others."""
    words = _said(said, session)
    first = _joined(guide.openings.get(Part.SAID, ""), words)
    return " ".join(first.split()), " ".join(words.split())


def outcomes_by_kind(shared: Sequence[Shared], guide: Guide, session: Attribution) -> list[Proposed]:
    """One paragraph for each kind of outcome; the first begins as the guide says."""
    may_name = session is not Attribution.CHATHAM_HOUSE
    kinds = dict.fromkeys(s.kind for s in shared)
    found = []
    for number, kind in enumerate(kinds):
        those = [s for s in shared if s.kind == kind]
        words = "; ".join(
            s.text.rstrip(" .") + (f" ({s.organization})" if s.organization and may_name else "")
            for s in those
        )
        begins = guide.openings.get(Part.OUTCOMES, "") if number == 0 else ""
        found.append(Proposed(f"{OUTCOMES}{kind}", _joined(begins, f"{those[0].kind_label}: {words}.")))
    return [_plain(one) for one in found]


@dataclass(frozen=True)
class KeptParagraph:
    """A paragraph as it stands: `key` and `proposed` are empty for one that the drafter wrote."""

    text: str
    key: str = ""
    proposed: str = ""

    @property
    def touched(self) -> bool:
        """Whether the words are the drafter's own."""
        return not self.key or self.text != self.proposed


@dataclass(frozen=True)
class Again:
    """One paragraph after composing: the number it had (None: new), its text, what is offered beside it, whether what
    it was made of has gone."""

    was: int | None
    key: str
    text: str
    proposed: str
    offered: str = ""
    gone: bool = False


def compose_again(
    kept: Sequence[KeptParagraph], proposed: Sequence[Proposed], left_out: Collection[str] = ()
) -> list[Again]:
    """Lay a proposal over what stands: what nobody touched follows the record, what was touched is only told of it.

    Own words stay where and as they are; what the drafter has taken out (`left_out`) does not come back; what is new
    comes after what it follows in the proposal.
    """
    wanted = {p.key: p.text for p in proposed}
    found = [_again(number, row, wanted) for number, row in enumerate(kept)]
    there = {row.key for row in kept if row.key}
    before = ""
    for one in proposed:
        if one.key not in there and one.key not in left_out:
            places = [n for n, row in enumerate(found) if row.key == before] if before else []
            at = places[0] + 1 if places else (len(found) if before else 0)
            found.insert(at, Again(None, one.key, one.text, one.text))
            there.add(one.key)
        before = one.key if any(row.key == one.key for row in found) else before
    return found


def _again(number: int, row: KeptParagraph, wanted: Mapping[str, str]) -> Again:
    if not row.key:
        return Again(number, "", row.text, "")
    now = wanted.get(row.key)
    if now is None:
        return Again(number, row.key, row.text, row.proposed, gone=True)
    if not row.touched:
        return Again(number, row.key, now, now)
    return Again(number, row.key, row.text, row.proposed, now if now not in (row.proposed, row.text) else "")

"""Several people in one record, places, whose name stands in a text, a long record in parts: without an app."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused, Stale
from meetings.programme.rules import Attribution
from meetings.record import rules
from meetings.record.rules import Kept, KnownNames, ParagraphKind, Said, parts_of
from meetings.record.rules.paragraphs import (
    Act,
    BringBack,
    Edit,
    Move,
    Record,
    TakeOut,
    Write,
    apply,
    order_of,
)
from meetings.record.rules.parts import ON_A_PAGE
from meetings.record.rules.places import STEP, moved, placed

PUBLIC, APPROVAL, CHATHAM = Attribution.PUBLIC, Attribution.ON_APPROVAL, Attribution.CHATHAM_HOUSE


# ── Nothing is lost ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class Writer:
    """Somebody with a page before them: what they read on it, and what of it they wanted gone."""

    read: Record = field(default_factory=dict)
    wanted_gone: set[str] = field(default_factory=set)


@dataclass
class Room:
    """A record and those who write it; each text is typed once, so that one can look where it went."""

    record: Record = field(default_factory=dict)
    writers: tuple[Writer, ...] = field(default_factory=lambda: (Writer(), Writer(), Writer()))
    typed: int = 0
    new: int = 0

    def word(self) -> str:
        self.typed += 1
        return f"⟨{self.typed}⟩"

    def try_it(self, act: Act) -> bool:
        try:
            self.record = apply(self.record, act)
        except Stale:
            return False
        return True


def words(text: str) -> set[str]:
    return {f"⟨{word}" for word in text.split("⟨") if word}


def write(room: Room, who: Writer, pick: int, _choice: int) -> None:
    room.new += 1
    ids = [None, *who.read]
    room.try_it(Write(room.new, room.word(), ids[pick % len(ids)]))


def edit(room: Room, who: Writer, pick: int, choice: int) -> None:
    if not who.read:
        return
    read = list(who.read.values())[pick % len(who.read)]
    # They type in what they read: something is added, or all of it is put otherwise.
    mine = room.word() if choice % 2 else read.text + room.word()
    gone = words(read.text) - words(mine)
    if room.try_it(Edit(read.id, mine, read.version)):
        who.wanted_gone |= gone
        return
    # Refused: both texts are shown, and one of them or both are kept.
    stands = room.record[read.id]
    who.read = {**who.read, read.id: stands}
    kept = (mine, stands.text, rules.joined(stands.text, Said(mine, PUBLIC)).text)[choice % 3]
    who.wanted_gone |= (words(mine) | words(stands.text)) - words(kept)
    assert room.try_it(Edit(read.id, kept, stands.version))


def take_out(room: Room, who: Writer, pick: int, _choice: int) -> None:
    if who.read:
        read = list(who.read.values())[pick % len(who.read)]
        stood = room.record[read.id]
        assert room.try_it(TakeOut(read.id, read.version)) == (stood.version == read.version or stood.out)


def bring_back(room: Room, who: Writer, pick: int, _choice: int) -> None:
    if room.record:
        room.try_it(BringBack(list(room.record)[pick % len(room.record)]))


def move(room: Room, who: Writer, pick: int, choice: int) -> None:
    standing = [one.id for one in room.record.values() if not one.out]
    if standing:
        room.try_it(Move(standing[pick % len(standing)], bool(choice % 2)))


def look(room: Room, who: Writer, _pick: int, _choice: int) -> None:
    who.read = dict(room.record)


Verb = Callable[[Room, Writer, int, int], None]
VERBS: tuple[Verb, ...] = (
    write,
    edit,
    edit,
    take_out,
    bring_back,
    move,
    look,
)
STEP_OF = st.tuples(st.sampled_from(VERBS), st.integers(0, 2), st.integers(0, 9), st.integers(0, 5))


@given(st.lists(STEP_OF, max_size=60))
def test_no_interleaving_loses_a_text(steps: list[tuple[Verb, int, int, int]]) -> None:
    """Whatever was ever typed stands in the record (perhaps taken out, to be brought back), or somebody who had it
    before their eyes wanted it gone."""
    room = Room()
    for verb, who, pick, choice in steps:
        verb(room, room.writers[who], pick, choice)
        positions = [one.position for one in room.record.values()]
        assert len(set(positions)) == len(positions)
    stands = {word for one in room.record.values() for word in words(one.text)}
    wanted_gone = {word for who in room.writers for word in who.wanted_gone}
    assert {f"⟨{n}⟩" for n in range(1, room.typed + 1)} - stands <= wanted_gone


def test_both_texts_are_shown_and_the_same_sent_twice_is_kept_once() -> None:
    kept = Kept(1, "One.", 0, version=3)
    assert rules.edited(kept, "Two.", 3) == replace(kept, text="Two.", version=4)
    assert rules.edited(replace(kept, text="Two.", version=4), "Two.", 3).version == 4
    for stale in (lambda: rules.edited(kept, "Two.", 2), lambda: rules.taken_out(kept, 2)):
        with pytest.raises(Stale):
            stale()
    gone = rules.taken_out(kept, 3)
    assert (gone.out, gone.version, gone.text) == (True, 4, "One.")
    with pytest.raises(Stale):
        rules.edited(gone, "Typed meanwhile.", 3)
    assert rules.edited(gone, "Typed meanwhile.", 4).out is False
    assert rules.brought_back(gone) == replace(kept, version=5)
    record = apply({}, Write(1, "One."))
    assert apply(record, Write(1, "Sent again.")) == record
    with pytest.raises(Refused):
        apply(record, Edit(9, "Nowhere.", 1))


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_place_between_two_neighbours_leaves_the_others_where_they_are() -> None:
    order: list[tuple[int, int]] = []
    for number in (1, 2, 3):
        place = placed(order, None)
        assert place.others == {}
        order.append((number, place.position))
    between = placed(order, 1)
    assert order[0][1] < between.position < order[1][1] and between.others == {}
    assert placed(order, 99).position > order[2][1]  # what it should stand behind is gone: at the end
    assert moved(order, 1, True, {1, 2, 3}).position == order[0][1]
    assert order[1][1] < moved(order, 1, False, {1, 2, 3}).position < order[2][1]
    # Over what was taken out one goes in one step.
    assert moved(order, 1, False, {1, 3}).position > order[2][1]
    assert moved(order, 3, True, {1, 3}).position < order[0][1]


@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=120))
def test_a_hundred_in_the_same_place(where: list[int | None]) -> None:
    """However often one goes in behind the same paragraph, each stands directly behind the one it was put behind."""
    record: Record = {}
    for number, after in enumerate(where):
        after = after if after in record else None
        record = apply(record, Write(number, f"{number}", after))
        ids = [one for one, _ in order_of(record)]
        assert ids.index(number) == (len(ids) - 1 if after is None else ids.index(after) + 1)
        assert all(abs(position) < 2**62 for _, position in order_of(record))
    assert STEP > 0


# ── What is said ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("said", "session", "field"),
    [
        (Said("", PUBLIC), PUBLIC, "text"),
        (Said("x" * 10_001, PUBLIC), PUBLIC, "text"),
        (Said("Text.", PUBLIC), APPROVAL, "attribution"),
        (Said("Text.", APPROVAL), CHATHAM, "attribution"),
        (Said("Text.", CHATHAM, speaker="Ana"), PUBLIC, "speaker"),
        (Said("Text.", CHATHAM, organization="Forum"), CHATHAM, "organization"),
        (Said("Text.", PUBLIC, speaker="Ana", naming_approved=True), PUBLIC, "naming_approved"),
        (Said("Text.", APPROVAL, naming_approved=True), APPROVAL, "naming_approved"),
    ],
)
def test_what_is_not_kept(said: Said, session: Attribution, field: str) -> None:
    with pytest.raises(Refused) as no:
        rules.check_said(said, session)
    assert no.value.field == field


def test_what_is_kept() -> None:
    for said, session in (
        (Said("Text.", PUBLIC), PUBLIC),
        (Said("", PUBLIC, ParagraphKind.INTERVENTION, "Ana"), PUBLIC),
        (Said("Text.", CHATHAM, ParagraphKind.INTERVENTION), PUBLIC),
        (Said("Text.", APPROVAL, speaker="Ana", naming_approved=True), PUBLIC),
    ):
        rules.check_said(said, session)


def test_when_it_can_be_written() -> None:
    begins = datetime(2028, 10, 10, 8, tzinfo=UTC)
    rules.check_open(begins, begins - timedelta(minutes=30), True, "10 October", "Geneva")
    for now, takes_place in ((begins - timedelta(minutes=31), True), (begins, False)):
        with pytest.raises(Refused):
            rules.check_open(begins, now, takes_place, "10 October", "Geneva")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", ()),
        ("One.", ("One.",)),
        ("One.\ntwo.", ("One.\ntwo.",)),
        ("One.\n\nTwo.\n \t\n\nThree.\n", ("One.", "Two.", "Three.")),
    ],
)
def test_empty_lines_part_what_was_typed(typed: str, parts: tuple[str, ...]) -> None:
    assert rules.split_typed(typed) == parts


def test_a_reason_names_nobody() -> None:
    known = KnownNames(participants=("Ana Example",), acronyms=("EXF",))
    rules.check_dismissal("An ordinary word of the language.", ("March",), known)
    for reason in ("", "  ", "It is not Ana Example.", "The march of time.", "EXF is a unit"):
        with pytest.raises(Refused):
            rules.check_dismissal(reason, ("March",), known)


KNOWN = KnownNames(
    ("Ana María Example",), ("Bo Øst", "李明"), ("The Example Court (Example Tribunal)",), ("EXF", "EXAMPLEX")
)
PIECES = [
    *["Ana", "María", "Example", "Bo", "Øst", "Ost", "李明", "Court", "Tribunal", "EXF", "examplex"],
    " ",
    ", ",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_nobody_is_overlooked_by_looking_only_for_those_who_are_likely(text: str) -> None:
    assert rules.known_in(text, rules.likely_in(text, KNOWN)) == rules.known_in(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Say which.\n\nAnn", "Say which."),
        ("Say which.\n\nAnn E.\nFORUM of Ann\n", "Say which."),
        ("Say which.\nBest, Ann", "Say which.\nBest, Ann"),
        ("Ann Example", ""),
        ("", ""),
    ],
)
def test_a_letter_is_read_without_whose_it_is(text: str, own: str) -> None:
    assert rules.without_signature(text, "Ann Example", "Forum of Ann") == own
    signs = [
        rules.own_name_in(one, "Ann May van Example") for one in ("Best, Ann", "ANN", "an ann", "In May", "")
    ]
    assert signs == [True, True, False, False, False]


# ── Whom the house knows no more ─────────────────────────────────────────────────────────────────────────────────
WORDS = st.lists(st.sampled_from(["Yara", "guest", "Øst", "of", "agreed", "李明"]), min_size=1, max_size=8)


@given(WORDS, WORDS, st.integers(0, 8), st.sampled_from([" ", ", ", "\n"]))
def test_words_parted_and_added_to_still_name_whom_they_named(
    was: list[str], more: list[str], cut: int, between: str
) -> None:
    parts = [between.join(part).upper() for part in (more, was[:cut], [], was[cut:])]
    there = rules.still_said(" ".join(was), parts)
    said = rules.fold(" ".join(parts[number] for number in there)).split()
    assert there and all(word in said for word in rules.fold(" ".join(was)).split())


@given(WORDS, st.data())
def test_once_one_of_its_words_has_gone_a_text_is_another(was: list[str], data: st.DataObject) -> None:
    left = list(was)
    left.pop(data.draw(st.integers(0, len(was) - 1)))
    assert rules.still_said(" ".join(was), [" ".join(left)]) == []


@given(WORDS, st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=2, max_size=4))
def test_however_the_words_around_it_are_mended_a_name_stays_marked(
    name: list[str], saves: list[tuple[list[str], list[str], list[str]]]
) -> None:
    """One save after the other, each as a text and another one that was parted from it."""
    texts = [" ".join((*before, *name, *behind)) for before, behind, _parted in saves]
    for was, now, (_before, _behind, parted) in zip(texts, texts[1:], saves[1:], strict=False):
        assert 1 in rules.may_name_still(was, [" ".join(parted), now])
    assert rules.may_name_still("Yara Guest askd.", ["A participant agreed.", "", "Guest?"]) == [2]
    assert rules.may_name_still("李明同意", ["李明说"]) == rules.may_name_still("وليد وافق", ["وليدا"]) == [0]


@pytest.mark.parametrize(
    ("left", "before", "now", "taken"),
    [
        ("Yara Guest of the bureau asked.", "Courts of the land.", "Courts of the land are slow.", False),
        ("Nobody of the land askd.", "Courts.", "Courts, said Guest.", True),
        ("", "", "Guest asked.", True),  # a new one
        ("", "Guest of a house.", "The guest of a house.", False),  # as it was before
    ],
)
def test_words_that_leave_a_text_take_its_mark_along(left: str, before: str, now: str, taken: bool) -> None:
    was = "Yara Guest of a bureau askd."
    assert rules.taken_over(was, left, [("", ""), (before, now)]) == ([1] if taken else [])


WHOLE = (
    "Yara Guest",
    "Ana de la Vega",
    "Jo Li",
    "Mai May",
    "Ben Al-Hassan",
    "Ida Ruud-Bright",
    "Mia Li-March",
    "Lee JUNE",
    "Eva della VEGA",
    "Ama van Li",
    "jo tern",
    "李明",
    "وليد",
    "Zoë Ångström",
)
BODIES = ("The Bureau of Dee", "Court (Cour africaine)", "联盟")
TITLED = ("June", "Vega", "Tern", "M.", "Commissioner")
OTHERS = (*TITLED, "P.I.F.", "PIF", "pif", "Ms.", "Y.", "J.", "LI", "agreed", "ووليد", "-", "Vega,")
TYPED = (*" ".join((*WHOLE, *BODIES)).replace("-", " ").split(), *OTHERS)


@given(
    st.sets(st.sampled_from(WHOLE)),
    st.sets(st.sampled_from((*WHOLE, "Tom Green", "TOM MARCH"))),
    st.sets(st.sampled_from(BODIES)),
    st.booleans(),
    st.lists(st.sampled_from((*TYPED, "Tom", "Green", "GREEN", "March", "MARCH"))),
)
def test_a_name_that_is_kept_no_more_is_found_by_its_stretches_wherever_it_was_known(
    people: set[str], others: set[str], bodies: set[str], short: bool, words: list[str]
) -> None:
    gone = KnownNames(tuple(people), tuple(others - people), tuple(bodies), ("PIF", "AUCHR") if short else ())
    text, kept = " ".join(words), rules.stretches_of(gone)
    found = rules.stretches_in(text, {shape for shape, _words in kept}) & kept
    # Where letters join words anything behind them counts, too.
    joined = any(shape[0] == "j" for shape, _words in found)
    assert bool(rules.known_in(text, gone) or rules.asked_about(text, gone)) == bool(found) or joined


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ms. Li spoke.", True),
        ("J. LI spoke.", True),
        ("Li spoke.", False),
        ("In May Dr. May spoke.", True),
        ("In May it was said.", False),
        ("vega, ANA DE LA", True),
        ("A vega.", False),
        ("by P.I.F.", True),
        ("Ms. Bright, or Ruud", True),
        ("Ida Bright", True),
        ("A bright day; Bright days.", False),
    ],
)
def test_a_short_name_is_found_behind_a_title_or_its_letter(text: str, said: bool) -> None:
    gone = KnownNames(("Jo Li", "Mai May", "Ana de la Vega", "Ida Ruud-Bright"), acronyms=("PIF",))
    kept = rules.stretches_of(gone)
    found = rules.stretches_in(text, {shape for shape, _words in kept}) & kept
    assert (bool(found), bool(rules.known_in(text, gone))) == (said, said)


def test_only_whoever_is_not_known_as_well_otherwise_is_known_no_more() -> None:
    known = KnownNames(("Ana María",), ("Ana María", "Bo Öst"), ("Example Forum",), ("EXF",))
    told = KnownNames(
        ("Yara Guest", "ana maria", "Bo Ost", "", "Yara Guest"),
        organizations=("exf", "Example forum", "", "Bureau of Dee"),
        acronyms=("EXF", "", "BOD"),
    )
    gone = rules.no_more(told, known)
    assert gone == KnownNames(("Yara Guest", "Bo Ost"), (), ("Bureau of Dee",), ("BOD",))
    assert rules.no_more(gone, told) == KnownNames()


# ── A long record ────────────────────────────────────────────────────────────────────────────────────────────────
@given(st.integers(0, 1000))
def test_the_parts_hold_every_paragraph_once(number: int) -> None:
    parts = parts_of(number)
    assert [part.page for part in parts] == list(range(1, len(parts) + 1))
    held = [n for part in parts if part.last for n in range(part.first, part.last + 1)]
    assert held == list(range(1, number + 1))
    assert all(part.last - part.first < ON_A_PAGE for part in parts)
    assert rules.part_asked(parts, 99, None) == rules.part_asked(parts, None, None) == parts[-1]
    assert rules.part_asked(parts, None, number) == parts[-1]
    assert rules.part_asked(parts, 1, None) == rules.part_asked(parts, 0, 1) == parts[0]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Okafor spoke of fees.", ("Okafor",)),
        ("The OKAFOR case; okafor is a plant.", ("Okafor",)),
        ("Okello said so, Lind agreed.", ("Okello", "Lind")),
        ("Okello said so.", ("Okello",)),
        ("Young people, the march of March.", ()),
        ("Ms. Okafor spoke; Sela Okafor agreed.", ()),  # named: that is found already
        ("Ada Lindqvist spoke.", ()),
    ],
)
def test_a_family_name_alone_is_asked_about(text: str, asked: tuple[str, ...]) -> None:
    everybody = ("Sela Okafor", "Ruth Okello-Lind", "Ben Young", "Bo March", "Ada Lindqvist", "Ida Bo")
    known = KnownNames(speakers=("Ada Lindqvist",), participants=everybody)
    assert rules.asked_about(text, known) == asked
    assert rules.asked_about(text, rules.likely_in(text, known)) == rules.asked_about(text, known)

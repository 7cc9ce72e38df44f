"""Composing, pure: hand-made sources in, paragraphs and sentences out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from meetings.mandate.rules import Evidence, SessionDates
from meetings.outcomes.rules import KnownNames, RecordKind, SummaryStatus
from meetings.programme.rules import Attribution, MeetingKind, Mode, SessionKind
from meetings.registration.rules import Category
from meetings.report.rules import (
    Document,
    Drafted,
    EntryFacts,
    Kept,
    Layout,
    MandateFacts,
    MeetingFacts,
    PersonListed,
    RecordFacts,
    SessionFacts,
    Sources,
    SummaryFacts,
    Taken,
    Topic,
    UnsaidFacts,
    assemble,
    compare,
    compose,
    lay_out,
    merge,
    missing,
    paper_of,
    topic_of,
    word_count,
)
from meetings.report.rules.wording import attributed, items_of, number, paragraphs_cited

TOPICS = {
    **dict.fromkeys((1, 2, 3, 4), Topic.COOPERATION),
    5: Topic.FOCAL_POINTS,
    6: Topic.FELLOWSHIP,
    7: Topic.RESOURCES,
    8: Topic.WORKSHOP,
    9: Topic.REPORT,
}
MANDATE = MandateFacts(
    symbol="52/15",
    adopted=date(2023, 4, 3),
    word="organizations",
    theme="Water",
    workshop_year=2025,
    previous=(date(2022, 10, 18), date(2022, 10, 19)),
    report_session=61,
    report_symbol="A/HRC/61/35",
    report_title="Workshop",
    agenda_items=((2, "Annual report"),),
    word_limit=8500,
    topics=TOPICS,
    plan={},
)
COUNCIL = SessionDates(61, date(2026, 2, 23), date(2026, 3, 31), False)
SILENT = SessionFacts(3, "3", "Defenders", SessionKind.PANEL, Attribution.CHATHAM_HOUSE, date(2025, 9, 29))
SESSIONS = (
    SessionFacts(1, "1", "Opening", SessionKind.OPENING, Attribution.PUBLIC, date(2025, 9, 29)),
    SessionFacts(2, "2", "Early signs", SessionKind.PANEL, Attribution.PUBLIC, date(2025, 9, 29)),
    SILENT,
)
WORKSHOP = MeetingFacts(
    1,
    "w",
    MeetingKind.WORKSHOP,
    Mode.HYBRID,
    "Water",
    "Geneva",
    date(2025, 9, 29),
    date(2025, 9, 30),
    True,
    True,
    SESSIONS,
)
FOCAL = MeetingFacts(
    2,
    "f",
    MeetingKind.FOCAL_POINT_MEETING,
    Mode.VIRTUAL,
    "F",
    "Geneva",
    date(2024, 11, 27),
    date(2024, 11, 27),
    True,
    True,
)
IN_PERSON = replace(
    FOCAL, id=3, slug="g", mode=Mode.IN_PERSON, starts=date(2025, 10, 1), ends=date(2025, 10, 1)
)
SUMMARIES = tuple(
    SummaryFacts(
        s.id, s.label, s.title, 1, "w", MeetingKind.WORKSHOP, (f"Of {s.title}.^[Note {s.id}.]", "More.")
    )
    for s in SESSIONS
)
KNOWN = KnownNames(("Camila Planted-Finch",), (), ("Example Planted Commission",), ())
EMPTY = Sources(MANDATE, COUNCIL, date(2026, 1, 5))
FULL = replace(
    EMPTY,
    meetings=(FOCAL, WORKSHOP, IN_PERSON),
    summaries=SUMMARIES,
    records=(
        RecordFacts(
            1, 2, "2", "w", MeetingKind.WORKSHOP, RecordKind.PRACTICE, "Fees are waived.", "Example Lakes"
        ),
        RecordFacts(
            2, 1, "1", "w", MeetingKind.WORKSHOP, RecordKind.PRACTICE, "Example Coast asks.", "Example Coast"
        ),
        RecordFacts(3, 3, "3", "w", MeetingKind.WORKSHOP, RecordKind.PRACTICE, "Signs are kept.", "", True),
        RecordFacts(4, 2, "2", "w", MeetingKind.WORKSHOP, RecordKind.RECOMMENDATION, "Publish it.^[See 1.]"),
        RecordFacts(5, 9, "4", "f", MeetingKind.FOCAL_POINT_MEETING, RecordKind.PRACTICE, "Hours alternate."),
    ),
    entries=(
        EntryFacts(1, 3, "A calendar opened.", date(2023, 5, 1)),
        EntryFacts(2, 5, "They met.", date(2024, 1, 1)),
    ),
    participants=(
        PersonListed(Category.REGIONAL, "Zoë Named", "Expert", "Example Lakes"),
        *(PersonListed(Category.NGO, organization="Example Union") for _ in range(9)),
        PersonListed(Category.NGO),
    ),
    known={3: KNOWN},
    heard={3: KNOWN.speakers},
)


def by_key(sources: Sources) -> dict[str, str]:
    return {each.key: each.text for each in compose(sources).proposals}


def kept_of(sources: Sources) -> list[Kept]:
    """The draft after a first composing, as the database gives it back."""
    return [replace(each, ref=at) for at, each in enumerate(merge([], compose(sources).proposals), 1)]


def laid_out(sources: Sources) -> Layout:
    return lay_out(kept_of(sources), compose(sources).structure)


def sentences(sources: Sources, **given: Any) -> list[str]:
    return [
        str(each) for each in missing(sources, Drafted(**{"words": 100, "own_conclusions": True} | given))
    ]


def test_empty_sources_say_only_what_the_mandate_says() -> None:
    assert by_key(EMPTY) == {
        "summary": "The present report is submitted pursuant to Human Rights Council resolution 52/15.",
        "intro:mandate": "In paragraph 8 of its resolution 52/15, adopted on 3 April 2023, the Human Rights Council "
        "requested a workshop on regional and subregional human rights organizations, to be held in 2025, at which "
        "participants would take stock of developments since the workshop of 18 and 19 October 2022 and discuss the "
        "following theme: “Water”. In paragraph 9 of the resolution, it asked the United Nations High Commissioner "
        "for Human Rights for a report, to be submitted to it at its sixty-first session. The present report "
        "responds to that request.",
    }


def test_unknown_day_of_adoption_is_missing_not_invented() -> None:
    sources = replace(EMPTY, mandate=replace(MANDATE, adopted=None))
    assert by_key(sources)["intro:mandate"].startswith(
        "In paragraph 8 of its resolution 52/15, the Human Rights Council requested"
    )
    assert "The day on which resolution 52/15 was adopted is not known." in sentences(sources)
    assert "The day on which resolution 52/15 was adopted is not known." not in sentences(EMPTY)


def test_full_sources_in_the_order_of_the_report() -> None:
    assert [(p.part, p.section, p.key) for p in compose(FULL).proposals] == [
        ("summary", "", "summary"),
        ("I", "", "intro:mandate"),
        ("I", "", "intro:workshop:1"),
        ("I", "", "intro:participants"),
        *(("II", f"session:{n}", f"session:{n}:{at}") for n in (1, 2, 3) for at in (1, 2)),
        ("II", "practices", "practices"),
        ("II", "practices", "practices:unattributed"),
        ("III", "focal_points", "focal_points:meetings"),
        ("III", "focal_points", "progress:2:1"),
        ("III", "focal_points", "focal_points:records"),
        ("III", "cooperation", "progress:1:1"),
        ("IV", "", "recommendations"),
    ]


def test_figures_are_counted_and_small_ones_are_words() -> None:
    told = by_key(FULL)
    assert told["intro:workshop:1"] == (
        "The workshop, entitled “Water”, was held in Geneva on 29 and 30 September 2025, in person and online. It "
        "consisted of three sessions."
    )
    assert told["intro:participants"] == (
        "In all, 11 participants were registered: one expert of a regional organization and 10 representatives of "
        "non-governmental organizations. The participants who agreed to be listed are named in the annex to the "
        "present report."
    )
    assert told["focal_points:meetings"] == (
        "In the period under review, two meetings of focal points were held: a virtual meeting on 27 November 2024 "
        "and a meeting in person, in Geneva, on 1 October 2025."
    )


def test_a_workshop_that_was_not_held_is_not_told_of() -> None:
    planned = replace(FULL, meetings=(replace(WORKSHOP, held=False),), records=(), entries=(), summaries=())
    assert set(by_key(planned)) == {"summary", "intro:mandate"}


def test_lists_name_organizations_only_where_they_may_be_named() -> None:
    told = {each.key: (each.text, *each.items) for each in compose(FULL).proposals}
    assert {
        key: told[key] for key in told if not key.startswith(("session", "intro", "progress", "summary"))
    } == {
        "practices": (
            "Participants shared the following practices:",
            "Fees are waived (Example Lakes);",
            "Example Coast asks.",
        ),
        "practices:unattributed": ("One further practice was shared without attribution. Signs are kept.",),
        "focal_points:meetings": (by_key(FULL)["focal_points:meetings"],),
        "focal_points:records": (
            "At a meeting of focal points, the following was put on record. Hours alternate.",
        ),
        "recommendations": ("Participants made one recommendation. Publish it.^[See 1.]",),
    }


def test_a_part_that_says_nothing_yet_keeps_its_place() -> None:
    made = assemble(EMPTY, kept_of(EMPTY))
    assert [(part.label, part.title) for part in made.layout.parts][1:] == [
        ("I.", "Introduction"),
        ("II.", "Summary of the discussions"),
        ("III.", "Progress in implementing the resolution"),
        ("IV.", "Conclusions and recommendations"),
    ]
    assert assemble(EMPTY, ()).document.body == ()


@pytest.mark.parametrize(
    "planted", ["Camila Planted-Finch said so.", "The Example Planted Commission said so."]
)
def test_silent_session_that_names_somebody_is_held_back(planted: str) -> None:
    naming = replace(SUMMARIES[2], paragraphs=("A participant spoke.", planted))
    composed = compose(replace(FULL, summaries=(*SUMMARIES[:2], naming)))
    assert [each.key for each in composed.held] == ["session:3:2"]
    assert "session:3:1" in {each.key for each in composed.proposals}
    record = replace(FULL.records[2], text=planted)
    composed = compose(replace(FULL, records=(*FULL.records[:2], record)))
    assert composed.held_keys == {"practices:unattributed"}


def test_edited_and_added_paragraphs_of_a_silent_session_are_held_back_at_export() -> None:
    kept = kept_of(FULL)
    edited = [
        replace(each, text="Camila Planted-Finch spoke.", touched=True) if each.key == "session:3:1" else each
        for each in kept
    ]
    own = Kept(99, "II", "session:3", "Defenders", "The Example Planted Commission agreed.")
    made = assemble(FULL, [*edited, own])
    assert [each.ref for each in made.held] == [next(k.ref for k in kept if k.key == "session:3:1"), 99]
    assert "Planted" not in repr(made.document)
    held = "A paragraph from “Defenders” is held back: it names somebody who may not be named."
    assert [str(lack) for lack in made.lacks].count(held) == 1


def test_a_session_made_silent_later_binds_what_was_taken_before() -> None:
    kept = [
        replace(each, text="Camila Planted-Finch opened it.") if each.key == "session:1:1" else each
        for each in kept_of(FULL)
    ]
    silent = replace(SESSIONS[0], attribution=Attribution.CHATHAM_HOUSE)
    stricter = replace(
        FULL, meetings=(replace(WORKSHOP, sessions=(silent, *SESSIONS[1:])),), known={1: KNOWN}
    )
    assert [each.key for each in assemble(FULL, kept).held] == []
    assert [each.key for each in assemble(stricter, kept).held] == ["session:1:1"]


def test_no_lone_subheading_and_headings_are_the_session_titles() -> None:
    full = laid_out(FULL)
    assert 1 not in [sum(bool(section.heading) for section in part.sections) for part in full.parts]
    told = [
        (part.label, part.title, [(s.label, s.heading) for s in part.sections if s.heading])
        for part in full.parts
    ]
    assert told == [
        ("", "Summary", []),
        ("I.", "Introduction", []),
        (
            "II.",
            "Summary of the discussions",
            [
                ("A.", "Opening"),
                ("B.", "Early signs"),
                ("C.", "Defenders"),
                ("D.", "Practices, lessons learned and possible new forms of cooperation"),
            ],
        ),
        (
            "III.",
            "Progress in implementing the resolution",
            [("A.", "Annual meetings of focal points (paragraph 5)"), ("B.", "Cooperation (paragraphs 1–4)")],
        ),
        ("IV.", "Conclusions and recommendations", []),
    ]
    one = laid_out(
        replace(FULL, summaries=SUMMARIES[:1], records=(), entries=FULL.entries[:1], meetings=(WORKSHOP,))
    )
    assert [s.heading for part in one.parts for s in part.sections if s.heading] == []


def test_two_sessions_of_one_title_keep_their_own_headings() -> None:
    twins = tuple(replace(each, title="Opening") for each in SUMMARIES[:2])
    part = laid_out(replace(EMPTY, summaries=twins)).parts[2]
    assert [(s.label, s.heading, len(s.paragraphs)) for s in part.sections] == [
        ("A.", "Opening", 2),
        ("B.", "Opening", 2),
    ]


def test_words_of_the_sections_add_up_and_notes_are_numbered_through() -> None:
    made = assemble(FULL, kept_of(FULL))
    count = word_count(Document(made.document.masthead, made.document.summary, made.document.body))
    assert (
        sum(part.words for part in made.layout.parts if part.key != "summary")
        == count.limited - count.summary
    )
    notes = paper_of(made.layout).notes
    assert notes == ("Note 1.", "Note 2.", "Note 3.", "See 1.")


def test_notes_of_text_and_items_are_the_paragraphs_own() -> None:
    own = Kept(
        1,
        "IV",
        "",
        "",
        "See.^[One.] And [^1].",
        ("First;^[Two.]", "Second;^[Three.] on.^[Four [sic].]"),
    )
    paper = paper_of(lay_out([own]))
    assert paper.notes == ("One.", "Two.", "Three.", "Four [sic].")
    assert "".join(piece.text for piece in paper.shown[1].pieces if not piece.note) == "See. And [1]."
    assert [
        (letter, [piece.note for piece in cut if piece.note]) for letter, cut in paper.shown[1].items
    ] == [
        ("(a)", [2]),
        ("(b)", [3, 4]),
    ]


def test_cross_references_and_figures_follow_what_they_stand_for() -> None:
    kept = [replace(each, name=f"p{each.ref}") for each in kept_of(FULL)]
    text = "See paragraphs [[p3]] and [[p99]] (of [[participants]]).^[Above, para. [[p3]].] [[other]] [[p0]]"
    own = Kept(50, "IV", "", "", text, ("Of [[p99]];", "[[sessions]]."), touched=True, name="p50")
    gone = Kept(51, "II", "", "", "Gone.", removed=True, name="p51")
    made = assemble(FULL, [*kept, own, gone])
    paper = paper_of(made.layout)
    assert "".join(piece.text for piece in paper.shown[50].pieces if not piece.note) == (
        "See paragraphs 2 and [?] (of 11). [[other]] [[p0]]"
    )
    assert [cut[0].text for _, cut in paper.shown[50].items] == ["Of [?];", "three."]
    assert paper.notes[-1] == "Above, para. 2."
    [number] = [made.layout.numbers[50]]
    lost = f"Paragraph {number} refers to a paragraph that is not in the report: [[p99]]."
    told = [str(each) for each in made.lacks]
    # A mark that is none is printed as it was typed, and told, too.
    assert [
        told.count(lost.replace("[[p99]]", mark)) for mark in ("[[p99]]", "[[other]]", "[[p0]]", "[[p3]]")
    ] == [1, 1, 1, 0]
    # What was merged into another leads to it, over several merges; what was moved up has another number.
    took_in = [
        replace(gone, name="p99", merged_into="p98"),
        replace(gone, ref=52, name="p98", merged_into="p4"),
    ]
    moved = [kept[0], replace(kept[2], part="I", placed=True), *kept[1:2], *kept[3:]]
    made = assemble(FULL, [*moved, own, *took_in])
    assert "".join(piece.text for piece in paper_of(made.layout).shown[50].pieces if not piece.note) == (
        "See paragraphs 1 and 3 (of 11). [[other]] [[p0]]"
    )
    assert lost not in [str(each) for each in made.lacks]
    assert made.layout.parts[4].sections[0].paragraphs[-1].kept.text == text  # what is stored keeps its marks


def test_participants_are_listed_as_they_consented() -> None:
    annex = assemble(FULL, ()).document.annex
    assert [(group.category, [(r.name, r.organization) for r in group.rows]) for group in annex] == [
        ("Experts of regional organizations", [("Zoë Named", "Example Lakes")]),
        ("Non-governmental organizations", [("", "Example Union")]),
    ]


def test_everything_missing_is_told() -> None:
    sources = replace(
        EMPTY,
        mandate=replace(MANDATE, plan={2024: 1, 2025: 1, 2026: 1}),
        meetings=(replace(WORKSHOP, held=False, starts=date(2026, 9, 1), ends=date(2026, 9, 2)), FOCAL),
        unsaid=(
            UnsaidFacts("1", "Opening", date(2026, 9, 1), None, False, False),
            UnsaidFacts("2", "Early signs", date(2026, 9, 1), SummaryStatus.SUBMITTED, False, True),
            UnsaidFacts("3", "Defenders", date(2026, 9, 1), SummaryStatus.APPROVED, True, True),
            UnsaidFacts("4", "Closing", date(2026, 9, 1), SummaryStatus.DRAFT, False, True),
            UnsaidFacts("5", "Farewell", date(2026, 9, 1), None, False, True),
        ),
        uncovered=(1, 4),
        participants=tuple(PersonListed(c) for c in Category if c not in (Category.NHRI, Category.NGO)),
    )
    paragraphs = [
        ("7", Kept(1, "II", "", "", "t", (), (Taken("k", "s", (), "u", ()),), touched=True)),
        ("9", Kept(2, "II", "", "", "t", (), (Taken("l", "t", gone=True),))),
    ]
    assert sentences(
        sources, words=9000, paragraphs=paragraphs, held=["Defenders"], own_conclusions=False
    ) == [
        "The workshop of 1 and 2 September 2026 has not been held.",
        "Session 1 (“Opening”) has no summary; it is planned for 1 September 2026.",
        "The summary of session 2 (“Early signs”) waits for approval.",
        "The summary of session 3 (“Defenders”) must be approved again.",
        "The summary of session 4 (“Closing”) is not finished.",
        "Session 5 (“Farewell”) has no summary.",
        "Nobody is registered for the workshop from this group: National human rights institutions.",
        "Nobody is registered for the workshop from this group: Non-governmental organizations.",
        "The meeting of focal points due in 2025 has not been held.",
        "The meeting of focal points of 27 November 2024 has no approved summary.",
        "There is no progress entry on paragraph 1.",
        "There is no progress entry on paragraph 4.",
        "Part IV has no conclusions of the drafters’ own.",
        "The source of paragraph 7 has changed since it was edited.",
        "The source of paragraph 9 is gone.",
        "A paragraph from “Defenders” is held back: it names somebody who may not be named.",
        "The draft has 9,000 words, 500 more than the limit of 8,500.",
    ]


def test_nothing_is_missing_from_a_complete_report() -> None:
    sources = replace(FULL, participants=tuple(PersonListed(c) for c in Category), meetings=(WORKSHOP,))
    assert sentences(sources) == []


LEVELS = ("International", "Regional", "Subregional", "Interregional")


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        (
            "Experts of international, regional, subregional and inter-regional organizations came, with member "
            "States, State-observers, NHRIs and NGOs.",
            [],
        ),
        (
            "Experts of sub-regional human rights organizations and of an interregional organization met States "
            "Members, an observer, a national human rights institution and civil society.",
            ["Experts of international organizations", "Experts of regional organizations"],
        ),
        (
            "International law asks regional and national organizations to observe it in every member institution.",
            [
                *(f"Experts of {level.lower()} organizations" for level in LEVELS),
                "Member States",
                "Observers",
                "National human rights institutions",
                "Non-governmental organizations",
            ],
        ),
    ],
)
def test_a_group_that_came_is_named_by_a_paragraph(text: str, lacking: list[str]) -> None:
    """What repeats the resolution names nobody who came, and before the workshop nobody has."""
    sources = replace(FULL, participants=tuple(PersonListed(c) for c in Category), meetings=(WORKSHOP,))
    asked = Kept(1, "I", "", "", by_key(sources)["intro:mandate"], (), (Taken("intro:mandate", "t"),))
    drafted = [("1", asked), ("2", Kept(2, "I", "", "", "They met:", (text,)))]
    before = replace(sources, meetings=(replace(WORKSHOP, held=False),))
    assert sentences(sources, paragraphs=drafted) == [
        f"No paragraph names this group of participants: {group}." for group in lacking
    ]
    assert len(sentences(before, paragraphs=drafted)) == 1


@pytest.mark.parametrize(
    ("meetings", "told"),
    [
        ((), ["The workshop of 2025 is not planned."]),
        ((replace(WORKSHOP, dates_set=False, held=False),), ["The workshop of 2025 has no dates."]),
        ((replace(WORKSHOP, sessions=()),), ["The workshop has no sessions."]),
        (
            (replace(WORKSHOP, held=False),),
            ["The workshop of 29 and 30 September 2025 is over, but nobody has noted that it was held."],
        ),
        (
            (WORKSHOP, replace(FOCAL, held=False, starts=date(2026, 1, 2), ends=date(2026, 1, 2))),
            ["The meeting of focal points of 2 January 2026 is over, but nobody has noted that it was held."],
        ),
    ],
)
def test_state_of_meetings(meetings: tuple[MeetingFacts, ...], told: list[str]) -> None:
    everybody = tuple(PersonListed(c) for c in Category)
    plan = {each.starts.year: 1 for each in meetings if each.kind is MeetingKind.FOCAL_POINT_MEETING}
    mandate = replace(MANDATE, plan=plan)
    assert sentences(replace(EMPTY, mandate=mandate, meetings=meetings, participants=everybody)) == told


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (["One.", "Two"], ("One;", "Two.")),
        (["Say it.^[See 1.]", "Why?"], ("Say it;^[See 1.]", "Why?")),
        (["Only; "], ("Only.",)),
    ],
)
def test_items_end_as_items_do(given: list[str], printed: tuple[str, ...]) -> None:
    assert items_of(given) == printed


def test_small_words() -> None:
    assert [number(n) for n in (0, 1, 9, 10, 1200)] == ["no", "one", "nine", "10", "1,200"]
    assert [paragraphs_cited(p) for p in ((5,), (8, 9), (1, 2, 3, 4), (1, 2, 4))] == [
        "paragraph 5",
        "paragraphs 8 and 9",
        "paragraphs 1–4",
        "paragraphs 1, 2 and 4",
    ]
    assert (
        attributed("It waives fees.^[See 1.]", "Example Lakes") == "It waives fees (Example Lakes).^[See 1.]"
    )
    assert attributed("EXAMPLE LAKES waives fees.", "Example Lakes") == "EXAMPLE LAKES waives fees."
    assert topic_of(frozenset({Evidence.PROGRESS_ENTRY})) is Topic.COOPERATION
    assert topic_of(frozenset({Evidence.WORKSHOP, Evidence.PRACTICE})) is Topic.WORKSHOP


def test_compare_shows_what_went_and_what_came() -> None:
    left, right = compare("A calendar of visits.", "A calendar of hearings.")
    assert [(s.text, s.changed) for s in left] == [("A calendar of ", False), ("visits.", True)]
    assert [(s.text, s.changed) for s in right] == [("A calendar of ", False), ("hearings.", True)]


def test_a_summary_that_is_only_written_again_is_not_gone() -> None:
    kept = [replace(each, touched=True) for each in kept_of(FULL)]
    again = replace(FULL, summaries=SUMMARIES[1:])
    for sources, gone in (
        (again, {"session:1:1", "session:1:2"}),
        (replace(again, unfinished=frozenset({1})), set()),
    ):
        composed = compose(sources, kept)
        merged = merge(kept, composed.proposals, composed.held_keys)
        assert {each.key for each in merged if each.source_gone} == gone


def test_a_list_waits_for_a_session_whose_summary_is_written_again() -> None:
    """But not where it says, by now, what may not be said of that session."""
    kept = kept_of(FULL)

    def now(sources: Sources) -> str:
        composed = compose(sources, kept)
        merged = merge(kept, composed.proposals, composed.held_keys)
        return " ".join(next(each for each in merged if each.key == "practices").items)

    less = replace(FULL, records=FULL.records[1:])  # nothing of session 2 is approved any more
    assert ("Fees are waived" in now(FULL), now(less)) == (True, "")
    again = replace(less, unfinished=frozenset({2}))
    assert now(again) == now(FULL)
    narrowed = (SESSIONS[0], replace(SESSIONS[1], attribution=Attribution.CHATHAM_HOUSE), SILENT)
    lakes = replace(KNOWN, organizations=("Example Lakes",))
    silent = replace(
        again, meetings=(FOCAL, replace(WORKSHOP, sessions=narrowed), IN_PERSON), known={2: lakes, 3: KNOWN}
    )
    assert now(silent) == ""


def test_what_composing_again_would_change_is_missing() -> None:
    kept = kept_of(FULL)
    said = "The sources of this many paragraphs say something else than when the draft was composed: 2."
    changed = replace(FULL, summaries=(replace(SUMMARIES[0], paragraphs=("New.", "Newer.")), *SUMMARIES[1:]))
    assert said in map(str, assemble(changed, kept).lacks)
    assert "than when" not in repr((assemble(FULL, kept).lacks, assemble(FULL, ()).lacks))

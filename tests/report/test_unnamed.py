"""Names only with consent, in headings as in paragraphs: when it is composed, edited and exported."""

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sqlalchemy import select

from meetings.agenda.models import SittingRepeat
from meetings.base import clock
from meetings.base.database import db
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.rules import AskStatus
from meetings.outcomes.rules import KnownNames, known_in
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import Attribution
from meetings.record.queries.known import known_names
from meetings.registration.models import Attendance
from meetings.registration.rules import Listing, Presence, RegistrationStatus
from meetings.report.models import ReportComment, ReportNameStays, ReportParagraph, ReportSection
from meetings.report.rules import Chapter, Kept, assemble, heading_said
from meetings.report.rules.sources.facts import Sources
from meetings.report.rules.unnamed import names_of_people
from tests.builders import a_person, a_registration, a_session
from tests.kit_app import ON_ONE_DATABASE
from tests.kit_app import work as unit
from tests.record.builders import a_paragraph
from tests.report.builders import SILENT_ORGANIZATION, SPEAKER, Told, a_speaker, said
from tests.report.test_compose import FULL, KNOWN, SESSIONS, SUMMARIES, WORKSHOP, kept_of
from tests.report.test_views import change, composed, rows, told, word_file, words_of, xml_of

__all__ = ["told"]

ASKED = replace(SESSIONS[1], attribution=Attribution.ON_APPROVAL)
UNLISTED = replace(
    FULL,
    meetings=(replace(WORKSHOP, sessions=(SESSIONS[0], ASKED, SESSIONS[2])),),
    unlisted=("Nona Neither",),
    spoke_unlisted=("Pia Public",),
    unapproved={2: KnownNames(("Otto Approval",), (), ("Example Approvers",))},
)


def titled(title: str) -> Sources:
    """The silent session has this title in the programme."""
    silent = replace(SESSIONS[2], title=title)
    return replace(FULL, meetings=(replace(WORKSHOP, sessions=(*SESSIONS[:2], silent)),))


@pytest.mark.parametrize(
    ("sources", "key", "title", "printed"),
    [
        (FULL, "session:3", "Defenders", "Defenders"),
        (FULL, "session:3", "What Camila Planted-Finch said", "Session 3"),
        (FULL, "session:3", "What the Example Planted Commission said", "Session 3"),
        (titled("A talk with Camila Planted-Finch"), "session:3", "A talk with Camila Planted-Finch", "Session 3"),
        (titled("The Example Planted Commission"),) + ("session:3",) + ("The Example Planted Commission",) * 2,
        (FULL, "session:2", "Camila Planted-Finch on threats", "Session 2"),
        (FULL, "own:7", "Camila Planted-Finch on threats", "(Heading to be written)"),
        (FULL, "own:7", "Planted forests", "Planted forests"),
        (FULL, "own:7", "Role of the Example Planted Commission", "Role of the Example Planted Commission"),
        (UNLISTED, "I", "Words of Ms. Neither", "(Heading to be written)"),
        (UNLISTED, "I", "Introduction", "Introduction"),
    ],
)  # fmt: skip
def test_a_heading_names_nobody_who_may_not_be_named(
    sources: Sources, key: str, title: str, printed: str
) -> None:
    assert heading_said(key, title, sources) == printed


def test_what_a_heading_said_before_its_session_was_narrowed_is_printed_nowhere() -> None:
    chapters = FULL.structure.chapters
    named = Chapter("session:3", "II", "Camila Planted-Finch on defenders", named=True)
    sources = replace(FULL, structure=replace(FULL.structure, chapters=(*chapters, named)))
    kept = [
        replace(each, heading=named.title) if each.section == named.key else each for each in kept_of(FULL)
    ]
    naming = Kept(99, "II", "session:3", named.title, "Camila Planted-Finch spoke.", name="p99")
    made = assemble(sources, [*kept, naming])
    assert "Planted" not in repr((made.document, made.layout, made.lacks))
    said = [str(lack) for lack in made.lacks]
    assert "A heading is printed as “Session 3”: its own words name somebody who may not be named." in said
    assert "A paragraph from “Session 3” is held back: it names somebody who may not be named." in said


@pytest.mark.parametrize(
    ("section", "text", "held"),
    [
        ("", "Among them was Nona Neither.", True),
        ("session:1", "Ms. Neither spoke.", True),
        ("", "Neither was there.", False),
        ("session:2", "Otto Approval spoke.", True),
        ("session:2", "The Example Approvers agreed.", True),
        ("session:1", "Otto Approval of Example Approvers spoke.", False),  # in public
        ("session:1", "Pia Public spoke.", False),
    ],
)
def test_whoever_has_not_agreed_is_named_by_no_paragraph(section: str, text: str, held: bool) -> None:
    made = assemble(UNLISTED, [Kept(1, "II", section, "", text, touched=True)])
    assert bool(made.held) == held
    asked = "Paragraph 1 names somebody who spoke in public and did not agree to be listed by name."
    assert any(str(lack).startswith(asked) for lack in made.lacks) == ("Pia" in text)


NAMES = (
    "Nona",
    "NEITHER",
    "Özlem",
    "Al-Said",
    "de",
    "O’Neill",
    "Łukasz",
    "محمد",
    "علي",
    "小明",
    "ประยุทธ์",
    "ß",
    "İnci",
    "-",
)
WORDS = (
    *NAMES,
    "Ms.",
    "Neither",
    "N.",
    "ومحمد",
    "王小明在",
    "said",
    "al",
    "oneill",
    "ÖZLEM",
    "\u200b",
    "SS",
    "  ",
)


@given(
    st.lists(st.sampled_from(WORDS), max_size=8),
    st.lists(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3)),
)
def test_whoever_is_looked_for_among_many_is_found_as_if_alone(
    text: list[str], people: list[list[str]]
) -> None:
    names = tuple(" ".join(parts) for parts in people)
    for joiner in ("", " ", "-"):
        said = joiner.join(text)
        assert names_of_people([said], names) == known_in(said, KnownNames(participants=names))


def test_what_a_summary_says_of_them_is_not_composed() -> None:
    first = replace(SUMMARIES[0], paragraphs=("Nona Neither spoke.", "More."))
    second = replace(SUMMARIES[1], paragraphs=("Otto Approval spoke.",))
    made = assemble(replace(UNLISTED, summaries=(first, second)), ())
    assert made.composed.held_keys == {"session:1:1", "session:2:1"}
    assert KNOWN.speakers[0] not in repr(made.document)


@ON_ONE_DATABASE
def test_names_without_consent_and_in_headings_are_refused_and_not_exported(app: Flask, told: Told) -> None:
    with unit(app):
        panel = db.session.get_one(MeetingSession, told.panel_id)
        panel.attribution = Attribution.ON_APPROVAL
        a_speaker(panel, "Otto Approval", "Example Approvers")
    change(app, told.panel_id, "A participant spoke of early signs.")
    change(app, told.opening_id, "Nona Neither opened the workshop.", "The programme was adopted.")
    drafter = composed(app, told)
    found = rows(app)
    paragraphs = f"/reports/{told.symbol}/paragraphs"
    for key, text, named in (
        ("intro:participants", "Among them was Ora Only.", "Ora Only"),
        (f"session:{told.opening_id}:2", "Nona Neither closed it.", "Nona Neither"),
        (f"session:{told.panel_id}:1", "Otto Approval spoke.", "Otto Approval"),
    ):
        number, _, version = found[key]
        answer = drafter.post(f"{paragraphs}/{number}", data={"text": text, "version": version})
        assert answer.status_code == 422
        assert f"This names {named}, of whom no consent to be named is noted." in words_of(answer.text)
    with unit(app, writing=False):
        section = db.session.scalars(
            select(ReportSection).where(ReportSection.key == f"session:{told.silent_id}")
        ).one()
        number, version = section.id, section.version
    title = f"What {SPEAKER} of {SILENT_ORGANIZATION} said"
    new = {"heading": f"{SPEAKER} on threats", "text": "A participant spoke.", "version": "0"}
    for address, data in (
        (f"/reports/{told.symbol}/sections/{number}", {"title": title, "version": version, "parent": "II"}),
        (f"/reports/{told.symbol}/sections/new", {"title": title, "parent": "II"}),
        (f"{paragraphs}/new?part=II", new),
    ):
        answer = drafter.post(address, data=data)
        assert (answer.status_code, f"This names {SPEAKER}" in words_of(answer.text)) == (422, True)
    with unit(app):  # as it was called while the session was public
        row = db.session.get_one(ReportSection, number)
        row.title, row.named = title, True
    said = xml_of(word_file(drafter, told))
    for name in (SPEAKER, "Nona Neither", "Otto Approval", "Ora Only"):
        assert name not in said
    export = words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    assert "A heading is printed as “Session 3”" in export
    assert "A paragraph from “Opening” is held back" in export


@ON_ONE_DATABASE
def test_whoever_spoke_only_without_names_is_asked_about_wherever_the_name_stands(
    app: Flask, told: Told
) -> None:
    drafter = composed(app, told)
    new = {"text": f"{SPEAKER} of the {SILENT_ORGANIZATION} said that threats had grown."}
    assert drafter.post(f"/reports/{told.symbol}/paragraphs/new?part=IV", data=new).status_code == 303
    asked = "Paragraph 16 names somebody who spoke under the Chatham House Rule, or without an approval"
    for page in ("", "/export"):
        assert asked in words_of(drafter.get(f"/reports/{told.symbol}{page}").text)
    with unit(app, writing=False):
        found = db.session.scalars(select(ReportParagraph).where(ReportParagraph.text == new["text"])).one()
        number, version = found.id, found.version
    names = f"/reports/{told.symbol}/paragraphs/{number}/names"

    def decided_at() -> list[str]:
        """The paragraphs of the draft that lead to their names."""
        page = html.fromstring(drafter.get(f"/reports/{told.symbol}").data)
        found: list[str] = page.xpath("//article//a[contains(@href, '/names')]/@href")
        return found

    assert decided_at() == [names]
    assert SPEAKER in drafter.get(names).text
    for reason in ("", f"{SPEAKER} said so in session 3."):
        assert drafter.post(names, data={"reason": reason, "version": version}).status_code == 422
    beside = names.replace("/names", "/comments")
    for who, status in (("a participant", 303), (SPEAKER, 422)):
        assert drafter.post(beside, data={"text": f"Did {who} say so in session 3?"}).status_code == status
    with unit(app):  # as it was asked while the session was public
        db.session.scalars(select(ReportComment)).one().text = f"Did {SPEAKER} say so?"
    drafter.post(beside, data={"text": "Which year?"})
    assert SPEAKER not in drafter.get(beside).text.replace(new["text"], "")
    file = xml_of(drafter.get(f"/reports/{told.symbol}/marked.docx?comments=yes").data)
    assert ("Which year?" in file, f"Did {SPEAKER}" in file) == (True, False)
    why = "As chair of the drafting group; nothing was said by it there."
    stays = {"reason": why, "version": version}
    assert drafter.post(names, data=stays).status_code == 303
    assert decided_at() == []
    assert asked not in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    assert why in drafter.get(names).text
    assert drafter.post(names, data=stays).status_code == 422  # nobody is asked about any more
    with unit(app):  # as a reason read when all that they said was public
        db.session.scalars(select(ReportNameStays)).one().reason = f"{SPEAKER} chaired."
    assert SPEAKER not in drafter.get(names).text
    paragraph = names.removesuffix("/names")
    more = {"text": f"{new['text']} She said so in session 3.", "version": version}
    assert drafter.post(paragraph, data=more).status_code == 303
    assert asked in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    assert drafter.post(paragraph, data=new | {"version": version + 1}).status_code == 303
    assert asked not in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    assert drafter.post(f"{names}/ask").status_code == 303
    assert asked in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    with unit(app):  # somebody else has not approved yet to be named
        panel = db.session.get_one(MeetingSession, told.panel_id)
        panel.attribution = Attribution.ON_APPROVAL
        a_speaker(panel, "Otto Approval", "Example Approvers")
    otto = {"text": "Otto Approval of the Example Approvers spoke of it, too."}
    assert drafter.post(f"/reports/{told.symbol}/paragraphs/new?part=IV", data=otto).status_code == 303
    too = asked.replace("16", "17")
    assert too in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    heading = {"title": "Otto Approval on early signs", "parent": "II"}
    assert drafter.post(f"/reports/{told.symbol}/sections/new", data=heading).status_code == 422
    with unit(app):  # their organization approves
        panel = db.session.get_one(MeetingSession, told.panel_id)
        a_paragraph(panel, organization="Example Approvers", naming_approved=True)
    assert too not in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    with unit(app):  # the same person speaks in public, too
        db.session.get_one(MeetingSession, told.panel_id).attribution = Attribution.PUBLIC
        a_speaker(db.session.get_one(MeetingSession, told.panel_id), SPEAKER)
    assert asked not in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    # … but not in the session of which the text itself speaks
    again = new | {"text": more["text"], "version": version + 2}
    assert drafter.post(paragraph, data=again).status_code == 303
    assert asked in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    assert "She said so in session 3." in drafter.get(names).text
    # … where no organization is to be named either
    for text, also in (
        ("One session was under the Chatham House Rule.", False),
        ("They spoke in session 3.", True),
    ):
        theirs = {"text": f"The {SILENT_ORGANIZATION} has a new office. {text}"}
        assert drafter.post(f"/reports/{told.symbol}/paragraphs/new?part=IV", data=theirs).status_code == 303
        number = 18 + also
        assert (
            f"Paragraph {number} names" in words_of(drafter.get(f"/reports/{told.symbol}/export").text)
        ) is also
    for what, status in (
        ("Defenders", 303),
        ("its sixty-third session", 303),
        ("sessions 2 and 3", 422),
        ("the third session", 422),
        ("the Chatham House Rule", 422),
    ):
        said = {"text": f"Did {SPEAKER} say so in (or under) {what}?"}
        assert drafter.post(beside, data=said).status_code == status


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Ana PETREL", ("Ms. Petrel said so.", "That was Petrel’s view.", "A. Petrel agreed.")),
        ("Omar al-Grebe", ("Mr. al-Grebe said so.", "That was Grebe’s view.", "Al-Grebe agreed.")),
    ],
)
def test_a_name_is_found_however_it_was_entered(
    app: Flask, told: Told, name: str, texts: tuple[str, ...]
) -> None:
    """In capitals, or with what links it small and with a hyphen."""
    with unit(app):
        a_speaker(db.session.get_one(MeetingSession, told.silent_id), name)
    drafter = composed(app, told)
    number, _, version = rows(app)[f"session:{told.silent_id}:1"]
    for text in texts:
        answer = drafter.post(
            f"/reports/{told.symbol}/paragraphs/{number}", data={"text": text, "version": version}
        )
        assert (answer.status_code, f"names {name}" in words_of(answer.text)) == (422, True)


@pytest.mark.parametrize(
    ("name", "sort_key", "text"),
    [
        ("ليلى حدادين", "Haddadin, Laila", "Ms. Haddadin said so."),
        ("ليلى حدادين", "Haddadin, Laila", "Laila Haddadin said so."),
        ("Baek Ha-neul", "Baek, Ha-neul", "It was the view of Baek."),
    ],
)
def test_a_speaker_is_found_also_as_the_directory_sorts_them(
    app: Flask, told: Told, name: str, sort_key: str, text: str
) -> None:
    with unit(app):
        a_speaker(db.session.get_one(MeetingSession, told.silent_id), name)
        db.session.flush()  # the speaker is found by the name
        person = a_person(name, sort_key=sort_key)
        db.session.scalars(select(Speaker).where(Speaker.name == name)).one().person_id = person.id
    drafter = composed(app, told)
    number, _, version = rows(app)[f"session:{told.silent_id}:1"]
    given = {"text": text, "version": version}
    assert drafter.post(f"/reports/{told.symbol}/paragraphs/{number}", data=given).status_code == 422
    with unit(app, writing=False):
        assert known_in(text, known_names(db.session.get_one(MeetingSession, told.silent_id)))


def test_whoever_spoke_at_the_second_sitting_is_named_as_little_as_at_the_first(
    app: Flask, told: Told
) -> None:
    with unit(app):
        first = db.session.get_one(MeetingSession, told.silent_id)
        again = a_session(first.meeting, label="3b", attribution=Attribution.CHATHAM_HOUSE)
        db.session.add(SittingRepeat(session_id=again.id, of_id=first.id, sitting=2))
        a_speaker(again, "Bo Later")
    drafter = composed(app, told)
    number, _, version = rows(app)[f"session:{told.silent_id}:1"]
    given = {"text": "Bo Later said so.", "version": version}
    assert drafter.post(f"/reports/{told.symbol}/paragraphs/{number}", data=given).status_code == 422


def test_whoever_took_the_floor_is_named_only_on_approval_where_speakers_are(app: Flask, told: Told) -> None:
    with unit(app):
        session = a_session(
            db.session.get_one(Meeting, told.workshop_id), label="4", attribution=Attribution.ON_APPROVAL
        )
        said(session, "Two proposals were made.")
        db.session.add(FloorList(session_id=session.id))
        db.session.flush()  # who asks refers to it
        guest = {"name": "Yara Guest", "organization": "Example Guests", "position": 1, "minutes": 3}
        at = {"asked_at": clock.now(), "started_at": clock.now(), "status": AskStatus.DONE}
        db.session.add(FloorAsk(key="k" * 20, session_id=session.id, **guest, **at))
        key = f"session:{session.id}:1"
    drafter = composed(app, told)
    number, _, version = rows(app)[key]
    url = f"/reports/{told.symbol}/paragraphs/{number}"
    for text in ("Yara Guest said so.", "Example Guests said so."):
        assert drafter.post(url, data={"text": text, "version": version}).status_code == 422
    with unit(app):
        session = db.session.get_one(MeetingSession, int(key.split(":")[1]))
        a_paragraph(session, speaker="Yara Guest", naming_approved=True)
    assert drafter.post(url, data={"text": "Yara Guest said so.", "version": version}).status_code == 303


@pytest.mark.parametrize("status", list(AskStatus))
def test_whoever_asked_in_public_and_did_not_speak_is_named_as_little_as_others(
    app: Flask, told: Told, status: AskStatus
) -> None:
    with unit(app):
        hidden = a_registration(
            db.session.get_one(Meeting, told.workshop_id),
            name="Yara Hidden",
            listing=Listing.NONE,
            status=RegistrationStatus.APPROVED,
        )
        session = db.session.get_one(MeetingSession, told.opening_id)
        db.session.add(FloorList(session_id=session.id))
        db.session.flush()  # who asks refers to it
        at = {
            "asked_at": clock.now(),
            "started_at": clock.now(),
            "status": status,
            "position": 1,
            "minutes": 3,
        }
        db.session.add(FloorAsk(key="k" * 20, session_id=session.id, registration_id=hidden.id, **at))
    drafter = composed(app, told)
    number, _, version = rows(app)[f"session:{told.opening_id}:1"]
    given = {"text": "Yara Hidden said so.", "version": version}
    answer = drafter.post(f"/reports/{told.symbol}/paragraphs/{number}", data=given)
    # Of who spoke in public it is asked whether the name stays.
    heard = status in (AskStatus.SPEAKING, AskStatus.DONE)
    assert answer.status_code == (303 if heard else 422)


def test_whoever_was_in_the_room_is_named_as_little_as_who_spoke(app: Flask, told: Told) -> None:
    """As in the record of the session: also who withdrew since. Where nobody was noted, all may have been."""
    with unit(app):
        meeting = db.session.get_one(Meeting, told.workshop_id)
        been = [
            a_registration(meeting, name=name, status=status)
            for name, status in (
                ("Marisol Vegaluna", RegistrationStatus.APPROVED),
                ("Tomas Withdrawski", RegistrationStatus.WITHDRAWN),
                ("Petra Elsewhere", RegistrationStatus.APPROVED),
            )
        ]
        ids = [each.id for each in been]
    drafter = composed(app, told)
    number = rows(app)[f"session:{told.silent_id}:1"][0]

    def refused() -> list[str]:
        """Those of whom the family name alone, or the whole name, is refused."""
        found = []
        for text in (
            "It was the view of Vegaluna.",
            "Tomas Withdrawski agreed.",
            "Elsewhere’s view prevailed.",
        ):
            version = rows(app)[f"session:{told.silent_id}:1"][2]
            given = {"text": text, "version": version}
            answer = drafter.post(f"/reports/{told.symbol}/paragraphs/{number}", data=given)
            found += [text] if answer.status_code == 422 else []
        return [text.split()[-1] for text in found]

    assert refused() == ["Vegaluna.", "prevailed."]
    with unit(app):
        for each in ids[:2]:
            noted = {"presence": Presence.IN_PERSON, "noted_by": "Keeper", "noted_at": clock.now()}
            db.session.add(Attendance(session_id=told.silent_id, registration_id=each, **noted))
    assert refused() == ["Vegaluna.", "agreed."]

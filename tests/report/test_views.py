"""The report through the door: composed, edited, checked, exported."""

import gzip
import io
import json
import re
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from docx import Document as open_docx
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import delete, select, update

from meetings.access.actor import OPERATOR
from meetings.access.audit import record
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import Base, db
from meetings.base.models import SiteFact
from meetings.base.refusals import NotFound
from meetings.mandate.models import Cycle
from meetings.outcomes import actions as outcomes
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.outcomes.rules import RecordKind
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution
from meetings.registration.models import Registration
from meetings.registration.rules import Listing, RegistrationStatus
from meetings.report import actions, queries
from meetings.report.models import ReportParagraph, ReportTaken
from meetings.report.queries.drafts import OF_NO_DRAFT
from meetings.report.rules import paper_of
from tests.builders import a_cycle, a_meeting, a_registration, a_session
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, statements, work
from tests.report.builders import (
    SILENT_ORGANIZATION,
    SPEAKER,
    Told,
    a_record,
    a_speaker,
    a_told_cycle,
    an_entry,
    said,
    says,
)
from tests.returned.word import Word

pytestmark = ON_ONE_DATABASE

NOTE = re.compile(r"\^\[([^]]*)\]")
WORD_NAMES = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def told(app: Flask) -> Told:
    clock.set_to(datetime(2025, 12, 1, 9, tzinfo=UTC))
    with work(app):
        return a_told_cycle()


def composed(app: Flask, told: Told) -> FlaskClient:
    drafter = signed_in(app, Role.DRAFTER)
    answer = drafter.post(f"/reports/{told.symbol}/compose")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/reports/{told.symbol}")
    return drafter


def rows(app: Flask) -> dict[str | None, tuple[int, str, int]]:
    """Key of the source → (id, text, version)."""
    with work(app, writing=False):
        found = db.session.scalars(select(ReportParagraph).order_by(ReportParagraph.position))
        return {row.source_key: (row.id, row.text, row.version) for row in found}


def change(app: Flask, session_id: int, *paragraphs: str) -> None:
    with work(app):
        says(db.session.get_one(MeetingSession, session_id), *paragraphs)


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def word_file(client: FlaskClient, told: Told) -> bytes:
    answer = client.get(f"/reports/{told.symbol}.docx")
    assert answer.status_code == 200
    data: bytes = answer.data
    return data


def texts_of(data: bytes, *styles: str) -> list[str]:
    """The texts of Word's paragraphs in these styles."""
    return [p.text for p in open_docx(io.BytesIO(data)).paragraphs if p.style and p.style.name in styles]


def xml_of(data: bytes) -> str:
    """Everything that is written in the file, without the limits of runs."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        every = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    return re.sub(r"<[^>]+>", "", every)


def test_draft_is_empty_until_it_is_composed(app: Flask, told: Told) -> None:
    drafter = signed_in(app, Role.DRAFTER)
    page = drafter.get(f"/reports/{told.symbol}").text
    assert "The draft is empty" in page
    assert '/export"' not in page
    page = composed(app, told).get(f"/reports/{told.symbol}").text
    assert "The draft is empty" not in page
    assert page.count('<article class="para"') == 16
    assert '/export"' in page


def test_page_numbers_paragraphs_as_word_will(app: Flask, told: Told) -> None:
    page = composed(app, told).get(f"/reports/{told.symbol}").text
    assert re.findall(r'<span class="no">(\d+)\.</span>', page) == [str(n) for n in range(1, 16)]
    assert re.findall(r"<h3 id=[^>]+>([^<]+)</h3>", page) == [
        "A. Opening",
        "B. Early signs",
        "C. Defenders",
        "D. Practices, lessons learned and possible new forms of cooperation",
        "A. Annual meetings of focal points (paragraph 5)",
        "B. Fellowship programme (paragraph 6)",
        "C. Cooperation (paragraphs 1–4)",
    ]


def test_every_figure_is_the_databases(app: Flask, told: Told) -> None:
    text = words_of(composed(app, told).get(f"/reports/{told.symbol}").text)
    for sentence in (
        "In all, four participants were registered: two experts of regional organizations and two representatives "
        "of non-governmental organizations.",
        "was held in Geneva on 29 and 30 September 2025, in person and online. It consisted of three sessions.",
        "one meeting of focal points was held: a virtual meeting on 27 November 2024.",
        "resolution 52/15, adopted on 31 March 2026,",
    ):
        assert text.count(sentence) == 1, sentence


def test_sources_lead_to_pages_that_open(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    page = drafter.get(f"/reports/{told.symbol}").text
    asides = "".join(re.findall(r"<aside.*?</aside>", page, re.S))
    links = {url for url in re.findall(r'href="(/[^"]+)"', asides) if "/paragraphs/" not in url}
    origin = f"/reports/{told.symbol}/sessions"
    assert {url: drafter.get(url).status_code for url in links} == dict.fromkeys(
        [
            f"/mandate/{told.symbol}",
            f"/mandate/{told.symbol}/progress",
            "/meetings/focal-points-2024",
            "/meetings/workshop-2025",
            *(f"{origin}/{number}" for number in range(told.opening_id, told.silent_id + 2)),
        ],
        200,
    )
    organizer = signed_in(app, Role.ORGANIZER).get(f"/reports/{told.symbol}").text
    assert 'href="/meetings/workshop-2025/registrations"' in organizer
    assert 'href="/meetings/workshop-2025/sessions/3/record"' in organizer


def test_a_session_tells_what_the_report_has_from_it_and_names_nobody(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    url = f"/reports/{told.symbol}/sessions"
    panel = words_of(drafter.get(f"{url}/{told.panel_id}").text)
    assert "Session 2: Early signs" in panel
    assert "Example Lakes spoke of early signs. Paragraph 6" in panel
    silent = words_of(drafter.get(f"{url}/{told.silent_id}").text)
    assert (
        "One lesson learned was reported. Early signs are recorded.^[See document 7.] Paragraph 9" in silent
    )
    with work(app):
        session = db.session.get_one(MeetingSession, told.panel_id)
        session.attribution = Attribution.CHATHAM_HOUSE
        a_speaker(session, "Pia Lakes", "Example Lakes")
    narrowed = words_of(drafter.get(f"{url}/{told.panel_id}").text)
    assert "Session 2: Early signs" in narrowed
    assert "Example Lakes" not in narrowed
    with work(app):
        db.session.delete(db.session.query(Summary).filter_by(session_id=told.opening_id).one())
    assert "What else comes from it Paragraph 4 , Paragraph 5" in words_of(
        drafter.get(f"{url}/{told.opening_id}").text
    )
    assert drafter.get(f"{url}/999").status_code == 404


def test_missing_is_told_on_the_page_before_exporting_and_in_the_file(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    with work(app, writing=False):
        lacks = list(queries.document_of(OPERATOR, db.session.get_one(Cycle, told.cycle_id)).missing)
    assert lacks == [
        *(
            f"Nobody is registered for the workshop from this group: {group}."
            for group in (
                "Experts of international organizations",
                "Experts of subregional organizations",
                "Experts of interregional organizations",
                "Member States",
                "Observers",
                "National human rights institutions",
            )
        ),
        *(f"There is no progress entry on paragraph {n}." for n in (1, 2, 4, 5, 7, 8)),
        "Part IV has no conclusions of the drafters’ own.",
        "Nothing stands under “Resources (paragraph 7)”.",
        "Nothing stands under “Workshop and report (paragraphs 8 and 9)”.",
    ]
    page, export = (words_of(drafter.get(f"/reports/{told.symbol}{end}").text) for end in ("", "/export"))
    written = xml_of(word_file(drafter, told))
    for sentence in lacks:
        assert (page.count(sentence), export.count(sentence), written.count(sentence)) == (1, 1, 1), sentence


def test_what_is_empty_or_not_settled_is_told_before_exporting(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    assert "Not settled yet" not in drafter.get(f"/reports/{told.symbol}/export").text
    with work(app):
        drafting = an_actor(Role.DRAFTER)
        standing = db.session.scalars(select(ReportParagraph).order_by(ReportParagraph.position)).all()
        for row in standing:
            if row.part == "III":
                actions.remove_paragraph(drafting, row, row.version)
        actions.comment(drafting, standing[5], "By whom?")
        actions.comment(drafting, standing[0], "Is it short enough?")
        actions.resolve(drafting, actions.comment(drafting, standing[6], "Settled?"), True)
        late = actions.add_paragraph(drafting, standing[0].report, "I", "", None, "Added last, read early.")
        db.session.flush()  # it is commented on by its number
        actions.comment(drafting, late, "Here?")
    edited = Word(word_file(drafter, told), "Ann")
    edited.insert("The programme was", " soon")
    sent = {"file": (io.BytesIO(edited.saved()), "from Ann.docx")}
    drafter.post(f"/reports/{told.symbol}/returned", data=sent, content_type="multipart/form-data")
    page = words_of(drafter.get(f"/reports/{told.symbol}/export").text)
    assert re.findall(r"Nothing stands under “([^”]*)”", page) == ["Progress in implementing the resolution"]
    assert (
        "Not settled yet Summary : 1 question is open. Paragraph 4 : 1 question is open. "
        "Paragraph 6 : 1 question is open. "
        "1 difference of a file from Word is not decided: from Ann.docx" in page
    )


def test_word_numbers_and_no_digit_is_typed(app: Flask, told: Told) -> None:
    data = word_file(composed(app, told), told)
    numbered = texts_of(data, "UN Paragraph")
    assert len(numbered) == 15
    assert [text for text in numbered if re.match(r"\s*[\d(]", text)] == []
    style = open_docx(io.BytesIO(data)).styles["UN Paragraph"].element
    assert style.find(f"{WORD_NAMES}pPr/{WORD_NAMES}numPr") is not None
    assert texts_of(data, "UN Subparagraph") == [
        "Communities are asked at the end of each visit;",
        "Fees are waived for those who cannot pay (Example Lakes).",
    ]


def read_by_pandoc(data: bytes) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The numbered paragraphs, each with its number and its items, and the footnotes, as pandoc reads the file."""
    command = [pypandoc.get_pandoc_path(), "--from=docx", "--to=json", "--wrap=none"]
    told = json.loads(subprocess.run(command, input=data, capture_output=True, check=True).stdout)
    notes: list[str] = []

    def plain(node: Any) -> str:
        if isinstance(node, list):
            return "".join(map(plain, node))
        if not isinstance(node, dict):
            return ""
        content = node.get("c")
        if node["t"] == "Note":
            notes.append(plain(content))
            return ""
        return {"Str": content, "Space": " ", "SoftBreak": " "}.get(node["t"]) or plain(content)

    found: list[tuple[int, list[str]]] = []
    for block in told["blocks"]:
        if block["t"] == "OrderedList" and block["c"][0][1]["t"] == "Decimal":
            for at, (first, *rest) in enumerate(block["c"][1]):
                items = [plain(item).strip() for each in rest for item in each["c"][1]]
                found.append((block["c"][0][0] + at, [plain(first).strip(), *items]))
        else:
            plain(block)
    return found, [note.strip() for note in notes]


def test_two_other_readers_of_the_word_file_agree_with_the_database(app: Flask, told: Told) -> None:
    """Paragraphs and their items, numbers and footnotes: as python-docx and pandoc read them, and as they are kept."""
    data = word_file(composed(app, told), told)
    with work(app):
        rows = db.session.scalars(select(ReportParagraph).order_by(ReportParagraph.position)).all()
        texts = [[row.text, *row.items] for row in rows if row.part != "summary"]
        notes = [note for row in rows for text in (row.text, *row.items) for note in NOTE.findall(text)]
    kept = [[NOTE.sub("", text) for text in paragraph] for paragraph in texts]
    assert len(kept) > 10 and len(notes) > 3
    found, found_notes = read_by_pandoc(data)
    assert found == list(enumerate(kept, 1))
    assert found_notes[1:] == notes  # the first is the asterisk of the masthead
    document = open_docx(io.BytesIO(data))
    lines = [
        p.text
        for p in document.paragraphs
        if p.style and p.style.style_id in ("UNParagraph", "UNSubparagraph")
    ]
    assert lines == [text for paragraph in kept for text in paragraph]


def test_each_footnote_of_a_source_is_a_footnote_of_the_file(app: Flask, told: Told) -> None:
    data = word_file(composed(app, told), told)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        notes = packed.read("word/footnotes.xml").decode()
        body = packed.read("word/document.xml").decode()
    written = [
        re.sub(r"<[^>]+>", "", n).strip() for n in re.findall(r"<w:footnote .*?</w:footnote>", notes, re.S)
    ]
    ours = [n for n in written if n and not n.startswith("*") and "circulated as received" not in n]
    assert ours == ["See A/HRC/52/1.", "Nobody is named.", "See document 7.", "See A/HRC/23/18."]
    assert "^[" not in xml_of(data)
    assert len(re.findall("<w:footnoteReference ", body)) == len(ours) + 1  # and the asterisk


def test_only_consented_names_are_in_page_and_file(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    for text in (drafter.get(f"/reports/{told.symbol}").text, xml_of(word_file(drafter, told))):
        assert "Zoë Named" in text
        assert "Example Union" in text
        for hidden in ("Ora Only", "Nona Neither", "Example Secret", "Dora Declined", "Wanda Waiting"):
            assert hidden not in text
        assert text.index("Zoë Named") < text.index("Ana Zamora")  # by the owner's own order


def test_download_has_its_name_and_says_demonstration(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    answer = drafter.get(f"/reports/{told.symbol}.docx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="A-HRC-61-35-draft.docx"'
    assert "Demonstration" not in xml_of(answer.data)
    with work(app):
        db.session.add(SiteFact(name="demonstration", value="loaded"))
    assert "Demonstration" in xml_of(word_file(drafter, told))


def test_masthead_has_the_day_of_the_draft_and_a_place_for_the_job_number(app: Flask, told: Told) -> None:
    clock.set_to(datetime(2026, 11, 23, 9, tzinfo=UTC))
    drafter = composed(app, told)
    made = open_docx(io.BytesIO(word_file(drafter, told)))
    assert [cell.text for row in made.tables[0].rows for cell in row.cells] == [
        "",
        "United Nations",
        "A/HRC/61/35",
        "",
        "General Assembly",
        "Distr.: General\n23 November 2026\nOriginal: English",
    ]
    assert made.sections[0].first_page_footer.paragraphs[0].text == "Job number: to be assigned"


def test_what_others_fill_in_is_told_before_exporting(app: Flask, told: Told) -> None:
    with work(app):
        a_cycle("70/88", report_symbol="A/HRC/79/NN", starts_on=date(2029, 1, 1))
    pages = "The page numbers of the contents: “–” stands there until Word works them out. It asks once "
    pages += "whether to update the fields; answer yes."
    job = "The job number, given by documents management: the foot of the first page says that it is to be assigned."
    symbol = "The number of the report: A/HRC/79/NN holds a place for it."
    drafter = signed_in(app, Role.DRAFTER)
    for cycle, expected in ((told.symbol, [pages, job]), ("70-88", [pages, job, symbol])):
        page = drafter.get(f"/reports/{cycle}/export").text
        later = page.partition('id="later"')[2].partition("</section>")[0]
        assert re.findall("<li>([^<]+)</li>", later) == expected


@pytest.mark.parametrize("planted", [f"{SPEAKER} spoke.", f"The {SILENT_ORGANIZATION} spoke."])
def test_planted_names_of_a_silent_session_reach_neither_page_nor_file(
    app: Flask, told: Told, planted: str
) -> None:
    drafter = composed(app, told)
    with work(app):
        row = db.session.scalars(
            select(ReportParagraph)
            .join(ReportTaken)
            .where(ReportTaken.source_key == f"session:{told.silent_id}:1")
        ).one()
        row.text, row.touched_at = planted, clock.now()
    page = drafter.get(f"/reports/{told.symbol}").text
    data = word_file(drafter, told)
    for text in (page, drafter.get(f"/reports/{told.symbol}/export").text, xml_of(data)):
        assert "Planted" not in text
        assert "A paragraph from “Defenders” is held back: it names somebody who may not be named." in text
    assert "Open and mend" in page
    with work(app):
        drafted = actions.draft(OPERATOR, told.symbol)
    assert "Planted" not in xml_of(drafted.data)


def test_who_may_be_named_stays_so_while_the_summary_of_the_session_is_written_again(
    app: Flask, told: Told
) -> None:
    with work(app):
        workshop = db.session.get_one(Meeting, told.workshop_id)
        session = a_session(workshop, label="4", title="New forms", attribution=Attribution.ON_APPROVAL)
        a_speaker(session, "Ada Approved", "Example Coast")
        for text in ("Visits are shared.", "Hearings are held together."):
            a_record(session, RecordKind.NEW_FORM, text, "Example Coast", naming_approved=True)
        said(session, "Two proposals were made.")
        other = a_session(workshop, label="5", title="Obstacles")
        a_speaker(other, "Pia Quiet")
        a_record(other, RecordKind.CHALLENGE, "Few dare to.", attribution=Attribution.CHATHAM_HOUSE)
        said(other, "Obstacles were discussed.")
        said_in = [session.id, other.id]
    drafter = composed(app, told)
    number, _, version = rows(app)["challenges:unattributed"]
    named = {"text": "Pia Quiet said that few dare to.", "version": version}
    url = f"/reports/{told.symbol}/paragraphs/{number}"
    assert drafter.post(url, data=named).status_code == 422
    with work(app):
        for summary in db.session.scalars(select(Summary).where(Summary.session_id.in_(said_in))).all():
            outcomes.reopen(OPERATOR, summary)
    for _ in range(2):
        page = words_of(drafter.get(f"/reports/{told.symbol}").text)
        assert "(a) Visits are shared (Example Coast);" in page
        assert "is held back" not in page
        assert drafter.post(url, data=named).status_code == 422
        composed(app, told)


def test_what_was_recorded_without_attribution_names_nobody_when_the_record_is_gone(
    app: Flask, told: Told
) -> None:
    with work(app):
        session = a_session(db.session.get_one(Meeting, told.workshop_id), label="4", title="Obstacles")
        a_speaker(session, "Pia Quiet")
        a_record(session, RecordKind.CHALLENGE, "Few dare to.", attribution=Attribution.CHATHAM_HOUSE)
        said(session, "Obstacles were discussed.")
    drafter = composed(app, told)
    with work(app):
        db.session.execute(delete(OutcomeRecord).where(OutcomeRecord.kind == RecordKind.CHALLENGE))
    for _ in range(2):
        number, _, version = rows(app)["challenges:unattributed"]
        named = {"text": "Pia Quiet said that few dare to.", "version": version}
        assert drafter.post(f"/reports/{told.symbol}/paragraphs/{number}", data=named).status_code == 422
        composed(app, told)


def test_record_to_be_named_on_approval_names_nobody_without_it(app: Flask, told: Told) -> None:
    with work(app):
        workshop = db.session.get_one(Meeting, told.workshop_id)
        session = a_session(workshop, label="4", title="New forms", attribution=Attribution.ON_APPROVAL)
        for text in ("Visits are shared.", "Hearings are held together."):
            a_record(session, RecordKind.NEW_FORM, text, "Example Coast")
        said(session, "Two proposals were made.")
        session_id = session.id
    page = composed(app, told).get(f"/reports/{told.symbol}").text
    assert "(a) Visits are shared;" in words_of(page)
    assert "Example Coast" not in page
    with work(app):
        record = db.session.scalars(
            select(OutcomeRecord).where(OutcomeRecord.session_id == session_id)
        ).first()
        assert record is not None
        record.text = f"{SILENT_ORGANIZATION} shares its visits."
    drafter = composed(app, told)
    for text in (drafter.get(f"/reports/{told.symbol}").text, xml_of(word_file(drafter, told))):
        assert "Planted" not in text
        held = (
            "A paragraph from “Practices, lessons learned and possible new forms of cooperation” is held back"
        )
        assert held in text


def test_names_typed_into_a_silent_session_are_refused_and_kept_in_the_form(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    number, before, version = rows(app)[f"session:{told.silent_id}:1"]
    url = f"/reports/{told.symbol}/paragraphs/{number}"
    answer = drafter.post(url, data={"text": f"{SPEAKER} said no.", "version": version})
    assert answer.status_code == 422
    assert "is not attributed to anybody" in answer.text
    assert f"{SPEAKER} said no." in answer.text
    added = f"/reports/{told.symbol}/paragraphs/new?part=II&after={number}"
    assert drafter.post(added, data={"text": f"{SILENT_ORGANIZATION} agreed."}).status_code == 422
    assert rows(app)[f"session:{told.silent_id}:1"] == (number, before, version)
    assert len(rows(app)) == 16


def test_composing_again_follows_sources_and_leaves_what_was_edited(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    found = rows(app)
    number, _, version = found[f"session:{told.opening_id}:1"]
    answer = drafter.post(
        f"/reports/{told.symbol}/paragraphs/{number}", data={"text": "My own words.", "version": version}
    )
    assert answer.status_code == 303
    change(app, told.opening_id, "It was opened again.", "The programme was amended.", "A third.")
    page = drafter.get(f"/reports/{told.symbol}").text
    assert "the sources of 3 paragraphs have changed" in page
    behind = "The source says something else by now, or is gone. Compose again to see it."
    assert [
        each.get("id") for each in html.fromstring(page).xpath(f"//article[contains(., '{behind}')]")
    ] == [f"p{found[f'session:{told.opening_id}:{at}'][0]}" for at in (1, 2)]
    assert behind in drafter.get(f"/reports/{told.symbol}/paragraphs/{number}").text
    drafter.post(f"/reports/{told.symbol}/compose")
    after = rows(app)
    assert after[f"session:{told.opening_id}:1"][1] == "My own words."
    assert after[f"session:{told.opening_id}:2"][1] == "The programme was amended."
    assert after[f"session:{told.opening_id}:3"][1] == "A third."
    page = drafter.get(f"/reports/{told.symbol}").text
    assert "The source of paragraph 4 has changed since it was edited." in page
    compared = words_of(page[page.index('<div class="compare">') :])
    assert compared.startswith("The source when the paragraph was written The workshop was opened.")
    assert "have changed" not in page and behind not in page
    assert behind not in drafter.get(f"/reports/{told.symbol}/paragraphs/{number}").text
    assert "My own words." in xml_of(word_file(drafter, told))


def test_composing_twice_changes_nothing(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    first = rows(app)
    with work(app, writing=False):
        audited = len(db.session.scalars(select(AuditRow).where(AuditRow.verb == "compose")).all())
    drafter.post(f"/reports/{told.symbol}/compose")
    assert rows(app) == first
    with work(app, writing=False):
        assert (
            len(db.session.scalars(select(AuditRow).where(AuditRow.verb == "compose")).all()) == audited == 1
        )


def flagged(app: Flask, told: Told) -> tuple[FlaskClient, str, int]:
    """A paragraph that was edited and whose source has changed since: (client, its address, its version)."""
    drafter = composed(app, told)
    number, _, version = rows(app)[f"session:{told.opening_id}:1"]
    url = f"/reports/{told.symbol}/paragraphs/{number}"
    drafter.post(url, data={"text": "My own words.", "version": version})
    change(app, told.opening_id, "It was opened again.", "The programme was adopted.")
    drafter.post(f"/reports/{told.symbol}/compose")
    return drafter, url, rows(app)[f"session:{told.opening_id}:1"][2]


def test_taking_the_new_text_makes_the_paragraph_follow_again(app: Flask, told: Told) -> None:
    drafter, url, version = flagged(app, told)
    assert drafter.post(f"{url}/take", data={"version": version}).status_code == 303
    assert rows(app)[f"session:{told.opening_id}:1"][1] == "It was opened again."
    change(app, told.opening_id, "A last version.", "The programme was adopted.")
    drafter.post(f"/reports/{told.symbol}/compose")
    assert rows(app)[f"session:{told.opening_id}:1"][1] == "A last version."


def test_the_new_text_is_offered_only_where_it_can_be_taken(app: Flask, told: Told) -> None:
    drafter, url, version = flagged(app, told)

    def takes() -> int:
        return drafter.get(f"/reports/{told.symbol}").text.count("Take the new text")

    assert takes() == 1
    cut = {"text": "My own.\n\nWords.", "version": version}
    assert drafter.post(f"{url}/split", data=cut).status_code == 303
    assert takes() == 0
    assert drafter.post(f"{url}/take", data={"version": version + 1}).status_code == 409


def test_keeping_mine_needs_a_reason_and_is_in_the_trail(app: Flask, told: Told) -> None:
    drafter, url, version = flagged(app, told)
    assert "It was opened again." in words_of(drafter.get(f"{url}/keep").text)
    assert drafter.post(f"{url}/keep", data={"reason": " ", "version": version}).status_code == 422
    answer = drafter.post(f"{url}/keep", data={"reason": "Agreed with the chair.", "version": version})
    assert answer.status_code == 303
    drafter.post(f"/reports/{told.symbol}/compose")
    page = drafter.get(f"/reports/{told.symbol}").text
    assert "has changed since it was edited" not in page
    assert "My own words." in page
    with work(app, writing=False):
        trail = db.session.scalars(select(AuditRow).where(AuditRow.verb == "keep own text")).one()
        assert (trail.before, trail.after) == (
            {"offered": "It was opened again."},
            {"reason": "Agreed with the chair."},
        )


def test_an_offer_that_was_not_shown_is_neither_taken_nor_settled(app: Flask, told: Told) -> None:
    drafter, url, version = flagged(app, told)
    draft, edit, keep = (drafter.get(page).text for page in (f"/reports/{told.symbol}", url, f"{url}/keep"))
    take, work_in, mine = (
        dict(re.findall(r'name="(shown)"[^>]*value="(\w+)"', page)) for page in (draft, edit, keep)
    )
    assert take and take == work_in == mine
    change(app, told.opening_id, "It was opened for good.", "The programme was adopted.")
    drafter.post(f"/reports/{told.symbol}/compose")
    assert drafter.post(f"{url}/take", data=take | {"version": version}).status_code == 409
    both = {"text": "Both together.", "version": version, "settled": "y"} | work_in
    for page, data in ((url, both), (f"{url}/keep", {"reason": "Agreed.", "version": version} | mine)):
        answer = drafter.post(page, data=data)
        assert (answer.status_code, "says something else again" in answer.text) == (422, True)
        assert "It was opened for good." in words_of(answer.text)
    again = dict(re.findall(r'name="(shown)"[^>]*value="(\w+)"', answer.text))
    sent = {"reason": "Agreed.", "version": version} | again
    assert drafter.post(f"{url}/keep", data=sent).status_code == 303


def test_merging_by_hand_settles_only_when_said_so(app: Flask, told: Told) -> None:
    drafter, url, version = flagged(app, told)
    drafter.post(url, data={"text": "Half and half.", "version": version})
    assert "has changed since it was edited" in drafter.get(f"/reports/{told.symbol}").text
    version = rows(app)[f"session:{told.opening_id}:1"][2]
    drafter.post(url, data={"text": "Both together.", "version": version, "settled": "y"})
    assert "has changed since it was edited" not in drafter.get(f"/reports/{told.symbol}").text
    assert rows(app)[f"session:{told.opening_id}:1"][1] == "Both together."


def test_stale_edit_is_refused_with_both_texts(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    number, _, version = rows(app)["intro:mandate"]
    url = f"/reports/{told.symbol}/paragraphs/{number}"
    drafter.post(url, data={"text": "Hers first.", "version": version})
    answer = drafter.post(url, data={"text": "His second.", "version": version})
    assert answer.status_code == 422
    text = words_of(answer.text)
    assert "What is saved now Hers first. What you wrote His second." in text
    assert rows(app)["intro:mandate"][1] == "Hers first."
    [now] = re.findall(r'name="version"[^>]*value="(\d+)"', answer.text[: answer.text.index('id="more"')])
    assert drafter.post(url, data={"text": "Both.", "version": now}).status_code == 303
    assert rows(app)["intro:mandate"][1] == "Both."
    for verb in ("take", "remove"):
        assert drafter.post(f"{url}/{verb}", data={"version": version}).status_code == 409


def test_a_source_that_vanishes_is_marked_and_its_text_stays(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    with work(app):
        db.session.get_one(MeetingSession, told.panel_id).cancelled_at = clock.now()
    drafter.post(f"/reports/{told.symbol}/compose")
    assert rows(app)[f"session:{told.panel_id}:1"][1] == "Example Lakes spoke of early signs."
    page = drafter.get(f"/reports/{told.symbol}").text
    assert page.count("The source is gone") == 2  # its summary, and the only recommendation with a name to it
    assert re.findall(r"The source of paragraph (\d+) is gone\.", page) == ["6", "14"]
    assert "It consisted of two sessions." in page
    number, _, version = rows(app)[f"session:{told.panel_id}:1"]
    keep = f"/reports/{told.symbol}/paragraphs/{number}/keep"
    assert f'href="{keep}?of=session:{told.panel_id}:1"' in page
    assert "Example Lakes spoke of early signs." in words_of(drafter.get(keep).text)
    assert drafter.post(keep, data={"reason": "", "version": version}).status_code == 422
    assert drafter.post(keep, data={"reason": "It was said.", "version": version}).status_code == 303
    assert drafter.post(keep, data={"reason": "Again.", "version": version + 1}).status_code == 422
    drafter.post(f"/reports/{told.symbol}/compose")
    page = drafter.get(f"/reports/{told.symbol}").text
    assert re.findall(r"The source of paragraph (\d+) is gone\.", page) == ["14"]
    assert words_of(page).count("The source is gone; the text stays.") == 1
    for cancelled in (None, clock.now()):  # it says something again, and is gone once more
        with work(app):
            db.session.get_one(MeetingSession, told.panel_id).cancelled_at = cancelled
        drafter.post(f"/reports/{told.symbol}/compose")
    page = drafter.get(f"/reports/{told.symbol}").text
    assert re.findall(r"The source of paragraph (\d+) is gone\.", page) == ["6", "14"]


def test_own_paragraphs_stay_where_they_were_put(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    number = rows(app)[f"session:{told.opening_id}:1"][0]
    url = f"/reports/{told.symbol}/paragraphs/new?part=II&after={number}"
    assert "It will follow:" in drafter.get(url).text
    drafter.post(url, data={"text": "Mine comes second.", "items": "First;\n\nSecond."})
    drafter.post(f"/reports/{told.symbol}/paragraphs/new?part=IV", data={"text": "I conclude."})
    change(app, told.opening_id, "It was opened again.", "The programme was adopted.", "A third.")
    drafter.post(f"/reports/{told.symbol}/compose")
    texts = texts_of(word_file(drafter, told), "UN Paragraph", "UN Subparagraph")
    at = texts.index("Mine comes second.")
    assert texts[at - 1 : at + 6] == [
        "It was opened again.",
        "Mine comes second.",
        "First;",
        "Second.",
        "The programme was adopted.",
        "A third.",
        "Example Lakes spoke of early signs.",
    ]
    with work(app, writing=False):
        found = db.session.scalars(select(ReportParagraph.position).order_by(ReportParagraph.position)).all()
    assert list(found) == list(range(len(found)))
    assert texts[-1] == "I conclude."
    assert "Part IV has no conclusions" not in drafter.get(f"/reports/{told.symbol}").text


def test_removed_paragraphs_are_remembered_and_do_not_come_back_by_themselves(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    number, text, version = rows(app)[f"session:{told.panel_id}:1"]
    url = f"/reports/{told.symbol}/paragraphs/{number}"
    drafter.post(f"{url}/remove", data={"version": version})
    drafter.post(f"/reports/{told.symbol}/compose")
    page = drafter.get(f"/reports/{told.symbol}").text
    assert len(re.findall(r'<span class="no">', page)) == 14
    assert "B. Early signs" not in page
    assert text not in xml_of(word_file(drafter, told))
    assert "Removed paragraphs" in page
    drafter.post(f"{url}/restore")
    assert "B. Early signs" in drafter.get(f"/reports/{told.symbol}").text


def test_list_tells_words_missing_and_dates(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    with work(app):
        a_cycle("61/15")
    with work(app, writing=False):
        page = queries.draft_page(OPERATOR, db.session.get_one(Cycle, told.cycle_id))
        words = page.assembled.words
    text = words_of(drafter.get("/reports").text)
    assert "Report to the seventieth session A/HRC/70/NN · resolution 61/15 not begun" in text
    assert (
        f"Report to the sixty-first session A/HRC/61/35 · resolution 52/15 {words} of 8,500 15 things" in text
    )


def test_session_of_the_workshop_appears_once_it_is_approved(app: Flask) -> None:
    """The mission's thread: what is said and approved stands in the draft, and is missing until then."""
    clock.set_to(datetime(2028, 10, 12, 9, tzinfo=UTC))
    with work(app):
        cycle = a_cycle("61/15")
        meeting = a_meeting("workshop-2028", cycle=cycle)
        session = a_session(meeting, label="1", title="Stock-taking", attribution=Attribution.PUBLIC)
        session_id = session.id
    drafter = signed_in(app, Role.DRAFTER)
    drafter.post("/reports/61-15/compose")
    page = drafter.get("/reports/61-15").text
    assert "Session 1 (“Stock-taking”) has no summary." in page
    with work(app):
        session = db.session.get_one(MeetingSession, session_id)
        a_record(session, RecordKind.PRACTICE, "Stock is taken yearly.")
        said(session, "Participants took stock.")
    drafter.post("/reports/61-15/compose")
    page = drafter.get("/reports/61-15").text
    assert "Participants took stock." in page
    assert "(“Stock-taking”) has no summary" not in page
    assert "The workshop of 10 and 11 October 2028 is over, but nobody has noted that it was held." in page


def test_draft_for_the_command_line(app: Flask, told: Told) -> None:
    with work(app):
        made = actions.draft(OPERATOR, told.symbol)
    with work(app, writing=False):
        document = queries.document_of(OPERATOR, db.session.get_one(Cycle, told.cycle_id))
    assert (made.filename, made.word_limit) == ("A-HRC-61-35-draft.docx", 8500)
    assert made.missing == list(document.missing)
    assert open_docx(io.BytesIO(made.data)).core_properties.title == "Report on the workshop"
    with work(app), pytest.raises(NotFound):
        actions.draft(OPERATOR, "99-99")


def test_an_unknown_cycle_on_the_command_line_is_answered_with_those_there_are(
    app: Flask, told: Told, tmp_path: Path
) -> None:
    def says(*arguments: str) -> tuple[int, str]:
        done = app.test_cli_runner().invoke(
            args=["report", "draft", *arguments, "--out", str(tmp_path / "out.docx")]
        )
        return done.exit_code, done.output

    with work(app):
        a_cycle("61/15", starts_on=date(2026, 1, 1))
    there = "choose one of 61-15, 52-15."
    assert says("--cycle", "99-99") == (1, f"Error: There is no cycle “99-99”; {there}\n")
    assert says("--cycle", "") == (1, f"Error: There is no cycle “”; {there}\n")
    assert not (tmp_path / "out.docx").exists()
    for symbol in ("52-15", "52/15"):
        code, output = says("--cycle", symbol)
        assert (code, output.partition(":")[0]) == (0, str(tmp_path / "out.docx"))


def test_unknown_cycles_and_paragraphs_of_other_reports_are_not_found(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    with work(app):
        a_cycle("61/15")
    number = rows(app)["summary"][0]
    for url in (
        "/reports/99-99",
        "/reports/99-99.docx",
        f"/reports/61-15/paragraphs/{number}",
        "/reports/52-15/paragraphs/new",
    ):
        assert drafter.get(url).status_code == 404, url


def a_long_draft(app: Flask, told: Told, paragraphs: int) -> None:
    with work(app):
        cycle = db.session.get_one(Cycle, told.cycle_id)
        workshop = db.session.get_one(Meeting, told.workshop_id)
        text = "Participants described, at some length and with examples, how requests are received. " * 8
        for n in range(paragraphs // 4):
            session = a_session(workshop, label=f"x{n}", title=f"Theme {n}", attribution=Attribution.PUBLIC)
            said(session, *(f"{text}{n}.{m}^[Source {n}.{m}]" for m in range(3)))
            an_entry(cycle, 1 + n % 8, f"{text}{n}")
            a_speaker(session, f"Speaker {n}")


def test_statements_do_not_grow_with_the_draft_and_the_page_stays_small(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    urls = (
        f"/reports/{told.symbol}",
        f"/reports/{told.symbol}/export",
        f"/reports/{told.symbol}.docx",
        "/reports",
    )
    small = [asked(app, drafter, url) for url in urls]
    a_long_draft(app, told, 300)
    drafter.post(f"/reports/{told.symbol}/compose")
    large = [asked(app, drafter, url) for url in urls]
    # The first of them reads all that it follows from, the next only whether that has changed.
    assert large == small == [41, 9, 35, 7]
    answer = drafter.get(f"/reports/{told.symbol}")
    page = answer.data
    assert page.count(b'<article class="para"') >= 300
    assert len(gzip.compress(page)) < 100_000
    assert answer.status_code == 200


def asked(app: Flask, client: FlaskClient, url: str) -> int:
    with statements(app) as sent:
        assert client.get(url).status_code == 200
    return len(sent)


def test_a_draft_is_read_anew_when_anything_has_changed_that_it_follows_from(app: Flask) -> None:
    clock.set_to(datetime(2028, 10, 10, 7, 59, 59, tzinfo=UTC))
    with work(app):
        meeting = a_meeting("workshop-2028", cycle=a_cycle("61/15"))
        session = a_session(meeting, label="1", title="Stock-taking", attribution=Attribution.PUBLIC)
        session.starts_at = datetime(2028, 10, 10, 8, tzinfo=UTC)
        person = {"listing": Listing.ORGANIZATION, "status": RegistrationStatus.APPROVED}
        registration = a_registration(meeting, name="Nona Neither", organization_name="Old Forum", **person)
        ids = session.id, registration.id
    drafter, page = signed_in(app, Role.DRAFTER), "/reports/61-15"
    drafter.post(f"{page}/compose")
    with statements(app) as sent:
        said_of = drafter.get(page).text
    read = {table for each in sent for table in re.findall(r"(?:FROM|JOIN) (\w+)", each)}
    assert {"registration", "meeting_session", "report_paragraph"} <= read
    assert read & OF_NO_DRAFT == {"signed_in_session"}  # who asks
    assert asked(app, drafter, page) == 7
    with work(app):  # a line of the trail is nothing that a report tells of
        record(OPERATOR, "report.submitted", "cycle", None)
    assert asked(app, drafter, page) == 7
    not_yet, no_summary = (
        "has no summary; it is planned for 10 October 2028.",
        "(“Stock-taking”) has no summary.",
    )
    assert (not_yet in said_of, no_summary in said_of) == (True, False)
    clock.set_to(datetime(2028, 10, 10, 8, tzinfo=UTC))
    assert no_summary in drafter.get(page).text
    with work(app):  # of many at once nobody is told of each row, nor of those of a table alone
        db.session.execute(update(Registration).values(organization_name="No Forum"))
    assert "No Forum" in drafter.get(page).text
    with work(app):
        db.session.execute(update(Base.metadata.tables["registration"]).values(organization_name="New Forum"))
    assert ("Old Forum" in drafter.get(page).text, "New Forum" in drafter.get(page).text) == (False, True)
    with work(app):
        db.session.delete(db.session.get_one(Registration, ids[1]))
    assert "New Forum" not in drafter.get(page).text
    with work(app):
        db.session.get_one(MeetingSession, ids[0]).title = "Looking back"
    assert "“Looking back”" in drafter.get(page).text


def test_page_shows_as_many_notes_as_word(app: Flask, told: Told) -> None:
    page = composed(app, told).get(f"/reports/{told.symbol}").text
    with work(app, writing=False):
        draft = queries.draft_page(OPERATOR, db.session.get_one(Cycle, told.cycle_id))
        notes = paper_of(draft.assembled.layout).notes
    assert re.findall(r'<li id="fn(\d+)"', page) == [str(n) for n in range(1, len(notes) + 1)]
    assert re.findall(r'href="#fn(\d+)"', page) == [str(n) for n in range(1, len(notes) + 1)]


def test_what_people_wrote_is_never_markup(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    change(app, told.opening_id, "<b>Bold</b> & “quoted”.^[<i>See</i> 1.]")
    drafter.post(f"/reports/{told.symbol}/compose")
    page = drafter.get(f"/reports/{told.symbol}").text
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; “quoted”." in page
    assert "&lt;i&gt;See&lt;/i&gt; 1." in page
    assert "<b>Bold</b>" not in page


def test_sections_are_the_drafters_to_change_and_composing_follows_them(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    with work(app, writing=False):
        report = queries.find_report(db.session.get_one(Cycle, told.cycle_id))
        assert report is not None
        ids = {section.key: section.id for section in report.sections}
    url = f"/reports/{told.symbol}/sections"
    shape = {
        "title": "Ways of working together",
        "parent": "III",
        "cites": "y",
        "takes": ["progress:cooperation"],
    }
    note = drafter.post(
        f"{url}/{ids['cooperation']}", data=shape | {"title": "Together^[Note.]", "version": "1"}
    )
    assert note.status_code == 422
    assert "A heading takes no footnote." in note.text
    assert drafter.post(f"{url}/{ids['cooperation']}", data=shape | {"version": "1"}).status_code == 303
    stale = drafter.post(f"{url}/{ids['cooperation']}", data=shape | {"title": "Stale", "version": "1"})
    assert (stale.status_code, 'value="Stale"' in stale.text) == (422, True)
    new = {"title": "Results", "parent": "IV", "takes": ["practices", "conclusions"], "words_wanted": "600"}
    assert drafter.post(f"{url}/new", data=new).status_code == 303
    assert drafter.post(f"{url}/{ids['cooperation']}/up").status_code == 303
    assert drafter.post(f"{url}/{ids['resources']}/remove").status_code == 303
    assert drafter.post(f"{url}/{ids['I']}/remove").status_code == 409
    drafter.post(f"/reports/{told.symbol}/compose")
    page = drafter.get(f"/reports/{told.symbol}").text
    assert re.findall(r"<h3 id=[^>]+>([^<]+)</h3>", page) == [
        "A. Opening",
        "B. Early signs",
        "C. Defenders",
        "A. Annual meetings of focal points (paragraph 5)",
        "B. Fellowship programme (paragraph 6)",
        "C. Ways of working together (paragraphs 1–4)",
    ]
    assert page.index("Participants shared the following practices") > page.index(
        "Conclusions and recommendations</h2>"
    )
    told_page = words_of(drafter.get(url).text)
    assert "No section takes progress entries on paragraph 7" in told_page
    assert "Ways of working together (paragraphs 1–4)" in told_page
    assert "Opening the summary of its session" in told_page
    # Its words are those that the draft counts, the heading of a part among them.
    assert ("I. Introduction 150 " in words_of(page), "3 paragraphs 150 words" in told_page) == (True, True)


def test_a_report_begins_with_the_last_ones_structure_when_asked(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    drafter.post(f"/reports/{told.symbol}/sections/new", data={"title": "Next steps", "parent": "IV"})
    with work(app):
        a_cycle("61/15", starts_on=date(2026, 5, 1))
    assert drafter.post("/reports/61-15/sections/copy").status_code == 303
    page = words_of(drafter.get("/reports/61-15/sections").text)
    assert "Next steps" in page
    assert "Early signs" not in page  # a session of the last workshop


def test_moved_split_and_merged_paragraphs_keep_what_they_were_taken_from(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    found = rows(app)
    base = f"/reports/{told.symbol}/paragraphs"
    first, second = (found[f"session:{told.opening_id}:{n}"] for n in (1, 2))
    silent = found[f"session:{told.silent_id}:1"]
    with work(app, writing=False):
        report = queries.find_report(db.session.get_one(Cycle, told.cycle_id))
        assert report is not None
        ids = {section.key: section.id for section in report.sections}
    # Out of the section of a silent session: nobody can be named there either.
    to = {"to": f"s{ids['IV']}", "version": silent[2]}
    assert drafter.post(f"{base}/{silent[0]}/move", data=to | {"version": "99"}).status_code == 422
    assert drafter.post(f"{base}/{silent[0]}/move", data=to).status_code == 303
    named = drafter.post(f"{base}/{silent[0]}", data={"text": f"{SPEAKER} spoke.", "version": silent[2] + 1})
    assert (named.status_code, "is not attributed to anybody" in named.text) == (422, True)
    added = drafter.post(f"{base}/new?part=II&after={second[0]}", data={"text": f"{SPEAKER} was there."})
    assert added.status_code == 303  # the opening was public
    [own] = [row for key, row in rows(app).items() if key is None]
    into = {"to": f"p{silent[0]}", "version": own[2]}
    assert (
        drafter.post(f"{base}/{own[0]}/move", data=into).status_code == 303
    )  # into part IV, which is no session's
    merge = {"version": silent[2] + 1, "next": own[0], "next_version": own[2] + 1}
    refused = drafter.post(f"{base}/{silent[0]}/merge", data=merge)
    assert (refused.status_code, "is not attributed to anybody" in refused.text) == (409, True)
    # Two of the opening become one, and one becomes two: composing again adds nothing.
    merge = {"version": first[2], "next": second[0], "next_version": second[2]}
    assert drafter.post(f"{base}/{first[0]}/merge", data=merge | {"next_version": "0"}).status_code == 409
    assert drafter.post(f"{base}/{first[0]}/merge", data=merge).status_code == 303
    cut = {"text": "The workshop was opened.\n\nThe programme was adopted.", "version": first[2] + 1}
    assert drafter.post(f"{base}/{first[0]}/split", data=cut | {"text": "Not cut."}).status_code == 422
    assert drafter.post(f"{base}/{first[0]}/split", data=cut).status_code == 303
    before = texts_of(word_file(drafter, told), "UN Paragraph")
    assert before[3:5] == ["The workshop was opened.", "The programme was adopted."]
    assert before[-4:-2] == ["A participant spoke of threats.", f"{SPEAKER} was there."]
    drafter.post(f"/reports/{told.symbol}/compose")
    assert texts_of(word_file(drafter, told), "UN Paragraph") == before
    change(app, told.opening_id, "It was opened again.", "The programme was adopted.")
    drafter.post(f"/reports/{told.symbol}/compose")
    page = drafter.get(f"/reports/{told.symbol}").text
    assert page.count("The source has changed") == 2  # one source, in both pieces
    with work(app, writing=False):
        taken = db.session.execute(
            select(ReportParagraph.text, ReportTaken.source_key)
            .join(ReportTaken)
            .where(ReportTaken.source_key.startswith(f"session:{told.opening_id}:"))
            .order_by(ReportParagraph.removed_at.is_(None), ReportParagraph.position, ReportTaken.source_key)
        ).all()
    keys = [f"session:{told.opening_id}:{n}" for n in (1, 2)]
    assert [(text, key) for text, key in taken] == [
        ("The programme was adopted.", keys[1]),  # removed by the merge, and to be restored
        *(("The workshop was opened.", key) for key in keys),
        *(("The programme was adopted.", key) for key in keys),
    ]


def test_a_cross_reference_is_printed_as_the_number_of_the_day(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    with work(app, writing=False):
        names = {row.source_key: row.name for row in db.session.scalars(select(ReportParagraph))}
    panel = rows(app)[f"session:{told.panel_id}:1"]
    mark = f"[[{names[f'session:{told.panel_id}:1']}]]"
    new = f"/reports/{told.symbol}/paragraphs/new?part=IV"
    assert mark in drafter.get(new).text
    drafter.post(new, data={"text": f"As said in paragraph {mark}, [[participants]] people came."})
    assert (
        texts_of(word_file(drafter, told), "UN Paragraph")[-1] == "As said in paragraph 6, four people came."
    )
    above = rows(app)[f"session:{told.opening_id}:1"]
    drafter.post(f"/reports/{told.symbol}/paragraphs/{above[0]}/remove", data={"version": above[2]})
    assert (
        texts_of(word_file(drafter, told), "UN Paragraph")[-1] == "As said in paragraph 5, four people came."
    )
    drafter.post(f"/reports/{told.symbol}/paragraphs/{panel[0]}/remove", data={"version": panel[2]})
    page = words_of(drafter.get(f"/reports/{told.symbol}").text)
    assert "As said in paragraph [?], four people came." in page
    assert f"refers to a paragraph that is not in the report: {mark}." in page


def test_half_a_paragraph_takes_the_new_text_when_the_other_half_was_removed(app: Flask, told: Told) -> None:
    drafter = composed(app, told)
    number, _, version = rows(app)[f"session:{told.panel_id}:1"]
    at = f"/reports/{told.symbol}/paragraphs"
    drafter.post(
        f"{at}/{number}/split", data={"text": "Example Lakes spoke.\n\nOf signs.", "version": version}
    )
    with work(app, writing=False):
        half = db.session.scalars(select(ReportParagraph).where(ReportParagraph.text == "Of signs.")).one()
        other, version = half.id, half.version
    drafter.post(f"{at}/{other}/remove", data={"version": version})
    change(app, told.panel_id, "Example Lakes spoke of late signs.")
    composed(app, told)
    with work(app, writing=False):
        version = db.session.get_one(ReportParagraph, number).version
    assert drafter.post(f"{at}/{number}/take", data={"version": version}).status_code == 303
    with work(app, writing=False):
        assert db.session.get_one(ReportParagraph, number).text == "Example Lakes spoke of late signs."

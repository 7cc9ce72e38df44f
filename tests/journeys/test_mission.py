"""The mission once, end to end, in a real browser against the real server, its worker and a real mail server.

An organizer plans and publishes, a participant registers from a mail, a rapporteur writes, a drafter exports;
then every figure in the Word file is held against the database.
"""

import io
import re
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import icalendar
import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import AFTER, ORGANIZER, House, demonstration
from tests.returned.word import Word
from tests.services.server import Server
from tests.services.smtp import Sink

RAPPORTEUR = "ingrid-solheim-abara"
SESSIONS = "FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id WHERE m.slug = 'workshop-2028'"
SAID = "The session showed that early signs in the digital space are seen first by those who are affected"


@pytest.fixture
def house(serve: Callable[..., Server], smtp: Sink, chromium: Browser, tmp_path: Path) -> Iterator[House]:
    with demonstration(serve, smtp, chromium, tmp_path) as house:
        yield house


def test_the_mission(house: House, smtp: Sink, tmp_path: Path) -> None:
    plan_and_publish(house)
    register_and_approve(house, smtp)
    house.on(AFTER)
    write_and_approve(house)
    draft_and_export(house, tmp_path)
    clear_and_submit(house, tmp_path)


def plan_and_publish(house: House) -> None:
    """1 and 3: the mandate asks, the organizer plans the missing meetings and publishes the workshop."""
    page = house.as_(ORGANIZER)
    expect(page.get_by_role("heading", level=1)).to_have_text("4 weeks to the workshop")
    page.goto(f"{house.server.url}/mandate/61-15")
    before = house.ask("SELECT count(*) FROM meeting")
    page.get_by_role("button", name="Plan this cycle").click()
    assert house.ask("SELECT count(*) FROM meeting") == [(before[0][0] + 2,)]
    expect(page.get_by_role("button", name="Plan this cycle")).to_have_count(0)
    visitor = house.anyone()
    assert visitor.goto(f"{house.server.url}/meetings/workshop-2028").status == 404  # type: ignore[union-attr]
    page.goto(f"{house.server.url}/meetings/workshop-2028")
    page.get_by_label("Publish it all the same").check()
    page.get_by_role("button", name="Publish the programme").click()
    assert visitor.goto(f"{house.server.url}/meetings/workshop-2028?zone=Pacific/Fiji").status == 200  # type: ignore[union-attr]
    expect(visitor.locator(".sitting", has_text="Early signs").locator(".when")).to_contain_text("15:00")
    expect(visitor.locator(".sitting", has_text="Early signs").locator(".yours")).to_contain_text(
        "01:00"
    )  # the next day in Suva


def register_and_approve(house: House, smtp: Sink) -> None:
    """4 and 5: a participant comes once, from a mail; the organizer approves; the calendar has it."""
    guest = house.anyone()
    guest.goto(f"{house.server.url}/meetings/workshop-2028")
    guest.get_by_role("link", name="Register for").first.click()
    guest.get_by_role("button", name="Send my registration").click()
    expect(guest.get_by_role("alert")).to_be_visible()  # nothing was filled in: it says what is missing
    guest.get_by_label("Full name").fill("Amara Nakamura-Diallo")
    guest.get_by_label("E-mail address").fill("amara@example.org")
    guest.get_by_label("Organization", exact=True).fill("Example Lakes Community")
    guest.get_by_label("Expert of a subregional organization").check()
    guest.get_by_label("English").check()
    guest.get_by_label("Yes").check()
    guest.get_by_role("button", name="Send my registration").click()
    [mail] = smtp.wait_for(1, to="amara@example.org")
    link = re.findall(r"http://\S+", mail.text)[0]
    guest.goto(link)
    assert house.ask("SELECT status FROM registration WHERE email = 'amara@example.org'") == [
        ("unconfirmed",)
    ]
    guest.get_by_role("button", name="Confirm my registration").click()
    assert house.ask("SELECT status FROM registration WHERE email = 'amara@example.org'") == [("submitted",)]

    page = house.as_(ORGANIZER)
    page.get_by_role("link", name="Decide 1 registration").first.click()
    page.get_by_role("button", name=re.compile("Approve")).first.click()
    invitation = smtp.wait_for(3, to="amara@example.org")[-1].message
    [calendar] = [p for p in invitation.walk() if p.get_content_type() == "text/calendar"]
    [event] = icalendar.Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert (calendar.get_param("method"), event["ATTENDEE"]) == ("REQUEST", "mailto:amara@example.org")
    feed = urllib.request.urlopen(f"{house.server.url}/calendar/workshop-2028.ics").read()
    events = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    in_programme = house.ask(f"SELECT count(*) {SESSIONS}")
    assert [(len(events),)] == in_programme


def write_and_approve(house: House) -> None:
    """6: the rapporteur writes the session's summary and a practice, the organizer approves."""
    record = f"{house.server.url}/meetings/workshop-2028/sessions/4/record"
    page = house.as_(f"{RAPPORTEUR.replace('-', '.', 1)}@example.org")
    page.goto(record)
    page.get_by_role("link", name="Add a record").click()
    page.get_by_label("Best practice").check()
    page.locator("textarea[name=text]").fill(
        "Example Pacific Secretariat keeps a list of early signs, open to all."
    )
    page.locator("input[name=organization]").fill("Example Pacific Secretariat")
    page.get_by_role("button", name="Keep the record").click()
    page.locator("textarea[name=text]").fill(f"{SAID}.^[Human Rights Council resolution 61/15, para. 8.]")
    page.get_by_role("button", name="Save and hand in").click()
    organizer = house.as_(ORGANIZER)
    organizer.goto(f"{house.server.url}/meetings/workshop-2028")
    organizer.get_by_role("button", name="Mark as held").click()
    organizer.goto(record)
    organizer.get_by_text("Approve without a confirmation round").click()
    organizer.locator("textarea[name=because]").fill(
        "Those who were present agreed at the end of the session."
    )
    organizer.get_by_role("button", name="Approve the summary").click()
    assert house.ask(
        "SELECT y.status FROM summary y JOIN meeting_session s ON s.id = y.session_id "
        "JOIN meeting m ON m.id = s.meeting_id WHERE m.slug = 'workshop-2028'"
    ) == [("approved",)]


def draft_and_export(house: House, tmp_path: Path) -> None:
    """7 and 8: the drafter adds progress, composes, sees the session's paragraph and exports to Word."""
    page = house.as_("tomasz.brzeg-lind@example.org")
    page.goto(f"{house.server.url}/reports/61-15")
    page.get_by_role("button", name=re.compile("Compose")).first.click()
    expect(page.locator("main")).to_contain_text(SAID)
    write_in_the_draft(page)
    page.get_by_role("link", name="Export").click()
    missing = page.locator("main").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Download")).click()
    path = tmp_path / "draft.docx"
    download.value.save_as(path)
    check_word_file(house, path, missing)
    by_command = tmp_path / "command.docx"
    house.server.flask("report", "draft", "--cycle", "61-15", "--out", str(by_command))
    assert paragraphs_of(by_command) == paragraphs_of(path)


def write_in_the_draft(page: Page) -> None:
    """By keys to a paragraph; what is typed saves itself, and is not lost on a bad line nor when the page is left."""
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Enter")
    field = page.get_by_label("Paragraph", exact=True)
    field.press("Control+End")
    field.press_sequentially(" It came")
    expect(page.locator("#autosaved")).to_contain_text("Saved")
    page.context.set_offline(True)
    field.press_sequentially(" in time.")
    expect(page.locator("#autosaved")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#left-text")).to_contain_text("It came in time.")
    page.get_by_role("button", name="Put it back into the form").click()
    field.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("It came in time.")
    page.wait_for_url("**/reports/61-15#*")


def paragraphs_of(path: Path) -> list[tuple[str, str]]:
    return [(p.style.name if p.style else "", p.text) for p in Document(str(path)).paragraphs]


def check_word_file(house: House, path: Path, missing: str) -> None:
    """Numbers are Word's, footnotes are real, figures are the database's, what is missing is said."""
    with ZipFile(io.BytesIO(path.read_bytes())) as parts:
        footnotes = parts.read("word/footnotes.xml").decode()
        body = parts.read("word/document.xml").decode()
        numbering = parts.read("word/numbering.xml").decode()
    assert "Human Rights Council resolution 61/15, para. 8." in footnotes
    assert body.count("<w:footnoteReference ") == len(re.findall(r'<w:footnote w:id="[1-9]', footnotes)) > 0
    assert "<w:lvlText" in numbering
    told = [t for _, t in paragraphs_of(path)]
    assert [t for t in told if SAID in t] != []
    assert [t for t in told if re.match(r"\d+\.\s", t)] == []  # no number is typed
    all_text = " ".join(told) + " ".join(
        cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells
    )
    assert "Demonstration" in all_text
    # 11 sessions, one of them written about: ten are missing, and the page says which
    sessions = house.ask(f"SELECT s.label {SESSIONS}")
    assert len(sessions) == 11
    assert [label for (label,) in sessions if label != "4" and f"ession {label}" not in missing] == []
    assert "ession 4 " not in missing
    # the participant agreed to be named, and is the only one approved
    named = house.ask(
        "SELECT r.name FROM registration r JOIN meeting m ON m.id = r.meeting_id "
        "WHERE m.slug = 'workshop-2028' AND r.status = 'approved' AND r.listing = 'name'"
    )
    assert named == [("Amara Nakamura-Diallo",)]
    assert all_text.count("Amara Nakamura-Diallo") == 1


def clear_and_submit(house: House, tmp_path: Path) -> None:
    """9: a source changes after it was edited; the draft goes round, comes back from Word, and is submitted."""
    page = house.as_("tomasz.brzeg-lind@example.org")
    entries, draft = (f"{house.server.url}/{path}/61-15" for path in ("mandate", "reports"))
    page.goto(f"{entries}/progress/new?paragraph=2")
    page.get_by_label("By whom").fill("The Office")
    page.get_by_label("Since when").fill("2028-05-01")
    page.locator("textarea[name=text]").fill("Four organizations opened a joint calendar.")
    page.get_by_role("button", name="Write the entry").click()
    page.goto(draft)
    page.get_by_role("button", name="Compose again").click()
    paragraph = page.locator("article", has_text="a joint calendar")
    paragraph.get_by_role("link", name="Edit").click()
    page.locator("textarea[name=text]").fill("Four organizations opened a joint calendar, and use it.")
    page.get_by_role("button", name="Save the paragraph").click()

    page.goto(f"{entries}/progress")
    entry = page.locator("li, article, tr", has_text="a joint calendar").last
    entry.get_by_role("link", name="Change").click()
    page.locator("textarea[name=text]").fill("Five organizations opened a joint calendar.")
    page.get_by_role("button", name="Save the entry").click()
    page.goto(draft)
    page.get_by_role("button", name="Compose again").click()
    expect(paragraph).to_contain_text("The source has changed")
    paragraph.get_by_role("button", name="Take the new text").click()
    expect(paragraph.locator(".text")).to_contain_text("Five organizations opened a joint calendar.")
    expect(paragraph).not_to_contain_text("The source has changed")

    set_down(page, draft, "Consultation", "Example Division")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word file for Example Division").click()
    pack, edited = tmp_path / "pack.docx", tmp_path / "edited.docx"
    download.value.save_as(pack)
    word = Word(pack.read_bytes(), "Ulla Example")
    word.insert("opened a joint calendar", " of meetings")
    edited.write_bytes(word.saved())
    page.get_by_role("link", name="Note the answer Example Division").click()
    page.get_by_label("cleared with changes").check()
    page.get_by_role("button", name="Note the answer").click()

    page.goto(f"{draft}/returned")
    page.locator("input[type=file]").set_input_files(edited)
    page.get_by_role("button", name="Show the differences").click()
    expect(page.locator("main")).to_contain_text("Ulla Example")
    page.get_by_role("button", name="Accept all of Ulla Example").click()
    page.goto(draft)
    expect(paragraph.locator(".text")).to_contain_text(
        "Five organizations opened a joint calendar of meetings."
    )
    expect(paragraph).to_contain_text("Progress")  # it still says what it was taken from
    set_down(page, draft, "Submission", "")
    assert house.ask("SELECT number, stage FROM report_version ORDER BY number") == [
        (1, "consultation"),
        (2, "submission"),
    ]
    page.goto(f"{draft}/redline?from=1&to=2")
    expect(page.locator("main ins")).to_have_text("calendar of meetings.")


def set_down(page: Page, draft: str, stage: str, clearers: str) -> None:
    page.goto(f"{draft}/versions")
    page.get_by_label("Stage").select_option(label=stage)
    page.get_by_label("To be cleared by").fill(clearers)
    page.get_by_label("It goes all the same").check()
    page.get_by_role("button", name="Set down the version").click()

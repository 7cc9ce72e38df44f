"""A fellowship from its call to the certificate, in a real browser, as the five people who make it.

The organizer, who leads the panel, too; somebody who applies and becomes the fellow; the focal point of the
organization; an assessor; a supervisor. Each goes by the links of pages and mails alone, and each sees what is theirs.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import ORGANIZER, House, demonstration
from tests.services.server import Server
from tests.services.smtp import Sink

E = "/fellowships/fellowship-2028-2"  # the demonstration has one of that year, too
TITLE = "Fellowship of the autumn"
# The call closes on 14 September, 23:59 by the clock of Fiji: this is the first second after that minute.
CLOSED = "2028-09-15T00:00+12:00"
LAST_DAY = "2028-10-20T16:00+02:00"
NAME, APPLICANT = "Nilufar Akbar-Stone", "nilufar.akbar-stone@example.org"
LATE = "joseph.tanaka-mbeki@example.org"
ORGANIZATION, FOCAL = "Example Lakes Community", "ruth.okello-lind@example.org"
ASSESSOR = "henrik.aasland-roy@example.org"
SUPERVISOR_NAME, SUPERVISOR = "Sena Okafor-Lind", "sena.okafor-lind@example.org"
STATEMENT = "Our registry answers each petition by hand, and I want to learn how others sort them."
CV = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a curriculum vitae"}


@pytest.fixture
def house(serve: Callable[..., Server], smtp: Sink, chromium: Browser, tmp_path: Path) -> Iterator[House]:
    with demonstration(serve, smtp, chromium, tmp_path) as house:
        yield house


def test_from_the_call_to_the_certificate(house: House, tmp_path: Path) -> None:
    publish(house)
    print_call(house, tmp_path / "call.pdf")
    applicant = apply(house)
    late = begin(house, LATE)
    confirm(house)
    submit(applicant)
    house.on(CLOSED)
    come_too_late(late)
    office = house.as_(ORGANIZER)
    check_eligibility(office)
    name_the_panel(office)
    assess(house)
    select(office)
    read_memo(office, tmp_path / "memo.docx")
    offer(house, office)
    prepare(house, office)
    house.on(LAST_DAY)
    page = live_the_year(house)
    end_the_year(house, page, tmp_path / "certificate.pdf")


def mailed(house: House, to: str, subject: str, path: str = "") -> str:
    """The link to such a page in the mail to this address whose subject begins so."""
    for count in range(1, 12):
        for mail in house.smtp.wait_for(count, to=to):
            if str(mail.message["Subject"]).startswith(subject):
                return str(re.findall(rf"http://\S+{path}\S*", mail.text)[0])
    raise AssertionError(f"no mail to {to}")


def public_pages(house: House) -> Page:
    """A browser of somebody without an account, on the call, found from the front page."""
    page = house.anyone()
    page.goto(house.server.url)
    page.get_by_role("link", name="Fellowship", exact=True).click()
    page.get_by_role("link", name=TITLE).click()
    return page


def publish(house: House) -> None:
    """The organizer takes the terms of last time, gives them other dates, and publishes the call."""
    page = house.as_(ORGANIZER)
    page.get_by_role("link", name="Fellowship", exact=True).click()
    page.get_by_role("link", name="New edition").click()
    page.get_by_role("link", name="Fellowship 2029").click()
    for label, text in {
        "Title": TITLE,
        "Year": "2028",
        "Time zone": "Pacific/Fiji",
        "The call opens on": "2028-09-12",
        "The call closes on": "2028-09-14",
        "First day of the fellowship": "2028-10-09",
        "Last day": "2028-10-20",
        "Weeks": "2",
        "Places": "1",
        "Assessors of each application": "1",
    }.items():
        page.get_by_label(re.compile(rf"^{label}( \(optional\))?$")).fill(text)
    page.get_by_role("button", name="Make the edition").click()
    expect(page.get_by_label("Name", exact=True).first).to_have_value("Motivation")
    page.get_by_role("button", name="Save the criteria").click()
    expect(page.locator(".facts-bar")).to_contain_text("draft")
    assert house.anyone().goto(house.server.url + E).status == 404  # type: ignore[union-attr]
    page.get_by_role("button", name="Publish the call").click()
    expect(page.get_by_role("status")).to_have_text("The edition is now: call published.")


def print_call(house: House, path: Path) -> None:
    """The terms were taken from last time; on paper stand what is covered, and how to apply, and no button."""
    page = public_pages(house)
    for label, text in (("What is covered", "Travel in economy class"), ("Stipend", "A monthly stipend")):
        expect(page.locator(f".pairs dt:text-is('{label}') + dd")).to_contain_text(text)
    page.pdf(path=path, format="A4")
    if shutil.which("pdftotext"):  # without it, only that it can be printed is seen
        printed = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
        words = " ".join(printed.stdout.decode().split())
        assert f"Apply at {house.server.url}{E} What the fellowship is" in words
        assert "Insurance for the weeks of the fellowship Stipend A monthly stipend at the rate" in words
        assert "How to apply" in words and "we send you a link" in words
        assert [one for one in ("Sign in", "Mandate", "Next step") if one in words] == []


def begin(house: House, email: str) -> Page:
    """By the call to the link that is mailed, and by that to an empty application."""
    page = public_pages(house)
    page.get_by_role("link", name="Apply").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me the link").click()
    page.goto(mailed(house, email, "Your application", "/applications/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    return page


def apply(house: House) -> Page:
    """Written, counted while it is written, saved with a file, and found again by the link."""
    page = begin(house, APPLICANT)
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label("Organization", exact=True).fill(ORGANIZATION)
    page.get_by_label("Function").fill("Legal officer")
    for group in ("Languages in which you work", "Language of your fellowship"):
        page.get_by_role("group", name=group).get_by_label("English").check()
    page.get_by_label("What you want to learn").fill(STATEMENT)
    expect(page.locator("#words-now")).to_have_text("16 of 500 words")
    page.get_by_label("Curriculum vitae").set_input_files(CV)  # type: ignore[arg-type]
    page.get_by_role("button", name="Save, and ask my organization to confirm").click()
    expect(page.get_by_role("status").first).to_have_text(f"Saved. {ORGANIZATION} is asked to confirm.")
    again = house.anyone()
    again.goto(mailed(house, APPLICANT, "Your application", "/applications/"))
    expect(again.get_by_label("What you want to learn")).to_have_value(STATEMENT)
    expect(again.locator("main")).to_contain_text("Kept: cv.pdf")
    return again


def confirm(house: House) -> None:
    """The focal point answers by the link in the mail, which one's own page has, too; the statement is not theirs."""
    page = signed_in_by_mail(house, FOCAL, f"{house.server.url}/my")
    waiting = page.get_by_role("region", name="To confirm for your organization")
    expect(waiting.get_by_role("listitem")).to_contain_text(f"{ORGANIZATION} · {TITLE}")
    waiting.get_by_role("link", name=NAME).click()
    assert page.url == mailed(house, FOCAL, "Please confirm", "/fellowship-nominations/")
    expect(page.locator("main")).to_contain_text(f"{NAME} applies for this fellowship")
    expect(page.locator("main")).not_to_contain_text(STATEMENT)
    page.get_by_label("Your name").fill("Ruth Okello-Lind")
    page.get_by_label("The person serves on our staff now").check()
    page.get_by_role("button", name="Confirm the nomination").click()
    expect(page.locator("main")).to_contain_text("Your organization has confirmed")
    page.goto(f"{house.server.url}/my")
    expect(waiting).to_have_count(0)


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit the application").click()
    expect(page.locator(".facts-bar")).to_contain_text("Received")


def come_too_late(page: Page) -> None:
    """A second after the last: nothing is submitted, and nothing of it is lost."""
    page.get_by_label("Full name").fill("Joseph Tanaka-Mbeki")
    page.get_by_label("What you want to learn").fill(STATEMENT)
    page.get_by_role("button", name="Submit the application").click()
    expect(
        page.get_by_role("heading", name="The call is closed; your draft was not submitted")
    ).to_be_visible()
    expect(page.locator("main")).to_contain_text("It closed on 14 September 2028, 23:59 Fiji")
    expect(page.locator("main")).to_contain_text(STATEMENT)


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages of this edition").get_by_role("link", name=name).click()


def check_eligibility(page: Page) -> None:
    """Home says that something waits; each condition stands there with what it rests on."""
    due = page.get_by_role("listitem").filter(has_text=TITLE)
    due.get_by_role("link", name="Check the conditions of 1 application").click()
    page.get_by_role("link", name=NAME).click()
    expect(page.locator(".conditions > li > p")).to_have_text(
        [
            f"Ruth Okello-Lind of {ORGANIZATION} said so on 12 September 2028.",
            f"{ORGANIZATION} nominated on 12 September 2028: Ruth Okello-Lind.",
            "No fellow of an earlier edition has this name or address.",
            "Chose English and says to work in it.",
        ]
    )
    page.get_by_role("button", name="Eligible", exact=True).click()
    expect(page.locator(".facts-bar dd").first).to_have_text("eligible")


def name_the_panel(page: Page) -> None:
    """An assessor, and the organizer herself to lead; the applications are given out."""
    tab(page, "Call")
    page.get_by_role("button", name="Begin the assessment").click()
    tab(page, "Panel")
    for email, does in ((ASSESSOR, "assesses"), (ORGANIZER, "leads the panel (chair)")):
        page.get_by_label("E-mail address").fill(email)
        for one in ("assesses", "leads the panel (chair)"):
            page.get_by_label(one, exact=True).set_checked(one == does)
        if does == "assesses":
            page.get_by_role("group", name="Reads applications in").get_by_label("English").check()
        page.get_by_role("button", name="Name this person").click()
    expect(page.get_by_role("row", name="Ines Marchetti-Kaya")).to_contain_text("chair")
    page.get_by_role("button", name="Give them out evenly").click()
    expect(page.locator("main")).to_contain_text("every application has its assessors")


def assess(house: House) -> None:
    """Nothing is read before the question of a conflict is answered; then one judges alone, with reasons."""
    page = house.as_(ASSESSOR)
    page.goto(mailed(house, ASSESSOR, f"{TITLE}: applications for you", E))
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", name="First: a conflict of interest?")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(STATEMENT)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Record the answer").click()
    expect(page.locator("main")).to_contain_text(STATEMENT)
    for field, (score, why) in enumerate(
        ((5, "A clear question."), (4, "A registry gains."), (3, "New to it."))
    ):
        page.get_by_label("Score, 1 to 5").nth(field).fill(str(score))
        page.get_by_label("Why").nth(field).fill(why)
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator(".facts-bar")).to_contain_text("75.0 of 100")
    refused = page.goto(f"{house.server.url}{E}/selection")
    assert refused is not None and refused.status == 403


def select(page: Page) -> None:
    """What if, without a decision; then the decision, with its reason."""
    tab(page, "Selection")
    africa = page.get_by_role("row", name="Africa").first
    expect(africa.get_by_role("cell")).to_have_text(["1", "0"])
    page.get_by_label(f"What if: {NAME}").check()
    page.get_by_role("button", name="Show the balance with these").click()
    expect(africa.get_by_role("cell")).to_have_text(["1", "0", "1"])
    page.get_by_role("link", name=NAME).click()
    page.get_by_label("selected", exact=True).check()
    page.get_by_label("Reason").fill("The clearest question.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(africa.get_by_role("cell")).to_have_text(["1", "1"])


def read_memo(page: Page, path: Path) -> None:
    """The memo for signature says who, with how many points, and why."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Panel memo (Word)").click()
    download.value.save_as(path)
    memo = Document(str(path))
    selected = [[cell.text for cell in row.cells] for row in memo.tables[0].rows]
    assert selected[1:] == [
        ["1", "1", f"{NAME}, {ORGANIZATION}", "Africa", "75.0", "–", "The clearest question."]
    ]
    balance = [[cell.text for cell in row.cells] for row in memo.tables[2].rows]
    assert balance == [
        ["By", "", "Selected", "Of all"],
        ["Region", "Africa", "1", "1"],
        ["Gender", "not said", "1", "1"],
        ["Organization", ORGANIZATION, "1", "1"],
        ["Language", "English", "1", "1"],
        ["Organization for the first time", "yes", "1", "1"],
    ]
    scores = [[cell.text for cell in row.cells] for row in memo.tables[1].rows]
    assert scores[1:] == [["1", "Henrik Aasland-Roy", "5, 4, 3", "75.0"]]
    assert "Ines Marchetti-Kaya, chair" in [one.text for one in memo.paragraphs]


def offer(house: House, office: Page) -> None:
    """The selection is closed, the offer goes, and is accepted by the mailed link."""
    tab(office, "Call")
    office.get_by_role("button", name="Close the selection").click()
    tab(office, "Selection")
    office.get_by_role("button", name="Send the offers").click()
    page = house.anyone()
    page.goto(mailed(house, APPLICANT, "A fellowship is offered to you", "/fellowship-offers/"))
    page.get_by_role("button", name="Accept the fellowship").click()
    expect(page.locator("main")).to_contain_text("You have accepted.")


def prepare(house: House, office: Page) -> None:
    """The placement, with a supervisor who gets a mail; the fellow ticks off what is theirs."""
    tab(office, "Fellows")
    office.get_by_role("link", name=NAME).click()
    office.get_by_role("link", name="Placement").click()
    office.get_by_label("Unit").fill("Petitions section")
    office.get_by_label("Supervisor: e-mail address").fill(SUPERVISOR)
    office.get_by_label("Supervisor: name").fill(SUPERVISOR_NAME)
    office.get_by_role("button", name="Keep the placement").click()
    office.get_by_role("button", name="Begin the fellowship").click()
    expect(office.locator(".facts-bar")).to_contain_text("in the programme")
    office.goto(f"{house.server.url}/meetings/workshop-2028")
    office.get_by_label("Publish it all the same").check()
    office.get_by_role("button", name="Publish the programme").click()
    page = signed_in_by_mail(house, APPLICANT, mailed(house, APPLICANT, "Welcome as a fellow", "/fellows/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    page.get_by_role("link", name="Insurance").click()
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_role("listitem").filter(has_text="Insurance")).to_contain_text("done")


def signed_in_by_mail(house: House, email: str, address: str) -> Page:
    """By the link in a letter to the question who one is, by the mailed link to sign in, and on to the page."""
    page = house.anyone()
    page.goto(address)
    page.get_by_role("form", name="With a link by mail").get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a link").click()
    page.goto(mailed(house, email, "Your link to sign in", "/sign-in/"))
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(address)
    return page


def live_the_year(house: House) -> Page:
    """The fellow is reminded of a log, writes it, has observed a session, reports; the supervisor answers."""
    year = mailed(house, APPLICANT, "Your log of week 1 is missing", "/fellows/")
    page = house.as_(APPLICANT)
    page.get_by_role("link", name=f"Your year: {TITLE}").click()
    assert page.url == year
    page.get_by_role("link", name="Write the log of week 1").click()
    page.get_by_label("Your log").fill("I read how petitions are sorted.")
    page.get_by_role("button", name="Keep the log").click()
    page.get_by_role("link", name="Add a session").click()
    page.get_by_label("Session (optional)").select_option("workshop-2028/4")
    page.get_by_label("What you observed").fill("How early signs are told.")
    page.get_by_role("button", name="Keep it").click()
    supervise(house, year)
    page.goto(mailed(house, APPLICANT, "Your supervisor has answered your log of week 1", "/fellows/"))
    page.get_by_role("link", name="Week 1").click()
    expect(page.get_by_role("region", name="The supervisor’s answer")).to_contain_text("Well seen.")
    page.goto(year)
    page.get_by_role("link", name="Write it").click()
    page.get_by_label("End report").fill("We have an order of work now.")
    page.get_by_role("button", name="Keep the report").click()
    evaluate(page)
    return page


def supervise(house: House, year: str) -> None:
    """The supervisor comes by the letter, and sees the year, not the application."""
    page = signed_in_by_mail(
        house, SUPERVISOR, mailed(house, SUPERVISOR, f"You supervise {NAME}", "/fellows/")
    )
    assert page.url == year
    expect(page.locator("main")).not_to_contain_text(STATEMENT)
    page.goto(f"{house.server.url}/my")
    own = page.get_by_role("region", name="Fellowship", exact=True).get_by_role("listitem")
    expect(own).to_contain_text(f"You supervise {NAME}")
    expect(own).to_contain_text("1 log waits for your answer")
    own.get_by_role("link").click()
    page.get_by_role("link", name="Answer the log of week 1").click()
    page.get_by_label("Your answer").fill("Well seen.")
    page.get_by_role("button", name="Keep the answer").click()
    evaluate(page)


def evaluate(page: Page) -> None:
    page.get_by_role("link", name="Evaluate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Evaluation")
    for question in page.get_by_role("group").all():
        question.get_by_label("4").check()
    page.get_by_role("button", name="Send it without my name").click()
    expect(page.locator("main")).to_contain_text("You have evaluated. Thank you.")


def end_the_year(house: House, page: Page, path: Path) -> None:
    """The office completes the year; the fellow takes the certificate, and says whether to be named."""
    office = house.as_(ORGANIZER)
    office.goto(f"{house.server.url}{E}/fellows")
    office.get_by_role("link", name=NAME).click()
    office.get_by_text("Complete the fellowship").first.click()
    office.get_by_role("button", name="Complete the fellowship").click()
    expect(office.locator(".facts-bar dd").first).to_have_text("completed")
    page.goto(mailed(house, APPLICANT, "Your certificate", "/fellows/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Certificate (PDF)").click()
    download.value.save_as(path)
    if shutil.which("pdftotext"):  # without it, only that a PDF was made is seen
        done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
        assert done.stdout.decode().split("\n")[2:11] == [
            "This is to certify that",
            NAME,
            ORGANIZATION,
            "has completed the fellowship",
            TITLE,
            "From – to 9 October 2028 to 20 October 2028 (2 weeks)",
            "Unit Petitions section",
            f"Supervisor {SUPERVISOR_NAME}",
            "Place Geneva",
        ]
    assert path.read_bytes().startswith(b"%PDF-")
    focal = house.as_(FOCAL)
    answer = focal.goto(page.url)
    assert answer is not None and answer.status == 404

"""The record pages through the door."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.outcomes import actions
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.outcomes.rules import SummaryStatus
from meetings.programme.rules import Attribution, MeetingStatus
from tests.builders import a_meeting, a_session
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work
from tests.outcomes.builders import (
    NO_ROUND,
    TEXT,
    a_held_meeting,
    a_held_session,
    a_record,
    a_speaker,
    an_approved_summary,
)

pytestmark = ON_ONE_DATABASE

PAGE = "/meetings/held/sessions/6/record"


def a_rapporteur(app: Flask, **given: Any) -> FlaskClient:
    with work(app):
        session_id = a_held_session(**given).id
    return signed_in(app, Role.RAPPORTEUR, session_id)


def kept(app: Flask) -> tuple[str, SummaryStatus, int]:
    with work(app, writing=False):
        summary = db.session.scalars(select(Summary)).one()
        return summary.text, summary.status, summary.version


def text_of(page: str) -> str:
    """What one reads: without markup, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_thread_from_writing_to_opening_again(app: Flask) -> None:
    writer, organizer = a_rapporteur(app), signed_in(app, Role.ORGANIZER)
    answer = writer.post(PAGE, data={"text": TEXT, "version": "0", "save": "yes"})
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = writer.get(PAGE).text
    assert "2 paragraphs · 10 words" in text_of(page)
    assert '<li dir="auto"><sup>1</sup> See document 7.</li>' in page
    assert writer.post(PAGE, data={"text": TEXT, "version": "1", "hand_in": "yes"}).status_code == 303
    assert kept(app) == (TEXT, SummaryStatus.SUBMITTED, 3)
    assert "<textarea" not in writer.get(PAGE).text
    answer = organizer.post(PAGE + "/decision", data={"step": "give_back", "reason": " ", "version": "3"})
    assert answer.status_code == 422 and "Say what should be changed." in answer.text
    organizer.post(
        PAGE + "/decision", data={"step": "give_back", "reason": "Name <b>the court</b>", "version": "3"}
    )
    assert "Name &lt;b&gt;the court&lt;/b&gt;" in writer.get(PAGE).text
    writer.post(PAGE, data={"text": TEXT, "version": "4", "hand_in": "yes"})
    organizer.post(PAGE + "/decision", data={"step": "approve", "version": "6", "because": NO_ROUND})
    assert kept(app)[1] is SummaryStatus.APPROVED
    assert "Open again" not in writer.get(PAGE).text
    assert writer.post(PAGE, data={"text": "x", "version": "7"}).status_code == 422
    organizer.post(PAGE + "/decision", data={"step": "reopen"})
    assert kept(app) == (TEXT, SummaryStatus.DRAFT, 8)


def test_a_rapporteur_decides_nothing_and_writes_in_no_other_session(app: Flask) -> None:
    writer = a_rapporteur(app)
    with work(app):
        a_held_session(a_held_meeting(slug="other"), label="1")
    assert writer.post(PAGE + "/decision", data={"step": "approve", "because": NO_ROUND}).status_code == 403
    assert writer.get("/meetings/other/sessions/1/record").status_code == 403
    assert writer.post("/meetings/other/sessions/1/record", data={"text": "x"}).status_code == 403
    with work(app, writing=False):
        assert db.session.scalars(select(Summary)).all() == []


def test_a_record_is_reached_through_its_own_session_only(app: Flask) -> None:
    writer = a_rapporteur(app)
    with work(app):
        theirs = actions.add_record(
            OPERATOR, a_held_session(a_held_meeting(slug="other"), label="1"), a_record()
        ).id
    assert writer.get(f"{PAGE}/{theirs}").status_code == 404
    assert writer.post(f"{PAGE}/{theirs}/delete").status_code == 404
    assert writer.post(f"/meetings/other/sessions/1/record/{theirs}/delete").status_code == 403


def test_a_draft_meeting_is_not_there_for_others(app: Flask) -> None:
    writer = a_rapporteur(app)
    with work(app):
        session_id = a_held_session(a_held_meeting(slug="secret", status=MeetingStatus.DRAFT), label="1").id
    for path in ("/meetings/secret/sessions/1/record", "/meetings/secret/outcomes"):
        assert writer.get(path).status_code == 404
        assert signed_in(app, Role.RAPPORTEUR, session_id).get(path).status_code == 200
    for path in (
        "/meetings/held/sessions/99/record",
        "/meetings/none/sessions/1/record",
        "/meetings/none/outcomes",
    ):
        assert signed_in(app, Role.ORGANIZER).get(path).status_code == 404


def test_before_the_session_begins_the_page_says_when(app: Flask) -> None:
    with work(app):
        session_id = a_session(a_meeting("soon"), label="1").id
    writer = signed_in(app, Role.RAPPORTEUR, session_id)
    sentence = "Its record can be written from 10 October 2028, 10:00, Geneva time, on."
    page = writer.get("/meetings/soon/sessions/1/record").text
    assert sentence in page and "<textarea" not in page
    for path, data in (("", {"text": "x", "version": "0"}), ("/new", GOOD)):
        answer = writer.post("/meetings/soon/sessions/1/record" + path, data=data)
        assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_stale_text_is_refused_and_both_are_shown(app: Flask) -> None:
    writer = a_rapporteur(app)
    writer.post(PAGE, data={"text": "Theirs came first.", "version": "0"})
    answer = writer.post(PAGE, data={"text": "Mine came second.", "version": "0"})
    assert answer.status_code == 422
    [compared] = re.findall(r'<div class="compare".*?</div>\s*<div>.*?</div>', answer.text, re.DOTALL)
    assert re.findall(r'<p class="as-written"[^>]*>(.*?)</p>', compared) == [
        "Theirs came first.",
        "Mine came second.",
    ]
    assert "Mine came second.</textarea>" in answer.text.replace("\r\n", "")
    assert kept(app)[0] == "Theirs came first."
    # The first form of the page is that of the whole text; each paragraph has its own behind it.
    version = re.findall(r'name="version"[^>]* value="(\d+)"', answer.text)[0]
    writer.post(PAGE, data={"text": "Both.", "version": version})
    assert kept(app)[0] == "Both."


GOOD = {
    "kind": "practice",
    "text": "Fees are waived.",
    "attribution": "public",
    "organization": "",
    "paragraph": "8",
}


def test_records_are_added_changed_and_taken_out(app: Flask) -> None:
    writer = a_rapporteur(app)
    assert writer.get(PAGE + "/new").status_code == 200
    answer = writer.post(PAGE + "/new", data=GOOD | {"organization": "Example “Nobody” & Co"})
    assert answer.headers["Location"] == PAGE + "#records"
    page = writer.get(PAGE).text
    assert "Example “Nobody” &amp; Co" in page
    [address] = re.findall(rf'href="({PAGE}/\d+)"', page)
    assert "Fees are waived.</textarea>" in writer.get(address).text.replace("\r\n", "")
    changed = GOOD | {"text": "Fees are low.", "version": "1", "kind": "lesson_learned", "paragraph": "5 (b)"}
    assert writer.post(address, data=changed).status_code == 303
    stale = writer.post(address, data=GOOD | {"version": "1", "text": "Fees are high."})
    assert stale.status_code == 422 and 'class="compare"' in stale.text
    with work(app, writing=False):
        record = db.session.scalars(select(OutcomeRecord)).one()
        assert (record.text, record.kind, record.paragraph, record.version) == (
            "Fees are low.",
            "lesson_learned",
            "5 (b)",
            2,
        )
    assert writer.post(address + "/delete").status_code == 303
    assert writer.get(address).status_code == 404


def test_records_of_an_approved_summary_stay_as_they_are(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        record_id = actions.add_record(OPERATOR, session, a_record()).id
        an_approved_summary(session)
    organizer = signed_in(app, Role.ORGANIZER)
    for path, code in ((f"/{record_id}/delete", 409), (f"/{record_id}", 422), ("/new", 422)):
        answer = organizer.post(PAGE + path, data=GOOD | {"text": "Other.", "version": "1"})
        assert (answer.status_code, "The summary is approved." in answer.text) == (code, True)
    with work(app, writing=False):
        assert [r.text for r in db.session.scalars(select(OutcomeRecord))] == [a_record().text]


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"text": ""}, "This cannot be left empty."),
        ({"text": "a\x00b"}, "This holds a character that cannot be shown."),
        ({"text": "x" * 5001}, "At most 5000 characters."),
        ({"kind": "rumour"}, "Not a valid choice"),
        ({"attribution": "everybody"}, "Not a valid choice"),
        ({"paragraph": "eight"}, "Write the paragraph as 8 or 5 (b)."),
        ({"organization": "a\nb"}, "Write this on one line."),
        ({"organization": "x" * 201}, "At most 200 characters."),
        ({"attribution": "chatham_house", "organization": "Example Forum"}, "no organization is held"),
        ({"naming_approved": "y"}, "noted only where naming needs it"),
    ],
)
def test_bad_records_get_a_sentence_and_keep_what_was_typed(
    app: Flask, bad: dict[str, str], sentence: str
) -> None:
    writer = a_rapporteur(app)
    answer = writer.post(PAGE + "/new", data=GOOD | {"text": "Typed before."} | bad)
    assert answer.status_code == 422
    assert sentence in answer.text and 'class="errors"' in answer.text
    if "text" not in bad:
        assert "Typed before.</textarea>" in answer.text.replace("\r\n", "")
    with work(app, writing=False):
        assert db.session.scalars(select(OutcomeRecord)).all() == []


def test_a_chatham_house_session_offers_no_wider_level(app: Flask) -> None:
    page = a_rapporteur(app, attribution=Attribution.CHATHAM_HOUSE).get(PAGE + "/new").text
    assert re.findall(r'name="attribution"[^>]* value="(\w+)"', page) == ["chatham_house"]
    assert 'name="organization"' not in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script> & “quotes”", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “quotes”"),
        ("قيل في الجلسة.^[انظر <b>]", "قيل في الجلسة.<sup>1</sup>"),
        ("Typed [^9] by hand", "Typed [9] by hand"),
    ],
)
def test_text_is_shown_as_text(app: Flask, text: str, shown: str) -> None:
    writer = a_rapporteur(app)
    writer.post(PAGE, data={"text": text, "version": "0"})
    page = writer.get(PAGE).text
    assert f"<p>{shown}</p>" in page
    assert "<script>alert" not in page and "<b>" not in re.sub(r"<dl.*?</dl>", "", page, flags=re.DOTALL)


def test_nul_is_refused_and_sixty_thousand_words_are_kept(app: Flask) -> None:
    writer = a_rapporteur(app)
    answer = writer.post(PAGE, data={"text": "a\x00b", "version": "0"})
    assert answer.status_code == 422 and "This holds a character that cannot be shown." in answer.text
    assert "aria-invalid" in answer.text
    long = "\n\n".join("كلمة " * 99 + "word" for _ in range(600))
    form = {"text": long, "version": "0"}
    assert writer.post(PAGE, data=form, content_type="multipart/form-data").status_code == 303
    assert "600 paragraphs · 60000 words" in text_of(writer.get(PAGE).text).replace(",", "")
    assert kept(app)[0] == long


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "٣"])
def test_a_version_that_is_none_is_stale(app: Flask, version: str) -> None:
    writer = a_rapporteur(app)
    writer.post(PAGE, data={"text": "First.", "version": "0"})
    assert writer.post(PAGE, data={"text": "Second.", "version": version}).status_code == 422
    assert kept(app)[0] == "First."


def test_a_planted_name_is_shown_to_the_writer_and_stops_the_organizer(app: Flask) -> None:
    with work(app):
        session = a_held_session(attribution=Attribution.CHATHAM_HOUSE)
        a_speaker(session, "Marisol Quiñones Vega")
    writer, organizer = signed_in(app, Role.RAPPORTEUR, session.id), signed_in(app, Role.ORGANIZER)
    writer.post(
        PAGE, data={"text": "Fine.\n\nMARISOL QUINONES VEGA spoke.", "version": "0", "hand_in": "yes"}
    )
    assert "Paragraph 2: Marisol Quiñones Vega" in text_of(writer.get(PAGE).text)
    answer = organizer.post(PAGE + "/decision", data={"step": "approve", "because": NO_ROUND, "version": "2"})
    assert answer.status_code == 422
    assert "Paragraph 2 of the summary names Marisol Quiñones Vega." in text_of(answer.text)
    assert kept(app)[1] is SummaryStatus.SUBMITTED


def test_the_list_links_only_what_one_may_write(app: Flask) -> None:
    with work(app):
        mine = a_held_session(a_held_meeting())
        an_approved_summary(a_held_session(mine.meeting, label="7"))
    link = rf'href="({PAGE.replace("6", chr(92) + "w+")})"'
    listed = {}
    for role, on_id in ((Role.ORGANIZER, None), (Role.DRAFTER, None), (Role.RAPPORTEUR, mine.id)):
        page = signed_in(app, role, on_id).get("/meetings/held/outcomes").text
        listed[role] = (re.findall(link, page), page.count("<tr>") - 1)
    assert listed == {
        Role.ORGANIZER: ([PAGE, PAGE.replace("6", "7")], 2),
        Role.DRAFTER: ([], 2),
        Role.RAPPORTEUR: ([PAGE], 1),
    }


def test_the_list_counts_what_stands_how(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        for label in ("1", "2"):
            an_approved_summary(a_held_session(meeting, label=label))
        waiting = actions.save_summary(OPERATOR, a_held_session(meeting, label="3"), TEXT)
        actions.hand_in(OPERATOR, waiting)
        actions.save_summary(OPERATOR, a_held_session(meeting, label="4"), TEXT)
        actions.add_record(OPERATOR, a_held_session(meeting, label="5"), a_record())
        narrowed = a_held_session(meeting, label="6")
        an_approved_summary(narrowed)
        narrowed.attribution = Attribution.ON_APPROVAL
    page = signed_in(app, Role.DRAFTER).get("/meetings/held/outcomes").text
    assert re.findall(r"<div><dt>([^<]+)</dt><dd>(\d+)</dd></div>", page) == [
        ("Sessions", "6"),
        ("Approved", "2"),
        ("Frozen", "0"),
        ("In the confirmation round", "0"),
        ("With the moderator", "1"),
        ("Being written", "1"),
        ("Nothing written", "1"),
        ("To be approved again", "1"),
        ("Late", "4"),
        ("Records", "1"),
    ]


def test_pages_ask_a_fixed_number_of_statements(app: Flask) -> None:
    with work(app):
        session = a_held_session(attribution=Attribution.CHATHAM_HOUSE)
        actions.save_summary(OPERATOR, session, TEXT)
    organizer = signed_in(app, Role.ORGANIZER)
    organizer.get(PAGE)
    with statements(app) as few:
        organizer.get(PAGE)
    with work(app):
        session = db.session.merge(session)
        for n in range(5):
            a_speaker(session, f"Person {n} Example")
            actions.add_record(OPERATOR, session, a_record(Attribution.CHATHAM_HOUSE))
    with statements(app) as many:
        organizer.get(PAGE)
    assert len(many) == len(few)


def test_of_eight_who_save_at_once_one_is_kept_and_the_others_are_told(app: Flask) -> None:
    writer = a_rapporteur(app)
    with writer.session_transaction() as cookie:
        token = cookie["_user_id"]

    def save(n: int) -> int:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
        return client.post(PAGE, data={"text": f"Text {n}.", "version": "0"}).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(save, range(8)))
    assert answers == [303] + [422] * 7
    assert kept(app)[2] == 1

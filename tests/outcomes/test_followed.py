"""What became of outcomes, through the door: entered, followed, filtered, taken out as a file, kept silent."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outcomes import actions, following
from meetings.outcomes.models import OutcomeEvidence, OutcomeFollowup, OutcomeRecord, OutcomeTheme
from meetings.outcomes.queries import find_summary
from meetings.outcomes.rules import FollowupDraft, OutcomeState, RecordKind, Terms, Where
from meetings.programme.rules import Attribution, MeetingStatus
from tests.builders import an_organization
from tests.kit_app import an_account, signed_in, statements, work
from tests.outcomes.builders import NO_ROUND, a_held_meeting, a_held_session, a_record, an_approved_summary
from tests.outcomes.test_views import text_of

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
NEW = {
    "source": "Workshop of 18 and 19 October 2022, Geneva",
    "year": "2022",
    "kind": "recommendation",
    "text": "Meet every year.\n\nShare a calendar.",
    "attribution": "public",
    "organization": "",
    "paragraph": "5",
    "theme": "",
    "owner": "",
    "due_on": "2024-12-31",
    "evidence": "A/HRC/52/31 the report\nhttps://example.org/report",
}


def told(year: str, text: str, state: str, **more: str) -> dict[str, str]:
    return {"year": year, "text": text, "state": state} | more


def key_of(app: Flask, text: str) -> str:
    with work(app, writing=False):
        return db.session.scalars(select(OutcomeRecord.key).where(OutcomeRecord.text == text)).one()


def states(page: str) -> list[list[str]]:
    """The table of years: heading, then the figures."""
    table = re.search(r'aria-labelledby="years".*?</table>', page, re.S)
    assert table
    rows = re.findall(r"<tr>(.*?)</tr>", table[0], re.S)[1:]
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t", row) for row in rows]


def test_recommendations_of_earlier_cycles_are_entered_and_followed_year_by_year(app: Flask) -> None:
    clock.set_to(NOW)
    office = signed_in(app, Role.DRAFTER)
    assert office.post("/outcomes/new", data=NEW | {"year": "1066", "source": "\x00"}).status_code == 422
    answer = office.post("/outcomes/new", data=NEW)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/outcomes?year=2022&kind=all")
    one = f"/outcomes/{key_of(app, 'Meet every year.')}"
    page = office.get(one + "/followups/new").text
    assert 'value="2026"' in page and 'value="open"' in page
    for data in (told("2021", "Too early.", "done"), told("2026", " ", "done"), told("2026", "x", "lost")):
        assert office.post(one + "/followups/new", data=data).status_code == 422
    for data in (
        told("2026", "Met each year.", "done", told_by="Example Court", evidence="FPM/2026/3"),
        told("2023", "First meeting held.", "in_progress"),  # history, told later
    ):
        assert office.post(one + "/followups/new", data=data).status_code == 303
    answer = office.post(one + "/followups/new", data=told("2026", "No.", "dropped"))
    assert answer.status_code == 422 and "What is done cannot become dropped." in answer.text
    page = office.get("/outcomes").text
    assert states(page) == [
        ["2022", "2", "–", "–", "–", "–"],
        ["2023", "1", "1", "–", "–", "–"],
        ["2024", "1", "1", "–", "–", "–"],
        ["2025", "1", "1", "–", "–", "–"],
        ["2026, so far", "1", "–", "1", "–", "–"],
    ]
    filtered = {
        query: re.findall(r'class="said"[^>]*><a[^>]*>([^<]*)', office.get(f"/outcomes?{query}").text)
        for query in (
            "state=done",
            "state=open",
            "kind=conclusion",
            "paragraph=5&year=2022",
            "q=calendar",
            "year=x%00",
        )
    }
    assert filtered == {
        "state=done": ["Meet every year."],
        "state=open": ["Share a calendar."],
        "kind=conclusion": [],
        "paragraph=5&year=2022": ["Meet every year.", "Share a calendar."],
        "q=calendar": ["Share a calendar."],
        "year=x%00": ["Meet every year.", "Share a calendar."],
    }
    rows = list(csv.reader(io.StringIO(office.get("/outcomes.csv?state=done").data.decode("utf-8-sig"))))
    assert rows[0][-5:] == ["2022", "2023", "2024", "2025", "2026"]
    assert [rows[1][n] for n in (2, 6, 9, 10, 12, 15)] == [
        "Meet every year.", "2022", "2024-12-31", "done", "in progress – First meeting held.",
        "done – Met each year. – Example Court",
    ]  # fmt: skip
    assert office.get("/outcomes.xlsx").data[:2] == b"PK"
    page = text_of(office.get(one).text)
    assert "A/HRC/52/31 the report https://example.org/report" in page
    assert "2023 in progress First meeting held. Correct" in page


def said_on(page: str) -> list[str]:
    return re.findall(r'class="said"[^>]*><a[^>]*>([^<]*)', page)


def test_recommendations_of_2022_and_of_2025_are_followed_on_one_page_by_year_and_by_theme(
    app: Flask,
) -> None:
    """Both cycles in one table, whatever became of each; a theme is on the page, in the filter and the file."""
    clock.set_to(NOW)
    office = signed_in(app, Role.ORGANIZER)
    with work(app):
        slug = a_held_meeting().cycle.slug
    assert office.post(f"/outcomes/themes/{slug}", data={"name": "Early signs"}).status_code == 303
    assert office.post(f"/outcomes/themes/{slug}", data={"name": "early SIGNS"}).status_code == 422
    with work(app, writing=False):
        theme = db.session.scalars(select(OutcomeTheme.id)).one()
    later = NEW | {"source": "Workshop of 2025, Geneva", "year": "2025", "due_on": "2026-06-30"}
    later |= {"text": "Watch for signs.\n\nHear courts.", "theme": str(theme)}
    for new in (NEW, later):
        assert office.post("/outcomes/new", data=new).status_code == 303
    for words, *became in (
        (
            "Meet every year.",
            told("2023", "Met once.", "in_progress"),
            told("2025", "Met each year.", "done"),
        ),
        ("Share a calendar.", told("2024", "Nobody keeps it.", "dropped")),
        ("Watch for signs.", told("2026", "A list is kept.", "in_progress")),
    ):
        for data in became:
            assert office.post(f"/outcomes/{key_of(app, words)}/followups/new", data=data).status_code == 303
    page = office.get("/outcomes").text
    assert states(page) == [
        ["2022", "2", "–", "–", "–", "–"],
        ["2023", "1", "1", "–", "–", "–"],
        ["2024", "–", "1", "–", "1", "–"],
        ["2025", "2", "–", "1", "1", "–"],
        ["2026, so far", "1", "1", "1", "1", "–"],
    ]
    assert sorted(said_on(page)) == [
        "Hear courts.",
        "Meet every year.",
        "Share a calendar.",
        "Watch for signs.",
    ]
    of_theme = office.get("/outcomes?theme=Early+signs").text
    assert sorted(said_on(of_theme)) == ["Hear courts.", "Watch for signs."]
    assert said_on(office.get("/outcomes?theme=Early+signs&state=in_progress").text) == ["Watch for signs."]
    rows = list(csv.DictReader(io.StringIO(office.get("/outcomes.csv").data.decode("utf-8-sig"))))
    assert {(row["Outcome"], row["Theme"], row["2025"], row["2026"]) for row in rows} == {
        ("Meet every year.", "", "done – Met each year.", ""),
        ("Share a calendar.", "", "", ""),
        ("Watch for signs.", "Early signs", "", "in progress – A list is kept."),
        ("Hear courts.", "Early signs", "", ""),
    }
    # Renamed it is called so wherever it stands; off the list, outcomes that had it have none.
    one = f"/outcomes/{key_of(app, 'Watch for signs.')}"
    assert office.post(f"/outcomes/themes/{slug}/{theme}", data={"name": "First signs"}).status_code == 303
    assert (
        "First signs" in text_of(office.get(one).text) and "Early signs" not in office.get("/outcomes").text
    )
    assert said_on(office.get("/outcomes?theme=First+signs&year=2025").text) == said_on(of_theme)
    assert office.post(f"/outcomes/themes/{slug}/{theme}/delete").status_code == 303
    assert "First signs" not in office.get("/outcomes").text and office.get(one).status_code == 200


def test_a_stale_save_shows_both_and_loses_nothing(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        an_account("ida@example.org", "Ida Example")
        row = following.add_outcome(OPERATOR, None, a_record(text="Old words."), Where("Workshop", 2022))
        row.kind = RecordKind.RECOMMENDATION
        key = row.key
    office, other = signed_in(app, Role.ORGANIZER), signed_in(app, Role.ORGANIZER)
    one = f"/outcomes/{key}"
    words = {
        "source": "Workshop",
        "year": "2022",
        "kind": "recommendation",
        "attribution": "public",
        "paragraph": "8",
    }
    assert other.post(one + "/edit", data=words | {"text": "Theirs.", "version": "1"}).status_code == 303
    answer = office.post(one + "/edit", data=words | {"text": "Mine.", "version": "1"})
    assert answer.status_code == 422
    assert re.search(r"<dd>Theirs\.</dd>", answer.text) and ">\r\nMine.</textarea>" in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text
    assert office.post(one + "/edit", data=words | {"text": "Mine.", "version": "2"}).status_code == 303
    terms = {"theme": "", "owner": "nobody@example.org", "due_on": "2026-02-30", "version": "3"}
    answer = office.post(one + "/terms", data=terms)
    assert answer.status_code == 422 and "There is no such day." in answer.text
    answer = office.post(one + "/terms", data=terms | {"due_on": "2026-11-29"})
    assert "Nobody here signs in with that address." in answer.text
    assert (
        office.post(
            one + "/terms", data=terms | {"due_on": "2026-11-29", "owner": "ida@example.org"}
        ).status_code
        == 303
    )
    page = text_of(office.get(one).text)
    assert "Who is to do it: Ida Example · by 29 November 2026 late" in page
    answer = other.post(one + "/terms", data=terms | {"due_on": "", "owner": "The secretariat"})
    assert answer.status_code == 422 and "<dd>ida@example.org</dd>" in answer.text


def test_under_chatham_house_no_reader_is_told_and_what_was_open_is_kept_back_until_it_is_looked_through(
    app: Flask,
) -> None:
    clock.set_to(NOW)
    with work(app):
        forum, owner = an_organization("Planted Forum"), an_organization("Owning Court")
        meeting = a_held_meeting(status=MeetingStatus.HELD)
        session = a_held_session(meeting)
        record = actions.add_record(
            OPERATOR,
            session,
            a_record(kind=RecordKind.COMMITMENT, text="Planted Forum waives fees.", organization=forum.name),
            Terms(
                owner=owner.name,
                evidence="https://planted-forum.example.org\nA letter of Planted Forum\nMinutes",
            ),
        )
        an_approved_summary(session)
        following.add_followup(
            OPERATOR,
            record,
            FollowupDraft(2025, "Planted Forum began.", OutcomeState.IN_PROGRESS, forum.name),
        )
        key, followup_key, session_id = record.key, record.followups[0].key, session.id
    office, guest = signed_in(app, Role.ORGANIZER), signed_in(app, Role.SIGNED_IN)
    focal = signed_in(app, Role.FOCAL_POINT, owner.id)
    paths = (
        "/outcomes?kind=all",
        "/outcomes.csv",
        f"/outcomes/{key}",
        "/outcomes?organization=Planted+Forum",
    )
    assert [guest.get(path).text.count("Planted Forum waives") > 0 for path in paths] == [True] * 4
    assert focal.get(f"/outcomes/{key}/followups/new").status_code == 200
    with work(app):
        narrowed = db.session.get_one(type(session), session_id)
        narrowed.attribution = Attribution.CHATHAM_HOUSE
        actions.attribution_changed(OPERATOR, narrowed)
    for reader in (office, guest):
        for path in (*paths, "/outcomes.xlsx"):
            answer = reader.get(path)
            assert answer.status_code in (200, 404)
            for name in (b"waives", b"Planted Forum began", b"Owning Court", b"planted-forum"):
                assert name not in answer.data.replace(b"organization=Planted", b"")
    assert guest.get(f"/outcomes/{key}").status_code == 404
    assert focal.get(f"/outcomes/{key}/followups/new").status_code == 404
    with work(app, writing=False):
        row = db.session.scalars(select(OutcomeRecord)).one()
        assert (row.organization_name, row.owner_organization_id, row.followups[0].told_by) == ("", None, "")
        assert [e.words for e in db.session.scalars(select(OutcomeEvidence))] == ["Minutes"]
        trail = db.session.scalars(select(AuditRow).where(AuditRow.on_kind.like("outcome%"))).all()
        assert [r for r in trail if "Planted" in str(r.before) + str(r.after)] == []
    with work(app):  # somebody looks it through, and approves again
        narrowed = db.session.get_one(type(session), session_id)
        summary = find_summary(narrowed)
        assert summary is not None
        actions.reopen(OPERATOR, summary)
        row = db.session.scalars(select(OutcomeRecord)).one()
        given = a_record(Attribution.CHATHAM_HOUSE, kind=RecordKind.COMMITMENT, text="Fees are waived.")
        actions.edit_record(OPERATOR, row, given, row.version)
        actions.hand_in(OPERATOR, summary)
        actions.approve(OPERATOR, summary, because=NO_ROUND)
    page = text_of(guest.get(f"/outcomes/{key}").text)
    assert "Fees are waived." in page and "Waits to be looked through for names." in page
    edit = f"/outcomes/{key}/followups/{followup_key}"
    data = told("2025", "Planted Forum began.", "in_progress", version="1")
    assert "This text names Planted Forum." in office.post(edit, data=data).text
    assert office.post(edit, data=data | {"text": "It has begun."}).status_code == 303
    assert "It has begun." in guest.get(f"/outcomes/{key}").text
    for field, text in (("owner", "Planted Forum"), ("evidence", "See Planted Forum")):
        data = {"theme": "", "owner": "", "evidence": "", "version": "3"} | {field: text}
        assert "names Planted Forum" in office.post(f"/outcomes/{key}/terms", data=data).text


def test_who_is_to_do_it_does_not_give_away_who_has_not_approved_to_be_named(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        an_organization("Shy Forum")
        waits = a_record(Attribution.ON_APPROVAL, kind=RecordKind.COMMITMENT, organization="Shy Forum")
        where = Where("Workshop", 2022)
        row = following.add_outcome(OPERATOR, None, waits, where, Terms(owner="Shy Forum"))
        draft = FollowupDraft(2025, "It is done.", OutcomeState.DONE, "Shy Forum")
        following.add_followup(OPERATOR, row, draft)
        for named in (
            replace(draft, text="Shy Forum did it."),
            replace(draft, evidence="A letter of Shy Forum"),
        ):
            with pytest.raises(Refused, match="has not approved"):
                following.add_followup(OPERATOR, row, named)
        key = row.key
    office = signed_in(app, Role.ORGANIZER)
    pages = ("/outcomes?kind=all", "/outcomes.csv", f"/outcomes/{key}")
    assert ["Shy Forum" in office.get(page).text for page in pages] == [False] * 3
    with work(app):
        row = db.session.scalars(select(OutcomeRecord)).one()
        row.naming_approved = True
    assert ["Shy Forum" in office.get(page).text for page in pages] == [True] * 3


def test_a_closed_meeting_keeps_its_words_and_is_still_followed(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        meeting = a_held_meeting(status=MeetingStatus.HELD)
        first = following.add_outcome(
            OPERATOR, meeting, a_record(kind=RecordKind.CONCLUSION, text="Meet again."), Where(numbered=True)
        )
        second = following.add_outcome(
            OPERATOR, meeting, a_record(kind=RecordKind.CONCLUSION, text="Share."), Where(numbered=True)
        )
        assert (first.number, second.number) == (1, 2)
        meeting.status = MeetingStatus.CLOSED
        one = f"/outcomes/{first.key}"
    office = signed_in(app, Role.ORGANIZER)
    words = {
        "kind": "conclusion",
        "text": "Other.",
        "attribution": "public",
        "paragraph": "5",
        "version": "1",
    }
    for path, data in (("/edit", words), ("/delete", {})):
        assert "The meeting is closed." in office.post(one + path, data=data).text
    assert office.post(one + "/followups/new", data=told("2026", "Held.", "done")).status_code == 303
    assert office.post(one + "/terms", data={"theme": "", "owner": "All", "version": "1"}).status_code == 303
    assert "Conclusion 1" in office.get(one).text


def test_the_list_asks_a_fixed_number_of_statements(app: Flask) -> None:
    clock.set_to(NOW)
    guest = signed_in(app, Role.SIGNED_IN)
    with work(app):
        session = a_held_session()
        an_approved_summary(session)

    def more(n: int) -> None:
        with work(app):
            for _ in range(n):
                row = following.add_outcome(
                    OPERATOR, None, a_record(kind=RecordKind.COMMITMENT), Where("W", 2022)
                )
                db.session.add(
                    OutcomeFollowup(
                        outcome=row, year=2023, text="x", checked_under=Attribution.PUBLIC, written_at=NOW
                    )
                )

    more(2)
    guest.get("/outcomes")
    with statements(app) as few:
        guest.get("/outcomes")
    more(5)
    with statements(app) as many:
        guest.get("/outcomes")
    assert (len(many), len(many) <= 8) == (len(few), True)

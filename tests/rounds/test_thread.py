"""A round through the doors: three organizations – one comments, one proposes, one is silent – and the end of it."""

import re
from datetime import timedelta

from flask import Flask

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.outcomes import queries
from meetings.outcomes.models import Summary
from meetings.rounds.models import ConfirmationRound
from tests.kit_app import signed_in, work
from tests.rounds.builders import a_waiting_summary, link_to, mails, plain, typed

ROUND = "/meetings/held/sessions/6/round"
RECORD = "/meetings/held/sessions/6/record"


def day_of(app: Flask) -> str:
    return (clock.now() + timedelta(days=5)).date().isoformat()


def test_one_comments_one_proposes_one_is_silent(app: Flask) -> None:
    with work(app):
        summary = a_waiting_summary()
        cycle_id, version = summary.session.meeting.cycle_id, summary.version
    office = signed_in(app, Role.ORGANIZER)
    assert "3 people would be asked" in plain(office.get(ROUND).text)
    past = office.post(ROUND + "/open", data={"deadline_on": "2026-01-01", "deadline": "18:00"})
    assert past.status_code == 422 and "That is in the past." in past.text
    opened = {"deadline_on": day_of(app), "deadline": "18:00", "version": str(version)}
    assert office.post(ROUND + "/open", data=opened).headers["Location"] == ROUND
    with work(app):
        assert mails() == [("round_opened", f"{n}@example.org") for n in ("ann", "ben", "cleo")]

    browser = app.test_client()
    ann, ben = link_to(app, "ann@example.org"), link_to(app, "ben@example.org")
    form = typed(browser.get(ann).text)
    assert browser.post(ann, data=form.saying(1, "comment", "Say which signs.").values).status_code == 303
    form = typed(browser.get(ben).text).saying(2, "propose", "All agreed that courts should be heard.")
    assert browser.post(ben, data=form.saying(1, "agree").values).status_code == 303
    page = office.get(ROUND).text
    assert re.findall(r"<dt>(Asked|Answered|Wait for an answer|Late)</dt><dd>(\d+)</dd>", page) == [
        ("Asked", "3"),
        ("Answered", "2"),
        ("Wait for an answer", "2"),
        ("Late", "0"),
    ]
    said = re.findall(r'id="a(\d+)">\s*<p class="small">(.*?)</p>', page, re.DOTALL)
    assert [plain(who) for _, who in said] == [
        "A comment · Ann Example , Forum of Ann",
        "Another wording · Ben Example , Forum of Ben",
    ]
    comment, wording = (number for number, _ in said)
    assert office.post(f"{ROUND}/confirm").status_code == 409  # two wait for an answer
    no = office.post(f"{ROUND}/answers/{comment}", data={"decision": "declined", "version": "1"})
    assert no.status_code == 422 and "Say why it is not taken up" in no.text
    office.post(
        f"{ROUND}/answers/{comment}",
        data={"decision": "declined", "version": "1", "reason": "No names of places."},
    )
    office.post(f"{ROUND}/answers/{wording}", data={"decision": "accepted", "version": "1"})
    assert "Your words are not taken up No names of places." in plain(browser.get(ann).text)
    assert "Your words are taken up" in plain(browser.get(ben).text)
    assert office.post(f"{ROUND}/confirm").status_code == 409  # Cleo may still answer
    with work(app):
        clock.set_to(clock.now() + timedelta(days=6))
    late = typed(browser.get(ann).text).saying(2, "comment", "One thing more.")
    assert browser.post(ann, data=late.values).status_code == 303
    office = signed_in(app, Role.ORGANIZER)
    assert "Came late" in office.get(ROUND).text
    assert office.post(f"{ROUND}/confirm").headers["Location"] == RECORD
    office.post(RECORD + "/decision", data={"step": "freeze"})
    assert office.post(RECORD + "/decision", data={"step": "freeze", "version": "9"}).status_code == 422
    with work(app):
        summary = db.session.query(Summary).one()
        assert summary.status == "approved"
        version = summary.version
    office.post(RECORD + "/decision", data={"step": "freeze", "version": str(version)})
    with work(app):
        [found] = queries.approved_summaries(OPERATOR, cycle_id)
        assert found.text == "Participants spoke of early signs.\n\nAll agreed that courts should be heard."
        assert [v.number for v in queries.versions_of(db.session.query(Summary).one())] == [1]
        assert db.session.query(ConfirmationRound).one().status == "confirmed"
        assert [m for m in mails() if m[0] == "summary_frozen"] == [
            ("summary_frozen", f"{n}@example.org") for n in ("ann", "ben", "cleo")
        ]
    assert "The summary is confirmed." in browser.get(ann).text

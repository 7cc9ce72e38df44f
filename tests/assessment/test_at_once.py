"""Two chairs who decide at once: one decision. On both databases, by the name of this file (tests/conftest.py)."""

import threading

from flask import Flask
from sqlalchemy import select

from meetings.access.models import AuditRow
from meetings.assessment.models import SelectionDecision
from meetings.base.database import db
from tests.assessment.builders import a_member, assessed, browser_of, eligible
from tests.assessment.test_thread import HERE
from tests.kit_app import work


def test_two_chairs_who_decide_at_once_make_one_decision(app: Flask) -> None:
    with work(app):
        edition = assessed()
        application = eligible(edition, 1)
        for name in ("Ada", "Ben"):
            a_member(edition, name, chair=True, assesses=False)
        key, version = application.key, application.version
    browsers = [browser_of(app, name) for name in ("Ada", "Ben")]
    both, codes = threading.Barrier(2), {}

    def decide(number: int) -> None:
        outcome = ("selected", "not_selected")[number]
        sent = {"outcome": outcome, "reason": f"Said {number}", "version": str(version)}
        both.wait()
        codes[number] = browsers[number].post(f"{HERE}/selection/{key}", data=sent).status_code

    threads = [threading.Thread(target=decide, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes.values()) == [303, 409]
    won = next(number for number, code in codes.items() if code == 303)
    with work(app, writing=False):
        row = db.session.scalars(select(SelectionDecision)).one()
        assert (row.reason, row.outcome.value) == (f"Said {won}", ("selected", "not_selected")[won])
        trail = db.session.scalars(select(AuditRow).where(AuditRow.verb == "decide_selection")).all()
        assert len(trail) == 1

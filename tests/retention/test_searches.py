"""Whom the office looked for in a list goes too: saved views, exports in the trail, where a form led."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.models import AuditRow, SentForm
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.registration.models import SavedView
from meetings.retention import actions
from meetings.retention.queries import dry_run
from tests.kit_app import signed_in, work
from tests.registration.test_forget import holding
from tests.retention.house import NOW, WORD, a_held_meeting, a_participant, purge

LIST = "/meetings/{}/registrations"


@pytest.fixture(autouse=True)
def _today() -> None:
    clock.set_to(NOW)


def look_for(app: Flask, word: str, slug: str) -> None:
    """The office saves two views of a search, deletes one, and takes what it found out as a file."""
    office, there = signed_in(app, Role.ORGANIZER), LIST.format(slug)
    for name in (f"Where is {word}", f"{word} again"):
        sent = {"name": name, "filter": f"q={word}", "once": f"once {name}"}
        assert office.post(f"{there}/views", data=sent).status_code == 303
    with work(app):
        key = db.session.scalars(select(SavedView.key).where(SavedView.name == f"{word} again")).one()
    assert office.post(f"{there}/views/{key}/delete").status_code == 303
    assert office.get(f"{there}.csv?q={word}").status_code == 200


def of_searches() -> list[str]:
    with_words = {
        "saved_view.name",
        "saved_view.query",
        "sent_form.led_to",
        "audit_row.before",
        "audit_row.after",
    }
    return [column for column in holding(WORD) if column in with_words]


def test_what_was_looked_for_goes_and_the_dry_run_counts_it(app: Flask) -> None:
    with work(app):
        a_participant(a_held_meeting())
    look_for(app, WORD, "workshop")
    with work(app):
        assert len(of_searches()) == 5
        meeting = db.session.scalars(select(Meeting)).one()
        planned = dry_run(meeting)
        assert planned["views"] == 1
    assert purge(app) == planned
    with work(app):
        assert of_searches() == []
        assert dry_run(db.session.scalars(select(Meeting)).one()) == {}
        on_list = select(AuditRow.verb).where(
            AuditRow.verb.endswith("_view") | AuditRow.verb.startswith("export")
        )
        verbs = db.session.scalars(on_list.order_by(AuditRow.id)).all()
        assert verbs == ["save_view", "save_view", "delete_view", "export_registrations"]
        # A second click leads to the list, without its filter.
        assert set(db.session.scalars(select(SentForm.led_to))) == {LIST.format("workshop")}


def test_what_was_looked_for_at_another_meeting_stays(app: Flask) -> None:
    with work(app):
        a_held_meeting("other", cycle=a_participant(a_held_meeting()).meeting.cycle)
    look_for(app, "elsewhere", "other")
    with work(app):
        before = holding("elsewhere")
        assert len(before) == 5
    purge(app)
    with work(app):
        assert holding("elsewhere") == before


def test_where_forms_led_is_forgotten_after_a_day_though_nobody_sends_another(app: Flask) -> None:
    with work(app):
        for n, hours in enumerate((25, 23)):
            db.session.add(SentForm(digest=str(n), at=NOW - timedelta(hours=hours), led_to=f"/?q={WORD}"))
    with work(app):
        actions.watch()
    with work(app):
        assert db.session.scalars(select(SentForm.digest)).all() == ["1"]

"""Deciding on many at once: the dry run first, then the worker, then the result by row; mails wait to be read."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db, unit_of_work
from meetings.base.settings import Settings
from meetings.bulk import running
from meetings.bulk.actions import PLANS_KEPT, forget_plans
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import ActState, Outcome
from meetings.outbox.actions import discard_batch
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting
from meetings.registration.models import PlaceLimit, Registration
from meetings.registration.rules import Category, RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.kit_app import signed_in, work
from tests.registration.steps import deliver_all
from tests.services.smtp import Sink

R = RegistrationStatus


def people(
    app: Flask, *categories: Category, ngo_places: int | None = None, places: int | None = 20
) -> list[str]:
    """A meeting with one registration for each of these groups, in this order; their keys."""
    with work(app):
        meeting = a_meeting("workshop", places=places)
        if ngo_places is not None:
            db.session.add(PlaceLimit(meeting_id=meeting.id, category=Category.NGO, places=ngo_places))
        first = datetime(2026, 11, 1, tzinfo=UTC)
        return [
            a_registration(
                meeting,
                name=f"Person {n}",
                email=f"p{n}@example.org",
                category=category,
                received_at=first + timedelta(minutes=n),
            ).key
            for n, category in enumerate(categories)
        ]


def choose(client: FlaskClient, decision: str, **form: object) -> str:
    """Choose in the list; the address of the act's page."""
    answer = client.post("/meetings/workshop/registrations/decide", data={"decision": decision, **form})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def buttons(page: str) -> list[tuple[str, str]]:
    """The ways to begin: (code, label)."""
    found = re.findall(r'name="way" value="(\w+)">\s*<button[^>]*>(.*?)</button>', page, re.S)
    return [(code, re.sub(r"<[^>]+>", "", label).strip()) for code, label in found]


def foreseen(page: str) -> list[str]:
    """The sentences of the dry run."""
    section = page.partition('class="checks"')[2].partition("</ul>")[0]
    return [" ".join(re.sub(r"<[^>]+>", "", li).split()) for li in re.findall(r"<li.*?</li>", section, re.S)]


def carry_on(app: Flask) -> int:
    """The worker's portions until none is left; how many."""
    portions = 0
    while True:
        with app.app_context(), unit_of_work(writing=True):
            if not running.carry_on():
                return portions
        portions += 1


def standing(app: Flask) -> list[tuple[str, str]]:
    with work(app):
        rows = db.session.scalars(select(Registration).order_by(Registration.received_at))
        return [(r.name, r.status.value) for r in rows]


def results(app: Flask) -> list[tuple[str, str, str]]:
    with work(app):
        rows = db.session.scalars(select(BulkRow).order_by(BulkRow.position))
        return [(r.label, r.outcome.value, r.said) for r in rows]


NGO, REGIONAL = Category.NGO, Category.REGIONAL


def test_the_dry_run_tells_who_exceeds_the_places_and_changes_nothing(app: Flask) -> None:
    people(app, REGIONAL, NGO, NGO, NGO, REGIONAL, ngo_places=1)
    client = signed_in(app, Role.ORGANIZER)
    page = client.get(choose(client, "approve", all="y")).text
    assert foreseen(page) == [
        "3 are approved and get a letter with a calendar entry",
        "2 find no place: Person 2, Person 3. The only place for the group “NGO” is taken.",
        "The mails wait in the outbox until you have read them",
    ]
    assert buttons(page) == [
        ("do_and_wait", "Approve 3, put 2 on the waiting list"),
        ("do", "Approve the 3 only"),
    ]
    assert {state for _, state in standing(app)} == {"submitted"}
    with work(app):
        assert db.session.scalars(select(OutboxMessage)).all() == []


@pytest.mark.parametrize(
    ("way", "the_rest", "said"),
    [
        (
            "do_and_wait",
            "waiting",
            ("done", "on the waiting list. The only place for the group “NGO” is taken."),
        ),
        ("do", "submitted", ("refused", "The only place for the group “NGO” is taken.")),
    ],
)
def test_the_worker_does_what_the_dry_run_said(
    app: Flask, settings: Settings, smtp: Sink, way: str, the_rest: str, said: tuple[str, str]
) -> None:
    people(app, REGIONAL, NGO, NGO, NGO, REGIONAL, ngo_places=1)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, "approve", all="y")
    assert client.post(f"{page}/begin", data={"way": way}).status_code == 303
    assert {state for _, state in standing(app)} == {"submitted"}
    carry_on(app)
    approved, rest = "approved", the_rest
    assert [state for _, state in standing(app)] == [approved, approved, rest, rest, approved]
    assert results(app) == [
        ("Person 0", "done", "approved"),
        ("Person 1", "done", "approved"),
        ("Person 2", *said),
        ("Person 3", *said),
        ("Person 4", "done", "approved"),
    ]
    mails = 5 if way == "do_and_wait" else 3
    text = client.get(page).text
    assert f"{mails} mails wait until you have read them" in text
    deliver_all(app, settings, smtp)
    assert smtp.messages == []
    [batch] = set(re.findall(r"/outbox/batches/[\w-]+", text))
    assert f"Send {mails} mails" in client.get(batch).text
    assert client.post(f"{batch}/send").status_code == 303
    deliver_all(app, settings, smtp)
    assert len(smtp.messages) == mails
    assert len({d.recipients for d in smtp.messages}) == mails


def test_who_waits_comes_in_the_order_of_the_waiting_list(app: Flask) -> None:
    """Also when the office offers places itself: Person 0 came first, but an offer to Person 0 lapsed."""
    people(app, *(Category.REGIONAL,) * 4, places=2)
    with work(app):
        first = datetime(2026, 11, 2, tzinfo=UTC)
        for at, name in enumerate(("Person 2", "Person 1", "Person 0")):
            row = db.session.scalars(select(Registration).where(Registration.name == name)).one()
            row.status, row.waiting_since = R.WAITING, first + timedelta(minutes=at)
    client = signed_in(app, Role.ORGANIZER)
    act = choose(client, "approve", all="1")
    client.post(f"{act}/begin", data={"way": "do"})
    carry_on(app)
    with work(app):
        rows = db.session.scalars(select(BulkRow).order_by(BulkRow.position)).all()
        assert [row.label for row in rows] == ["Person 2", "Person 1", "Person 0", "Person 3"]
        assert [row.outcome for row in rows] == [Outcome.DONE, Outcome.DONE, Outcome.REFUSED, Outcome.REFUSED]


def test_begun_twice_it_is_done_once(app: Flask) -> None:
    people(app, REGIONAL, REGIONAL)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, "approve", all="y")
    assert [client.post(f"{page}/begin", data={"way": "do"}).status_code for _ in "ab"] == [303, 303]
    carry_on(app)
    assert client.post(f"{page}/begin", data={"way": "do"}).status_code == 409
    with work(app):
        assert len(db.session.scalars(select(OutboxMessage)).all()) == 2


def test_many_are_done_in_portions_and_it_can_be_stopped_between(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "HOLDS", 600.0)  # on a slow machine a portion ends before
    people(app, *[REGIONAL] * 60, places=None)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, "approve", all="y")
    client.post(f"{page}/begin", data={"way": "do"})
    with app.app_context(), unit_of_work(writing=True):
        assert running.carry_on()
    assert "25 of 60" in client.get(page).text
    assert client.post(f"{page}/stop").status_code == 303
    assert carry_on(app) == 0
    assert sum(state == "approved" for _, state in standing(app)) == 25
    assert client.post(f"{page}/begin", data={"way": "do"}).status_code == 303
    assert carry_on(app) == 2
    assert {state for _, state in standing(app)} == {"approved"}
    assert "60 of 60" in client.get(page).text


def test_whoever_decided_in_between_is_not_overruled(app: Flask) -> None:
    keys = people(app, REGIONAL, REGIONAL)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, "approve", all="y")
    client.post(f"/registrations/{keys[0]}/decision", data={"decision": "decline", "seen": "submitted"})
    assert "changed meanwhile: declined" in client.get(page).text
    client.post(f"{page}/begin", data={"way": "do"})
    carry_on(app)
    assert standing(app) == [("Person 0", "declined"), ("Person 1", "approved")]
    assert [(label, outcome) for label, outcome, _ in results(app)] == [
        ("Person 0", "refused"),
        ("Person 1", "done"),
    ]


def test_a_right_that_was_lost_stops_it(app: Flask) -> None:
    people(app, REGIONAL)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, "approve", all="y")
    client.post(f"{page}/begin", data={"way": "do"})
    with work(app):
        for account in db.session.scalars(select(Account)):
            account.disabled_at = clock.now()
    carry_on(app)
    assert standing(app) == [("Person 0", "submitted")]
    with work(app):
        act = db.session.scalars(select(BulkAct)).one()
        assert (act.state, act.why_stopped) == (
            ActState.STOPPED,
            "Whoever began this may no longer do it.",
        )


def test_an_error_in_one_row_leaves_the_others(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    people(app, REGIONAL, REGIONAL, REGIONAL)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, "approve", all="y")
    client.post(f"{page}/begin", data={"way": "do"})
    with work(app):
        row = db.session.scalars(select(BulkRow).where(BulkRow.position == 2)).one()
        row.data = {"seen": "no such state"}
    carry_on(app)
    assert [state for _, state in standing(app)] == ["approved", "submitted", "approved"]
    assert [outcome for _, outcome, _ in results(app)] == ["done", "refused", "done"]


@pytest.mark.parametrize(
    ("decision", "from_", "to", "held"),
    [
        ("decline", R.SUBMITTED, "declined", 1),
        ("cancel", R.APPROVED, "cancelled", 1),
        ("wait", R.SUBMITTED, "waiting", 1),
        ("decline", R.WITHDRAWN, "withdrawn", 0),
        ("cancel", R.SUBMITTED, "submitted", 0),
    ],
)
def test_every_decision(app: Flask, decision: str, from_: RegistrationStatus, to: str, held: int) -> None:
    with work(app):
        meeting = a_meeting("workshop", places=1)
        a_registration(meeting, name="One", status=from_)
        if decision == "wait":
            a_registration(meeting, name="Two", status=R.APPROVED)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, decision, all="y", filter=f"state={from_.value}")
    ways = buttons(client.get(page).text)
    assert len(ways) == held
    code = client.post(f"{page}/begin", data={"way": "do"}).status_code
    assert code == (303 if held else 409)
    carry_on(app)
    assert dict(standing(app))["One"] == to
    with work(app):
        rows = db.session.scalars(select(OutboxMessage.delivery)).all()
        assert rows == [Delivery.HELD] * held


def test_only_what_was_ticked_or_what_the_filter_lets_through_is_meant(app: Flask) -> None:
    keys = people(app, REGIONAL, NGO, REGIONAL, NGO)
    with work(app):
        other = a_registration(a_meeting("other")).key
    client = signed_in(app, Role.ORGANIZER)
    choose(client, "approve", chosen=[keys[3], keys[0], other, "nothing"])
    assert [label for label, _, _ in results(app)] == ["Person 0", "Person 3"]
    with work(app):
        for act in db.session.scalars(select(BulkAct)):
            db.session.delete(act)
    choose(client, "approve", all="y", filter="category=ngo&page=7&sort=-name")
    assert [label for label, _, _ in results(app)] == ["Person 1", "Person 3"]


def test_those_who_owe_an_answer_are_reminded(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop")
        a_registration(meeting, name="One", email="one@example.org", status=R.UNCONFIRMED)
        a_registration(meeting, name="Two", email="two@example.org", status=R.OFFERED)
        a_registration(meeting, name="Three", email="three@example.org", status=R.APPROVED)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, "remind", all="y")
    assert buttons(client.get(page).text) == [("do", "Remind 2 people")]
    client.post(f"{page}/begin", data={"way": "do"})
    carry_on(app)
    told = {label: (outcome, said) for label, outcome, said in results(app)}
    assert (told["One"], told["Two"]) == (("done", "reminded"), ("done", "reminded"))
    assert told["Three"][0] == "refused"
    with work(app):
        mails = {m.to_email: m.delivery for m in db.session.scalars(select(OutboxMessage))}
    # The offer's deadline runs, so its reminder does not wait to be read.
    assert mails == {"one@example.org": Delivery.HELD, "two@example.org": Delivery.WAITING}


def test_whom_a_reminder_would_not_reach_is_told_before(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop")
        a_registration(meeting, name="One", email="one@example.org", status=R.UNCONFIRMED)
        a_registration(meeting, name="Two", email="two@example.org", status=R.APPROVED)
    client = signed_in(app, Role.ORGANIZER)

    def told() -> list[str]:
        page = html.fromstring(client.get(choose(client, "remind", all="y")).text)
        return [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr/td[last()]")]

    approved = "There is nothing to answer: this registration is approved."
    assert told() == ["would be reminded", approved]
    first = choose(client, "remind", all="y")
    client.post(f"{first}/begin", data={"way": "do"})
    carry_on(app)
    lately = (
        "The last mail to this person went less than 24 hours ago, or waits to be read. Wait, then remind."
    )
    assert told() == [lately, approved]
    clock.set_to(clock.now() + timedelta(days=2))
    client = signed_in(app, Role.ORGANIZER)
    assert told() == [lately, approved]  # it would go together with what still waits
    with work(app):
        discard_batch(db.session.scalars(select(OutboxBatch).order_by(OutboxBatch.id)).all()[0])
    assert mails_held(app) == 0
    assert told() == ["would be reminded", approved]  # what was thrown away reached nobody
    with work(app):
        for mail in db.session.scalars(select(OutboxMessage)):
            mail.delivery = Delivery.FAILED
            mail.not_before = clock.now()
    assert told() == ["would be reminded", approved]  # nor did what could not be delivered


def mails_held(app: Flask) -> int:
    with work(app):
        held = select(OutboxMessage.id).where(OutboxMessage.delivery == Delivery.HELD)
        return len(db.session.scalars(held).all())


@pytest.mark.parametrize("form", [{"decision": "approve"}, {"decision": "unheard", "all": "y"}, {"all": "y"}])
def test_nothing_chosen_is_told(app: Flask, form: dict[str, str]) -> None:
    people(app, REGIONAL)
    answer = signed_in(app, Role.ORGANIZER).post("/meetings/workshop/registrations/decide", data=form)
    assert answer.status_code == 409
    assert "Choose" in answer.text


def test_a_plan_is_thrown_away_or_forgotten_and_nothing_happens(app: Flask) -> None:
    people(app, REGIONAL)
    client = signed_in(app, Role.ORGANIZER)
    first, second = choose(client, "approve", all="y"), choose(client, "approve", all="y")
    assert client.post(f"{first}/throw-away").status_code == 303
    assert client.get(first).status_code == 404
    with work(app):
        forget_plans()
        db.session.scalars(select(BulkAct)).one().made_at = clock.now() - PLANS_KEPT - timedelta(minutes=1)
    with work(app):
        forget_plans()
    assert client.get(second).status_code == 404
    with work(app):
        assert db.session.scalars(select(BulkRow)).all() == []
    assert standing(app) == [("Person 0", "submitted")]


def test_a_place_that_an_act_frees_is_offered_at_once_though_the_mails_wait(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop", places=1)
        a_registration(meeting, name="One", email="one@example.org", status=R.APPROVED)
        a_registration(meeting, name="Two", email="two@example.org", status=R.WAITING)
    client = signed_in(app, Role.ORGANIZER)
    page = choose(client, "cancel", all="y", filter="state=approved")
    client.post(f"{page}/begin", data={"way": "do"})
    carry_on(app)
    with work(app):
        mails = {m.to_email: m.delivery for m in db.session.scalars(select(OutboxMessage))}
        meetings = db.session.scalars(select(Meeting)).all()
        assert (mails, len(meetings)) == (
            {"one@example.org": Delivery.HELD, "two@example.org": Delivery.WAITING},
            1,
        )
    assert Outcome.DONE.value in {outcome for _, outcome, _ in results(app)}

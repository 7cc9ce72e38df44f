"""Published, cancelled, taken up again as a draft: what participants have in hand does nothing until it is public."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import make_link, token_of
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.models import Registration
from meetings.registration.rules import Decision, RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session
from tests.invitations.kit import ANSWER, a_forum, a_workshop, errors, give, link_of, name, named, plain
from tests.invitations.test_inviting import COME, invite
from tests.kit_app import ON_ONE_DATABASE, signed_in, work
from tests.registration.steps import mails, set_meeting

pytestmark = ON_ONE_DATABASE

R = RegistrationStatus
M = MeetingStatus
OFF, CHANGING = "This meeting is cancelled.", "The programme of this meeting is being changed."
# Each state in turn, and what a link says of it.
TURNS = (("draft", CHANGING), ("published", ""), ("cancelled", OFF), ("draft", CHANGING), ("published", ""))
PATHS = {
    "confirm": ("confirm", R.UNCONFIRMED, R.SUBMITTED),
    "offer": ("offer", R.OFFERED, R.APPROVED),
    "take_over": ("take-over", R.UNCONFIRMED, R.APPROVED),
}


def turn(organizer: FlaskClient, to: str) -> None:
    assert organizer.post("/meetings/workshop/status", data={"to": to}).status_code == 303


def stand(app: Flask) -> list[str]:
    with work(app):
        return [r.status.value for r in db.session.scalars(select(Registration).order_by(Registration.id))]


@pytest.mark.parametrize("purpose", PATHS)
def test_a_mailed_link_does_nothing_until_the_meeting_is_public_again(app: Flask, purpose: str) -> None:
    path, status, in_the_end = PATHS[purpose]
    with work(app):
        meeting = a_workshop()
        a_session(meeting)
        giver = a_registration(meeting, email="giver@example.org", status=R.APPROVED)
        asked = a_registration(meeting, email="asked@example.org", status=status)
        if purpose == "take_over":
            asked.instead_of_id = giver.id
        link = f"/registrations/{path}/{token_of(make_link(purpose, asked.id, timedelta(days=1)))}"
    organizer, client = signed_in(app, Role.ORGANIZER), app.test_client()
    before = stand(app)
    for to, said in TURNS:
        turn(organizer, to)
        if not said:
            assert [no in client.get(link).text for no in (OFF, CHANGING)] == [False, False]
            continue
        for answer, code in (
            (client.get(link), 200),
            (client.post(link, data={"answer": "yes"}), 409),
            (client.post(link, data={"answer": "no"}), 409),
        ):
            assert (answer.status_code, said in answer.text) == (code, True)
        assert (stand(app), "See the programme" in client.get(link).text) == (before, to == "cancelled")
    assert client.post(link, data={"answer": "yes"}).status_code in (200, 303)
    assert stand(app)[1] == in_the_end.value


def test_no_page_of_a_participant_leads_to_the_programme_of_a_draft(app: Flask) -> None:
    client, page = one_approved(app)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        there = a_registration(meeting, email="there@example.org", status=R.SUBMITTED)
        link = f"/registrations/confirm/{token_of(make_link('confirm', there.id, timedelta(days=1)))}"

    def led() -> list[bool]:
        return ["/meetings/workshop" in client.get(path).text for path in (page, link, "/my")]

    assert led() == [True, True, True]
    set_meeting(app, status=M.DRAFT)
    assert led() == [False, False, False]


def one_approved(app: Flask, **given: object) -> tuple[FlaskClient, str]:
    """Somebody with a place, signed in, and the own page."""
    client = signed_in(app, Role.SIGNED_IN)
    with work(app):
        meeting = a_workshop(**given)
        a_session(meeting)
        mine = a_registration(meeting, email="mine@example.org", status=R.APPROVED)
        anyone = select(Account.id).where(Account.name == "Anyone signed in Example")
        mine.account_id = db.session.scalars(anyone).one()
        return client, f"/my/registrations/{mine.key}"


@pytest.mark.parametrize(("status", "said"), [(M.DRAFT, CHANGING), (M.CANCELLED, OFF)])
def test_on_the_own_page_nothing_is_changed_or_handed_over(app: Flask, status: M, said: str) -> None:
    client, page = one_approved(app, status=status)
    shown = client.get(page).text
    assert ("Change my answers" in shown, "Hand my place over" in shown) == (False, False)
    form = client.get(f"{page}/answers").text
    assert (said in form, "Keep these answers" in form, "too late" in form) == (True, False, False)
    changed = {"name": "Mine", "languages": "en", "function": "Another", "version": "1"}
    answer = client.post(f"{page}/answers", data=changed)
    assert (answer.status_code, errors(answer.text)) == (422, [said])
    answer = client.post(f"{page}/hand-over", data={"name": "Other", "email": "other@example.org"})
    assert (answer.status_code, errors(answer.text)) == (409, [said])
    assert (stand(app), mails(app)) == (["approved"], [])


def test_whoever_cannot_come_may_say_so_while_it_is_changed_not_when_it_is_cancelled(app: Flask) -> None:
    client, page = one_approved(app, status=M.CANCELLED)
    assert ("I cannot take part" in client.get(page).text, stand(app)) == (False, ["approved"])
    answer = client.post(f"{page}/withdraw")
    assert (answer.status_code, OFF in answer.text, stand(app), mails(app)) == (409, True, ["approved"], [])
    set_meeting(app, status=M.DRAFT)
    assert "I cannot take part" in client.get(page).text
    assert (client.post(f"{page}/withdraw").status_code, stand(app)) == (303, ["withdrawn"])


def test_a_personal_link_does_nothing_until_the_meeting_is_public_again(app: Flask) -> None:
    with work(app):
        a_session(a_workshop())
    organizer, client = signed_in(app, Role.ORGANIZER), app.test_client()
    assert invite(organizer).status_code == 303
    link = link_of(app, "amina@example.org")
    for to, said in TURNS[:-1]:
        turn(organizer, to)
        if not said:
            assert "Send my registration" in client.get(link).text
            continue
        for data in (COME, {"answer": "no"}, {"answer": "yes"}):
            answer = client.post(link, data=data)
            assert (answer.status_code, said in answer.text) == (409, True)
        assert (said in client.get(link).text, named(app)) == (True, [("amina", "asked")])
    turn(organizer, "published")
    assert (client.post(link, data=COME).status_code, named(app)) == (303, [("amina", "accepted")])


def test_a_focal_point_reads_why_nobody_can_be_named(app: Flask) -> None:
    with work(app):
        a_session(a_workshop())
        forum = a_forum().id
    organizer = signed_in(app, Role.ORGANIZER)
    assert give(organizer, "forum").status_code == 303
    focal = signed_in(app, Role.FOCAL_POINT, forum)
    assert name(focal, "amina").status_code == 303
    page = "/organizations/forum/nominations/workshop"
    with work(app):
        from meetings.invitations.models import Invitation

        person = f"{page}/people/{db.session.scalars(select(Invitation.id)).one()}"
    for to, said in TURNS:
        turn(organizer, to)
        forms = ["Name this person" in focal.get(page).text, "Save the entry" in focal.get(person).text]
        assert forms == [not said, not said]
        if not said:
            continue
        answers = [
            name(focal, "bela"),
            focal.post(person, data={"name": "A", "email": "a@example.org", "version": "2"}),
            focal.post(f"{person}/up"),
            focal.post(f"{person}/take-back"),
        ]
        assert [(a.status_code, errors(a.text)) for a in answers] == [
            (code, [said]) for code in (422, 422, 409, 409)
        ]
        assert named(app) == [("amina", "asked")]


# What the office can decide on somebody, by the state of the meeting: how it stands then, or the sentence.
FREE = "There is a free place, which the waiting list would offer at once. Approve, or let it wait."
WAITS, PLACE = R.SUBMITTED, R.APPROVED
DECISIONS = [
    *((Decision.APPROVE, WAITS, status, "approved") for status in set(M) - {M.CANCELLED}),
    *((Decision.DECLINE, WAITS, status, "declined") for status in set(M) - {M.CANCELLED}),
    *((Decision.CANCEL, PLACE, status, "cancelled") for status in set(M) - {M.CANCELLED}),
    (Decision.WAIT, WAITS, M.PUBLISHED, FREE),
    *((Decision.WAIT, WAITS, status, "waiting") for status in (M.DRAFT, M.HELD, M.CLOSED)),
    *((decision, WAITS, M.CANCELLED, OFF) for decision in Decision),
    *((decision, PLACE, M.CANCELLED, OFF) for decision in Decision),
]


@pytest.mark.parametrize(("decision", "stands", "status", "then"), sorted(DECISIONS, key=str))
def test_each_decision_at_a_meeting_in_each_state(
    app: Flask, decision: Decision, stands: R, status: M, then: str
) -> None:
    with work(app):
        key = a_registration(a_meeting("workshop", status=status), status=stands).key
    office = signed_in(app, Role.ORGANIZER)
    answer = office.post(f"/registrations/{key}/decision", data={"decision": decision.value})
    if then in set(R):
        assert (answer.status_code, stand(app)) == (303, [then])
    else:
        assert (answer.status_code, errors(answer.text), stand(app)) == (409, [then], [stands.value])
        assert mails(app) == []


def a_cancelled_house(app: Flask) -> FlaskClient:
    with work(app):
        meeting = a_workshop()
        a_session(meeting)
        a_forum()
        for stands in (R.SUBMITTED, R.UNCONFIRMED):
            a_registration(meeting, status=stands)
    organizer = signed_in(app, Role.ORGANIZER)
    assert give(organizer, "forum").status_code == 303
    return organizer


# Each page around the registrations, and the button that it has while the meeting takes place.
OFFICE_PAGES = {
    "registrations": "Show what would happen",
    "registrations/new": "Register this person",
    "registrations/import": "Read this file",
    "invitations": "Invite many",
    "invitations/one": "Invite",
    "invitations/new": "Invite those who are ticked",
    "nominations": "Give places to organizations",
    "nominations/new": "Give the places",
    "nominations/forum": "Change the places",
}


def test_every_page_around_registrations_says_first_that_the_meeting_is_cancelled(app: Flask) -> None:
    organizer = a_cancelled_house(app)

    def pages() -> dict[str, tuple[int, int]]:
        """How often each says it, and how often it has its button."""
        found = {}
        for path, button in OFFICE_PAGES.items():
            text = organizer.get(f"/meetings/workshop/{path}").text
            inside = text.partition("<main")[2]
            found[path] = (inside.count(OFF), len([b for b in buttons(inside) if b == button]))
        return found

    assert pages() == dict.fromkeys(OFFICE_PAGES, (0, 1))
    turn(organizer, "cancelled")
    assert pages() == dict.fromkeys(OFFICE_PAGES, (1, 0))


def buttons(page: str) -> list[str]:
    import re

    found = re.findall(r'<(a|button) class="btn[^"]*"[^>]*>(.*?)</\1>', page, re.DOTALL)
    return [plain(words) for _tag, words in found]


@pytest.mark.parametrize("decision", ["approve", "wait", "decline", "cancel", "remind"])
def test_a_dry_run_says_that_the_meeting_is_cancelled_and_can_not_begin(app: Flask, decision: str) -> None:
    organizer = a_cancelled_house(app)
    sent = {"decision": decision, "all": "y", "filter": ""}
    act = organizer.post("/meetings/workshop/registrations/decide", data=sent).location
    assert OFF not in organizer.get(act).text
    turn(organizer, "cancelled")
    page = organizer.get(act).text
    assert (page.count(OFF), "Nothing of this can be done." in page) == (
        3,
        True,
    )  # at the top, and by each row
    assert organizer.post(f"{act}/begin", data={"way": "do"}).status_code == 409
    assert stand(app) == ["submitted", "unconfirmed"]


def test_on_a_draft_the_office_reads_before_the_form_that_it_cannot_send(app: Flask) -> None:
    with work(app):
        a_workshop(status=M.DRAFT)
    organizer, no = signed_in(app, Role.ORGANIZER), "This meeting is a draft. Publish its programme first."
    for path in ("invitations", "invitations/one", "invitations/new", "nominations", "nominations/new"):
        assert plain(organizer.get(f"/meetings/workshop/{path}").text).count(no) == 1
    assert "Register this person" in organizer.get("/meetings/workshop/registrations/new").text
    sent = ANSWER | {"email": "new@example.org", "organization": "Example", "status": "submitted"}
    assert organizer.post("/meetings/workshop/registrations/new", data=sent).status_code == 303

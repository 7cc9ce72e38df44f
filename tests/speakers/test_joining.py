"""Joining from afar for those in a role: the public programme opens the door, never the draft."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from meetings.access.actor import OPERATOR
from meetings.base import clock
from meetings.base.database import db
from meetings.programme import actions as programme
from meetings.programme.models import Meeting, Speaker
from meetings.programme.rules import Mode, SpeakerAnswer
from meetings.speakers import actions
from tests.builders import a_meeting, a_session, the_programme_is_public
from tests.calendars.kit import browser_of
from tests.kit_app import an_account, work
from tests.speakers.kit import a_speaker, link_to, plain

BEGINS = datetime(2028, 10, 10, 8, tzinfo=UTC)
LINK = "https://video.example.org/secret"
PAGE = "/meetings/online/join"


def test_who_is_let_in_by_a_role(app: Flask) -> None:
    """Ana is printed and removed in the draft, Cy stands in the draft alone, until that is released."""
    clock.set_to(BEGINS - timedelta(days=1))
    names = ("ana", "cy")
    with work(app):
        meeting = a_meeting("online", mode=Mode.VIRTUAL, join_link=LINK)
        session = a_session(meeting, label="1", title="Opening")
        people = [a_speaker(session, name=name, email=f"{name}@example.org") for name in names]
        for name, speaker in zip(names, people, strict=True):
            an_account(f"{name}@example.org", name)
            actions.ask(OPERATOR, speaker, f"{name}@example.org", None)
        people[1].answer = SpeakerAnswer.DECLINED  # so it is not printed
        the_programme_is_public(meeting)
        people[1].answer = SpeakerAnswer.ASKED
    links = {name: link_to(app, f"{name}@example.org") for name in names}
    nobody = app.test_client()
    assert [nobody.post(links[name], data={"answer": "yes"}).status_code for name in names] == [303, 303]

    def let_in() -> dict[str, list[tuple[int, bool]]]:
        """What the button answers, signed in and by the link, and whether it shows the way out."""
        found = {}
        for name in names:
            sent = (
                browser_of(app, f"{name}@example.org").post(PAGE),
                nobody.post(f"{links[name]}/join"),
            )
            found[name] = [(answer.status_code, f'href="{LINK}"' in answer.text) for answer in sent]
        return found

    def offered() -> list[bool]:
        return [f"{links[name]}/join" in nobody.get(links[name]).text for name in names]

    clock.set_to(BEGINS)
    inside, outside = [(200, True)] * 2, [(409, False), (404, False)]
    assert (let_in(), offered()) == ({"ana": inside, "cy": outside}, [True, False])
    asks, answers = (plain(does(f"{links['ana']}/join").text) for does in (nobody.get, nobody.post))
    assert "The button shows the link" in asks and "Nobody counts you here" in answers
    with work(app):
        programme.remove_speaker(OPERATOR, db.session.query(Speaker).filter_by(name="ana").one())
        actions.keep_requests()
    assert (let_in(), offered()) == ({"ana": inside, "cy": outside}, [True, False])
    clock.set_to(BEGINS - timedelta(days=1))  # when an answer can still be changed, of a role that stands
    for answer in (nobody.get(links["ana"]), nobody.post(links["ana"], data={"answer": "no"})):
        words = plain(answer.text)
        assert "1 · Opening" in words and "Your answer: confirmed" in words
        assert "your answer cannot be changed just now" in words and "no longer asked" not in words
    clock.set_to(BEGINS)
    with work(app):
        programme.release(OPERATOR, db.session.query(Meeting).one())
    assert (let_in(), offered()) == ({"ana": outside, "cy": inside}, [False, True])
    assert "You are no longer asked to take this role." in nobody.get(links["ana"]).text
    with work(app):
        programme.cancel_session(OPERATOR, db.session.query(Speaker).one().session)
    assert let_in()["cy"] == inside  # in the draft alone
    with work(app):
        programme.release(OPERATOR, db.session.query(Meeting).one())
    assert (let_in()["cy"], offered()) == (outside, [False, False])

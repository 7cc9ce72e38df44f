"""From a file to registrations: read, mapped, tried, then taken in or not."""

import csv
import hashlib
import io
import re
import time
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import begin_session
from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.files import folder
from meetings.base.models import StoredFile
from meetings.base.settings import Settings
from meetings.bulk import running
from meetings.bulk.models import BulkRow
from meetings.imports.actions import forget_imports
from meetings.outbox.models import OutboxMessage
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.questions import actions as questions
from meetings.questions.models import Answer, Question
from meetings.questions.rules import AGREED, Given, QuestionKind, When
from meetings.registration.actions import forget
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.imports.pages import (
    DOOR,
    HEADS,
    a_csv,
    begun,
    carried_on,
    errors,
    foreseen,
    mapped,
    people,
    planned,
    read,
    results,
    selected,
    send,
    sent,
    tried,
    ways,
)
from tests.kit_app import an_account, signed_in, work
from tests.questions.builders import a_draft, a_question, a_section, answered
from tests.registration.steps import deliver_all
from tests.services.smtp import Sink

ALMA = "Alma Varga,alma@example.org,Example Forum,NGO"
BELA = "Béla Ó Example,bela@example.org,Example Council,Regional"


def test_a_file_becomes_registrations(app: Flask) -> None:
    with work(app):
        # Whoever wrote her address into the form, nobody has confirmed it.
        a_registration(a_meeting("workshop"), email="alma@example.org", status=RegistrationStatus.UNCONFIRMED)
        known = an_account("bela@example.org").id  # from another meeting: he sees this one on his page, too
    client = signed_in(app, Role.ORGANIZER)
    act = planned(client, a_csv(ALMA, BELA, "Nobody,,Example,NGO"))
    page = client.get(act).text
    assert foreseen(page) == [
        "2 are taken in and wait for a decision",
        "1 line cannot be taken in. Line 4: \u2068E-mail\u2069: Nothing stands here, but it is needed",
        "Nobody gets a mail",
    ]
    assert [status for *_, status in people(app)] == ["unconfirmed"]
    begun(app, client, act)
    assert people(app) == [
        ("Alma Varga", "alma@example.org", "Example Forum", "ngo", "submitted"),
        ("Béla Ó Example", "bela@example.org", "Example Council", "regional", "submitted"),
    ]
    with work(app):
        accounts = db.session.scalars(select(Registration.account_id).order_by(Registration.id)).all()
    assert list(accounts) == [None, known]
    assert results(app) == [
        ("Alma Varga", "done", "line 2: waits for a decision"),
        ("Béla Ó Example", "done", "line 3: waits for a decision"),
        ("Nobody", "refused", "line 4: \u2068E-mail\u2069: Nothing stands here, but it is needed."),
    ]


def a_house(app: Flask, **given: object) -> FlaskClient:
    with work(app):
        a_meeting("workshop", **given)
    return signed_in(app, Role.ORGANIZER)


def test_none_when_none_are_wanted(app: Flask) -> None:
    client = a_house(app)
    act = planned(client, a_csv(ALMA, BELA))
    assert client.post(f"{act}/throw-away").status_code == 303
    assert people(app) == []
    page = client.get(DOOR).text
    assert "people.csv" in page  # it can be read again
    [key] = re.findall(r"/import/([\w-]+)/drop", page)
    assert client.post(f"{DOOR}/{key}/drop").status_code == 303
    with app.app_context():
        assert list(folder().iterdir()) != []  # just let go: marked as in hand for an hour
    assert "people.csv" not in client.get(DOOR).text


def test_a_file_taken_in_twice_doubles_nobody(app: Flask) -> None:
    client = a_house(app)
    content = a_csv(ALMA, BELA)
    begun(app, client, planned(client, content))
    again = planned(client, content)
    page = client.get(again).text
    assert foreseen(page) == ["2 are there already: the same addresses", "Nobody gets a mail"]
    assert ways(page) == []
    assert client.post(f"{again}/begin", data={"way": "good"}).status_code == 409
    assert len(people(app)) == 2


def test_two_imports_at_once_double_nobody(app: Flask) -> None:
    client = a_house(app)
    acts = [planned(client, a_csv(ALMA, BELA)) for _ in "ab"]
    assert [ways(client.get(act).text) for act in acts] == [[("good", "Take 2 people in")]] * 2
    for act in acts:
        assert client.post(f"{act}/begin", data={"way": "good"}).status_code == 303
    carried_on(app)
    assert [row[1] for row in people(app)] == ["alma@example.org", "bela@example.org"]
    assert [outcome for _, outcome, _ in results(app)] == ["done", "done", "refused", "refused"]
    assert results(app)[2] == ("Alma Varga", "refused", "line 2: This address is registered already.")


def test_somebody_who_is_probably_there_is_taken_in_only_when_that_is_chosen(app: Flask) -> None:
    client = a_house(app)
    begun(app, client, planned(client, a_csv(ALMA)))
    lines = (
        "VARGA Álma,other@example.org,example forum,NGO",
        BELA,
        "Bela O Example,b@example.org,Example Council,NGO",
    )
    act = planned(client, a_csv(*lines))
    page = client.get(act).text
    assert foreseen(page) == [
        "1 is taken in and waits for a decision",
        "2 are probably there already: like names of the same organization",
        "Nobody gets a mail",
    ]
    assert ways(page) == [
        ("good", "Take 1 person in"),
        ("good_and_likely", "Take in 3: also the 2 who are probably there"),
    ]
    begun(app, client, act, "good")
    assert len(people(app)) == 2
    again = planned(client, a_csv(*lines))
    begun(app, client, again, "good_and_likely")
    assert [row[1] for row in people(app)] == [
        "alma@example.org", "bela@example.org", "other@example.org", "b@example.org",
    ]  # fmt: skip


def test_within_a_file_an_address_counts_once(app: Flask) -> None:
    client = a_house(app)
    act = planned(client, a_csv(ALMA, "Somebody Else,ALMA@example.org,Elsewhere,NGO"))
    page = client.get(act).text
    assert foreseen(page)[1] == "1 is there already: the same address"
    assert "line 3: the same address as in line 2" in page
    begun(app, client, act)
    assert [row[0] for row in people(app)] == ["Alma Varga"]


def test_approved_as_far_as_there_are_places_and_a_mail_that_waits(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    client = a_house(app, places=1)
    act = planned(client, a_csv(ALMA, BELA), status="approved", mail="y")
    assert foreseen(client.get(act).text) == [
        "1 is taken in and approved",
        "1 is taken in and waits for a decision. There is no place for them now",
        "The mails wait in the outbox until you have read them",
    ]
    begun(app, client, act)
    assert [row[4] for row in people(app)] == ["approved", "submitted"]
    deliver_all(app, settings, smtp)
    assert smtp.messages == []
    [batch] = set(re.findall(r"/outbox/batches/[\w-]+", client.get(act).text))
    client.post(f"{batch}/send")
    deliver_all(app, settings, smtp)
    told = {m.recipients: str(m.message["Subject"]).partition(":")[0] for m in smtp.messages}
    assert told == {
        ("alma@example.org",): "You are registered",
        ("bela@example.org",): "You have been registered",
    }


def test_a_meeting_that_is_cancelled_since_the_lines_were_tried_takes_nobody_in(app: Flask) -> None:
    client = a_house(app)
    act = planned(client, a_csv(ALMA, BELA), status="approved", mail="y")
    with work(app):
        db.session.scalars(select(Meeting)).one().status = MeetingStatus.CANCELLED
    page = client.get(act).text
    assert (page.count("This meeting is cancelled."), "Nothing of this can be done." in page) == (3, True)
    assert client.post(f"{act}/begin", data={"way": "good"}).status_code == 409
    assert people(app) == []


def test_a_meeting_that_is_cancelled_while_lines_are_taken_in_takes_nobody_in(app: Flask) -> None:
    client = a_house(app)
    act = planned(client, a_csv(ALMA, BELA), status="approved", mail="y")
    assert client.post(f"{act}/begin", data={"way": "good"}).status_code == 303
    with work(app):
        db.session.scalars(select(Meeting)).one().status = MeetingStatus.CANCELLED
    carried_on(app)
    assert people(app) == []
    assert client.get(act).text.count("This meeting is cancelled.") == 2
    with work(app):
        assert db.session.scalars(select(OutboxMessage)).all() == []


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ({}, None),
        ({"mail": "y"}, [Role.PARTICIPANT]),
        ({"status": "approved"}, [Role.PARTICIPANT]),
    ],
)
def test_whoever_is_told_or_approved_can_sign_in(
    app: Flask, said: dict[str, str], roles: list[Role] | None
) -> None:
    client = a_house(app)
    begun(app, client, planned(client, a_csv(ALMA), **said))
    with work(app):
        registration = db.session.scalars(select(Registration)).one()
        account = db.session.scalar(select(Account).where(Account.email == "alma@example.org"))
        assert registration.account_id == (account.id if account else None)
        assert (None if account is None else [h.role for h in account.holdings]) == roles
        assert registration.confirmed_at is not None
        key = registration.key
    # Who was not told is so when she asks for a link to sign in: she sees her own page, and can withdraw there.
    for _twice in "ab":
        assert (
            app.test_client().post("/sign-in/link", data={"address": " Alma@example.org"}).status_code == 303
        )
    with work(app):
        account = db.session.scalars(select(Account).where(Account.email == "alma@example.org")).one()
        assert [h.role for h in account.holdings] == [Role.PARTICIPANT]
        assert "Your link to sign in" in list(db.session.scalars(select(OutboxMessage.subject)))
        token = begin_session(account)
    alma = app.test_client()
    with alma.session_transaction() as session:
        session["_user_id"] = token
    assert alma.get(f"/my/registrations/{key}").status_code == 200


def test_a_portion_ends_when_its_time_is_over(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HOLDS", 0.0)
    client = a_house(app)
    portions = begun(app, client, planned(client, a_csv(ALMA, BELA)))
    assert (portions, [outcome for _name, outcome, _said in results(app)]) == (2, ["done", "done"])


def test_answers_to_the_meetings_own_questions_come_along(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop")
        section = a_section(meeting)
        dish = a_question(section, QuestionKind.CHOICE)
        why = a_question(section, QuestionKind.TEXT, wording="What brings you?", required=True)
        agreed = a_question(section, QuestionKind.AGREEMENT, wording="I agree")
        number, bread = dish.id, str(dish.choices[2]["code"])
        rye = a_question(section, wording="Which bread?", when=When(question=number, answers=(bread,)))
        # Her own answers in the form, whose link she has not used yet, are not lost by the list.
        unconfirmed = RegistrationStatus.UNCONFIRMED
        alma = a_registration(meeting, email="alma@example.org", status=unconfirmed, languages=["ar"])
        wrote: dict[int, Given] = {
            why.id: ("To speak",),
            agreed.id: (AGREED,),
            number: (bread,),
            rye.id: ("Rye",),
        }
        answered(meeting, alma.id, wrote)
        # She was asked in other words, under which her answer stays.
        new = a_draft(wording="Why do you come?", required=True)
        questions.change_question(OPERATOR, why, new, why.version)
    client = signed_in(app, Role.ORGANIZER)
    heads = f"{HEADS},Which dish?,I agree"
    at = read(client, sent(client, a_csv(f"{ALMA},beans,yes", f"{BELA},stones,yes", heads=heads)))
    page = client.get(at).text
    assert [selected(page, f"c{n}") for n in (4, 5)] == [f"q{number}", ""]
    last = client.get(mapped(client, at)).text
    assert (
        re.findall(r"<li><bdi>(.*?)</bdi>", last)[-2:] == ["Why do you come?"] or "Why do you come?" in last
    )
    act = tried(client, mapped(client, at))
    begun(app, client, act)
    with work(app):
        kept = db.session.scalars(select(Answer)).all()
        assert {(a.wording, a.shown, a.not_asked_since is None) for a in kept} == {
            ("Which dish?", "Beans", True),
            ("What brings you?", "To speak", True),
            ("Which bread?", "Rye", False),
        }
        assert db.session.scalars(select(Registration)).one().languages == ["ar"]
    assert results(app)[1][1:] == (
        "refused", "line 3: \u2068Which dish?\u2069: “\u2068stones\u2069” is none of the answers to this question.",
    )  # fmt: skip


@pytest.mark.parametrize("change", ["reworded", "choices", "for others", "taken out"])
def test_a_line_whose_answers_mean_something_else_by_now_is_not_taken_in(app: Flask, change: str) -> None:
    with work(app):
        dish = a_question(a_section(a_meeting("workshop")), QuestionKind.CHOICE)
        number = dish.id
    client = signed_in(app, Role.ORGANIZER)
    lines = a_csv(f"{ALMA},beans", f"{BELA},", heads=f"{HEADS},Which dish?")
    act = tried(client, mapped(client, read(client, sent(client, lines))))
    drafts = {
        "reworded": a_draft(QuestionKind.CHOICE, wording="Which dish not?"),
        "choices": a_draft(QuestionKind.CHOICE, choices=("Rice", "Maybe beans", "Bread")),
        "for others": a_draft(QuestionKind.CHOICE, when=When(categories=("regional",))),
    }
    with work(app):
        dish = db.session.get_one(Question, number)
        if change == "taken out":
            questions.take_out_question(OPERATOR, dish)
        else:
            questions.change_question(OPERATOR, dish, drafts[change], dish.version)
    begun(app, client, act)
    assert [name for name, *_ in people(app)] == ["Béla Ó Example"]
    said = results(app)[0][2]
    assert re.sub("[\u2068\u2069]", "", said) == (
        "line 2: The question “Which dish?” was changed since this file was tried. Try the file again."
    )


def test_words_for_capacities_are_asked_and_one_for_all_without(app: Flask) -> None:
    client = a_house(app)
    at = mapped(client, read(client, sent(client, a_csv("A,a@example.org,F,Zebra", "B,b@example.org,F,"))))
    page = client.get(at).text
    assert (selected(page, "w0"), selected(page, "otherwise")) == ("", "")
    act = tried(client, at)
    assert foreseen(client.get(act).text)[:2] == [
        "1 line cannot be taken in. Line 2: \u2068Category\u2069: “\u2068Zebra\u2069” stands for no capacity yet",
        "1 line cannot be taken in. Line 3: \u2068Category\u2069: Nothing stands here, but it is needed",
    ]
    begun(app, client, tried(client, at, w0="observer", otherwise="nhri"))
    assert [row[3] for row in people(app)] == ["observer", "nhri"]
    other = mapped(
        client, read(client, sent(client, a_csv("C,c@example.org,F", heads="Name,Mail,Organization")))
    )
    assert client.post(other, data={"otherwise": "", "status": "submitted"}).status_code == 422
    begun(app, client, tried(client, other, otherwise="academic"))
    assert people(app)[2][3] == "academic"


def test_lines_that_are_not_taken_in_can_be_fetched_mended_and_sent_again(app: Flask) -> None:
    client = a_house(app)
    act = planned(client, a_csv(ALMA, "=HYPERLINK(1),nowhere,+Forum,NGO", "Bela,b@example.org,,NGO"))
    key = act.rpartition("/")[2]
    early = client.get(f"{DOOR}/not-taken/{key}.csv").data
    begun(app, client, act)
    answer = client.get(f"{DOOR}/not-taken/{key}.csv")
    assert answer.data == early
    assert list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))) == [
        [*HEADS.split(","), "Line", "Why not taken in"],
        ["'=HYPERLINK(1)", "nowhere", "'+Forum", "NGO", "3", "E-mail: “nowhere” is no e-mail address."],
        ["Bela", "b@example.org", "", "NGO", "4", "Organization: Nothing stands here, but it is needed."],
    ]
    assert "attachment" in answer.headers["Content-Disposition"]
    mended = answer.data.replace(b"nowhere", b"c@example.org").replace(
        b'"b@example.org","",', b'"b@example.org","Forum",'
    )
    begun(app, client, planned(client, mended))
    assert [row[:3] for row in people(app)[1:]] == [
        ("=HYPERLINK(1)", "c@example.org", "+Forum"), ("Bela", "b@example.org", "Forum"),
    ]  # fmt: skip


def test_what_is_no_longer_needed_goes(app: Flask) -> None:
    client = a_house(app)
    act = planned(client, a_csv(ALMA, "Nobody,,Forum,NGO"))
    sent(client, a_csv(BELA), "waits.csv")
    assert kept(app) == ["people.csv", "waits.csv"]
    with work(app):
        forget_imports()
    assert kept(app) == ["people.csv", "waits.csv"]
    begun(app, client, act)
    with work(app):
        forget_imports()
    assert kept(app) == ["waits.csv"]
    clock.set_to(clock.now() + timedelta(days=1, minutes=1))
    with work(app):
        forget_imports()
    assert kept(app) == []
    assert results(app)[1][0] == "Nobody"
    with work(app):
        rows = db.session.scalars(select(BulkRow).order_by(BulkRow.position)).all()
        assert rows[0].data == {"line": 2}
        assert rows[0].thing_kind == "registration"
    clock.set_to(clock.now() + timedelta(days=7))
    with work(app):
        forget_imports()
    assert results(app) == [("Alma Varga", "done", "line 2: waits for a decision"), ("", "refused", "")]


def test_the_file_goes_with_its_meeting(app: Flask) -> None:
    client = a_house(app)
    sent(client, a_csv(BELA))
    with work(app):
        db.session.delete(db.session.scalars(select(Meeting)).one())
    assert kept(app) == ["people.csv"]
    with work(app):
        forget_imports()
    assert kept(app) == []


def test_who_is_deleted_is_deleted_from_the_import_too(app: Flask) -> None:
    client = a_house(app)
    begun(app, client, planned(client, a_csv(ALMA, BELA)))
    planned(client, a_csv("Alma V.,alma@example.org,Forum,NGO"))
    clock.set_to(clock.now() + timedelta(days=900))
    with work(app):
        registration = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert registration is not None
        forget(OPERATOR, registration)
        rows = db.session.scalars(select(BulkRow).order_by(BulkRow.act_id, BulkRow.position)).all()
        assert [(row.label, row.data) for row in rows] == [
            ("", {}),
            ("Béla Ó Example", {"line": 3}),
            ("", {}),
        ]


def kept(app: Flask) -> list[str]:
    with work(app):
        return sorted(db.session.scalars(select(StoredFile.name)))


@pytest.mark.parametrize(
    ("status", "why"), [("draft", "Mails can be written once the programme is published.")]
)
def test_no_mail_before_the_programme_is_public(app: Flask, status: str, why: str) -> None:
    client = a_house(app, status=MeetingStatus(status))
    at = mapped(client, read(client, sent(client, a_csv(ALMA))))
    answer = client.post(at, data={"w0": "ngo", "otherwise": "", "status": "submitted", "mail": "y"})
    assert (answer.status_code, errors(answer.text)) == (422, [why])


def test_nobody_is_taken_into_a_cancelled_meeting(app: Flask) -> None:
    client = a_house(app, status=MeetingStatus.CANCELLED)
    answer = send(client, a_csv(ALMA))
    assert (answer.status_code, errors(answer.text)) == (422, ["This meeting is cancelled."])


def test_the_pages_lead_to_the_step_that_is_missing(app: Flask) -> None:
    client = a_house(app)
    at = sent(client, a_csv(ALMA))
    assert client.get(f"{at}/people").location == f"{at}/columns"
    assert client.get(f"{at}/columns").location == at
    other = client.post(mapped_at := read(client, at), data={"c0": "name", "c1": "name", "c2": "", "c3": "x"})
    assert (other.status_code, mapped_at) == (422, f"{at}/columns")
    assert set(errors(other.text)) == {"Choose one of these."}


def test_ten_thousand_lines_with_two_hundred_bad_ones(app: Flask) -> None:
    client = a_house(app, places=None)
    lines, planted = ten_thousand()
    content = a_csv(*lines)
    begun_at = time.monotonic()
    at = mapped(client, read(client, sent(client, content)))
    act = tried(client, at)
    assert time.monotonic() - begun_at < 30  # on a busy machine; alone it is a tenth of that
    page = client.get(act)
    assert len(page.data) < 100_000
    assert foreseen(page.text)[0] == "9800 are taken in and wait for a decision"
    assert sum(int(text.split()[0]) for text in foreseen(page.text)[1:6]) == 200
    key = act.rpartition("/")[2]
    report = client.get(f"{DOOR}/not-taken/{key}.csv").data.decode("utf-8-sig")
    told = {int(row[4]): row[5] for row in list(csv.reader(io.StringIO(report)))[1:]}
    assert told == planted


@pytest.mark.parametrize("way", ["", "good"])
def test_none_or_the_good_ones_as_chosen(app: Flask, way: str) -> None:
    client = a_house(app, places=None)
    lines, planted = ten_thousand()
    act = planned(client, a_csv(*lines[:500]))
    if way:
        assert begun(app, client, act) >= 21
    else:
        client.post(f"{act}/throw-away")
    bad = {f"p{line - 2}@example.org" for line in planted if line < 502}
    assert len(bad) == 10
    assert {row[1] for row in people(app)} == (
        {f"p{n}@example.org" for n in range(500)} - bad if way else set()
    )


FAULTS: list[tuple[tuple[str, ...], str]] = [
    (("", "{mail}", "{body}", "NGO"), "Name: Nothing stands here, but it is needed."),
    (("{name}", "nowhere", "{body}", "NGO"), "E-mail: “nowhere” is no e-mail address."),
    (("{name}", "{mail}", "", "NGO"), "Organization: Nothing stands here, but it is needed."),
    (("x" * 500, "{mail}", "{body}", "NGO"), "Name: At most 200 characters; these are 500."),
    (
        ("{name}", "{mail}", "{body}", "NGO", "more"),
        "There are more cells than headings; a delimiter may stand where none should.",
    ),
]


def ten_thousand() -> tuple[list[str], dict[int, str]]:
    """10,000 lines, every fiftieth bad; and the reason planted, by the number of the line."""
    lines, planted = [], {}
    for n in range(10_000):
        name, body = f"{word(n)} {word(n * 7 + 3)} {word(n * 13 + 5)}", f"Body {word(n % 400)}"
        cells: tuple[str, ...] = ("{name}", "{mail}", "{body}", "NGO")
        if n % 50 == 49:
            cells, why = FAULTS[n // 50 % len(FAULTS)]
            planted[n + 2] = why
        lines.append(",".join(cells).format(name=name, mail=f"p{n}@example.org", body=body))
    return lines, planted


def word(n: int) -> str:
    """A word of its own for each number, unlike its neighbours."""
    digest = hashlib.sha256(str(n).encode()).hexdigest()
    return "".join(chr(97 + int(digest[i : i + 2], 16) % 26) for i in range(0, 16, 2)).capitalize()

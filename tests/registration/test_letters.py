"""The mails as they read by default, and what of them no text and no name can change."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from meetings.base import clock
from meetings.base.database import db
from meetings.letters.models import LetterText
from meetings.letters.rules import LetterKind, can_be_sent
from meetings.programme.rules import MeetingStatus, Mode
from meetings.registration import letters
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.kit_app import work

R = RegistrationStatus
WHERE = (
    "Example workshop\n10–11 October 2028, 10:00–18:00, Geneva time\nRoom XX, Geneva, and online\n"
    "In your time (Fiji): from 10 October 2028, 20:00, to 12 October 2028, 04:00"
)
PAGE = (
    "Your page, where you can change what the list of participants says of you, or withdraw: "
    "http://127.0.0.1/my/registrations/K (sign in with this address; you get a link by mail)"
)
JOIN = "Join here (please pass this on to nobody): [personal link]"
ASK = "If you have a question, write to {mailbox}."
DEAR = "Dear Amina Kebede-Strand,"
TURN = "Without an answer the place goes to the next person, and you to the end of the waiting list."
DEFAULTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "to_confirm": (
        "Confirm your registration: Example workshop",
        (
            "Somebody registered this address for Example workshop.",
            WHERE,
            "If it was you, open this link within 7 days and press the button on its page:",
            "[personal link]",
            "If it was not you, do nothing: without the button nothing happens.",
        ),
    ),
    "remind_to_confirm": (
        "Reminder – confirm your registration: Example workshop",
        (
            "This address was registered for Example workshop, and nobody has confirmed it yet.",
            WHERE,
            "If you want to take part, open this link within 7 days and press the button on its page:",
            "[personal link]",
            "If not, do nothing: without the button nothing happens.",
        ),
    ),
    "already_registered": (
        "You have registered before: Example workshop",
        (
            "This address was registered once more. Nothing was changed: your registration is as it was.",
            "It stands so: a place is offered.",
            PAGE,
        ),
    ),
    "received": (
        "Registration received: Example workshop",
        (
            DEAR,
            "Your address is confirmed and your registration has reached the organizers.",
            WHERE,
            "You will get their decision by mail. Please make no travel arrangements before.",
            PAGE,
        ),
    ),
    "entered": (
        "You have been registered: Example workshop",
        (
            DEAR,
            "The organizers have entered a registration for you:",
            WHERE,
            "You will get their decision by mail. Please make no travel arrangements before.",
            PAGE,
        ),
    ),
    "approved": (
        "You are registered: Example workshop",
        (
            DEAR,
            "Your registration is approved and a place is kept for you.",
            WHERE,
            JOIN,
            "The calendar entry of the meeting comes with this mail.",
            PAGE,
        ),
    ),
    "waiting": (
        "On the waiting list: Example workshop",
        (
            DEAR,
            "All places that we could give you are taken. You are on the waiting list.",
            WHERE,
            "When a place becomes free, it is offered in turn, by mail, and kept for a few days.",
            "Please make no travel arrangements before.",
            PAGE,
        ),
    ),
    "offered": (
        "A place is free for you: Example workshop",
        (
            DEAR,
            "A place has become free and is kept for you until 2 September 2028, 00:00 (Fiji).",
            WHERE,
            "Open this link and say whether you take it:",
            "[personal link]",
            TURN,
        ),
    ),
    "remind_of_offer": (
        "Reminder – a place is free for you: Example workshop",
        (
            DEAR,
            "We have kept a place for you and have no answer yet. "
            "It is yours to take until 2 September 2028, 00:00 (Fiji).",
            WHERE,
            "Open this link and say whether you take it:",
            "[personal link]",
            TURN,
        ),
    ),
    "offer_lapsed": (
        "The place is offered on: Example workshop",
        (
            DEAR,
            "We had no answer in time, so the place that was kept for you is offered to the next person.",
            "You are still on the waiting list, at its end. If you no longer want to come, please withdraw.",
            PAGE,
        ),
    ),
    "declined": (
        "Your registration: Example workshop",
        (DEAR, "We regret that we cannot offer you a place at Example workshop.", ASK),
    ),
    "place_cancelled": (
        "Your place is cancelled: Example workshop",
        (DEAR, "We regret that we had to cancel your place at Example workshop.", WHERE, ASK),
    ),
    "to_take_over": (
        "A place is handed to you: Example workshop",
        (
            "Somebody who cannot come hands you a place at Example workshop.",
            WHERE,
            "If you want to come, open this link within 7 days and press the button on its page:",
            "[personal link]",
            "If not, do nothing: without the button nothing happens.",
        ),
    ),
    "handed_over": (
        "Your place is handed over: Example workshop",
        (
            DEAR,
            "The person whom you named has taken over your place. You need to do nothing more.",
            WHERE,
            ASK,
        ),
    ),
    "withdrawn": (
        "You have withdrawn: Example workshop",
        (DEAR, "You have withdrawn your registration. Your place is free for somebody else.", WHERE, ASK),
    ),
    "corrected": (
        "Your registration is corrected: Example workshop",
        (
            DEAR,
            "The organizers have corrected your registration for Example workshop. It says now:",
            "Name: Amina Kebede-Strand\nOrganization: Example Forum\nCapacity: Expert of a regional organization\n"
            "Languages: English\nIn the list of participants: Yes: name, function and organization",
            "Nothing else has changed; an entry in your calendar stays as it is.",
            "If this is not right, write to {mailbox}.",
            PAGE,
        ),
    ),
    "moved": (
        "Changed: Example workshop",
        (
            DEAR,
            "The hours, the place or the link of the meeting have changed. It is now:",
            WHERE,
            JOIN,
            "Your calendar entry changes with this mail. Your place is kept; "
            "if you cannot come now, withdraw.",
            PAGE,
        ),
    ),
    "cancelled": (
        "Cancelled: Example workshop",
        (DEAR, "The meeting is cancelled. You need to do nothing.", WHERE, ASK),
    ),
    "not_yours": (
        "Sent to you by mistake: Example workshop",
        (
            "A calendar entry of Example workshop was sent to this address by mistake. "
            "It is taken back with this mail.",
            "You need to do nothing.",
        ),
    ),
}


def somebody(**given: object) -> Registration:
    """Amina, who lives in Fiji and has an offer, for a meeting in a room and online."""
    meeting = a_meeting(
        "workshop", title="Example workshop", join_link="https://video.example.org/room", mode=Mode.HYBRID
    )
    values = {"key": "K", "name": "Amina Kebede-Strand", "zone": "Pacific/Fiji", "status": R.OFFERED}
    return a_registration(meeting, **values | {"reply_by": datetime(2028, 9, 1, 12, tzinfo=UTC)} | given)


def test_each_mail_has_a_default(app: Flask) -> None:
    assert [kind.code for kind in letters.KINDS] == list(DEFAULTS)


@pytest.mark.parametrize("kind", letters.KINDS, ids=lambda kind: kind.code)
def test_what_each_mail_says_by_default(app: Flask, kind: LetterKind) -> None:
    subject, paragraphs = DEFAULTS[kind.code]
    mailbox = app.config["SETTINGS"].mailbox
    with work(app):
        letter = letters.write(kind, somebody())
    assert letter.subject == subject
    assert letter.text.split("\n\n") == [p.replace("{mailbox}", mailbox) for p in paragraphs]


@pytest.mark.parametrize("kind", letters.KINDS, ids=lambda kind: kind.code)
def test_each_default_keeps_its_own_rules(kind: LetterKind) -> None:
    assert can_be_sent(kind, kind.default(str))
    assert {p.name for p in kind.placeholders} >= kind.needs


def test_a_mail_with_a_link_cannot_do_without_it() -> None:
    needs = {kind.code: set(kind.needs) for kind in letters.KINDS if kind.needs}
    assert needs == {
        "to_confirm": {"link"},
        "remind_to_confirm": {"link"},
        "offered": {"link", "until"},
        "remind_of_offer": {"link", "until"},
        "to_take_over": {"link"},
    }


def test_no_word_of_the_form_goes_to_an_address_that_nobody_has_confirmed(app: Flask) -> None:
    typed = {"name": "Buy at https://evil.example.org", "organization_name": "Evil Forum"}
    strangers = [letters.TO_CONFIRM, letters.REMIND_TO_CONFIRM, letters.TO_TAKE_OVER]
    assert [{p.name for p in kind.placeholders} for kind in strangers] == 3 * [
        {"meeting", "when_and_where", "programme", "office", "link"}
    ]
    with work(app):
        registration = somebody(**typed, function="Evil function")
        with letters.in_their_language(registration):
            said = [value for kind in strangers for value in letters.values_of(kind, registration).values()]
    assert [value for value in said if "evil" in value.lower()] == []


def test_who_has_withdrawn_is_told_whom_to_write_to(app: Flask) -> None:
    with work(app):
        letter = letters.write(letters.ALREADY_REGISTERED, somebody(status=R.WITHDRAWN, reply_by=None))
    assert letter.text.split("\n\n")[1:] == [
        "It stands so: withdrawn.",
        ASK.replace("{mailbox}", app.config["SETTINGS"].mailbox),
    ]


@pytest.mark.parametrize(
    "changed", [{"mode": Mode.IN_PERSON}, {"join_link": ""}, {"status": MeetingStatus.CANCELLED}]
)
def test_without_a_link_to_join_the_paragraph_is_not_there(app: Flask, changed: dict[str, object]) -> None:
    with work(app):
        registration = somebody()
        for name, value in changed.items():
            setattr(registration.meeting, name, value)
        text = letters.write(letters.APPROVED, registration).text
    assert [p for p in text.split("\n\n") if p.startswith("Join")] == []
    assert len(text.split("\n\n")) == 5


def edited(registration: Registration, kind: LetterKind, text: str, language: str = "en") -> None:
    """A text as it would be kept, without asking the rules."""
    db.session.add(
        LetterText(
            about_kind="meeting",
            about_id=registration.meeting_id,
            kind=kind.code,
            language=language,
            subject="Edited: {meeting}",
            text=text,
            version=1,
        )
    )
    db.session.flush()


def test_the_sign_of_the_demonstration_stands_in_an_edited_text_too(app: Flask) -> None:
    with work(app):
        registration = somebody(demonstration=True)
        edited(registration, letters.DECLINED, "Dear {name}, no.")
        letter = letters.write(letters.DECLINED, registration)
    assert letter.subject == "Demonstration: Edited: Example workshop"
    assert letter.text == (
        "Dear Amina Kebede-Strand, no.\n\nThis is a demonstration: the meeting and its people are invented."
    )


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("{link}", "{link}"),
        ("{office} {{name}}", "{office} {{name}}"),
        ("أمينة العلي", "أمينة العلي"),
        ("[personal link]", "(personal link)"),
        ("%(mailbox)s {0.__class__}", "%(mailbox)s {0.__class__}"),
    ],
)
def test_a_name_fills_in_nothing(app: Flask, name: str, stands: str) -> None:
    with work(app):
        assert letters.write(letters.OFFERED, somebody(name=name)).text.split("\n\n")[0] == f"Dear {stands},"
        assert letters.write(letters.OFFERED, somebody_else(name)).text.count("[personal link]") == 1


def somebody_else(name: str) -> Registration:
    until = datetime(2028, 9, 1, 12, tzinfo=UTC)
    return a_registration(a_meeting(), name=name, status=R.OFFERED, reply_by=until)


def test_a_text_of_one_language_leaves_the_others_their_default(app: Flask) -> None:
    with work(app):
        english = somebody()
        french = a_registration(english.meeting, name="Zoé", language="fr")
        edited(english, letters.DECLINED, "Sorry, {name}.")
        assert letters.write(letters.DECLINED, english).text == "Sorry, Amina Kebede-Strand."
        assert letters.write(letters.DECLINED, french).text.split("\n\n")[:2] == [
            "Dear Zoé,",
            "We regret that we cannot offer you a place at Example workshop.",
        ]
        edited(english, letters.DECLINED, "Désolé, {name}. {when_and_where}", "fr")
        assert letters.write(letters.DECLINED, french).text == (
            "Désolé, Zoé. Example workshop\n10–11 octobre 2028, 10:00–18:00, Geneva time\n"
            "Room XX, Geneva, and online"
        )
        assert letters.write(letters.DECLINED, english).text == "Sorry, Amina Kebede-Strand."


def test_a_text_of_another_meeting_is_not_used(app: Flask) -> None:
    with work(app):
        registration, other = somebody(), somebody_else("Bo")
        edited(other, letters.DECLINED, "Sorry, {name}.")
        assert letters.write(letters.DECLINED, registration).subject == "Your registration: Example workshop"


@pytest.mark.parametrize("text", ["Dear {nmae},", "Dear {name}, until {until}.", "{", "{link}"])
def test_a_kept_text_that_no_longer_fits_holds_nothing_up(app: Flask, text: str) -> None:
    clock.set_to(datetime(2028, 8, 1, tzinfo=UTC))
    with work(app):
        registration = somebody()
        edited(registration, letters.OFFERED, text)
        letter = letters.write(letters.OFFERED, registration)
    assert letter.subject == "A place is free for you: Example workshop"

"""The mails to those who are asked and to focal points as they read by default, and what no text can change."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from meetings.base.database import db
from meetings.invitations import letters
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.rules import InvitationStatus, NominationStatus
from meetings.letters.models import LetterText
from meetings.letters.rules import LetterKind, Text, can_be_sent
from meetings.programme.rules import Mode
from meetings.registration import letters as registration_letters
from meetings.registration.rules import Category
from tests.builders import a_meeting, an_organization
from tests.kit_app import work

WHERE = "Example workshop\n10–11 October 2028, 10:00–18:00, Geneva time\nRoom XX, Geneva, and online"
ASK = "If you have a question, write to {mailbox}."
DEAR, DEAR_FOCAL = "Dear Amina Kebede-Strand,", "Dear Focal Example,"
OPEN = (
    "Please open your personal link, by which you register without an account or say that you cannot come, "
    "until 19 September 2028, 18:00 (Geneva):"
)
OVER = "Your personal link is no longer valid. You need to do nothing."
CANCELLED = "The meeting is cancelled. You need to do nothing."
PAGE = "http://127.0.0.1/organizations/forum/nominations/workshop"
GIVEN = (
    DEAR_FOCAL,
    "Example Forum can name people for this meeting. Places: 3.",
    WHERE,
    "Bring your plans.\nAnd a pen.",
    "See you.",
    "Please name them, and alternates in their order, until 30 September 2028, 23:59 (Geneva):",
    PAGE,
    "(Sign in with this address; you get a link by mail.)",
    "Each person gets a mail with a personal link and registers by it, without an account.",
    ASK,
)
DEFAULTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "invited": (
        "Invitation: Example workshop",
        (
            DEAR,
            "we invite you to take part in:",
            WHERE,
            OPEN,
            "[personal link]",
            "The link is for you alone; please do not pass it on.",
        ),
    ),
    "nominated": (
        "You are nominated: Example workshop",
        (
            DEAR,
            "Example Forum has named you to take part in:",
            WHERE,
            OPEN,
            "[personal link]",
            "Without an answer the place goes to an alternate.",
            ASK,
        ),
    ),
    "remind_asked": (
        "Please answer: Example workshop",
        (
            DEAR,
            "we have not had your answer yet. You were asked to take part in:",
            WHERE,
            "Please register by your personal link, or say that you cannot come, until "
            "19 September 2028, 18:00 (Geneva):",
            "[personal link]",
            ASK,
        ),
    ),
    "invitation_taken_back": (
        "Taken back: Example workshop",
        (DEAR, "We have to take our invitation back:", WHERE, OVER, ASK),
    ),
    "nomination_taken_back": (
        "Taken back: Example workshop",
        (DEAR, "Example Forum has taken its nomination of you back:", WHERE, OVER, ASK),
    ),
    "asked_cancelled": ("Cancelled: Example workshop", (DEAR, CANCELLED, WHERE, ASK)),
    "places_given": ("Places for your organization: Example workshop", GIVEN),
    "places_changed": ("Changed, places for your organization: Example workshop", GIVEN),
    "places_taken_back": (
        "Places taken back: Example workshop",
        (
            DEAR_FOCAL,
            "the places of Example Forum for this meeting are taken back. Nobody who has registered loses the "
            "registration; whoever had not answered yet has been told.",
            WHERE,
            ASK,
        ),
    ),
    "news_of_named": (
        "News of those whom you named: Example workshop",
        (
            DEAR_FOCAL,
            "Amina Kebede-Strand cannot come.\nAmina Kebede-Strand did not answer in time.\n"
            "Amina Kebede-Strand moves up and has been asked.\nNo alternate is left; a place has no name now.",
            f"How everybody stands: {PAGE}",
            ASK,
        ),
    ),
    "focal_cancelled": ("Cancelled: Example workshop", (DEAR_FOCAL, CANCELLED, WHERE, ASK)),
}


def asked(
    language: str = "en", name: str = "Amina Kebede-Strand", *, demonstration: bool = False
) -> Invitation:
    """Amina, whom an organization has named for one of its three places; call it inside `work`."""
    meeting = a_meeting("workshop", title="Example workshop", mode=Mode.HYBRID, demonstration=demonstration)
    nomination = Nomination(
        meeting=meeting,
        organization=an_organization("Example Forum", slug="forum"),
        status=NominationStatus.OPEN,
        deadline=datetime(2028, 9, 30, 23, 59),
        deadline_at=datetime(2028, 9, 30, 21, 59, tzinfo=UTC),
        note="Bring your plans.\nAnd a pen.\n\nSee you.",
        given_at=datetime(2028, 9, 1, tzinfo=UTC),
        named=[],
    )
    invitation = Invitation(
        key="amina",
        meeting=meeting,
        nomination=nomination,
        name=name,
        sort_key="amina",
        email="amina@example.org",
        organization_name="Example Forum",
        category=Category.REGIONAL,
        languages=[],
        language=language,
        status=InvitationStatus.ASKED,
        named_at=datetime(2028, 9, 1, tzinfo=UTC),
        reply_by=datetime(2028, 9, 19, 16, tzinfo=UTC),
        demonstration=demonstration,
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation


def written(kind: LetterKind, invitation: Invitation) -> Text:
    """The mail, to Amina or to the focal point."""
    if kind not in letters.FOCAL_KINDS:
        return letters.write(kind, letters.asked(invitation))
    assert invitation.nomination is not None
    news = [
        letters.cannot_come(invitation),
        letters.did_not_answer(invitation),
        letters.moves_up(invitation),
        letters.place_free(),
    ]
    told = letters.focal_point(invitation.nomination, "Focal Example", 3, news)
    return letters.write(kind, told)


def edited(invitation: Invitation, kind: LetterKind, text: str, language: str = "en") -> None:
    """A text as it would be kept, without asking the rules."""
    values = {"about_kind": "meeting", "about_id": invitation.meeting_id, "kind": kind.code}
    db.session.add(LetterText(**values, language=language, subject="Edited: {meeting}", text=text, version=1))
    db.session.flush()


def test_each_mail_has_a_default_and_a_code_of_its_own() -> None:
    assert [kind.code for kind in letters.KINDS] == list(DEFAULTS)
    assert {kind.code for kind in letters.KINDS} & {kind.code for kind in registration_letters.KINDS} == set()


@pytest.mark.parametrize("kind", letters.KINDS, ids=lambda kind: kind.code)
def test_what_each_mail_says_by_default(app: Flask, kind: LetterKind) -> None:
    subject, paragraphs = DEFAULTS[kind.code]
    mailbox = app.config["SETTINGS"].mailbox
    with work(app):
        letter = written(kind, asked())
    assert letter.subject == subject
    assert letter.text.split("\n\n") == [p.replace("{mailbox}", mailbox) for p in paragraphs]


@pytest.mark.parametrize("kind", letters.KINDS, ids=lambda kind: kind.code)
def test_each_default_keeps_its_own_rules(kind: LetterKind) -> None:
    assert can_be_sent(kind, kind.default(str))
    assert {p.name for p in kind.placeholders} >= kind.needs


def test_what_each_mail_cannot_do_without() -> None:
    given = {"places", "until", "note", "naming_page"}
    assert {kind.code: set(kind.needs) for kind in letters.KINDS if kind.needs} == {
        "invited": {"link"},
        "nominated": {"link"},
        "remind_asked": {"link"},
        "places_given": given,
        "places_changed": given,
        "news_of_named": {"news"},
    }


def test_who_is_asked_is_written_to_in_their_language_and_focal_points_in_english(app: Flask) -> None:
    with work(app):
        invitation = asked("fr")
        for kind in (letters.ASKED_CANCELLED, letters.FOCAL_CANCELLED):
            edited(invitation, kind, "Désolé, {name}. {when_and_where}", "fr")
        said = [written(k, invitation).text for k in (letters.ASKED_CANCELLED, letters.FOCAL_CANCELLED)]
    assert said[0] == "Désolé, Amina Kebede-Strand. " + WHERE.replace("October", "octobre")
    assert said[1].split("\n\n")[:3] == [DEAR_FOCAL, CANCELLED, WHERE]


def test_the_sign_of_the_demonstration_stands_in_an_edited_text_too(app: Flask) -> None:
    sign = "This is a demonstration: the meeting and its people are invented."
    with work(app):
        invitation = asked(demonstration=True)
        edited(invitation, letters.PLACES_TAKEN_BACK, "Dear {name}, no.")
        taken_back = written(letters.PLACES_TAKEN_BACK, invitation)
        typed = letters.write(letters.INVITED, letters.asked(invitation), Text("Come", "{link}"))
    assert taken_back == Text("Demonstration: Edited: Example workshop", f"Dear Focal Example, no.\n\n{sign}")
    assert typed == Text("Demonstration: Come", f"[personal link]\n\n{sign}")


@pytest.mark.parametrize("name", ["{link}", "[personal link]", "%(mailbox)s {{name}}", "أمينة العلي"])
def test_a_name_fills_in_nothing(app: Flask, name: str) -> None:
    with work(app):
        text = written(letters.NOMINATED, asked(name=name)).text
    stands = name.replace("[", "(").replace("]", ")")
    assert text.split("\n\n")[0] == f"Dear {stands},"
    assert text.count("[personal link]") == 1


def test_without_a_note_there_is_no_empty_paragraph(app: Flask) -> None:
    with work(app):
        invitation = asked()
        assert invitation.nomination is not None
        invitation.nomination.note = ""
        paragraphs = written(letters.PLACES_GIVEN, invitation).text.split("\n\n")
    assert paragraphs[2:4] == [WHERE, GIVEN[5]]


@pytest.mark.parametrize("text", ["Dear {nmae},", "Dear {name}.", "{"])
def test_a_kept_text_that_no_longer_fits_holds_nothing_up(app: Flask, text: str) -> None:
    with work(app):
        invitation = asked()
        edited(invitation, letters.NOMINATED, text)
        assert written(letters.NOMINATED, invitation).subject == "You are nominated: Example workshop"

"""Present, absent, of another organization, staff: what each gets to of a record, its summary and its round."""

from importlib import import_module

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.access.routes import ROUTES
from meetings.base.database import db
from meetings.outcomes import actions as outcomes
from meetings.outcomes.models import OutcomeRecord
from meetings.outcomes.rules import RecordKind
from meetings.programme.models import MeetingSession
from meetings.record.models import RecordParagraph
from meetings.rooms import ROOMS
from meetings.rounds import actions
from meetings.rounds.actions.answering import Said
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader
from meetings.rounds.rules import Kind
from tests.access.test_table import let_in
from tests.builders import a_registration, an_organization
from tests.kit_app import ON_ONE_DATABASE, an_account, signed_in, work
from tests.outcomes.builders import a_held_meeting, a_held_session, a_record
from tests.record.builders import a_paragraph
from tests.rounds.builders import in_days, link_to, mails, present, typed
from tests.safety.test_the_draft_stays_inside import browser_of

for room in ROOMS:
    import_module(f"meetings.{room}.views")  # it declares the routes
FILES = ("/outcomes.csv", "/outcomes.xlsx")
ROOMS_OF_IT = ("record", "outcomes", "rounds")
OF_THE_SESSION = [
    r for r in ROUTES.values() if r.endpoint.split(".")[0] in ROOMS_OF_IT and "<label>" in r.url
]


def a_round_of(session: MeetingSession, words: str) -> ConfirmationRound:
    """What was said is in the running record, an outcome and the summary, which is in its round."""
    a_paragraph(session, words)
    outcomes.add_record(OPERATOR, session, a_record(kind=RecordKind.RECOMMENDATION, text=words))
    summary = outcomes.save_summary(OPERATOR, session, words)
    outcomes.hand_in(OPERATOR, summary)
    return actions.open_round(OPERATOR, summary, in_days(5, summary))


@ON_ONE_DATABASE
def test_who_was_present_absent_of_another_organization_or_staff(app: Flask) -> None:
    with work(app):
        six = a_held_session()
        seven, other = (
            a_held_session(six.meeting, label="7"),
            a_held_session(a_held_meeting(slug="elsewhere"), label="6"),
        )
        accounts = {name: an_account(f"{name}@example.org", name) for name in ("ann", "abe", "cleo", "fay")}
        db.session.flush()  # registrations refer to them
        own = {name: {"account_id": accounts[name].id, "email": f"{name}@example.org"} for name in accounts}
        present(six, "Ann", **own["ann"])
        present(seven, "Abe", **own["abe"])  # takes part in the meeting, and was not in this session
        present(other, "Cleo", **own["cleo"])  # of another organization, at another meeting
        a_registration(six.meeting, name="Fay Example", **own["fay"])  # was nowhere
        rounds = [
            a_round_of(session, f"Words of {of}.")
            for session, of in ((six, "six"), (seven, "seven"), (other, "elsewhere"))
        ]
        [reader] = db.session.scalars(select(RoundReader).where(RoundReader.round_id == rounds[0].id))
        [row] = rounds[0].summary.paragraphs
        actions.answer(reader, [Said(row.id, 1, Kind.COMMENT, "Not six.")])
        values = {
            "slug": six.meeting.slug,
            "label": "6",
            "paragraph_id": row.id,
            "answer_id": db.session.scalars(select(RoundAnswer.id)).one(),
            "record_id": db.session.scalars(
                select(OutcomeRecord.id).where(OutcomeRecord.session_id == six.id)
            ).one(),
            "number": 1,
        }
        ids = {"six": six.id, "seven": seven.id, "elsewhere": an_organization().id, "held": six.meeting_id}
        numbers = {account.email: account.id for account in accounts.values()}
        asked = sorted(to for letter, to in mails() if letter == "round_opened")
        assert asked == ["abe@example.org", "ann@example.org", "cleo@example.org"]
        said = db.session.scalars(
            select(RecordParagraph.id).where(RecordParagraph.session_id == six.id)
        ).one()
    addresses = {
        r.endpoint: _filled(
            r.url, values | ({"paragraph_id": said} if r.endpoint.startswith("record.") else {})
        )
        for r in OF_THE_SESSION
    }
    nobodys = {
        "anyone": app.test_client(),
        "present": browser_of(app, numbers["ann@example.org"]),
        "absent, present at another session": browser_of(app, numbers["abe@example.org"]),
        "of another organization, at another meeting": browser_of(app, numbers["cleo@example.org"]),
        "registered, present nowhere": browser_of(app, numbers["fay@example.org"]),
        "participant": signed_in(app, Role.PARTICIPANT, ids["held"]),
        "focal point of another organization": signed_in(app, Role.FOCAL_POINT, ids["elsewhere"]),
        "rapporteur of another session": signed_in(app, Role.RAPPORTEUR, ids["seven"]),
    }
    # By an account alone nobody but the office and its rapporteur gets to anything of the session: no page, no post.
    got = {
        (who, route.endpoint, method)
        for who, client in nobodys.items()
        for route in OF_THE_SESSION
        for method in route.methods
        if let_in(client.open(addresses[route.endpoint], method=method))
    }
    assert got == set()
    # Nor do the files, the lists or the own pages of others say a word of it.
    told = {
        (who, path)
        for who, client in nobodys.items()
        for path in (
            *FILES,
            "/outcomes",
            "/my",
            "/home",
            "/meetings/held",
            "/meetings/held/outcomes",
            "/meetings/held/sessions/6",
        )
        if b"Words of six" in client.get(path, follow_redirects=True).data
    }
    assert told == set()
    pages = {route.endpoint for route in OF_THE_SESSION if "GET" in route.methods}
    staff = {
        "organizer": signed_in(app, Role.ORGANIZER),
        "rapporteur": signed_in(app, Role.RAPPORTEUR, ids["six"]),
        "drafter": signed_in(app, Role.DRAFTER),
    }
    let = {who: {one for one in pages if let_in(client.get(addresses[one]))} for who, client in staff.items()}
    written = pages - {"outcomes.summary_version"}  # nothing is frozen yet
    assert let == {"organizer": written, "rapporteur": written, "drafter": set()}
    assert b"Words of six" in staff["drafter"].get("/outcomes.csv").data
    # The personal link: to whom it went, whoever they are signed in as; of one's own session and of no other.
    links = {name: link_to(app, f"{name}@example.org") for name in ("ann", "abe", "cleo")}
    says = {"ann": "Words of six.", "abe": "Words of seven.", "cleo": "Words of elsewhere."}
    for name, link in links.items():
        page = app.test_client().get(link).text
        assert [words for words in says.values() if words in page] == [says[name]]
    forged = typed(app.test_client().get(links["ann"]).text).saying(1, "comment", "Mine, too.").values
    for name in ("abe", "cleo"):
        nobodys["absent, present at another session"].post(links[name], data=forged)
    with work(app, writing=False):
        assert [answer.text for answer in db.session.scalars(select(RoundAnswer))] == ["Not six."]


def _filled(url: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        url = url.replace(f"<int:{name}>", str(value)).replace(f"<{name}>", str(value))
    return url

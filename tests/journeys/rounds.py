"""Every page of the house, and who looks at it: the rounds that the tests of accessibility walk."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import Page
from sqlalchemy import select

from meetings.access.actions import make_link, token_of
from meetings.access.actor import OPERATOR
from meetings.agenda.actions import ask_many as ask_for_updates
from meetings.agenda.models import AgendaPoint, OrganizationUpdate, UpdateAddressee
from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import read_settings
from meetings.base.zones import wall_of
from meetings.bulk.actions import Planned, begin, plan
from meetings.clearance.actions import set_down
from meetings.clearance.rules import Stage
from meetings.directory.models import Organization
from meetings.factory import create_app
from meetings.floor.actions import add, step, turn
from meetings.floor.queries import door_for
from meetings.floor.rules import AskStatus, ListStatus
from meetings.invitations.actions import give_places, invite_one, name_person
from meetings.invitations.rules import InviteeDraft, NomineeDraft
from meetings.letters.rules import Text
from meetings.mandate.queries import current_cycle
from meetings.outbox.actions import held_for, put
from meetings.outcomes import actions as outcomes
from meetings.outcomes.models import OutcomeFollowup
from meetings.outcomes.queries import find_summary
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import SpeakerAnswer, SpeakerRole
from meetings.registration.many import deciding
from meetings.registration.models import Attendance
from meetings.registration.rules import Category, Presence, RegistrationStatus
from meetings.rounds import actions as rounds
from meetings.rounds.actions.answering import Said
from meetings.rounds.actions.opening import Deadline
from meetings.rounds.models import RoundReader
from meetings.rounds.rules import Kind
from meetings.speakers.actions import ask
from tests.builders import a_registration
from tests.imports.builders import a_table
from tests.journeys.applying import NOT_PAGES as FILES_OF_FELLOWSHIPS
from tests.journeys.applying import OFFICE_PAGES, PUBLIC_PAGES, applying
from tests.journeys.assessing import NOT_PAGES as FILES_OF_ASSESSMENT
from tests.journeys.assessing import OFFICE_PAGES as PANEL_PAGES
from tests.journeys.assessing import PUBLIC_PAGES as OFFER_PAGES
from tests.journeys.assessing import assessing
from tests.journeys.house import ORGANIZER, House
from tests.journeys.kept import kept
from tests.journeys.yearly import NOT_PAGES as FILES_OF_FELLOWS
from tests.journeys.yearly import OFFICE_PAGES as FELLOWS_PAGES
from tests.journeys.yearly import OWN_PAGES, yearly
from tests.journeys.yearly import PUBLIC_PAGES as ALUMNI_PAGES
from tests.kit_app import work

ADMINISTRATOR = "odile.hartmann-ade@example.org"
RAPPORTEUR = "ingrid.solheim-abara@example.org"
PARTICIPANT = "laila.haddadin@example.org"
# Not pages: files, probes, and an address that answers with a redirect.
NOT_PAGES = {
    *("static", "healthz", "portal.ready", "portal.language", "forecast.sheet_csv"),
    *("clearance.marked_docx", "clearance.version_docx", "clearance.pack"),
    *("report.word", "report.pdf", "report.html"),
    *(f"calendars.{name}_feed" for name in ("meeting", "series", "cycle", "private")),
    *("registration.registration_file", "registration.own_file"),
    *("registration.export_csv", "registration.export_xlsx"),
    "imports.not_taken",
    *(
        "speakers.presentation",
        "speakers.own_presentation",
        "speakers.briefing_docx",
        "speakers.own_briefing_docx",
    ),
    *("floor.now", "floor.linked_now", "record.now", "record.linked_now"),  # parts of a page
    *("documents.archive", "documents.file", "documents.paper", "documents.drafted_paper"),
    *("registration.interpretation_csv", "registration.interpretation_xlsx"),
    *FILES_OF_FELLOWSHIPS,
    *FILES_OF_ASSESSMENT,
    *FILES_OF_FELLOWS,
    *("outcomes.followed_csv", "outcomes.followed_xlsx", "agenda.joint_calendar_ics"),
}
W = "/meetings/workshop-2028"
OLD = "/meetings/workshop-2025"
S = f"{W}/sessions/4"
FOCAL = "/meetings/focal-points-2026"
HELD = f"{FOCAL}/sessions/4"
PUBLIC = [
    "/",
    "/meetings",
    W,
    f"{W}?zone=Pacific/Fiji",
    OLD,
    f"{W}/documents",
    f"{W}/documents/{{document}}",
    "{replaced}",
    f"{W}/calendar",
    f"{OLD}/join",
    "{joining}",
    "/registrations/join/nothing",
    f"{W}/register",
    f"{W}/register/sent",
    f"{OLD}/register",
    "{confirm}",
    "/registrations/confirm/nothing",
    "{offer}",
    "{take_over}",
    "{to_confirm}",
    "/round/nothing",
    "{speaking}/summary",
    "{invitation}",
    "{nominated}",
    "/invitations/nothing",
    "{speaking}",
    "{speaking}/briefing",
    "{speaking}/floor",
    "{speaking}/minutes",
    "{asked_to_speak}",
    "{telling}",
    *PUBLIC_PAGES,
    *OFFER_PAGES,
    *ALUMNI_PAGES,
    "/sign-in",
    "/sign-in/link-sent",
    "/sign-in/link/nothing",
    "{sign_in}",
    "/help/who-may-do-what",
    "/nowhere",
]
STAFF = [
    "/home",
    "/my",
    "/my/password",
    "/mandate",
    "/mandate/61-15",
    "/mandate/council/{council}",
    "/mandate/61-15/questions/{question}",
    "/mandate/61-15/progress",
    "/mandate/61-15/progress/new",
    "/mandate/61-15/progress/{progress}",
    "/mandate/61-15/resources",
    "/mandate/61-15/resources/new",
    "/mandate/61-15/resources/{resource}",
    "/organizations",
    "/organizations/new",
    "/organizations/{organization}",
    "/organizations/{organization}/edit",
    "/organizations/{organization}/focal-points/new",
    "/organizations/{organization}/focal-points/{focal_point}/end",
    "/people",
    "/people/new",
    "/people/{person}",
    "/people/{person}/edit",
    "/people/{person}/same?q=example",
    "/people/{person}/merge/{other_person}",
    "/people/duplicates",
    "/people/merges",
    "/people/merges/{merge}/proven",
    "/people/requests",
    "/people/requests/{request}",
    "/meetings",
    "/meetings/new",
    W,
    f"{W}/edit",
    f"{W}/sessions/new",
    f"{S}/move",
    f"{W}/release",
    f"{W}/interpretation",
    f"{W}/join",
    f"{W}/documents",
    f"{W}/documents/new",
    f"{W}/documents/{{document}}",
    f"{W}/documents/{{document}}/issues/new",
    f"{W}/documents/{{document}}/edit",
    f"{W}/documents/{{document}}/withdraw",
    f"{W}/documents/{{withdrawn}}",
    f"{W}/timetable",
    f"{W}/timetable/copy?meeting=workshop-2025&people=y",
    f"{W}/timetable/rooms",
    f"{W}/timetable/template?template=two-day-workshop",
    S,
    f"{S}/rapporteurs",
    f"{S}/speakers/new",
    f"{S}/speakers/{{speaker}}",
    f"{S}/speakers/{{speaker}}/asked",
    f"{W}/people",
    f"{S}/briefing",
    f"{S}/floor",
    f"{OLD}/registrations",
    f"{OLD}/registrations?gender=none&columns=email,gender,listing&save=1",
    f"{W}/registrations/terms",
    f"{OLD}/letters",
    f"{OLD}/letters/approved",
    f"{W}/letters/to_confirm",
    f"{W}/letters/nominated",
    f"{W}/letters/places_given",
    f"{W}/registrations/new",
    f"{W}/invitations",
    f"{W}/invitations/one",
    f"{W}/invitations/new?focal=named",
    f"{W}/nominations",
    f"{W}/nominations/new?focal=named",
    f"{W}/nominations/{{organization}}",
    "/organizations/{organization}/nominations/workshop-2028",
    "/organizations/{organization}/nominations/workshop-2028/people/{nominee}",
    f"{OLD}/attendance",
    f"{OLD}/sessions/4/attendance",
    f"{W}/registrations/import",
    f"{W}/registrations/import/{{table}}",
    f"{W}/registrations/import/{{table}}/columns",
    f"{W}/registrations/import/{{table}}/people",
    "/acts/{tried}",
    "/registrations/{registration}",
    "/registrations/{registration}/correct",
    f"{OLD}/questions",
    f"{W}/questions",
    f"{W}/questions/try",
    f"{W}/questions/sections/new",
    f"{W}/questions/sections/{{asked_section}}",
    f"{W}/questions/sections/{{asked_section}}/questions/new?kind=several",
    f"{W}/questions/questions/{{asked}}",
    f"{W}/outcomes",
    f"{OLD}/sessions/4/record?approved",
    f"{HELD}/record",
    f"{OLD}/sessions/2/minutes",
    f"{OLD}/sessions/2/minutes/{{written}}",
    f"{OLD}/sessions/2/minutes/taken-out",
    f"{HELD}/record/{{record}}",
    f"{HELD}/record/paragraphs",
    f"{HELD}/record/paragraphs/{{summary_paragraph}}",
    f"{HELD}/round",
    f"{OLD}/sessions/4/record/versions/1",
    f"{W}/outcomes/rounds",
    f"{W}/outcomes/terms",
    "/outcomes/guides/workshop",
    "/outcomes",
    "/outcomes/new",
    "/outcomes/themes",
    "/outcomes/{outcome}",
    "/outcomes/{outcome}/terms",
    "/outcomes/{outcome}/edit",
    "/outcomes/{outcome}/followups/new",
    "/outcomes/{outcome}/followups/{followup}",
    f"{FOCAL}/agenda",
    f"{FOCAL}/agenda/points/new",
    f"{FOCAL}/agenda/points/{{point}}",
    f"{FOCAL}/agenda/second-sitting",
    f"{FOCAL}/joint-calendar",
    f"{FOCAL}/conclusions/new",
    f"{FOCAL}/updates",
    f"{FOCAL}/updates/{{update}}",
    *OFFICE_PAGES,
    *PANEL_PAGES,
    *FELLOWS_PAGES,
    "/outbox",
    "/outbox/{message}",
    "/outbox/batches/{batch}",
    "/outbox/{held}/words",
    "/replies",
    "/replies?show=all",
    "/replies/{applied}",
    "/replies/{other_sender}",
    "/replies/{unknown}",
    "/my/calendars",
    "/my/calendars/{office_calendar}",
    "/acts",
    "/acts/{planned}",
    "/acts/{begun}",
    "/retention",
    "/retention/rule",
    f"{W}/retention",
    f"{OLD}/retention",
    f"{OLD}/retention/delete",
    "/mandate/52-15/participation",
    "/reports",
    "/reports/61-15",
    "/reports/61-15/export",
    "/reports/61-15/paragraphs/new?part=IV",
    "/reports/61-15/paragraphs/{paragraph}",
    "/reports/61-15/paragraphs/{paragraph}/keep",
    *(
        f"/reports/61-15/paragraphs/{{paragraph}}/{page}"
        for page in ("move", "split", "history", "comments", "names")
    ),
    "/reports/52-15/sessions/{origin}",
    "/reports/61-15/returned",
    "/reports/61-15/returned/{returned}?show=all",
    "/reports/61-15/sections",
    "/reports/61-15/sections/new",
    "/reports/61-15/sections/{section_of_report}",
    "/reports/61-15/style",
    "/reports/61-15/style/rules/spelling",
    "/reports/61-15/paragraphs/{paragraph}/stands?rule=spelling&words=organisation",
    "/reports/61-15/forecast",
    "/reports/61-15/what-if?first=2028-11-07",
    "/reports/61-15/versions",
    "/reports/61-15/versions/1",
    "/reports/61-15/versions/1/clearances/{clearance}",
    "/reports/61-15/redline?from=1",
]
ADMIN = ["/accounts", "/accounts/2", "/audit"]
RAPPORTEURS = [
    "/my",
    f"{S}/attendance",
    f"{S}/record",
    f"{S}/record/new",
    f"{OLD}/sessions/4/record",
    "{speaking}/join",
]
PARTICIPANTS = [
    "/my",
    "/my/registrations/{own_registration}",
    "/my/registrations/{own_registration}/answers",
    "/my/registrations/{own_registration}/floor",
    "/my/calendars",
    "/my/calendars/{own_calendar}",
    f"{W}/join",
    f"{W}/documents",
    "{own_address}",
    "/my/mails",
    "/my/mails/{own_mail}",
    *OWN_PAGES,
    "/my/data",
    "/my/data/correct",
    "/my/data/ask",
    "/my/data/deletion",
    "{refused}",
]
ERRORS = [
    "/nowhere",
    "{refused}",
    "{replaced}",
    f"{OLD}/sessions/4/record",
    "/registrations/confirm/nothing",
    "/registrations/join/nothing",
    "/invitations/nothing",
    "/round/nothing",
    "/sign-in/link/nothing",
]


@dataclass
class Rounds:
    """The addresses that each reader walks; `errors` are those that answer with an error page on purpose."""

    walks: dict[str, list[str]]
    errors: set[str]
    confirm: Callable[[str], None]

    def of(self, who: str) -> list[str]:
        return self.walks[who]

    def all(self) -> set[str]:
        return {path for walk in self.walks.values() for path in walk}


def prepare(house: House) -> Rounds:
    """Publish the workshop, let somebody register, compose the report; then say where the pages are."""
    office = house.as_(ORGANIZER)
    office.goto(house.server.url + W)
    office.get_by_label("Publish it all the same").check()
    office.get_by_role("button", name="Publish the programme").click()
    office.goto(f"{house.server.url}/reports/61-15")
    office.get_by_role("button", name=re.compile("Compose")).first.click()
    # The source of a paragraph says something else than the draft: one page is only there then.
    house.change(
        "UPDATE report_taken SET text_offered = 'Another text.', items_offered = '[]' "
        "WHERE id = (SELECT max(id) FROM report_taken)"
    )
    house.change(
        'INSERT INTO report_comment (paragraph_id, text, "by", at, resolved_by) '
        "SELECT max(paragraph_id), 'Is this all?', 'Dora', '2026-11-23 09:00:00', '' FROM report_taken"
    )
    # What came back from Word: words changed, a comment, and something that stands outside the paragraphs.
    house.change(
        "INSERT INTO returned_file (report_id, name, digest, by_words, known, sent, formatting, returned_by,"
        " returned_at) SELECT max(id), 'back.docx', '0', true, 3, 4, 2, 'Dora', '2026-11-23 09:00:00' FROM report"
    )
    for seq, (kind, before, after) in enumerate(
        (("edit", "", "More"), ("comment", "all", "Why?"), ("elsewhere", "Title", "A title"))
    ):
        house.change(
            'INSERT INTO returned_difference (file_id, seq, kind, author, name, version, start, "end", before, after,'
            " behind, ahead, place, held, made, state, decided_by)"
            f" SELECT f.id, {seq}, '{kind}', 'Bo', p.name, 1, 0, 0, '{before}', '{after}', '', '', '', false, '[]',"
            " 'open', '' FROM returned_file f, report_paragraph p"
            " WHERE p.id = (SELECT max(paragraph_id) FROM report_taken)"
        )
    office.goto(f"{house.server.url}{HELD}/record/new")
    office.get_by_label("Best practice").check()
    office.locator("textarea[name=text]").fill("A list of early signs is kept, open to all.")
    office.get_by_role("button", name="Keep the record").click()
    office.goto(f"{house.server.url}{W}/questions")
    office.get_by_role("button", name="Begin with access needs").click()
    waiting = _register(house, "noor@example.org", "Noor Waiting-Lind")
    _confirm(house, _register(house, "amara@example.org", "Amara Nakamura-Diallo"))
    _ask(house)
    _answer(house, office)
    _ask(house)  # this one waits for an answer
    found = (
        _places(house)
        | _links(house)
        | {
            "confirm": waiting.removeprefix(house.server.url),
            "sign_in": house.link(PARTICIPANT).removeprefix(house.server.url),
            "refused": "/home?refused",
        }
    )
    walks = {
        who: [path.format(**found) for path in paths]
        for who, paths in (
            ("", PUBLIC),
            (ORGANIZER, STAFF),
            (ADMINISTRATOR, ADMIN),
            (RAPPORTEUR, RAPPORTEURS),
            (PARTICIPANT, PARTICIPANTS),
        )
    }
    errors = {path.format(**found) for path in ERRORS}
    return Rounds(walks, errors, lambda email: _confirm(house, _link_to(house, email)))


def _ask(house: House) -> None:
    """A participant asks the office about own data."""
    page = house.as_(PARTICIPANT)
    page.goto(f"{house.server.url}/my/data/ask")
    page.get_by_label("What is wrong, and how is it right?").fill("I work for another organization now.")
    page.get_by_role("button", name="Send to the office").click()


def _answer(house: House, office: Page) -> None:
    office.goto(f"{house.server.url}/people/requests")
    office.get_by_role("link", name="Correction").click()
    office.get_by_label("Not done, for a reason").check()
    office.get_by_label("What we write to the person").fill("Your organization wrote to us otherwise.")
    office.get_by_role("button", name="Send the answer").click()


def _register(house: House, email: str, name: str) -> str:
    """Fill in the form; the address in the mail that comes."""
    page = house.anyone()
    page.goto(f"{house.server.url}{W}/register")
    page.get_by_label("Full name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Organization", exact=True).fill("Example Lakes Community")
    page.get_by_label("Expert of a subregional organization").check()
    page.get_by_label("English").check()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Send my registration").click()
    return _link_to(house, email)


def _link_to(house: House, email: str) -> str:
    for count in range(1, 40):  # other mails may go before it
        for mail in house.smtp.wait_for(count):
            if email in mail.recipients:
                return str(re.findall(r"http://\S+", mail.text)[0])
    raise AssertionError(f"no mail to {email}")


def _confirm(house: House, link: str) -> None:
    page = house.anyone()
    page.goto(link)
    page.get_by_role("button", name="Confirm my registration").click()


def _links(house: House) -> dict[str, str]:
    """Links that are mailed when a place is free, or handed over."""
    app = create_app(read_settings(house.env))
    with work(app):
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == W.rpartition("/")[2])).one()
        offered = a_registration(meeting, status=RegistrationStatus.OFFERED)
        named = a_registration(meeting, status=RegistrationStatus.UNCONFIRMED)
        lives = timedelta(days=1)
        rows = [Planned(offered.name, {"seen": "offered"}, "Example", ("registration", offered.id))]
        acts = [
            plan(
                OPERATOR,
                deciding.KIND,
                ("meeting", meeting.id),
                "Decline",
                rows,
                "en",
                {"decision": "decline"},
            )
            for _ in range(2)
        ]
        begin(OPERATOR, acts[1], deciding.DO)
        assert acts[1].batch is not None
        with held_for(acts[1].batch):
            held = put("noor@example.org", "Subject", "Text")
        table = a_table(meeting)
        assert table.act is not None
        found = {
            "table": table.key,
            "tried": table.act.key,
            "planned": acts[0].key,
            "begun": acts[1].key,
            "batch": acts[1].batch.key,
            "held": held.key,
            "offer": f"/registrations/offer/{token_of(make_link('offer', offered.id, lives))}",
            "take_over": f"/registrations/take-over/{token_of(make_link('take_over', named.id, lives))}",
        }
        found |= _asked(meeting) | _telling(meeting) | _confirming() | _speaking(meeting)
        found |= kept(meeting, ORGANIZER, PARTICIPANT) | _clearing() | applying() | assessing() | yearly()
    with app.app_context():
        db.engine.dispose()
    return found


def _asked(meeting: Meeting) -> dict[str, str]:
    """Somebody whom the office invites; three whom an organization names for two places, the last an alternate."""
    organization = db.session.scalars(
        select(Organization).where(Organization.slug == "example-lakes-community")
    ).one()
    deadline = datetime(2028, 9, 30, 23, 59)
    [given] = give_places(OPERATOR, meeting, [organization], 2, deadline, "Early warning.").made
    for n, name in enumerate(("Noor Lakes-Field", "Amara Lakes-Ode", "Ilse Lakes-Warden")):
        draft = NomineeDraft(name, f"{name.split()[0].lower()}.lakes@example.org", "Head of unit", ("en",))
        named = name_person(OPERATOR, given, draft, as_alternate=n == 2)
        if n == 0:
            nominated = token_of(make_link("invitation", named.id, timedelta(days=1)))
    guest = InviteeDraft("Ada Invited-Sand", "ada.sand@example.org", Category.ACADEMIC, "Example University")
    invited = invite_one(OPERATOR, meeting, guest, Text("Come", "{link}"), deadline, True)
    link = token_of(make_link("invitation", invited.id, timedelta(days=1)))
    return {
        "nominee": str(named.id),
        "nominated": f"/invitations/{nominated}",
        "invitation": f"/invitations/{link}",
    }


def _telling(meeting: Meeting) -> dict[str, str]:
    """An organization that is asked for its update has told nothing yet; something became of an outcome."""
    update = db.session.scalars(select(OrganizationUpdate).where(OrganizationUpdate.sent_at.is_(None))).one()
    ask_for_updates(OPERATOR, meeting, [update.organization_id])
    to = db.session.scalars(select(UpdateAddressee.id)).first()
    assert to is not None
    followup = db.session.scalars(select(OutcomeFollowup).order_by(OutcomeFollowup.id)).first()
    point = db.session.scalars(select(AgendaPoint.id).order_by(AgendaPoint.position.desc())).first()
    assert followup is not None
    link = token_of(make_link("update", to, timedelta(days=1)))
    return {
        "telling": f"/updates/{link}",
        "update": update.key,
        "outcome": followup.outcome.key,
        "followup": followup.key,
        "point": str(point),
    }


def _speaking(meeting: Meeting) -> dict[str, str]:
    """One who leads session 4 and has confirmed, one who was asked to speak; and its list of speakers."""
    session = next(s for s in meeting.sessions if s.label == "4")
    leads = next(s for s in session.speakers if s.role is SpeakerRole.MODERATOR)
    asks = next(s for s in session.speakers if s.role is SpeakerRole.SPEAKER)
    links = []
    for speaker in (leads, asks):
        request = ask(OPERATOR, speaker, f"speaker-{speaker.id}@example.org", 8)
        links.append(f"/speaking/{token_of(make_link('role', request.id, timedelta(days=1)))}")
    leads.answer = SpeakerAnswer.CONFIRMED
    turn(OPERATOR, door_for(OPERATOR, meeting.slug, "4"), ListStatus.OPEN)
    door = door_for(OPERATOR, meeting.slug, "4")
    first, *_rest = [add(door, name, "Example Lakes Community", None) for name in ("Noor", "Amara", "Ilse")]
    db.session.flush()
    step(OPERATOR, door, first.key, AskStatus.SPEAKING)
    return dict(zip(("speaking", "asked_to_speak"), links, strict=True))


def _confirming() -> dict[str, str]:
    """A summary in its round, with a comment; one that is frozen."""
    sessions = select(MeetingSession).join(MeetingSession.meeting)
    held, frozen = (
        db.session.scalars(sessions.where(Meeting.slug == slug, MeetingSession.label == "4")).one()
        for slug in (HELD.split("/")[2], OLD.rpartition("/")[2])
    )
    guest = a_registration(held.meeting, status=RegistrationStatus.APPROVED)
    noted = {"noted_by": "Ines", "noted_at": clock.now(), "presence": Presence.ONLINE}
    db.session.add(Attendance(session_id=held.id, registration_id=guest.id, **noted))
    summary = outcomes.save_summary(OPERATOR, held, "Early signs were told.\n\nCourts agreed.")
    outcomes.hand_in(OPERATOR, summary)
    by = Deadline(wall_of(clock.now() + timedelta(days=5), held.meeting.zone))
    of = rounds.open_round(OPERATOR, summary, by)
    reader = db.session.scalars(select(RoundReader).where(RoundReader.round_id == of.id)).first()
    assert reader is not None
    first = summary.paragraphs[0]
    rounds.answer(reader, [Said(first.id, 1, Kind.PROPOSE, "Early signs were heard.")])
    old = find_summary(frozen)
    assert old is not None
    outcomes.freeze(OPERATOR, old)
    link = token_of(make_link("round", reader.id, timedelta(days=1)))
    return {"to_confirm": f"/round/{link}", "summary_paragraph": str(first.id)}


def _clearing() -> dict[str, str]:
    """A version of the report that waits to be cleared."""
    cycle = current_cycle()
    assert cycle is not None
    version = set_down(OPERATOR, cycle, Stage.CONSULTATION, "Part III.", ["Chief of branch"])
    return {"clearance": str(version.clearances[0].id)}


def _places(house: House) -> dict[str, str]:
    """What stands in the addresses: keys and numbers of this database."""

    def one(sql: str) -> str:
        return str(house.ask(sql)[0][0])

    session = (
        "SELECT s.id FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id "
        "WHERE m.slug = 'workshop-2028' AND s.label = '4'"
    )
    return {
        "registration": one("SELECT key FROM registration WHERE email = 'amara@example.org'"),
        "own_registration": one(f"SELECT key FROM registration WHERE email = '{PARTICIPANT}'"),
        "council": one("SELECT max(number) FROM council_session"),
        "question": one("SELECT code FROM open_question"),
        "progress": one("SELECT max(id) FROM progress_entry"),
        "resource": one(
            "SELECT max(id) FROM resource_entry WHERE cycle_id = (SELECT cycle_id FROM progress_entry "
            "WHERE id = (SELECT max(id) FROM progress_entry))"
        ),
        "organization": "example-lakes-community",
        "focal_point": one(
            "SELECT f.id FROM focal_point f JOIN organization o ON o.id = f.organization_id "
            "WHERE o.slug = 'example-lakes-community' ORDER BY f.id"
        ),
        "person": one("SELECT key FROM person ORDER BY name"),
        "other_person": one("SELECT key FROM person ORDER BY name DESC"),
        "request": one("SELECT key FROM person_request ORDER BY id DESC"),
        "own_mail": one(f"SELECT key FROM outbox_message WHERE to_email = '{PARTICIPANT}'"),
        "speaker": one(f"SELECT id FROM speaker WHERE session_id = ({session})"),
        "record": one("SELECT max(id) FROM outcome_record"),
        "written": one("SELECT max(id) FROM record_paragraph"),
        "message": one("SELECT key FROM outbox_message ORDER BY id"),
        "asked_section": one("SELECT max(id) FROM question_section"),
        "asked": one("SELECT max(id) FROM question"),
        "paragraph": one("SELECT max(paragraph_id) FROM report_taken"),
        "origin": one(
            "SELECT min(s.id) FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id "
            "WHERE m.slug = 'workshop-2025'"
        ),
        "returned": one("SELECT max(id) FROM returned_file"),
        "section_of_report": one(
            "SELECT section_id FROM report_paragraph WHERE id = (SELECT max(paragraph_id) FROM report_taken)"
        ),
    }

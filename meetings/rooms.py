"""The list of rooms, and what their pages have in common: the frame."""

from dataclasses import dataclass
from importlib import import_module

from flask import Flask, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from meetings.access import queries as access
from meetings.access.actions import follow_disabled, follow_ended_roles, let_in_by_address
from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda import actions as agenda
from meetings.agenda import closing as agenda_closing
from meetings.agenda import kept as agenda_kept
from meetings.agenda import paper as agenda_paper
from meetings.agenda import person as agenda_person
from meetings.agenda import still as agenda_still
from meetings.agenda.queries.reading import reported_in
from meetings.agenda.queries.sittings import SITTINGS
from meetings.assessment import actions as assessment
from meetings.assessment import person as assessment_person
from meetings.assessment.queries import edition_names, has_conflict
from meetings.base.asked_often import AskedOften
from meetings.base.files import sweep_away
from meetings.base.models import SiteFact
from meetings.base.site import NEUTRAL, SITE_NAME
from meetings.base.words import N_
from meetings.bulk.actions import forget_plans
from meetings.bulk.kinds import answer_kind
from meetings.bulk.running import carry_on
from meetings.calendars import person as calendars_person
from meetings.clearance import views as clearance
from meetings.clearance.silencing import name_lost as clearance_name_lost
from meetings.directory import queries as directory
from meetings.directory.actions import follow_renamed
from meetings.directory.parts import Only, narrow_people, show_on_organization, show_on_person
from meetings.documents import kept as documents_kept
from meetings.documents import person as documents_person
from meetings.documents import views as documents
from meetings.documents.annexes import answer_annex
from meetings.documents.queries import has_documents
from meetings.fellows import actions as fellows
from meetings.fellows import person as fellows_person
from meetings.fellows.queries import addresses_of_alumni
from meetings.fellowship import actions as fellowship
from meetings.fellowship import person as fellowship_person
from meetings.fellowship.trail import keep_trail_from
from meetings.floor import actions as floor
from meetings.floor import kept as floor_kept
from meetings.floor import person as floor_person
from meetings.floor.queries import was_opened
from meetings.forecast import views as forecast
from meetings.imports import many as imports
from meetings.imports import person as imports_person
from meetings.imports.actions import forget_imports
from meetings.imports.queries import KIND as IMPORTS
from meetings.invitations import actions as invitations
from meetings.invitations import kept as asked_kept
from meetings.invitations import person as invitations_person
from meetings.invitations import still as invitations_still
from meetings.letters.mails import answer_mails
from meetings.mailroom.actions import answer_address
from meetings.outbox.actions import follow_forgetting as follow_forgotten_mails
from meetings.outbox.anew import answer_anew
from meetings.outbox.still import answer_still
from meetings.outbox.worker import Chore
from meetings.outcomes import person as outcomes_person
from meetings.outcomes.actions import attribution_changed, follow_summaries
from meetings.outcomes.following import (
    intervention_unnamed,
    left_the_list,
    organization_renamed,
    registration_lost,
    registrations_forgotten,
)
from meetings.outcomes.queries import is_recorded
from meetings.people import asked as people
from meetings.people import below, merged
from meetings.people.beside import show_beside_request
from meetings.programme import person as programme_person
from meetings.programme import queries as programme
from meetings.programme.actions import (
    answer_closing,
    follow_attribution,
    follow_named_no_more,
    follow_releases,
    follow_steps,
    forget_acts,
    keep_beside_session,
    stands_on_session,
)
from meetings.programme.views.programme import answer_beside
from meetings.progress.thread import DrawnThread, thread
from meetings.proofing import views as proofing
from meetings.proofing.actions import name_lost as proofing_name_lost
from meetings.record import actions as record
from meetings.record import kept as record_kept
from meetings.record import person as record_person
from meetings.record import queries as recording
from meetings.record.queries.reported import answer_updates
from meetings.registration import answered as registration_answered
from meetings.registration import kept
from meetings.registration import person as registration_person
from meetings.registration import queries as registration
from meetings.registration.actions import (
    correct_address,
    follow_corrected,
    follow_forgetting,
    follow_leaving,
    follow_lost_names,
    keep_places,
    keep_waiting_lists,
    let_in,
    meeting_moved_on,
)
from meetings.registration.anew import anew as registration_anew
from meetings.registration.many import deciding, reminding
from meetings.registration.still import still as registration_still
from meetings.releasing import actions as releasing
from meetings.replies import actions as replies
from meetings.replies.following import follow_answers, follow_letters
from meetings.report import person as report_person
from meetings.report.actions import forgetting as report_forgetting
from meetings.report.actions.silencing import follow_silenced
from meetings.report.doors import answer_doors
from meetings.retention import actions as retention
from meetings.retention.parts import Part, answer_part
from meetings.retention.queries import deletion_of
from meetings.returned import views as returned
from meetings.returned.actions import attribution_changed as returned_unnamed
from meetings.rounds import actions as rounds
from meetings.rounds import kept as rounds_kept
from meetings.rounds import mailed as rounds_mailed
from meetings.rounds import person as rounds_person
from meetings.rounds import views as rounds_views
from meetings.speakers import actions as speakers
from meetings.speakers import answered as speakers_answered
from meetings.speakers import kept as speakers_kept
from meetings.speakers import person as speakers_person
from meetings.speakers.anew import anew as speakers_anew
from meetings.speakers.queries import asked_in
from meetings.speakers.still import still as speakers_still

ROOMS = (
    "access",
    "mailroom",
    "replies",
    "bulk",
    "directory",
    "people",
    "mandate",
    "programme",
    "registration",
    "documents",
    "speakers",
    "floor",
    "invitations",
    "imports",
    "retention",
    "record",
    "fellowship",
    "assessment",
    "fellows",
    "outcomes",
    "rounds",
    "agenda",
    "progress",
    "releasing",
    "calendars",
    "report",
    "forecast",
    "proofing",
    "clearance",
    "returned",
    "portal",
)
# What keeps a session from being deleted, and who knows of it.
STANDS_ON_SESSIONS = (
    (
        N_(
            "Somebody has a link to a role in session %(label)s, so it is not deleted. Put it into the tray instead."
        ),
        asked_in,
    ),
    (
        N_("Session %(label)s has documents, so it is not deleted. Put it into the tray instead."),
        has_documents,
    ),
    (
        N_("Session %(label)s has a list of speakers, so it is not deleted. Put it into the tray instead."),
        was_opened,
    ),
    (
        N_("Attendance was noted at session %(label)s, so it is not deleted. Put it into the tray instead."),
        registration.is_attended,
    ),
    (
        N_("Session %(label)s has a running record, so it is not deleted. Put it into the tray instead."),
        recording.is_recorded,
    ),
    (N_("Session %(label)s has a record, so it is not deleted. Put it into the tray instead."), is_recorded),
)
# What rooms know of people, in the order in which they forget somebody: what stands on others first.
KNOW_OF_PEOPLE = (
    ("report", report_person.KNOWS),
    ("agenda", agenda_person.KNOWS),
    ("outcomes", outcomes_person.KNOWS),
    ("fellows", fellows_person.KNOWS),
    ("assessment", assessment_person.KNOWS),
    ("fellowship", fellowship_person.KNOWS),
    ("imports", imports_person.KNOWS),
    ("rounds", rounds_person.KNOWS),
    ("invitations", invitations_person.KNOWS),
    ("documents", documents_person.KNOWS),
    ("record", record_person.KNOWS),
    ("floor", floor_person.KNOWS),
    ("speakers", speakers_person.KNOWS),
    ("registration", registration_person.KNOWS),
    ("calendars", calendars_person.KNOWS),
    ("programme", programme_person.KNOWS),
    ("people", merged.PEOPLE),
    ("replies", below.REPLIES),
    ("outbox", below.OUTBOX),
    ("access", below.ACCESS),
    ("directory", below.DIRECTORY),
)
# Personal data of a meeting that rooms keep, and that go when its time is over: how people call them, and who counts.
PARTS = (
    ("invitations", N_("invitations and nominations"), asked_kept),
    ("document_visits", N_("who has looked at documents, and when"), documents_kept),
    ("speakers", N_("addresses, needs and reasons of people in the programme"), speakers_kept),
    ("floor", N_("names on lists of speakers"), floor_kept),
    ("record", N_("names with what was said from the floor"), record_kept),
    ("rounds", N_("what people said in confirmation rounds, and who was asked"), rounds_kept),
    ("agenda", N_("whom organizations named to be asked for an update"), agenda_kept),
)
# What the worker does besides mail.
CHORES = (
    Chore(keep_waiting_lists),
    Chore(invitations.keep_invitations),
    Chore(carry_on, every=1.0),
    Chore(forget_plans, every=3600.0),
    Chore(retention.carry_on, every=2.0),
    Chore(retention.watch, every=300.0),
    Chore(sweep_away, every=600.0),
    Chore(forget_imports),
    Chore(replies.forget_old, every=3600.0),
    Chore(speakers.keep_requests),
    Chore(floor.keep_floors),
    Chore(rounds.keep_rounds),
    Chore(rounds.remind_late, every=3600.0),
    Chore(forget_acts, every=3600.0),
    Chore(fellowship.close_calls),
    Chore(assessment.keep_offers),
    Chore(assessment.pass_on_own, every=3600.0),
    Chore(assessment.remind_late, every=3600.0),
    Chore(fellowship.purge_due, every=300.0),
    Chore(fellows.keep_fellows, every=60.0),
    Chore(fellows.remind_of_logs, every=3600.0),
    Chore(fellows.ask_alumni, every=3600.0),
    Chore(fellows.trim_due, every=300.0),
)
P = Permission
# Label, endpoint, permission, rooms whose pages belong under it.
NAV = (
    (N_("Home"), "portal.home", P.SEE_HOME, ("portal",)),
    (N_("Mandate"), "mandate.cycles", P.SEE_MANDATE, ("mandate", "progress")),
    (
        N_("Meetings"),
        "programme.meetings",
        P.READ_PUBLIC,
        (
            "programme",
            "registration",
            "documents",
            "speakers",
            "floor",
            "invitations",
            "imports",
            "retention",
            "record",
            "outcomes",
            "rounds",
            "agenda",
            "releasing",
            "calendars",
            "bulk",
        ),
    ),
    (N_("Fellowship"), "fellowship.editions", P.READ_PUBLIC, ("fellowship", "assessment", "fellows")),
    (N_("Organizations"), "directory.organizations", P.SEE_DIRECTORY, ("directory", "people")),
    (
        N_("Report"),
        "report.reports",
        P.SEE_REPORT,
        ("report", "forecast", "proofing", "returned", "clearance"),
    ),
    (N_("Outbox"), "mailroom.messages", P.SEE_OUTBOX, ("mailroom", "replies")),
    (N_("Accounts"), "access.accounts", P.MANAGE_ACCOUNTS, ("access",)),
)


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """What stands around every page: the mandate's symbol, the site's name, whether this is a demonstration …"""

    mark: str
    name: str
    demo: bool
    nav: list[NavItem]
    thread: DrawnThread | None


def register(app: Flask) -> None:
    """Register the routes of every room, and tell lower rooms what upper rooms know: they ask, and import nobody."""
    for room in ROOMS:
        app.register_blueprint(import_module(f"meetings.{room}.views").feature.blueprint)
    _answer_questions()
    _draw_on_pages_of_others(app)
    _answer_for_mails()
    _keep_and_forget()
    _follow_meetings()
    _follow_sessions()
    _follow_the_fellowship()


def _answer_questions() -> None:
    """What a lower room asks before it does something."""
    programme.answer_places_taken(registration.places_taken)
    programme.answer_sittings(SITTINGS)
    for sentence, stands in STANDS_ON_SESSIONS:
        stands_on_session(sentence, stands)
    access.answer_names("session", programme.session_names)
    access.answer_names("meeting", programme.meeting_names)
    access.answer_names("edition", edition_names)
    access.answer_names("organization", lambda actor, _ids: dict(directory.names(actor)))
    narrow_people("alumni", Only(N_("alumni of the fellowship"), addresses_of_alumni))
    let_in_by_address("registration", let_in)
    keep_places("invitations", invitations.places_kept)
    answer_closing("agenda", agenda_closing.missing)
    answer_updates("agenda", reported_in)
    answer_kind(deciding.KIND, deciding.DECIDE)
    answer_kind(reminding.KIND, reminding.REMIND_MANY)
    answer_kind(IMPORTS, imports.IMPORT)


def _draw_on_pages_of_others(app: Flask) -> None:
    """What a room draws on a page that is not its own; on the page of a person in this order."""
    for room in ("registration", "programme", "people"):
        show_on_person(room, import_module(f"meetings.{room}.views").person_part)
    show_on_organization("fellows", import_module("meetings.fellows.views").organization_part)
    show_beside_request("registration", import_module("meetings.registration.views").request_part)
    answer_annex("agenda", agenda_paper.annex)
    answer_doors("proofing", proofing.doors)
    answer_doors("clearance", clearance.doors)
    answer_doors("returned", returned.doors)
    answer_doors("forecast", forecast.doors)
    app.add_template_global(documents.documents_part, "documents_part")
    app.add_template_global(kept.deletion_of, "deletion_of")
    app.add_template_global(rounds_views.round_part, "round_part")
    app.add_template_global(clearance.marked_part, "marked_part")
    app.add_template_global(returned.undecided_part, "undecided_part")
    app.add_template_global(speakers_answered.answers_by_calendar, "answers_by_calendar")


def _answer_for_mails() -> None:
    """Their texts, in this order on the list; whether they still hold, where they go, and what is answered to them."""
    for room in ("registration", "speakers", "invitations", "releasing", "agenda", "rounds"):
        answer_mails("meeting", room, import_module(f"meetings.{room}.views").mails)
    for room in ("fellowship", "assessment", "fellows"):
        answer_mails("edition", room, import_module(f"meetings.{room}.views").mails)
    answer_anew("registration", registration_anew)
    answer_anew("role_request", speakers_anew)
    answer_still("role_request", speakers_still)
    answer_still("registration", registration_still)
    answer_still("round_reader", rounds_mailed.still)
    answer_still("round_readers", rounds_mailed.still_together)
    answer_still("invitation", invitations_still.of_invitations)
    answer_still("nomination", invitations_still.of_nominations, news=invitations_still.NEWS)
    answer_still("update_addressee", agenda_still.of_updates)
    answer_address("registration", correct_address)
    answer_address("invitation", invitations.correct_address)
    answer_address("nomination", invitations.keep_focal_address)
    answer_address("update_addressee", agenda.correct_address)
    answer_address("application", assessment.correct_address)
    answer_address("fellowship_nomination", fellowship.correct_voice)
    answer_address("role_request", speakers.correct_address)
    answer_address("round_reader", rounds.correct_address)
    answer_address("round_readers", rounds.correct_address)
    follow_answers("registration", registration_answered.FOLLOW)
    follow_answers("role_request", speakers_answered.FOLLOW)
    follow_letters("round_reader", rounds_mailed.replied)


def _keep_and_forget() -> None:
    """What is known of people, and what happens elsewhere when it goes."""
    for room, knows in KNOW_OF_PEOPLE:
        people.answer(room, knows)
    for name, label, keeps in PARTS:
        answer_part(Part(name, label, keeps.meetings, keeps.count, keeps.forget))
    kept.answer_deletion(deletion_of)
    follow_forgetting("invitations", invitations.forget_registered)
    follow_forgetting("outcomes", registrations_forgotten)
    follow_forgetting("report", report_forgetting.registrations_forgotten)
    follow_lost_names("outcomes", registration_lost)
    follow_lost_names("report", report_forgetting.registration_lost)
    follow_forgetting("floor", floor.forget_registered)
    follow_forgetting("rounds", rounds.forget_registered)
    follow_forgetting("record", record.forget_registered)
    follow_forgotten_mails("replies", replies.forget_replies)


def _follow_meetings() -> None:
    """Who takes note when a meeting moves on, or what somebody is in it."""
    follow_steps("registration", meeting_moved_on)
    follow_steps("invitations", invitations.meeting_moved_on)
    follow_steps("releasing", releasing.meeting_moved_on)
    follow_steps("fellows", fellows.meeting_moved_on)
    follow_steps("record", record.forget_traces)
    follow_releases("fellows", fellows.programme_released)
    follow_leaving("invitations", invitations.registration_left)
    speakers.follow_roles("releasing", releasing.role_answered)
    follow_corrected("speakers", speakers.registration_corrected)
    follow_corrected("rounds", rounds.registration_corrected)
    speakers.follow_corrected_roles("rounds", rounds.role_corrected)


def _follow_sessions() -> None:
    """Who takes note when a session, or who may be named in it, changes.

    Those first that ask the record, the outcomes and the list of speakers whom they named.
    """
    follow_attribution("fellows", fellows.attribution_changed)
    follow_attribution("rounds", rounds.attribution_changed)
    follow_attribution("outcomes", attribution_changed)
    follow_attribution("agenda", agenda.attribution_changed)  # which tells the other sittings
    follow_attribution("floor", floor.attribution_changed)
    follow_attribution("record", record.attribution_changed)
    follow_attribution("returned", returned_unnamed)
    floor.follow_gone("outcomes", left_the_list)
    floor.follow_gone("report", report_forgetting.left_the_list)
    follow_named_no_more("outcomes", left_the_list)
    follow_named_no_more("report", report_forgetting.left_the_list)
    follow_renamed("outcomes", organization_renamed)
    follow_renamed("report", report_forgetting.organization_renamed)
    follow_silenced("clearance", clearance_name_lost)
    follow_silenced("proofing", proofing_name_lost)
    follow_summaries("rounds", rounds.summary_moved_on)
    record.follow_unnamed("outcomes", intervention_unnamed)
    record.follow_unnamed("rounds", rounds.intervention_unnamed)
    keep_beside_session("agenda", agenda.beside_sessions, agenda.bring_back)
    answer_beside("documents", documents.beside_sessions)


def _follow_the_fellowship() -> None:
    """An edition goes from room to room: the panel's, then the fellows'."""
    fellowship.follow_forgotten_applications("assessment", assessment.forget_assessed)
    fellowship.follow_forgotten_applications("fellows", fellows.forget_fellows)
    fellowship.follow_editions("assessment", assessment.edition_moved)
    fellowship.guard_criteria("assessment", assessment.check_not_scored)
    fellowship.guard_steps("assessment", assessment.check_offers_answered)
    keep_trail_from("assessment", has_conflict)
    fellowship.guard_steps("fellows", fellows.check_years_over)
    fellowship.follow_copies("assessment", assessment.copy_blind_questions)
    fellowship.follow_copies("fellows", fellows.copy_checklist)
    fellowship.follow_documents("assessment", assessment.let_go_of_copies)
    follow_ended_roles("assessment", assessment.role_ended)
    follow_disabled("assessment", assessment.account_disabled)
    assessment.follow_accepted("fellows", fellows.take_in)


_FACTS = AskedOften(select(SiteFact.name, SiteFact.value))


def frame(actor: Actor) -> Frame:
    """The frame of a page for this person, in one statement (the line of the cycle, for staff, in its own)."""
    try:
        facts = dict(_FACTS.all())
        line = _thread(actor)
    except SQLAlchemyError:  # the page that says so must still be drawn
        facts, line = {}, None
    room = (request.endpoint or "").partition(".")[0]
    nav = [
        NavItem(_(label), url_for(endpoint), room in rooms)
        for label, endpoint, permission, rooms in NAV
        if actor.may(permission)
    ]
    name = facts.get(SITE_NAME) or _(NEUTRAL)
    return Frame(facts.get("mark", "HRC"), name, "demonstration" in facts, nav, line)


def _thread(actor: Actor) -> DrawnThread | None:
    """The three-year line under the masthead, on every page of staff but the home page, which shows it whole."""
    return thread(actor) if actor.is_staff and request.endpoint not in (None, "portal.home") else None

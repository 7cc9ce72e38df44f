"""The demonstration's edition of the fellowship: a call that is open on the day of loading, and who has applied."""

import io
from datetime import datetime, timedelta
from typing import Any

from docx import Document as open_docx

from meetings.access.actor import Actor
from meetings.base import clock, files, secrets
from meetings.base.database import db
from meetings.base.file_kinds import MEGABYTE
from meetings.base.models import StoredFile
from meetings.base.texts import count_words
from meetings.base.zones import wall_of
from meetings.demo.files import document
from meetings.demo.panels import load_panel
from meetings.demo.people import Cast
from meetings.fellowship import actions
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipFile,
    FellowshipNomination,
    FellowshipPast,
)
from meetings.fellowship.queries import speaker_for
from meetings.fellowship.rules import (
    ApplicationState,
    CriterionDraft,
    DocumentKind,
    EditionDraft,
    EditionState,
    NominationState,
    Wanted,
)
from meetings.mandate.queries import cycles
from meetings.registration.rules import Gender, sort_key


def cycle_of(actor: Actor, year: int) -> int | None:
    """The newest cycle into which a year falls, by number."""
    return next((each.id for each in cycles(actor) if year in each.years), None)


def load_fellowships(actor: Actor, cast: Cast) -> None:
    """An edition with its criteria, a past fellow, and applications in several states; nobody is written to."""
    given = document("fellowship")
    edition = _edition(actor, given["edition"])
    criteria = [CriterionDraft(**one) for one in given["criterion"]]
    actions.set_criteria(actor, edition, criteria, edition.version)
    actions.move_edition(actor, edition, EditionState.OPEN)
    for one in given["past"]:
        organization = cast.organizations[one["organization"]]
        db.session.add(
            FellowshipPast(
                key=secrets.new_key(),
                edition_title=f"Fellowship {one['year']}",
                year=one["year"],
                name=one["name"],
                sort_key=sort_key(one["name"]),
                email=one["email"],
                organization=organization,
                organization_name=organization.name,
                demonstration=True,
            )
        )
    numbered, applications = 0, {}
    for one in given["application"]:
        application = _application(edition, one, cast)
        applications[application.email] = application
        if application.submitted_at is not None:
            numbered += 1
            application.number = numbered
    db.session.flush()
    load_panel(actor, edition, given, cast, applications)


def _edition(actor: Actor, given: dict[str, Any]) -> FellowshipEdition:
    today = wall_of(clock.now(), given["zone"]).replace(hour=0, minute=0, second=0)
    starts = (today + timedelta(days=given["starts_after"])).date()
    starts -= timedelta(days=starts.weekday())
    draft = EditionDraft(
        title=f"Fellowship {starts.year}",
        year=starts.year,
        opens=today - timedelta(days=given["opens_before"]) + timedelta(hours=9),
        closes=today + timedelta(days=given["closes_after"], hours=23, minutes=59),
        zone=given["zone"],
        about=given["about"].strip(),
        covered=given["covered"],
        stipend=given["stipend"],
        place=given["place"],
        starts_on=starts,
        ends_on=starts + timedelta(days=7 * given["weeks"] - 3),
        decision_by=(today + timedelta(days=given["decision_after"])).date(),
        duration_weeks=given["weeks"],
        places=given["places"],
        tracks=tuple(given["tracks"]),
        cycle_id=cycle_of(actor, starts.year),
        documents={DocumentKind.CV: Wanted.REQUIRED, DocumentKind.NOMINATION_LETTER: Wanted.OPTIONAL},
    )
    return actions.make_edition(actor, draft, demonstration=True)


def _application(edition: FellowshipEdition, given: dict[str, Any], cast: Cast) -> FellowshipApplication:
    organization = cast.organizations[given["organization"]]
    state, at = ApplicationState(given["state"]), clock.now() - timedelta(days=given["days_ago"])
    row = actions.new_application(edition, given["email"], "en", given["name"], given["function"])
    row.organization, row.organization_name = organization, organization.name
    row.gender = Gender(given["gender"]) if "gender" in given else None
    row.languages, row.track, row.statement = given["languages"], given["track"], given["statement"]
    row.words, row.begun_at = count_words(row.statement), at - timedelta(days=3)
    row.zone = organization.zone
    if state is not ApplicationState.DRAFT:
        row.submitted_at = at
        row.files.append(FellowshipFile(kind=DocumentKind.CV, file=_cv(given), handed_in_at=at))
    row.state = state
    if state is ApplicationState.MORE_INFORMATION:
        row.asked_fields, row.asked_note, row.asked_at = given["asked"], given["note"], at + timedelta(days=2)
    if state is ApplicationState.ELIGIBLE:
        row.decided_at, row.decided_by = at + timedelta(days=2), "Ines Marchetti-Kaya"
    if given["nomination"]:
        row.nominations.append(_nomination(edition, row, given, at))
    db.session.flush()
    return row


def _nomination(
    edition: FellowshipEdition, row: FellowshipApplication, given: dict[str, Any], at: datetime
) -> FellowshipNomination:
    to = speaker_for(row)
    asked = given["nomination"] == "asked"
    return FellowshipNomination(
        key=secrets.new_key(),
        edition=edition,
        organization=row.organization,
        organization_name=row.organization_name,
        by_name=to.name if to else "",
        by_email=to.email if to else "",
        by_known=True,
        own_step=given["nomination"] == "nominated",
        state=NominationState.ASKED if asked else NominationState.CONFIRMED,
        serving_staff=None if asked else True,
        asked_at=at - timedelta(days=2),
        answered_at=None if asked else at - timedelta(days=1),
        letter=None,
    )


def _cv(given: dict[str, Any]) -> StoredFile:
    """An invented curriculum vitae that opens in Word."""
    paper, out = open_docx(), io.BytesIO()
    paper.add_heading(given["name"], 0)
    paper.add_paragraph(f"{given['function']}. This person is invented.")
    paper.save(out)
    content = out.getvalue()
    taken = files.take(f"cv-{given['email'].partition('@')[0]}.docx", content, MEGABYTE)
    files.keep(taken, content)
    return files.refer(taken)

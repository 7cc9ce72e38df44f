"""Keeping a file on its way in, showing what it would do, taking one person in, and letting go of it all again."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.queries import find_account
from meetings.base import clock, files, secrets
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven, FileKind, own_name
from meetings.base.models import StoredFile
from meetings.base.refusals import Refused
from meetings.base.texts import cannot_be_shown
from meetings.bulk.actions import Planned, plan
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import ActState
from meetings.imports.models import RegistrationImport
from meetings.imports.queries import KIND, seen_of
from meetings.imports.rules import (
    Bad,
    Good,
    Meant,
    Reading,
    Seen,
    Table,
    TableLine,
    Twin,
    kind_of,
    meant,
    read_line,
    still_meant,
)
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.questions.queries import form_of
from meetings.registration import letters, post
from meetings.registration.actions import enter, save_office_answers
from meetings.registration.actions.moving import move
from meetings.registration.actions.taking_part import let_take_part
from meetings.registration.models import Registration
from meetings.registration.queries import claim_of, find_registration, limits_of, taken_of
from meetings.registration.rules import (
    RegistrationDraft,
    RegistrationStatus,
    check_not_cancelled,
    no_place,
)

KEPT = timedelta(days=1)
# How long lines that were not taken in can still be fetched, to mend them.
TO_MEND = timedelta(days=7)
R = RegistrationStatus


def begin_import(actor: Actor, meeting: Meeting, name: str, content: bytes) -> RegistrationImport:
    """Keep a file to be read; Refused when it is no table, or the meeting is cancelled."""
    if meeting.status is MeetingStatus.CANCELLED:
        raise Refused("This meeting is cancelled.", field="file")
    kind = kind_of(content)
    given = FileGiven(hashlib.sha256(content).hexdigest(), own_name(name, kind), kind, len(content))
    files.keep(given, content)
    found = RegistrationImport(
        key=secrets.new_key(),
        meeting=meeting,
        file=files.refer(given),
        settings={},
        made_by=actor.name,
        made_at=clock.now(),
    )
    db.session.add(found)
    return found


def set_reading(found: RegistrationImport, **told: Any) -> None:
    """Keep how the file is read; what was said of its columns goes when the columns may be others."""
    columns = {k: v for k, v in found.settings.items() if k not in told}
    same = all(found.settings.get(k) == v for k, v in told.items())
    found.settings = (columns if same or "mapping" in told else {}) | told


def plan_import(
    actor: Actor,
    found: RegistrationImport,
    table: Table,
    reading: Reading,
    told: Mapping[str, Any],
    page: tuple[str, str],
) -> BulkAct:
    """Try every line, and keep what would happen, to be shown; an earlier try of the same file goes.

    `told`: status and mail; `page`: the act's title and the language of the page.
    """
    if told["mail"] and found.meeting.status is not MeetingStatus.PUBLISHED:
        raise Refused("Mails can be written once the programme is published.", field="mail")
    if found.act_id is not None:
        db.session.execute(
            delete(BulkAct).where(BulkAct.id == found.act_id, BulkAct.state == ActState.PLANNED)
        )
    rows = _tried(table, reading, seen_of(found.meeting))
    settings = dict(told) | {"headings": list(table.headings), "mapping": list(reading.mapping)}
    act = plan(actor, KIND, ("meeting", found.meeting_id), page[0], rows, page[1], settings)
    found.act_id = act.id
    return act


def _tried(table: Table, reading: Reading, seen: Seen) -> list[Planned]:
    rows = []
    for line in table.lines:
        read = read_line(line, table.headings, reading)
        if isinstance(read, Bad):
            rows.append(_bad(line, read, reading))
            continue
        draft = read.draft
        twin = seen.twin_of(draft.email, draft.name, draft.organization)
        rows.append(_good(line, read, twin, reading))
        if twin is None or not twin.sure:
            seen.add(draft.email, draft.name, draft.organization, Twin(draft.name, line.number, None, False))
    return rows


def _bad(line: TableLine, bad: Bad, reading: Reading) -> Planned:
    cells = dict(zip(reading.mapping, line.cells, strict=False))
    label = cells.get("name") or " ".join(filter(None, (cells.get("given"), cells.get("family"))))
    why = {"column": bad.column, "msgid": bad.why.msgid, "params": dict(bad.why.params)}
    about = _plain(cells.get("organization", ""))
    return Planned(_plain(label) or "–", _data(line) | {"bad": why}, about)


def _good(line: TableLine, good: Good, twin: Twin | None, reading: Reading) -> Planned:
    draft = good.draft
    told: dict[str, Any] = {
        "draft": vars(draft),
        "answers": {str(n): list(a) for n, a in good.answers.items()},
        "meant": {str(n): list(words) for n, words in meant(reading.questions, good.answers).items()},
    }
    thing: tuple[str, int | None] = ("", None)
    if twin is not None:
        told["twin"] = {"name": twin.name, "line": twin.line, "sure": twin.sure}
        if twin.registration is not None:
            thing = ("registration", twin.registration)
    return Planned(draft.name, _data(line) | told, draft.organization, thing)


def _data(line: TableLine) -> dict[str, Any]:
    return {"line": line.number, "cells": [cell.replace("\0", "") for cell in line.cells]}


def _plain(text: str) -> str:
    """What of a cell is told to recognize its line by; the cell itself is kept beside it."""
    shown = " ".join("".join(c for c in text if not cannot_be_shown(c)).split())
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def take_in(
    actor: Actor,
    meeting: Meeting,
    draft: RegistrationDraft,
    answers: Mapping[int, Sequence[str]],
    then: Meant,
    status: R,
    mail: bool,
) -> Registration:
    """Take one person in, under the lock of the meeting; without a place as one who waits for a decision.

    Refused when the address is registered, or when an answer says no longer what it meant `then`. Whoever is told,
    approved, or has an account already, takes part at once; the others once something is decided or they ask for a link
    to sign in: nobody has an account without knowing of it.
    """
    check_not_cancelled(meeting.status)  # it may be cancelled since the lines were tried
    there = find_registration(meeting, draft.email)
    if there is not None and there.status is not R.UNCONFIRMED:
        raise Refused("This address is registered already.")
    registration = enter(actor, meeting, draft, R.SUBMITTED, clock.now())
    if (
        status is R.APPROVED
        and no_place(limits_of(meeting), taken_of(meeting), claim_of(registration)) is None
    ):
        move(actor, registration, R.APPROVED)
        registration.decided_at, registration.decided_by = clock.now(), actor.name
    if mail or registration.status is R.APPROVED or find_account(registration.email) is not None:
        let_take_part(registration)
    if answers:
        asked = form_of("meeting", meeting.id)
        given = {number: tuple(answer) for number, answer in answers.items()}
        kept = still_meant(asked.questions, given, then, draft.category.value)
        save_office_answers(actor, registration, asked, kept)
    if mail:
        approved = registration.status is R.APPROVED
        letter = letters.APPROVED if approved else letters.ENTERED
        post.send(registration, letter, "REQUEST" if approved else None)
    return registration


def forget_imports() -> bool:
    """What the worker does every minute: files that were taken in, or wait for more than a day, go; and the text of
    lines that were not taken in, a week after."""
    now = clock.now()
    over = db.session.scalars(
        select(RegistrationImport)
        .outerjoin(RegistrationImport.act)
        .where(or_(RegistrationImport.made_at < now - KEPT, BulkAct.state != ActState.PLANNED))
        .options(joinedload(RegistrationImport.file))
    ).all()
    for found in over:
        drop(found)
    # Of meetings that were deleted meanwhile: nobody else keeps tables.
    lost = select(StoredFile).where(
        StoredFile.kind.in_((FileKind.CSV, FileKind.XLSX)),
        StoredFile.id.not_in(select(RegistrationImport.file_id)),
    )
    files.let_go(db.session.scalars(lost).all())
    old = select(BulkAct.id).where(BulkAct.kind == KIND, BulkAct.ended_at < now - TO_MEND)
    db.session.execute(
        update(BulkRow)
        .where(BulkRow.act_id.in_(old), BulkRow.thing_id.is_(None), BulkRow.label != "")
        .values(label="", about="", said="", data={})
    )
    return False


def drop(found: RegistrationImport) -> None:
    """Forget the file and how it was to be read."""
    stored = found.file
    db.session.delete(found)
    db.session.flush()  # the row must not refer to what is let go
    files.let_go([stored])

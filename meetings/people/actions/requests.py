"""Asking the office about one's own data, and its answer by mail."""

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.directory.queries import find_own_person
from meetings.outbox import actions as outbox
from meetings.people import letters
from meetings.people.actions.forgetting import forget_person
from meetings.people.models import PersonRequest
from meetings.people.queries import find_open_request, speaks_now, subject_of_request
from meetings.people.rules import Outcome, RequestKind, check_answer, check_open


def ask(actor: Actor, kind: RequestKind, text: str, language: str) -> PersonRequest:
    """Ask the office; who has asked already is shown that request. Nothing of one's data changes by it."""
    # One after the other: of two windows one asks, the other is told so.
    db.session.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update())
    if find_open_request(actor, kind) is not None:
        raise Refused("You have asked for this already. The office answers by mail.")
    person = find_own_person(actor)
    asked = PersonRequest(
        key=secrets.new_key(),
        kind=kind,
        outcome=Outcome.OPEN,
        account_id=actor.account_id,
        person_id=person.id if person else None,
        name=actor.name,
        email=actor.email,
        language=language,
        text=text,
        opened_at=clock.now(),
        figures={},
    )
    db.session.add(asked)
    db.session.flush()  # the trail needs its id
    audit.record(actor, "ask", "person_request", asked.id, None, {"kind": kind.value})
    return asked


def take_back(actor: Actor, asked: PersonRequest) -> None:
    """The person no longer asks. Refused when the office has answered."""
    _hold(asked)
    asked.outcome, asked.answered_at = Outcome.TAKEN_BACK, clock.now()
    audit.record(actor, "take_back", "person_request", asked.id)


def answer_request(actor: Actor, asked: PersonRequest, outcome: Outcome, text: str, seen: str) -> None:
    """Answer by mail. Done on a request for deletion deletes: what went stays in figures, and no name anywhere.

    Refused when it was answered or taken back meanwhile, when a no has no reason, or when the deletion would take
    other addresses than the office has seen (`seen`: see `Subject.named`).
    """
    _hold(asked)
    check_answer(outcome, text)
    subject = subject_of_request(actor, asked)
    deletes = outcome is Outcome.DONE and asked.kind is RequestKind.DELETION
    if deletes and seen != subject.named:
        raise Refused("Whose data goes has changed since you opened this page. Look at the list again.")
    letter = letters.answer(asked, outcome, text, speaks_now(subject, clock.now().date()))
    # The mail goes first into the outbox, so that it is known among what is to be blanked once it has gone.
    outbox.put(
        asked.email, letter.subject, letter.text, to_name=asked.name, about=("person_request", asked.id)
    )
    asked.outcome, asked.answer = outcome, text
    asked.answered_at, asked.answered_by = clock.now(), actor.name
    db.session.flush()  # what is blanked is looked for
    if deletes:
        figures = forget_person(actor, subject)
        db.session.refresh(asked)
        asked.figures = figures
        asked.name = asked.email = asked.text = asked.answer = ""
        audit.forget({"person_request": [asked.id]}, (), ())
        audit.record(actor, "forget_person", "person_request", asked.id, None, dict(figures))
    else:
        audit.record(actor, "answer_request", "person_request", asked.id, None, {"status": outcome.value})


def _hold(asked: PersonRequest) -> None:
    db.session.refresh(asked, with_for_update=True)
    check_open(asked.outcome)

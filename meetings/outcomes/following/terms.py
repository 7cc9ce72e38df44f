"""What every outcome has: its words, its theme, its owner, its date, its evidence."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select

from meetings.access import audit
from meetings.access import queries as access
from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.base.words import N_
from meetings.documents.models import Document
from meetings.outcomes.becoming import Line, Told
from meetings.outcomes.models import (
    OutcomeEvidence,
    OutcomeFollowup,
    OutcomeNamedNoMore,
    OutcomeRecord,
    OutcomeTheme,
)
from meetings.outcomes.queries import find_organization_named, known_around, silent, under
from meetings.outcomes.rules import (
    KnownNames,
    Naming,
    RecordText,
    Terms,
    check_nobody_named,
    evidence_of,
    known_in,
    names_in,
    state_after,
)
from meetings.programme.rules import Attribution
from meetings.record import actions as minutes
from meetings.record.rules import asked_about

ASKED = N_(
    "These words are also family names of people who take part: %(names)s. Change them, or tick below that nobody is "
    "meant."
)
TERMS = ("theme_id", "state", "owner_organization_id", "owner", "due_on")


def settle_outcome(actor: Actor, outcome: OutcomeRecord, terms: Terms, version: int) -> None:
    """Say under which theme an outcome is, who is to do what until when; also when its words are frozen."""
    hold(outcome)
    check_version(version, outcome.version)
    before = trail_of(outcome)
    settle(actor, outcome, terms, known_if_silent(outcome))
    outcome.version += 1
    outcome.written_by, outcome.written_at = actor.name, clock.now()
    note(actor, "settle_outcome", "outcome_record", outcome.id, before, trail_of(outcome))


def hold(outcome: OutcomeRecord) -> None:
    """The outcome as it stands now, and nobody else changes it meanwhile."""
    db.session.flush()  # reading anew throws away what an earlier verb of this transaction has not sent yet
    db.session.execute(select(OutcomeRecord.id).where(OutcomeRecord.id == outcome.id).with_for_update())
    db.session.refresh(outcome)


def known_if_silent(outcome: OutcomeRecord) -> KnownNames | None:
    """Whom its texts must not name; None: it is not under the Chatham House Rule."""
    return known_around(outcome.meeting, outcome.session) if silent(outcome) else None


def known_with_own(known: KnownNames, row: OutcomeRecord) -> KnownNames:
    """Whose it was until now is known until now, also an organization that stands in no list."""
    own = (row.organization_name or "", row.organization.name if row.organization else "")
    return replace(known, organizations=(*known.organizations, *filter(None, own)))


def write_text(actor: Actor, row: OutcomeRecord, given: RecordText, known: KnownNames | None) -> None:
    """The words of an outcome. `known`: whom they must not name, None where they may name people."""
    check_unnamed(known, given.text, "text")
    check_asked(known, given.text, "text", given.nobody_meant)
    was = row.text if row.id and silent(row) else ""
    if row.id:
        _look_at_mark(actor, row, given)
    organization = find_organization_named(given.organization) if given.organization else None
    row.kind, row.text, row.paragraph = given.kind, given.text.strip(), given.paragraph
    row.organization_id = organization.id if organization else None
    row.organization_name = organization.name if organization else given.organization.strip()
    row.attribution, row.naming_approved = given.attribution, given.naming_approved
    row.version += 1
    row.written_by, row.written_at = actor.name, clock.now()
    row.state = state_after(row.kind, told_of(row.followups))
    db.session.add(row)
    db.session.flush()  # the trail and its evidence name the outcome's id
    if known is not None and row.session is not None and not given.nobody_meant:
        minutes.follow_traces(row.session, OutcomeNamedNoMore, [(row.id, was, row.text)])


def _look_at_mark(actor: Actor, row: OutcomeRecord, given: RecordText) -> None:
    """Whether these words still name whom they named who may be named no more."""
    if given.text.strip() != row.text:
        minutes.reworded(OutcomeNamedNoMore, row.text, [(row.id, given.text)])
    if given.nobody_meant:
        minutes.nobody_meant(actor, OutcomeNamedNoMore, [row.id])


def told_of(followups: Sequence[OutcomeFollowup]) -> list[Told]:
    """The follow-ups as the rules see them; one that has no number yet was told last."""
    return [Told(one.year, one.id or 2**31, one.state) for one in followups]


def settle(actor: Actor, row: OutcomeRecord, terms: Terms, known: KnownNames | None) -> None:
    """Theme, owner, date and evidence. `known`: whom they must not name."""
    if terms.theme_id is not None and db.session.get(OutcomeTheme, terms.theme_id) is None:
        raise Refused("This theme is not there any more. Choose another.", field="theme")
    row.theme_id, row.due_on = terms.theme_id, terms.due_on
    _own(actor, row, terms.owner.strip(), known)
    keep_evidence(row, None, terms.evidence, known)
    db.session.flush()  # what refers to them is read with them


def _own(actor: Actor, row: OutcomeRecord, owner: str, known: KnownNames | None) -> None:
    row.owner_organization_id, row.owner_account_id, row.owner = None, None, ""
    if not owner:
        return
    if known is not None:
        check_unnamed(known, owner, "owner")
        check_asked(known, owner, "owner", None)
        row.owner = owner
        return
    if "@" in owner:
        account = access.find_account(owner) if actor.may(Permission.EDIT_OUTCOMES) else None
        if account is None:
            raise Refused("Nobody here signs in with that address. Write a name instead.", field="owner")
        row.owner_account_id = account.id
        return
    organization = find_organization_named(owner)
    if organization is not None:
        row.owner_organization_id = organization.id
    else:
        row.owner = owner


def check_unnamed(known: KnownNames | None, text: str, field: str) -> None:
    """Refused when the text names somebody who must not be told."""
    found = known_in(text, known) if known is not None else ()
    try:
        check_nobody_named([Naming(found)] if found else [])
    except Refused as no:
        raise Refused(no.msgid, field=field, **no.params) from no


def check_asked(known: KnownNames | None, text: str, field: str, nobody_meant: bool | None) -> None:
    """Refused when words of the text are also family names of others who take part, and somebody may be meant.

    `nobody_meant`: somebody has looked at them, and said so; None: there it cannot be said, other words are easy.
    """
    asked = asked_about(text, known) if known is not None and not nobody_meant else ()
    if asked and nobody_meant is None:
        raise Refused(
            "These words are also family names of people who take part: %(names)s. Nobody may be named here: use "
            "other words.",
            field=field,
            names=", ".join(asked),
        )
    if asked:
        raise Refused(ASKED, field=field, names=", ".join(asked))


def check_waiting(row: OutcomeRecord, text: str, field: str) -> None:
    """Refused when the text names the organization that has not approved yet to be named for this outcome."""
    waits = under(row) is Attribution.ON_APPROVAL and not row.naming_approved
    name = row.organization_name
    if waits and name and names_in(text, [name]):
        raise Refused(
            "The text names %(organization)s, which has not approved to be named yet.",
            field=field,
            organization=name,
        )


def keep_evidence(
    row: OutcomeRecord, followup: OutcomeFollowup | None, text: str, known: KnownNames | None
) -> None:
    """The evidence of an outcome or of one of its follow-ups, as it is now to be: one piece a line."""
    check_unnamed(known, text, "evidence")
    check_asked(known, text, "evidence", None)
    check_waiting(row, text, "evidence")
    lines = evidence_of(text)
    documents = _documents(lines)
    of = followup.id if followup is not None else None
    mine = (OutcomeEvidence.outcome_id == row.id, OutcomeEvidence.followup_id.is_not_distinct_from(of))
    db.session.execute(delete(OutcomeEvidence).where(*mine))
    for line in lines:
        found = documents.get(line.symbol)
        words = line.words if found or line.link else line.text
        db.session.add(
            OutcomeEvidence(
                outcome_id=row.id,
                followup_id=of,
                document_id=found,
                link=line.link,
                words=words,
            )
        )


def _documents(lines: Sequence[Line]) -> dict[str, int]:
    """The documents that the symbols name; what is no symbol of this house stays words."""
    symbols = {line.symbol for line in lines if line.symbol}
    rows = db.session.execute(select(Document.symbol, Document.id).where(Document.symbol.in_(symbols)))
    return {symbol: id_ for symbol, id_ in rows}  # noqa: C416 - pairs, of which dict() does not know the types


def silenced(row: OutcomeRecord, known: KnownNames) -> None:
    """Nothing of this outcome tells any more whose it was, or whom it was about."""
    row.organization_id, row.organization_name, row.naming_approved = None, "", False
    row.owner_organization_id, row.owner_account_id = None, None
    if known_in(row.owner, known):
        row.owner = ""
    for followup in row.followups:
        followup.organization_id, followup.told_by = None, ""
    pieces = db.session.scalars(select(OutcomeEvidence).where(OutcomeEvidence.outcome_id == row.id)).all()
    for piece in pieces:
        if known_in(f"{piece.link} {piece.words}", known):
            db.session.delete(piece)


def note_change(actor: Actor, verb: str, row: OutcomeRecord, before: dict[str, Any]) -> None:
    """Note a change; once nobody may be named for it, the trail forgets what it held of it before."""
    if row.attribution is Attribution.CHATHAM_HOUSE:
        followups = [one.id for one in row.followups]
        audit.forget({"outcome_record": [row.id], "outcome_followup": followups}, (), ())
        note(actor, verb, "outcome_record", row.id, None, trail_of(row))
    else:
        note(actor, verb, "outcome_record", row.id, before, trail_of(row))


def trail_of(row: OutcomeRecord) -> dict[str, Any]:
    """What the trail keeps of an outcome: of one under the Chatham House Rule never its words."""
    kept: dict[str, Any] = {
        "kind": row.kind.value,
        "attribution": row.attribution.value,
        "naming_approved": row.naming_approved,
        "paragraph": row.paragraph,
        "version": row.version,
        "state": None if row.state is None else row.state.value,
        "due_on": None if row.due_on is None else row.due_on.isoformat(),
    }
    if row.attribution is not Attribution.CHATHAM_HOUSE:
        kept |= {"text": row.text, "organization": row.organization_name, "owner": row.owner}
    return kept

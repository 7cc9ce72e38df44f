"""Verbs about the forecast: enter the estimate, freeze the sheet, open it again."""

from collections.abc import Sequence

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Refused, check_version
from meetings.forecast import queries
from meetings.forecast.models import Forecast, as_kept
from meetings.forecast.rules import check_estimate
from meetings.mandate.models import Cycle


def estimate(actor: Actor, cycle: Cycle, words: int, languages: Sequence[str], version: int) -> Forecast:
    """Say how long the report will be, and in which languages it is issued. Refused once the sheet is frozen."""
    row = _locked(cycle)
    check_version(version, row.version if row else 0)
    _check_open(row)
    check_estimate(words, cycle.word_limit)
    if not languages:
        raise Refused("Name at least one language.", field="languages")
    before = audit.values_of(row, "words", "languages") if row else None
    row = row or _begun(cycle)
    row.words, row.languages = words, [code for code in LANGUAGES if code in languages]
    row.version = (row.version or 0) + 1
    db.session.flush()  # the trail needs its id
    audit.record(
        actor, "estimate", "report_forecast", row.id, before, audit.values_of(row, "words", "languages")
    )
    return row


def freeze(actor: Actor, cycle: Cycle) -> Forecast:
    """Keep the sheet as documents management is told it. Refused when it is frozen already."""
    row = _locked(cycle)
    _check_open(row)
    days, _provisional, _projected = queries.days_of(actor, cycle)
    row = row or _begun(cycle)
    sheet = queries.sheet_of(cycle, queries.standing_of(cycle, days), row)
    row.frozen, row.frozen_at, row.frozen_by = as_kept(sheet), clock.now(), actor.name
    db.session.flush()  # the trail needs its id
    audit.record(actor, "freeze forecast", "report_forecast", row.id, None, row.frozen)
    return row


def open_again(actor: Actor, cycle: Cycle, reason: str) -> None:
    """Take a frozen sheet back, to tell documents management something else, and say why."""
    row = _locked(cycle)
    if row is None or row.frozen is None:
        raise Refused("The forecast is not frozen.")
    if not reason.strip():
        raise Refused("Say why it is told anew.", field="reason")
    before = row.frozen
    row.frozen, row.frozen_at, row.frozen_by = None, None, ""
    audit.record(actor, "open forecast", "report_forecast", row.id, before, {"reason": reason.strip()})


def _check_open(row: Forecast | None) -> None:
    if row is not None and row.frozen is not None:
        raise Refused("The forecast is frozen. Open it again first, with a reason.")


def _locked(cycle: Cycle) -> Forecast | None:
    """The cycle's forecast; of two who enter one at once the second waits."""
    db.session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    return queries.find_forecast(cycle)


def _begun(cycle: Cycle) -> Forecast:
    row = Forecast(cycle=cycle, words=cycle.word_limit, languages=list(LANGUAGES), version=0)
    db.session.add(row)
    return row

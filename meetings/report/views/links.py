"""From a paragraph's sources to the pages where they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.mandate.models import Cycle
from meetings.report.queries import DraftRow
from meetings.report.rules import source_in_words


@dataclass(frozen=True)
class SourceLink:
    """A source in words, and its page (None: not for this person)."""

    label: str
    url: str | None


def links_of_all(
    actor: Actor, rows: Mapping[int, DraftRow], cycle: Cycle
) -> dict[int, tuple[SourceLink, ...]]:
    """The sources of all paragraphs of a draft as links; most paragraphs share theirs with others."""
    made: dict[str, SourceLink] = {}

    def link(source: dict[str, Any]) -> SourceLink:
        key = repr(source)
        if key not in made:
            made[key] = SourceLink(_in_words(source), _url(actor, source, cycle))
        return made[key]

    return {number: tuple(link(source) for source in row.sources) for number, row in rows.items()}


def _in_words(source: dict[str, Any]) -> str:
    said = source_in_words(source)
    return _(said.msgid, **dict(said.params))


def _url(actor: Actor, source: dict[str, Any], cycle: Cycle) -> str | None:
    symbol = cycle.resolution.symbol.replace("/", "-")
    match source["kind"]:
        case "mandate":
            return _to("progress.cycle", symbol=symbol)
        case "session" | "records":
            if actor.may(Permission.WRITE_RECORD):
                return _to("outcomes.session_record", slug=source["meeting"], label=source["label"])
            return _to("report.origin", symbol=symbol, session=source["session"])
        case "progress":
            return _to("progress.entries", symbol=symbol)
        case "resources":
            return _to("progress.resources", symbol=symbol)
        case "stood":
            return None
        case "fellowship":
            may = actor.may(Permission.SEE_APPLICATIONS)
            return _to("fellowship.figures", edition=source["edition"]) if may else None
        case "participants":
            may = actor.may(Permission.SEE_REGISTRATIONS)
            return _to("registration.registrations", slug=source["meeting"]) if may else None
        case _:
            return _to("programme.meeting", slug=source["meeting"])


def _to(endpoint: str, **values: Any) -> str | None:
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None

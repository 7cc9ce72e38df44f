"""The paragraphs of a draft as they are drawn. Hardly any differs from the last time that the page was asked for."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from typing import Any

from flask import current_app, request
from flask_babel import get_locale
from markupsafe import Markup

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.mandate.models import Cycle
from meetings.report.queries import DraftPage
from meetings.report.rules import Paper, Printed
from meetings.report.views.links import SourceLink

MOST = 3_000  # some ten drafts
_DRAWN: "OrderedDict[Hashable, Markup]" = OrderedDict()


def drawn(
    actor: Actor, page: DraftPage, paper: Paper, links: Mapping[int, tuple[SourceLink, ...]], cycle: Cycle
) -> dict[int, Markup]:
    """The paragraphs without a form in them (those flagged have one, with a token of the person), by their rows.

    What is drawn depends on nothing but its key: everything that the template is given, the language and where the
    house is mounted.
    """
    symbol = cycle.resolution.symbol.replace("/", "-")
    may_edit = actor.may(Permission.EDIT_REPORT)
    around = (str(get_locale()), request.script_root, symbol, may_edit)
    macros: Any = None
    found: dict[int, Markup] = {}
    for part in page.assembled.layout.parts:
        for section in part.sections:
            for printed in section.paragraphs:
                ref = printed.kept.ref
                if ref is None or printed.kept.flagged:
                    continue
                key = _key(page, paper, links, printed, ref)
                html = _DRAWN.get((around, key))
                if html is None:
                    macros = macros or current_app.jinja_env.get_template("report/_paragraph.html").module
                    given = (printed, page.rows[ref], paper.shown[ref], links[ref], symbol, may_edit)
                    html = macros.paragraph(
                        *given, page.open.get(ref, 0), ref in page.long, *_told(page, ref)
                    )
                    _keep((around, key), html)
                found[ref] = html
    return found


def _key(
    page: DraftPage,
    paper: Paper,
    links: Mapping[int, tuple[SourceLink, ...]],
    printed: Printed,
    ref: int,
) -> Hashable:
    row = page.rows[ref]
    touched = row.touched_by if row.touched_at is not None else None
    missed = tuple(each.key for each in row.missed)
    beside = (row.source_gone, missed, touched, page.open.get(ref, 0), ref in page.long, *_told(page, ref))
    return (ref, printed.label, paper.shown[ref], links[ref], beside)


def _told(page: DraftPage, ref: int) -> tuple[bool, bool]:
    """Whether its source says something else by now or is gone, and whether a name in it is still to be decided."""
    return ref in page.assembled.behind, ref in page.assembled.undecided


def _keep(key: Hashable, html: Markup) -> None:
    _DRAWN[key] = html
    while len(_DRAWN) > MOST:
        _DRAWN.popitem(last=False)

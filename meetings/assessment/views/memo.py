"""The memo of the panel, for signature: what was decided and why, scores, balance, conflicts and recusals."""

from collections.abc import Sequence

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import queries
from meetings.assessment.render_memo import render_memo
from meetings.assessment.rules import Outcome, Side, points
from meetings.assessment.rules.memo import Memo, Table
from meetings.assessment.views.feature import feature
from meetings.assessment.views.showing import value_of
from meetings.base import clock
from meetings.base.pages import day, in_zone, page_language
from meetings.base.site import site_name
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.queries import edition_for
from meetings.fellowship.rules import ANSWERED, ANSWERS_OFFER, LEFT_OVER, ApplicationState

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@feature.page("/fellowships/<slug>/selection/memo.docx", Permission.SEE_SELECTION, load=edition_for)
def memo(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """As a Word file. Whoever has a conflict reads no scores and no reasons of that application here either."""
    found = queries.selection(actor, edition)
    content = render_memo(_memo(actor, edition, found))
    name = f"panel-memo-{edition.slug}.docx"
    return Response(
        content,
        mimetype=DOCX,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _memo(actor: Actor, edition: FellowshipEdition, found: queries.Selection) -> Memo:
    code, direction = page_language()
    today = day(in_zone(clock.now(), edition.zone))
    criteria = "; ".join(
        _(
            "%(name)s (weight %(weight)s, from %(least)s to %(most)s)",
            name=one.name,
            weight=one.weight,
            least=one.lowest,
            most=one.highest,
        )
        for one in edition.criteria
    )
    facts = [
        _("Places: %(number)s", number=edition.places),
        _("Applications before the panel: %(number)s", number=len(found.candidates)),
    ]
    if criteria:
        facts += [
            _("Criteria: %(criteria)s", criteria=criteria),
            _(
                "Points: of each assessor the scores as shares of their scales, by weight, of 100; of all, the mean."
            ),
        ]
    if edition.blind:
        facts.append(
            _(
                "Assessed blind: assessors read neither names nor organizations, and documents as redacted copies."
            )
        )
    return Memo(
        site=_(site_name()),
        kind=_("Memo of the panel"),
        title=edition.title,
        stands=_("As of %(day)s. Confidential.", day=today),
        facts=facts,
        tables=[*_decided(found), _scores(edition, found), _balance(found), _recusals(found)],
        signatures=_signatures(actor, edition),
        signed=_("Signatures"),
        page_word=_("Page"),
        language=code,
        rtl=direction == "rtl",
    )


def _decided(found: queries.Selection) -> list[Table]:
    tables = []
    for outcome, heading, empty in (
        (Outcome.SELECTED, _("Selected"), _("Nobody is selected.")),
        (Outcome.RESERVE, _("Reserve, in this order"), _("Nobody is on the reserve list.")),
        (Outcome.SHORTLISTED, _("On the shortlist, not decided"), ""),
        (Outcome.NOT_SELECTED, _("Not selected"), _("Nobody.")),
    ):
        listed = found.of(outcome) + {Outcome.SELECTED: _chosen, Outcome.NOT_SELECTED: _left_over}.get(
            outcome, lambda _found: []
        )(found)
        rows = [_row(found, number, one) for number, one in enumerate(listed, start=1)]
        if rows or empty:
            tables.append(_candidates(heading, rows, empty))
    waiting = [one for one in _undecided(found) if not _is_left_over(one) and one not in _chosen(found)]
    undecided = [_row(found, number, one) for number, one in enumerate(waiting, start=1)]
    if undecided:
        tables.append(_candidates(_("Not decided yet"), undecided, ""))
    return tables


def _undecided(found: queries.Selection) -> list[queries.Candidate]:
    return [one for one in found.candidates if one.decision is None]


def _is_left_over(one: queries.Candidate) -> bool:
    """Whether the selection is closed and the panel has not taken it up: the applicant reads "Not selected"."""
    application = one.application
    return one.decision is None and application.state in LEFT_OVER and application.edition.state in ANSWERED


def _chosen(found: queries.Selection) -> list[queries.Candidate]:
    """Who was offered a fellowship by what no decision here says, as in an edition that was taken over."""
    return [one for one in _undecided(found) if one.application.state in ANSWERS_OFFER]


def _left_over(found: queries.Selection) -> list[queries.Candidate]:
    return sorted(filter(_is_left_over, found.candidates), key=lambda one: one.shown.number)


def _candidates(heading: str, rows: Sequence[Sequence[str]], empty: str) -> Table:
    columns = ("", _("No."), _("Who"), _("Region"), _("Points"), _("Spread"), _("Reason"))
    return Table(heading, columns, (5, 7, 26, 14, 9, 9, 30), rows, empty, frozenset({0, 1, 4, 5}))


def _row(found: queries.Selection, number: int, one: queries.Candidate) -> list[str]:
    shown = one.shown
    who = ", ".join(part for part in (shown.name, shown.organization) if part)
    reason = "" if one.decision is None else queries.without_names(found, one, one.decision.reason)
    if _is_left_over(one):
        reason = _("Not taken up by the panel.")
    if one.application.state in (ApplicationState.DECLINED, ApplicationState.LAPSED):
        reason = f"{reason} ({_(one.application.state.label)})".strip()
    if one.application.taken_back:
        reason = f"{_('Nomination taken back.')} {reason}".strip()
    return [
        str(number),
        str(shown.number),
        who or _("Application %(number)s", number=shown.number),
        value_of(Side.REGION, one.weighed.region),
        "–" if one.hidden else points(one.standing.mean),
        "–" if one.hidden else points(one.standing.spread),
        _("(your conflict of interest)") if one.closed else reason,
    ]


def _scores(edition: FellowshipEdition, found: queries.Selection) -> Table:
    """What each assessor gave; nothing of what this reader has a conflict with."""
    rows = []
    for one in sorted(found.candidates, key=lambda one: one.shown.number):
        for judged in [] if one.hidden else one.judged:
            if judged.total is None:
                continue
            values = {score.criterion_id: score.value for score in judged.assignment.scores}
            cells = [str(values.get(criterion.id, "–")) for criterion in edition.criteria]
            name = judged.assignment.member.name
            rows.append([str(one.shown.number), name, ", ".join(cells), points(judged.total)])
    scores = _("Scores: %(criteria)s", criteria=", ".join(one.name for one in edition.criteria))
    columns = (_("No."), _("Assessor"), scores, _("Points"))
    none = _("No assessment is handed in.")
    return Table(_("Scores"), columns, (7, 28, 53, 12), rows, none, frozenset({0, 3}))


def _balance(found: queries.Selection) -> Table:
    rows = []
    for side, several in found.balance.items():
        for one in several:
            if side is Side.ORGANIZATION and not one.selected:
                continue
            rows.append([_(side.label), value_of(side, one.value), str(one.selected), str(one.all)])
    columns = (_("By"), "", _("Selected"), _("Of all"))
    return Table(
        _("Balance"), columns, (30, 46, 12, 12), rows, _("There is no application."), frozenset({2, 3})
    )


def _recusals(found: queries.Selection) -> Table:
    rows = [
        [
            str(one.shown.number),
            seat.member.name,
            _(seat.state.label),
            "" if seat.ended_at is None else day(seat.ended_at),
            _("(your conflict of interest)")
            if one.closed
            else queries.without_names(found, one, seat.reason),
        ]
        for one in sorted(found.candidates, key=lambda one: one.shown.number)
        for seat in one.recusals
    ]
    columns = (_("No."), _("Assessor"), _("Said"), _("On"), _("Reason"))
    none = _("Nobody had a conflict of interest.")
    return Table(
        _("Conflicts of interest and recusals"),
        columns,
        (7, 25, 18, 16, 34),
        rows,
        none,
        frozenset({0}),
    )


def _signatures(actor: Actor, edition: FellowshipEdition) -> list[str]:
    chairs = [_("%(name)s, chair", name=member.name) for member in queries.chairs(actor, edition)]
    return [*(chairs or [_("Chair of the panel")]), _("For the office, with name and date")]

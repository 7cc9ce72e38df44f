"""The shortlist on one page with its balance, and the offers."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import actions, queries
from meetings.assessment.forms import ButtonForm
from meetings.assessment.rules import Outcome, Side, points
from meetings.assessment.views.feature import feature
from meetings.assessment.views.showing import value_of
from meetings.base.forms import Form
from meetings.base.pages import LANGUAGES
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.queries import edition_for
from meetings.fellowship.rules import ApplicationState, EditionState

P = Permission
HERE = "/fellowships/<slug>/selection"
MOST_TRIED = 500


@feature.page(HERE, P.SEE_SELECTION, load=edition_for)
def selection(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """Everything before the panel; `?try=` shows the balance with some more, and commits to nothing."""
    return _list(actor, edition)


def _list(
    actor: Actor, edition: FellowshipEdition, form: Form | None = None, code: int = 200
) -> ResponseReturnValue:
    tried = frozenset(one.replace("\0", "") for one in request.args.getlist("try")[:MOST_TRIED])
    number = page_number(request.args.get("page", ""))
    found = queries.shortlist(actor, edition, tried, number)

    def address(**values: Any) -> str:
        kept: dict[str, Any] = {"try": sorted(tried)} if tried else {}
        return url_for("assessment.selection", slug=edition.slug, **kept, **values)

    page = render_template(
        "assessment/selection.html",
        edition=edition,
        page=found,
        pages=page_of(found.total, number, queries.ON_A_PAGE, address),
        tried=tried,
        form=form,
        points=points,
        Side=Side,
        value_of=value_of,
        Outcome=Outcome,
        A=ApplicationState,
        E=EditionState,
        LANGUAGES=LANGUAGES,
    )
    return make_response(page, code)


@feature.change(f"{HERE}/offers", P.KEEP_PANEL, load=edition_for)
def send_offers(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """Offer the fellowship to all who are selected and have no offer."""
    form = ButtonForm()
    try:
        number, told = actions.send_offers(actor, edition)
    except Refused as no:
        form.refuse(no)
        return _list(actor, edition, form, 409)
    done = ngettext("%(num)s offer goes out.", "%(num)s offers go out.", number)
    if told:
        others = ngettext(
            "%(num)s other person is told how it stands.", "%(num)s others are told how it stands.", told
        )
        done = f"{done} {others}"
    flash(done, "ok")
    return redirect(url_for("assessment.selection", slug=edition.slug), 303)

"""The applications of an edition, with how each stands against the conditions."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.paging import page_number, page_of
from meetings.fellowship import queries
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.rules import ApplicationState, Met
from meetings.fellowship.views.feature import feature


@feature.page("/fellowships/<slug>/applications", Permission.SEE_APPLICATIONS, load=queries.edition_for)
def applications(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    code = request.args.get("state", "")
    state = ApplicationState(code) if code in set(ApplicationState) else None
    q = request.args.get("q", "").replace("\0", "").strip()[:200]
    number = page_number(request.args.get("page", ""))
    found = queries.applications(actor, edition, state, q, number)
    checks = queries.checks_of_many(found.applications)

    def address(**values: Any) -> str:
        kept: dict[str, Any] = {"state": state.value if state else None, "q": q or None}
        return url_for("fellowship.applications", slug=edition.slug, **kept, **values)

    return render_template(
        "fellowship/applications.html",
        edition=edition,
        found=found,
        state=state,
        q=q,
        standing={one.id: queries.standing_of(one, checks[one.id]) for one in found.applications},
        page=page_of(found.total, number, queries.ON_A_PAGE, address),
        A=ApplicationState,
        Met=Met,
    )

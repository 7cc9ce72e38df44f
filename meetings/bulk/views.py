"""An act on many: what would happen, progress, and the result by row, at one address."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.bulk import actions, queries
from meetings.bulk.kinds import kind_of
from meetings.bulk.models import BulkAct
from meetings.bulk.queries import PER_PAGE
from meetings.bulk.rules import ActState, Outcome

feature = Feature("bulk", __name__)
P = Permission


@feature.page("/acts", P.ACT_ON_MANY)
def acts(actor: Actor) -> ResponseReturnValue:
    number = page_number(request.args.get("page", ""))
    found = queries.acts(actor, number)
    return render_template(
        "bulk/acts.html",
        found=found,
        page=page_of(found.total, number, PER_PAGE, lambda **at: url_for("bulk.acts", **at)),
    )


@feature.page("/acts/<key>", P.ACT_ON_MANY, load=queries.act_for)
def act(actor: Actor, act: BulkAct) -> ResponseReturnValue:
    asked = request.args.get("outcome", "")
    outcome = Outcome(asked) if asked in set(Outcome) else None
    number = page_number(request.args.get("page", ""))
    found = queries.rows_of(act, outcome, number)
    kind = kind_of(act)
    foresight = aside = None
    if act.state is ActState.PLANNED:
        every = queries.all_rows(act)
        foresight = kind.foresee(actor, act, every)
        aside = kind.aside(actor, act, every) if kind.aside else None
    return render_template(
        "bulk/act.html",
        act=act,
        found=found,
        outcome=outcome,
        foresight=foresight,
        aside=aside,
        papers=kind.papers(act) if kind.papers else (),
        back=kind.back(act),
        held=queries.held_mails(act),
        page=page_of(found.total, number, PER_PAGE, lambda **at: _address(act, **at)),
        address=lambda **at: _address(act, **at),
        A=ActState,
        O=Outcome,
    )


@feature.change("/acts/<key>/begin", P.ACT_ON_MANY, load=queries.act_for)
def begin(actor: Actor, act: BulkAct) -> ResponseReturnValue:
    if act.state is ActState.PLANNED:
        ways = kind_of(act).foresee(actor, act, queries.all_rows(act)).ways
        if request.form.get("way") not in {way.code for way in ways}:
            raise Refused("What would happen has changed meanwhile. Look at it again.")
    actions.begin(actor, act, request.form.get("way", ""))
    return redirect(url_for("bulk.act", key=act.key), 303)


@feature.change("/acts/<key>/stop", P.ACT_ON_MANY, load=queries.act_for)
def stop(actor: Actor, act: BulkAct) -> ResponseReturnValue:
    actions.stop(actor, act)
    return redirect(url_for("bulk.act", key=act.key), 303)


@feature.change("/acts/<key>/throw-away", P.ACT_ON_MANY, load=queries.act_for)
def throw_away(actor: Actor, act: BulkAct) -> ResponseReturnValue:
    _label, url = kind_of(act).back(act)
    actions.throw_away(actor, act)
    flash(_("Nothing was changed."), "ok")
    return redirect(url, 303)


def _address(act: BulkAct, **changed: Any) -> str:
    kept = {k: v for k, v in request.args.items() if k == "outcome"} | changed
    return url_for("bulk.act", key=act.key, **{k: v for k, v in kept.items() if v})

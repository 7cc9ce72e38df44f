"""The draft read for its style: what is found, one click to mend it, a reason to let it stand."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.forms import version_sent
from meetings.base.refusals import NotFound, Refused
from meetings.mandate.models import Cycle
from meetings.proofing import actions, queries
from meetings.proofing.forms import DismissForm, LeaveOutForm
from meetings.proofing.models import StyleDismissal
from meetings.proofing.queries import RulePage
from meetings.proofing.rules import BY_CODE
from meetings.report import queries as report
from meetings.report.doors import Door
from meetings.report.models import ReportParagraph

feature = Feature("proofing", __name__)
EDIT = Permission.EDIT_REPORT
MOST_DIGITS = 6


def _back(cycle: Cycle, anchor: str | None = None) -> Response:
    return redirect(
        url_for("proofing.style", symbol=cycle.slug, only=request.args.get("only"), _anchor=anchor), 303
    )


@feature.page("/reports/<symbol>/style", Permission.SEE_REPORT, load=report.cycle_of)
def style(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """What the draft does not keep, of one rule when the address names it."""
    wanted = request.args.get("only", "")
    return render_template(
        "proofing/style.html",
        page=queries.style_page(actor, cycle),
        only=wanted if wanted in BY_CODE else "",
        rules=BY_CODE,
    )


@feature.change("/reports/<symbol>/paragraphs/<int:number>/mend", EDIT, load=report.paragraph_for)
def mend(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    place, start = (_number(request.form.get(name, "")) for name in ("place", "start"))
    version = version_sent(request.form.get("version", ""))
    actions.mend(actor, paragraph, place, start, request.form.get("rule", ""), version)
    flash(_("The paragraph is mended."), "ok")
    return _back(paragraph.report.cycle, f"p{paragraph.id}")


@feature.form("/reports/<symbol>/paragraphs/<int:number>/stands", EDIT, load=report.paragraph_for)
def let_stand(actor: Actor, paragraph: ReportParagraph) -> ResponseReturnValue:
    """Words of a paragraph stay though a rule would have them otherwise: why?"""
    form = DismissForm(data={name: request.args.get(name, "") for name in ("rule", "words")})
    rule, cycle = BY_CODE.get(form.rule.data or ""), paragraph.report.cycle
    if rule is None or not form.words.data:
        raise NotFound
    if request.method == "POST" and form.validate():
        try:
            actions.dismiss(actor, paragraph, rule.code, form.words.data, form.reason.data or "")
            flash(_("It stands, with your reason."), "ok")
            return _back(cycle)
        except Refused as no:
            form.refuse(no)
    page = render_template("proofing/stands.html", form=form, cycle=cycle, paragraph=paragraph, rule=rule)
    return make_response(page, 200 if request.method == "GET" else 422)


@feature.change("/reports/<symbol>/style/<int:number>/again", EDIT, load=queries.dismissal_for)
def look_again(actor: Actor, dismissal: StyleDismissal) -> ResponseReturnValue:
    cycle = dismissal.paragraph.report.cycle
    actions.look_again(actor, dismissal)
    flash(_("It is shown again."))
    return _back(cycle)


RULE = "/reports/<symbol>/style/rules/<code>"


@feature.form(RULE, EDIT, load=queries.rule_for)
def leave_out(actor: Actor, page: RulePage) -> ResponseReturnValue:
    """The report does not follow a rule: why?"""
    form = LeaveOutForm()
    if request.method == "POST" and form.validate():
        try:
            actions.leave_out(actor, page.cycle, page.rule, form.reason.data or "")
            flash(_("The report is not read for this rule any more."), "ok")
            return _back(page.cycle, "rules")
        except Refused as no:
            form.refuse(no)
    html = render_template("proofing/rule.html", form=form, page=page)
    return make_response(html, 200 if request.method == "GET" else 422)


@feature.change(f"{RULE}/follow", EDIT, load=queries.rule_for)
def follow(actor: Actor, page: RulePage) -> ResponseReturnValue:
    if page.off is not None:
        actions.follow(actor, page.off)
        flash(_("The report is read for this rule again."), "ok")
    return _back(page.cycle, "rules")


def _number(sent: str) -> int:
    """A place in a text; what is none finds nothing."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= MOST_DIGITS else -1


def doors(actor: Actor, cycle: Cycle) -> list[Door]:
    """What this room offers at the draft."""
    return [Door(_("Style"), url_for("proofing.style", symbol=cycle.slug))]

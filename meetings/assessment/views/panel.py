"""The office keeps the panel: names and ends members, gives them applications."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import actions, queries
from meetings.assessment.forms import BlindQuestionsForm, ButtonForm, MemberForm, ReasonForm
from meetings.assessment.models import PanelMember
from meetings.assessment.rules import AssignmentState
from meetings.assessment.views.feature import feature
from meetings.base.forms import Form
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Refused
from meetings.directory.queries import names as organization_names
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.queries import edition_for
from meetings.registration.queries import find_organization_named

P = Permission
HERE = "/fellowships/<slug>/panel"


@feature.page(HERE, P.KEEP_PANEL, load=edition_for)
def panel(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    return panel_page(actor, edition)


@feature.change(f"{HERE}/name", P.KEEP_PANEL, load=edition_for)
def name_member(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """Somebody comes onto the panel, and is told."""
    form = MemberForm().offer(edition)
    if form.validate():
        try:
            named = (form.organization.data or "").strip()
            own = find_organization_named(named) if named else None
            if named and own is None:
                raise Refused("The directory knows no such organization.", field="organization")
            does = set(form.does.data or ())
            actions.name_member(
                actor,
                edition,
                form.email.data or "",
                form.name.data or "",
                form.languages.data or [],
                own,
                chair="chair" in does,
                assesses="assesses" in does,
            )
            flash(_("Named. A mail says so."), "ok")
            return redirect(url_for("assessment.panel", slug=edition.slug), 303)
        except Refused as no:
            form.refuse(no)
    return panel_page(actor, edition, naming=form, code=422)


@feature.change(f"{HERE}/assign", P.KEEP_PANEL, load=edition_for)
def assign(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """Every open seat goes to somebody who can take it, evenly."""
    form = ButtonForm()
    try:
        done = actions.assign_all(actor, edition)
    except Refused as no:
        form.refuse(no)
        return panel_page(actor, edition, button=form, code=409)
    flash(ngettext("%(num)s seat is given.", "%(num)s seats are given.", len(done.seats)), "ok")
    if done.open:
        flash(
            ngettext(
                "For %(num)s application nobody is left who may assess it.",
                "For %(num)s applications nobody is left who may assess them.",
                len(done.open),
            ),
            "warn",
        )
    return redirect(url_for("assessment.panel", slug=edition.slug), 303)


@feature.change(f"{HERE}/<key>/leave", P.KEEP_PANEL, load=queries.member_for)
def leave(actor: Actor, member: PanelMember) -> ResponseReturnValue:
    """Somebody leaves: what is handed in stays, the rest goes to others, scores are kept."""
    form, edition = ReasonForm(), member.edition
    if form.validate():
        try:
            number = actions.leave(actor, member, form.reason.data or "")
            flash(
                ngettext(
                    "Off the panel. %(num)s seat was given to somebody else.",
                    "Off the panel. %(num)s seats were given to others.",
                    number,
                ),
                "ok",
            )
            return redirect(url_for("assessment.panel", slug=edition.slug), 303)
        except Refused as no:
            form.refuse(no)
    return panel_page(actor, edition, leaving=(member.key, form), code=422)


def panel_page(
    actor: Actor,
    edition: FellowshipEdition,
    naming: MemberForm | None = None,
    leaving: tuple[str, ReasonForm] | None = None,
    button: Form | None = None,
    code: int = 200,
    blind: BlindQuestionsForm | None = None,
) -> ResponseReturnValue:
    """The page of the panel, with the form that was sent."""
    form = naming or button or blind or (leaving[1] if leaving else None)
    if blind is None:
        found = queries.blind_questions(actor, edition)
        chosen = [str(id_) for id_ in found.chosen]
        blind = BlindQuestionsForm(formdata=None, data={"questions": chosen}).offer(found.questions)
    page = render_template(
        "assessment/panel.html",
        edition=edition,
        panel=queries.panel(actor, edition),
        form=form,
        naming=naming or MemberForm(formdata=None).offer(edition),
        leaving=leaving or ("", None),
        ending=ReasonForm(formdata=None),
        blind=blind,
        organizations=sorted(name for _id, name in organization_names(actor)),
        S=AssignmentState,
        LANGUAGES=LANGUAGES,
    )
    return make_response(page, code)

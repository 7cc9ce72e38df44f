"""The themes of the cycles."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused
from meetings.mandate.models import Cycle
from meetings.mandate.queries import cycle_for
from meetings.outcomes import following as actions
from meetings.outcomes import queries
from meetings.outcomes.feature import feature
from meetings.outcomes.forms import ThemeForm
from meetings.outcomes.models import OutcomeTheme

P = Permission


@feature.page("/outcomes/themes", P.EDIT_OUTCOMES)
def themes(actor: Actor) -> ResponseReturnValue:
    return _page(ThemeForm(formdata=None))


@feature.change("/outcomes/themes/<symbol>", P.EDIT_OUTCOMES, load=cycle_for)
def add_theme(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    form = ThemeForm()
    if form.validate():
        try:
            actions.add_theme(actor, cycle, form.name.data or "")
            flash(_("The theme is on the list."), "ok")
            return redirect(url_for("outcomes.themes"), 303)
        except Refused as no:
            form.refuse(no)
    return make_response(_page(form, cycle=cycle), 422)


@feature.change("/outcomes/themes/<symbol>/<int:theme_id>", P.EDIT_OUTCOMES, load=queries.theme_for)
def rename_theme(actor: Actor, theme: OutcomeTheme) -> ResponseReturnValue:
    form = ThemeForm()
    if form.validate():
        try:
            actions.rename_theme(actor, theme, form.name.data or "")
            flash(_("The theme is called otherwise now."), "ok")
            return redirect(url_for("outcomes.themes"), 303)
        except Refused as no:
            form.refuse(no)
    return make_response(_page(form, theme=theme), 422)


@feature.change("/outcomes/themes/<symbol>/<int:theme_id>/delete", P.EDIT_OUTCOMES, load=queries.theme_for)
def delete_theme(actor: Actor, theme: OutcomeTheme) -> ResponseReturnValue:
    actions.delete_theme(actor, theme)
    flash(_("The theme is off the list. Outcomes that had it have none now."), "ok")
    return redirect(url_for("outcomes.themes"), 303)


def _page(form: ThemeForm, cycle: Cycle | None = None, theme: OutcomeTheme | None = None) -> str:
    """The list; the form that was sent stands where it was sent from."""
    return render_template(
        "outcomes/themes.html",
        cycles=queries.cycles_with_themes(),
        form=form,
        empty=ThemeForm(formdata=None),
        sent_cycle=cycle.id if cycle else None,
        sent_theme=theme.id if theme else None,
    )

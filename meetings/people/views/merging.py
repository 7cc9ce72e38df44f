"""Likely duplicates, two records side by side, what was merged and can be undone."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused, Stale
from meetings.directory import queries as directory
from meetings.directory.models import Person
from meetings.people import actions, queries
from meetings.people.forms import MergeForm, ProvenForm
from meetings.people.models import PersonMerge
from meetings.people.queries.duplicates import PER_PAGE, Pair
from meetings.people.queries.merges import PER_PAGE as MERGES_PER_PAGE
from meetings.people.rules import CHOSEN, NEIGHBOURS
from meetings.people.views.feature import feature
from meetings.people.views.showing import shown_values


@feature.page("/people/duplicates", Permission.EDIT_PEOPLE)
def duplicates(actor: Actor) -> ResponseReturnValue:
    page = page_number(request.args.get("page", ""))
    found, total = queries.duplicates(actor, page)
    address = lambda page: url_for(".duplicates", page=page)  # noqa: E731
    return render_template(
        "people/duplicates.html",
        found=found,
        page=page_of(total, page, PER_PAGE, address),
        neighbours=NEIGHBOURS,
    )


@feature.page("/people/<key>/same", Permission.EDIT_PEOPLE, load=directory.person_for)
def same(actor: Actor, person: Person) -> ResponseReturnValue:
    """Look for another record of this person, where none was proposed."""
    q = request.args.get("q", "")[:200].replace("\0", " ").strip()
    found = [p for p in directory.people(actor, q).rows if p.id != person.id] if q else []
    return render_template("people/same.html", person=person, q=q, found=found[:20])


@feature.form("/people/<key>/merge/<other_key>", Permission.EDIT_PEOPLE, load=queries.pair_for)
def merge(actor: Actor, pair: Pair) -> ResponseReturnValue:
    kept, gone = pair.kept, pair.gone
    form = MergeForm(seen_kept=kept.version, seen_gone=gone.version)
    form.offer(*shown_values(kept, gone))
    if form.validate_on_submit():
        try:
            seen = (form.seen_kept.data, form.seen_gone.data)
            actions.merge(actor, kept, gone, form.chosen(), seen)
            flash(_("The two records are one. It can be undone here."), "ok")
            return redirect(url_for("directory.person", key=kept.key), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                form.seen_kept.data, form.seen_gone.data = kept.version, gone.version
                form.offer(*shown_values(kept, gone))
    page = render_template(
        "people/merge.html",
        form=form,
        kept=kept,
        gone=gone,
        fields=[form[name] for name in CHOSEN],
        moving=queries.moving(actor, gone),
        both_sign_in=kept.account_id is not None and gone.account_id is not None,
    )
    return make_response(page, 422 if request.method == "POST" else 200)


@feature.change("/people/<key>/not/<other_key>", Permission.EDIT_PEOPLE, load=queries.pair_for)
def not_same(actor: Actor, pair: Pair) -> ResponseReturnValue:
    actions.say_not_same(actor, pair.kept, pair.gone)
    flash(_("Remembered: they are not the same. They are not proposed again."), "ok")
    return redirect(url_for(".duplicates"), 303)


@feature.change("/people/<key>/maybe/<other_key>", Permission.EDIT_PEOPLE, load=queries.pair_for)
def maybe_same(actor: Actor, pair: Pair) -> ResponseReturnValue:
    actions.say_same_again(actor, pair.kept, pair.gone)
    flash(_("They can be proposed again."), "ok")
    return redirect(url_for("directory.person", key=pair.kept.key), 303)


@feature.page("/people/merges", Permission.EDIT_PEOPLE)
def merges(actor: Actor) -> ResponseReturnValue:
    page = page_number(request.args.get("page", ""))
    found, total = queries.merges(actor, page)
    address = lambda page: url_for(".merges", page=page)  # noqa: E731
    return render_template(
        "people/merges.html", found=found, page=page_of(total, page, MERGES_PER_PAGE, address)
    )


@feature.form("/people/merges/<int:merge_id>/proven", Permission.EDIT_PEOPLE, load=queries.merge_for)
def proven(actor: Actor, made: PersonMerge) -> ResponseReturnValue:
    """The office answers for it that both are one person, where nobody can read the other address any more."""
    form = ProvenForm()
    if form.validate_on_submit():
        try:
            actions.prove_by_office(actor, made, form.reason.data or "")
            flash(_("Noted: both are this person’s, and the copy holds both."), "ok")
            return redirect(url_for(".merges"), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template("people/proven.html", form=form, made=made)
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.change("/people/merges/<int:merge_id>/undo", Permission.EDIT_PEOPLE, load=queries.merge_for)
def undo(actor: Actor, made: PersonMerge) -> ResponseReturnValue:
    person = actions.undo(actor, made)
    flash(_("The merge is undone: there are two records again."), "ok")
    return redirect(url_for("directory.person", key=person.key), 303)

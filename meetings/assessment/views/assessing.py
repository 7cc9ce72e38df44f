"""An assessor's pages: what they have, the question of a conflict, the scores."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import actions, queries
from meetings.assessment.forms import ConflictForm, ReasonForm, RemarkForm, ScoresForm, scores_form
from meetings.assessment.rules import AssignmentState, check_complete, points, weighted
from meetings.assessment.views.feature import feature
from meetings.base import files
from meetings.base.forms import Form, said
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Refused, Stale
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.queries import edition_for

P = Permission
HERE = "/fellowships/<slug>/assess"
ONE = f"{HERE}/<key>"


@feature.page(HERE, P.ASSESS, load=edition_for)
def assess_list(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """What this assessor has before them; in a blind edition a search finds only what is shown."""
    q = request.args.get("q", "").replace("\0", "").strip()[:200]
    return render_template(
        "assessment/list.html",
        edition=edition,
        mine=queries.mine(actor, edition, q),
        q=q,
        S=AssignmentState,
        LANGUAGES=LANGUAGES,
    )


@feature.form(ONE, P.ASSESS, load=queries.seat_for)
def assess(actor: Actor, seat: queries.Seat) -> ResponseReturnValue:
    """The application and its scores; a draft is kept, handing in needs all of them."""
    form = scores_form(seat.application.edition, seat.mine)
    if request.method == "GET":
        if request.args.get("check") and seat.mine.state is AssignmentState.ASSESSING:
            _mark(form, check_complete(queries.scales_of(seat.application.edition), form.given()))
        return _page(actor, seat, scores=form)
    if not form.validate():
        return _page(actor, seat, scores=form, code=422)
    hand_in = request.form.get("do") == "hand_in"
    try:
        actions.save(
            actor,
            seat.mine,
            form.given(),
            form.summary.data or "",
            form.version.data,
            hand_in=hand_in,
        )
    except actions.Unfinished:
        # What was written is kept; the page says what is missing.
        flash(_("What you wrote is kept. It cannot be handed in yet."), "warn")
        return redirect(_address(seat, check="1"), 303)
    except Refused as no:
        form.refuse(no)
        stale = isinstance(no, Stale)
        if stale:
            form.version.data = seat.mine.version
        return _page(actor, seat, scores=form, code=409 if stale or not no.field else 422, stale=stale)
    flash(_("Handed in. Thank you.") if hand_in else _("Kept as a draft. Nobody else sees it."), "ok")
    return redirect(_address(seat), 303)


def _mark(form: ScoresForm, missing: dict[str, Refused]) -> None:
    for name, no in missing.items():
        form[name].errors = [*form[name].errors, said(no)]


@feature.change(f"{ONE}/conflict", P.ASSESS, load=queries.seat_for)
def answer_conflict(actor: Actor, seat: queries.Seat) -> ResponseReturnValue:
    """Yes or no, recorded. With a yes the file closes."""
    form = ConflictForm()
    if not form.validate():
        return _page(actor, seat, conflict=form, code=422)
    conflict = form.conflict.data == "yes"
    try:
        actions.answer_conflict(actor, seat.mine, conflict, form.reason.data or "")
    except Refused as no:
        form.refuse(no)
        return _page(actor, seat, conflict=form, code=422 if no.field else 409)
    if conflict:
        flash(_("Your conflict of interest is recorded. Somebody else is asked."), "ok")
        return redirect(url_for("assessment.assess_list", slug=seat.application.edition.slug), 303)
    flash(_("Recorded: no conflict of interest."), "ok")
    return redirect(_address(seat), 303)


@feature.change(f"{ONE}/recuse", P.ASSESS, load=queries.seat_for)
def recuse(actor: Actor, seat: queries.Seat) -> ResponseReturnValue:
    """An assessor sees only now that they cannot judge."""
    form = ReasonForm()
    if not form.validate():
        return _page(actor, seat, recusal=form, code=422)
    try:
        actions.recuse(actor, seat.mine, form.reason.data or "")
    except Refused as no:
        form.refuse(no)
        return _page(actor, seat, recusal=form, code=409)
    flash(_("Your recusal is recorded. Somebody else is asked."), "ok")
    return redirect(url_for("assessment.assess_list", slug=seat.application.edition.slug), 303)


@feature.change(f"{ONE}/take-back", P.ASSESS, load=queries.seat_for)
def take_back(actor: Actor, seat: queries.Seat) -> ResponseReturnValue:
    """Take back what was handed in, to change it."""
    actions.take_back(actor, seat.mine)
    flash(_("It is a draft again, and does not count until you hand it in."), "ok")
    return redirect(_address(seat), 303)


@feature.change(f"{ONE}/remarks", P.ASSESS, load=queries.seat_for)
def say(actor: Actor, seat: queries.Seat) -> ResponseReturnValue:
    """To the panel; whoever has not handed in yet judges alone first."""
    form = RemarkForm()
    try:
        if seat.mine.state is not AssignmentState.HANDED_IN:
            raise Refused("Hand in your scores first; then the panel talks.")
        if not form.validate():
            return _page(actor, seat, talk=form, code=422)
        actions.remark(actor, seat.application, form.text.data or "")
    except Refused as no:
        form.refuse(no)
        return _page(actor, seat, talk=form, code=422 if no.field else 409)
    flash(_("Said."), "ok")
    return redirect(_address(seat) + "#talk", 303)


@feature.page(f"{ONE}/files/<kind>", P.ASSESS, load=queries.seat_file_for)
def assess_file(actor: Actor, one: queries.SeatFile) -> ResponseReturnValue:
    """A document of the application; in a blind edition its redacted copy."""
    return files.send(one.file)


@feature.page(f"{ONE}/answers/<file_key>", P.ASSESS, load=queries.seat_answer_for)
def assess_answer(actor: Actor, one: queries.SeatFile) -> ResponseReturnValue:
    """A file among the answers to the edition's own questions; none in a blind edition."""
    return files.send(one.file)


def _address(seat: queries.Seat, **more: Any) -> str:
    application = seat.application
    return url_for("assessment.assess", slug=application.edition.slug, key=application.key, **more)


def _page(
    actor: Actor,
    seat: queries.Seat,
    scores: ScoresForm | None = None,
    conflict: ConflictForm | None = None,
    recusal: ReasonForm | None = None,
    talk: RemarkForm | None = None,
    code: int = 200,
    stale: bool = False,
) -> ResponseReturnValue:
    edition, mine = seat.application.edition, seat.mine
    form: Form | None = scores or conflict or recusal or talk
    handed_in = mine.state is AssignmentState.HANDED_IN
    kept = {one.criterion_id: one for one in mine.scores}
    total = weighted(
        queries.scales_of(edition), {id_: one.value for id_, one in kept.items() if one.value is not None}
    )
    page = render_template(
        "assessment/assess.html",
        edition=edition,
        application=seat.application,
        seat=seat,
        mine=mine,
        shown=queries.read_by(actor, seat.application),
        without_names=lambda text: queries.as_assessor(seat.application, text),
        copies=queries.redacted(seat.application.files) if edition.blind else {},
        answer_url=lambda file_key: url_for(
            "assessment.assess_answer", slug=edition.slug, key=seat.application.key, file_key=file_key
        ),
        form=form if form is not None and (form.errors or form.top_errors) else None,
        scores=scores or scores_form(edition, mine, formdata=None),
        conflict=conflict or ConflictForm(formdata=None),
        recusal=recusal or ReasonForm(formdata=None),
        talk=talk or RemarkForm(formdata=None),
        # Whoever has not handed in judges alone.
        remarks=queries.remarks(actor, seat.application) if handed_in else [],
        handed_in=handed_in,
        typed=scores is not None and code != 200,  # drawn again, whatever has become of it meanwhile
        kept=kept,
        total=points(total),
        stale=stale,
        S=AssignmentState,
        LANGUAGES=LANGUAGES,
    )
    return make_response(page, code)

"""What a personal link opens: the summary, and what one says of it. Opening it changes nothing; the buttons do."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actions import token_of
from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.refusals import NotFound, Refused
from meetings.outcomes.rules import SEEN, SummaryStatus, split_footnotes, word_changes
from meetings.programme import releases
from meetings.programme.rules import moment
from meetings.programme.views.showing import reader_zone, zone_options
from meetings.rounds import actions, queries
from meetings.rounds.actions.answering import AnswersRefused
from meetings.rounds.forms import ReadingForm, reading_form
from meetings.rounds.queries import ReadingPage
from meetings.rounds.queries.reading import others_of
from meetings.rounds.rules import Kind
from meetings.rounds.views.feature import feature


@feature.form("/round/<token>", Permission.REGISTER)
def read(actor: Actor, token: str) -> ResponseReturnValue:
    """Without an account: whoever holds the link is the person whom it went to."""
    try:
        page = queries.reading_page(token)
    except NotFound:
        return make_response(render_template("rounds/no_link.html"), 404)
    sent = request.method == "POST"
    form = reading_form(page, sent)
    if not sent:
        return _page(actor, token, page, form)
    try:
        if _answered(page, form):
            late = clock.now() > page.round.deadline_at
            flash(
                _("Kept, and shown as late.") if late else _("Thank you. Your answers are kept."),
                "warn" if late else "ok",
            )
            return redirect(url_for("rounds.read", token=token), 303)
    except AnswersRefused as no:
        for paragraph, refused in no.by_paragraph.items():
            form.refuse_at(paragraph, refused)
        return _page(actor, token, queries.reading_page(token), form, 422)
    except Refused as no:
        form.refuse(no)
        return _page(actor, token, queries.reading_page(token), form, 409)
    return _page(actor, token, page, form, 422)


def _answered(page: ReadingPage, form: ReadingForm) -> bool:
    """Whether something was kept; a form that needs mending is not."""
    if not form.validate():
        return False
    ids = [one.row.id for one in page.paragraphs]
    if request.form.get("all") == "agree":
        _check_nothing_new(page, form)
        actions.agree_to_all(page.reader, {p: form[f"version_{p}"].data or 0 for p in ids})
    else:
        actions.answer(page.reader, form.said(ids))
    return True


def _check_nothing_new(page: ReadingPage, form: ReadingForm) -> None:
    """Whoever agrees to everything, but has typed something that is not kept yet, is asked which is meant."""
    kept = {one.row.id: one.mine.text if one.mine else "" for one in page.paragraphs}
    before = kept | {None: page.whole.text if page.whole else ""}
    new = {
        said.paragraph_id
        for said in form.said(list(kept))
        if said.text not in ("", before[said.paragraph_id])
    }
    if new:
        no = Refused(
            "You have written something that is not kept yet. Send your answers, or take the words out first."
        )
        raise AnswersRefused(dict.fromkeys(new, no))


def _page(
    actor: Actor, token: str, page: ReadingPage, form: ReadingForm, code: int = 200
) -> ResponseReturnValue:
    of, meeting = page.round, page.session.meeting
    reader, status = page.reader, page.round.summary.status
    own = reader.registration.zone if reader.registration is not None else ""
    zone = reader_zone(actor) or own or None
    html = render_template(
        "rounds/read.html",
        token=token,
        page=page,
        round=of,
        session=page.session,
        named=releases.told_of(actor, page.session),  # the draft of the programme is the office's
        meeting=meeting,
        form=form,
        when=moment(of.deadline_at, meeting.zone, meeting.city, zone),
        left=of.deadline_at - clock.now(),
        past=clock.now() > of.deadline_at,
        zone=zone,
        options=zone_options(of.deadline_at.replace(minute=0, second=0), zone or meeting.zone),
        # What is not shown is being written again, or looked through.
        seen=_(SEEN[status if page.shown else SummaryStatus.DRAFT]),
        others=[
            (releases.told_of(actor, other.session), other.answered, token_of(other.link))
            for other in others_of(reader)
        ],
        unkept=_unkept(),
        split_footnotes=split_footnotes,
        word_changes=word_changes,
        K=Kind,
    )
    return make_response(html, code)


def _unkept() -> list[str]:
    """What was typed and sent, for a page that has no fields any more, to be copied; its paragraph may have gone."""
    found = [words.strip() for name, words in request.form.items() if name.startswith("text_")]
    return [words for words in found if words]

"""Views: a summary by paragraphs – change, add, move, take out; the proposal; frozen versions; the office's guide."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import NotFound, Refused
from meetings.outcomes import actions, queries
from meetings.outcomes.feature import RECORD, feature
from meetings.outcomes.forms import GuideForm, ParagraphForm, SummaryTermsForm
from meetings.outcomes.gathering import facts_of
from meetings.outcomes.models import SummaryParagraph
from meetings.outcomes.proposal import propose
from meetings.outcomes.rules import paragraph_changes, word_changes
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import meeting_for, recorded_session_for
from meetings.programme.rules import MeetingKind

P = Permission
PARAGRAPH = RECORD + "/paragraphs/<int:paragraph_id>"


def address(session: MeetingSession, paragraph: SummaryParagraph | None = None) -> str:
    """The page of a session's record, at one of its paragraphs."""
    page = url_for("outcomes.session_record", slug=session.meeting.slug, label=session.label)
    return page + (f"#p{paragraph.id}" if paragraph is not None else "#read")


@feature.form(PARAGRAPH, P.WRITE_RECORD, load=queries.place_for)
def edit_paragraph(actor: Actor, at: queries.Place) -> ResponseReturnValue:
    """One paragraph; whoever saves over another's words sees both, also when it was taken out meanwhile."""
    form = ParagraphForm()
    session, paragraph = at.session, at.paragraph
    if paragraph is None:
        return _taken_out(session, form)
    if request.method == "GET":
        form.text.data, form.version.data = paragraph.text, paragraph.version
        form.after.data, form.place.data = _stands(paragraph)
    elif form.validate():
        try:
            actions.edit_paragraph(actor, paragraph, form.text.data or "", form.version.data or 0)
            flash(_("The paragraph is changed."), "ok")
            return redirect(address(session, paragraph), 303)
        except NotFound:  # it went in this very moment
            return _taken_out(session, form)
        except Refused as no:
            form.refuse(no)
    return _paragraph_page(session, form, paragraph)


def _stands(paragraph: SummaryParagraph) -> tuple[int, int]:
    """The id of the paragraph before it (0: none), and its number."""
    rows = paragraph.summary.paragraphs
    at = rows.index(paragraph)
    return (rows[at - 1].id if at else 0), at + 1


def _taken_out(session: MeetingSession, form: ParagraphForm) -> ResponseReturnValue:
    """What was typed in a paragraph that was taken out meanwhile: it can be saved as a new one where that stood."""
    if request.method == "GET":
        raise NotFound
    if form.validate():
        form.refuse(
            Refused("Somebody took this paragraph out while you were writing. Your text is not kept yet.")
        )
    return _paragraph_page(session, form, None)


@feature.form(RECORD + "/paragraphs", P.WRITE_RECORD, load=recorded_session_for)
def add_paragraph(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """A new paragraph, behind the one that `after` names."""
    form = ParagraphForm()
    if request.method == "GET":
        form.after.process_formdata([request.args.get("after", "0")])
    elif form.validate():
        try:
            where = (form.after.data or 0, form.place.data or 0)
            summary = actions.add_paragraphs(actor, session, form.text.data or "", *where)
            flash(_("The paragraph is added."), "ok")
            places = [p for p in summary.paragraphs if p.id == form.after.data]
            return redirect(address(session, places[0] if places else None), 303)
        except Refused as no:
            form.refuse(no)
    return _paragraph_page(session, form, None)


def _paragraph_page(
    session: MeetingSession, form: ParagraphForm, paragraph: SummaryParagraph | None
) -> ResponseReturnValue:
    sent = form.is_submitted()
    stale = sent and paragraph is not None and form.version.data != paragraph.version
    changes = word_changes(paragraph.text, form.text.data or "") if stale and paragraph else []
    if paragraph is not None:
        form.version.data = paragraph.version  # who has compared both texts saves on the one that is kept now
    page = render_template(
        "outcomes/paragraph.html",
        form=form,
        paragraph=paragraph,
        adding=url_for("outcomes.add_paragraph", slug=session.meeting.slug, label=session.label),
        stale=stale,
        changes=changes,
        session=session,
        meeting=session.meeting,
    )
    return make_response(page, 422 if sent else 200)


@feature.change(PARAGRAPH + "/move", P.WRITE_RECORD, load=queries.paragraph_for)
def move_paragraph(actor: Actor, paragraph: SummaryParagraph) -> ResponseReturnValue:
    actions.move_paragraph(actor, paragraph, down=request.form.get("to") == "down")
    return redirect(address(paragraph.summary.session, paragraph), 303)


@feature.change(PARAGRAPH + "/delete", P.WRITE_RECORD, load=queries.paragraph_for)
def delete_paragraph(actor: Actor, paragraph: SummaryParagraph) -> ResponseReturnValue:
    session, form = paragraph.summary.session, ParagraphForm()
    actions.delete_paragraph(actor, paragraph, form.version.data or 0)
    flash(_("The paragraph is taken out."), "ok")
    return redirect(address(session), 303)


@feature.change(PARAGRAPH + "/offer", P.WRITE_RECORD, load=queries.paragraph_for)
def answer_offer(actor: Actor, paragraph: SummaryParagraph) -> ResponseReturnValue:
    """Take what the record would give now, or keep one's own words."""
    take = request.form.get("take") == "yes"
    actions.answer_offer(actor, paragraph, take, ParagraphForm().version.data or 0)
    flash(_("The words of the record are taken.") if take else _("Your words stay."), "ok")
    return redirect(address(paragraph.summary.session, paragraph), 303)


@feature.change(RECORD + "/proposal", P.WRITE_RECORD, load=recorded_session_for)
def compose_summary(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Lay the proposal of the rules under what is written."""
    guide, _version = queries.guide_of(session.meeting.kind)
    actions.compose(actor, session, propose(facts_of(actor, session), guide))
    flash(_("The proposal is laid under the text. What you have written stays as it is."), "ok")
    return redirect(address(session), 303)


@feature.change(RECORD + "/names", P.WRITE_RECORD, load=recorded_session_for)
def dismiss_names(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Say that nobody is meant by the words that are also family names."""
    summary = queries.find_summary(session)
    if summary is None:
        raise NotFound
    actions.dismiss_names(actor, summary, ParagraphForm().version.data or 0)
    flash(_("Noted. Whatever is changed is asked about again."), "ok")
    return redirect(address(session), 303)


@feature.page(RECORD + "/versions/<int:number>", P.WRITE_RECORD, load=queries.version_for)
def summary_version(actor: Actor, found: queries.FrozenVersion) -> ResponseReturnValue:
    """A text as it was frozen, and what changed since the one before."""
    before = found.before
    changes = paragraph_changes(before.paragraphs, found.version.paragraphs) if before else None
    return render_template(
        "outcomes/version.html",
        found=found,
        version=found.version,
        before=before,
        changes=changes,
        session=found.session,
        meeting=found.session.meeting,
    )


@feature.change(RECORD + "/hand-in", P.WRITE_RECORD, load=recorded_session_for)
def hand_in_summary(actor: Actor, session: MeetingSession) -> ResponseReturnValue:
    """Hand in what is written, as it stands."""
    summary = queries.find_summary(session)
    if summary is None:
        raise Refused("The summary is empty. Write it first, then hand it in.")
    actions.hand_in(actor, summary)
    flash(_("Handed in. The moderator and the organizers read it now."), "ok")
    return redirect(address(session), 303)


@feature.form("/outcomes/guides/<kind>", P.APPROVE_SUMMARY)
def summary_guide(actor: Actor, kind: str) -> ResponseReturnValue:
    """How summaries of such meetings begin, and how long they should be."""
    if kind not in set(MeetingKind):
        raise NotFound
    of, form = MeetingKind(kind), GuideForm()
    guide, version = queries.guide_of(of)
    if request.method == "GET":
        form.show(guide)
        form.version.data = version
    elif form.validate():
        try:
            actions.set_guide(actor, of, form.given(), form.version.data or 0)
            flash(_("Kept. Proposals begin so from now on."), "ok")
            return redirect(url_for("outcomes.summary_guide", kind=kind), 303)
        except Refused as no:
            form.refuse(no)
    stale = form.is_submitted() and form.version.data != version
    form.version.data = version
    page = render_template(
        "outcomes/guide.html", form=form, kind=of, kinds=_kinds(of), stale=stale, guide=guide
    )
    return make_response(page, 422 if form.is_submitted() else 200)


def _kinds(of: MeetingKind) -> list[tuple[str, str, bool]]:
    """The tabs: each kind of meeting has its own guide."""
    return [(_(k.label), url_for("outcomes.summary_guide", kind=k.value), k is of) for k in MeetingKind]


@feature.form("/meetings/<slug>/outcomes/terms", P.APPROVE_SUMMARY, load=meeting_for)
def summary_terms(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Whether this meeting confirms its summaries by rounds."""
    form, stands = SummaryTermsForm(), queries.terms_of(meeting)
    if request.method == "GET":
        form.without_rounds.data, form.because.data = stands.without_rounds, stands.because
    elif form.validate():
        try:
            given: dict[str, Any] = {
                "without_rounds": bool(form.without_rounds.data),
                "because": form.because.data or "",
            }
            actions.set_terms(actor, meeting, **given, version=form.version.data or 0)
            flash(_("Kept."), "ok")
            return redirect(url_for("outcomes.meeting_outcomes", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            stands = queries.terms_of(meeting)
    form.version.data = stands.version
    page = render_template("outcomes/summary_terms.html", form=form, meeting=meeting)
    return make_response(page, 422 if form.is_submitted() else 200)

"""The editor of a composed form: its routes belong to the room that knows what the form is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from meetings.access.actor import Actor
from meetings.access.queries import audit_rows
from meetings.access.routes import Feature
from meetings.base.forms import Form
from meetings.base.refusals import Refused
from meetings.questions import actions, queries
from meetings.questions.forms import CopyForm, SectionWriting
from meetings.questions.models import Question, Section
from meetings.questions.rules import AskedForm, FormAbout, QuestionKind, only_if, proposed
from meetings.questions.views.trial import core_labels, trial_page
from meetings.questions.views.writing import question_page, section_page

Load = Callable[..., FormAbout]
Others = Callable[[Actor, FormAbout], Sequence[FormAbout]]


@dataclass(frozen=True)
class Held:
    """A section or question of the form of a thing; permissions are checked on the thing."""

    about: FormAbout
    part: Any

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.about.scopes()


class Editor:
    """The pages and buttons of one kind of form. `core` is the form that the questions are added to: its own fields
    are always asked. `home` is the endpoint of the thing's own page, `head` a template of the room above, drawn above
    each page."""

    def __init__(
        self, feature: Feature, load: Load, others: Others, core: type[Form], home: str, head: str | None
    ) -> None:
        self.feature, self.load, self.others, self.core = feature, load, others, core
        self.home, self.head = home, head

    # ── Loading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def load_section(self, actor: Actor, section_id: int, **keys: Any) -> Held:
        about = self.load(actor, **keys)
        return Held(about, queries.get_section(about.kind, about.id, section_id))

    def load_question(self, actor: Actor, question_id: int, **keys: Any) -> Held:
        about = self.load(actor, **keys)
        return Held(about, queries.get_question(about.kind, about.id, question_id))

    # ── The form ─────────────────────────────────────────────────────────────────────────────────────────────────

    def questions(self, actor: Actor, about: FormAbout) -> ResponseReturnValue:
        return self._form_page(actor, about, Form(formdata=None))

    def start_questions(self, actor: Actor, about: FormAbout) -> ResponseReturnValue:
        """Begin with what the house proposes."""
        return self._done(
            actor,
            about,
            lambda: actions.begin_form(actor, about, proposed(_)),
            _("The form begins with access needs. Change it as you like."),
        )

    def copy_questions(self, actor: Actor, about: FormAbout) -> ResponseReturnValue:
        others = {other.id: other for other in self.others(actor, about)}
        form = CopyForm()
        form.source.choices = [SelectChoice(other.id, other.title) for other in others.values()]
        if not form.validate():
            return self._form_page(actor, about, form, 422)
        source = others[form.source.data]
        return self._done(
            actor,
            about,
            lambda: actions.copy_form(actor, source, about),
            _("The questions of %(title)s are copied.", title=source.title),
        )

    def try_questions(self, actor: Actor, about: FormAbout) -> ResponseReturnValue:
        return trial_page(about, self.core, self.frame(about))

    # ── Sections ─────────────────────────────────────────────────────────────────────────────────────────────────

    def new_section(self, actor: Actor, about: FormAbout) -> ResponseReturnValue:
        form = SectionWriting()
        if form.validate_on_submit():
            try:
                section = actions.add_section(actor, about, form.draft())
                flash(_("The section is there. Ask something in it."), "ok")
                return redirect(self.to(about, "questions", _anchor=f"s{section.id}"), 303)
            except Refused as no:
                form.refuse(no)
        return section_page(form, None, self.frame(about))

    def edit_section(self, actor: Actor, held: Held) -> ResponseReturnValue:
        section: Section = held.part
        form = SectionWriting()
        if request.method == "GET":
            form.show(section)
        elif form.validate():
            try:
                actions.change_section(actor, section, form.draft(), form.version.data)
                flash(_("The section is changed."), "ok")
                return redirect(self.to(held.about, "questions", _anchor=f"s{section.id}"), 303)
            except Refused as no:
                form.refuse(no)
        return section_page(form, section, self.frame(held.about))

    def move_section(self, actor: Actor, held: Held) -> ResponseReturnValue:
        """Up, or (direction=down) down."""
        up = request.form.get("direction") != "down"
        return self._done(
            actor, held.about, lambda: actions.move_section(actor, held.part, up), at=f"s{held.part.id}"
        )

    def take_out_section(self, actor: Actor, held: Held) -> ResponseReturnValue:
        return self._done(
            actor,
            held.about,
            lambda: actions.take_out_section(actor, held.part),
            _("The section is taken out."),
        )

    # ── Questions ────────────────────────────────────────────────────────────────────────────────────────────────

    def new_question(self, actor: Actor, held: Held) -> ResponseReturnValue:
        """A question of the kind in the address (kind=choice); one line of text when it names none."""
        kind = request.args.get("kind", "")
        return question_page(
            actor,
            held.about,
            held.part,
            None,
            QuestionKind(kind) if kind in set(QuestionKind) else QuestionKind.TEXT,
            self.frame(held.about),
        )

    def edit_question(self, actor: Actor, held: Held) -> ResponseReturnValue:
        question: Question = held.part
        return question_page(
            actor, held.about, question.section, question, question.kind, self.frame(held.about)
        )

    def move_question(self, actor: Actor, held: Held) -> ResponseReturnValue:
        """Up, or (direction=down) down."""
        up = request.form.get("direction") != "down"
        return self._done(
            actor, held.about, lambda: actions.move_question(actor, held.part, up), at=f"q{held.part.id}"
        )

    def take_out_question(self, actor: Actor, held: Held) -> ResponseReturnValue:
        """Ask it no longer, or (back=1) again."""
        if request.form.get("back") == "1":
            return self._done(
                actor,
                held.about,
                lambda: actions.bring_back_question(actor, held.part),
                _("The question is asked again."),
                at=f"q{held.part.id}",
            )

        def take_out() -> str:
            answers = actions.take_out_question(actor, held.part)
            if not answers:
                return _("The question is taken out. Nobody had answered it.")
            return ngettext(
                "The question is taken out. %(num)s answer is kept; you can bring it back below.",
                "The question is taken out. %(num)s answers are kept; you can bring it back below.",
                answers,
            )

        return self._done(actor, held.about, take_out)

    # ── What the pages have in common ────────────────────────────────────────────────────────────────────────────

    def to(self, about: FormAbout, name: str, **values: Any) -> str:
        """The address of a page of this form."""
        return url_for(f"{self.feature.name}.{name}", **{**about.keys, **values})

    def home_of(self, about: FormAbout) -> str:
        """The address of the thing's own page."""
        values: dict[str, Any] = {**about.keys}
        return url_for(self.home, **values)

    def frame(self, about: FormAbout) -> dict[str, Any]:
        """What every template of the editor is given."""

        def to(name: str, **values: Any) -> str:
            return self.to(about, name, **values)

        return {"about": about, "to": to, "head": self.head, "home": self.home_of(about)}

    def _done(
        self, actor: Actor, about: FormAbout, act: Callable[[], object], told: str = "", at: str | None = None
    ) -> ResponseReturnValue:
        """Press a button: back to the form, or the form with the reason why not."""
        form = Form()
        try:
            said = act()
        except Refused as no:
            form.refuse(no)
            return self._form_page(actor, about, form, 409)
        if told or isinstance(said, str):
            flash(told or str(said), "ok")
        return redirect(self.to(about, "questions", _anchor=at), 303)

    def _form_page(
        self, actor: Actor, about: FormAbout, form: Form, status: int = 200
    ) -> ResponseReturnValue:
        found = queries.find_form(about.kind, about.id)
        asked = queries.as_asked(found) if found else AskedForm()
        words = {category.code: _(category.words) for category in about.categories}
        page = render_template(
            "questions/form.html",
            form=form,
            found=found,
            asked=asked,
            only_ifs={q.id: only_if(q, asked.questions, words) for q in asked.questions},
            counts=queries.answer_counts(actor, found) if found else {},
            core=core_labels(self.core),
            others=self.others(actor, about),
            kinds=QuestionKind,
            trail=audit_rows(actor, 20, "question_form", found.id) if found else [],
            **self.frame(about),
        )
        return make_response(page, status)

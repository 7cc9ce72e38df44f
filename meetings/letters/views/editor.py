"""The list of letters and what is done to all of them; one letter has a page of its own (page.py)."""

from dataclasses import dataclass
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from meetings.access.actor import Actor
from meetings.access.routes import Feature
from meetings.base.forms import Form
from meetings.base.refusals import NotFound, Refused
from meetings.letters import actions, queries
from meetings.letters.forms import CopyForm, DefaultForm
from meetings.letters.mails import Mails, Source, Went, mails_about
from meetings.letters.rules import LetterKind, LettersAbout
from meetings.letters.views.languages import languages_of
from meetings.letters.views.page import LetterPage


@dataclass(frozen=True)
class Held:
    """A kind of mail about a thing, among a room's mails; permissions are checked on the thing."""

    about: LettersAbout
    mails: Mails
    kind: LetterKind

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.about.scopes()


class Editor:
    """The pages of all mails about one kind of thing."""

    def __init__(self, feature: Feature, source: Source, home: str, head: str) -> None:
        self.feature, self.source, self.home, self.head = feature, source, home, head

    def load_letter(self, actor: Actor, kind: str, **keys: Any) -> Held:
        about = self.source.load(actor, **keys)
        for mails in mails_about(about.kind):
            for known in mails.kinds:
                if known.code == kind:
                    return Held(about, mails, known)
        raise NotFound

    def letters(self, actor: Actor, about: LettersAbout) -> ResponseReturnValue:
        return self._list_page(actor, about, Form(formdata=None))

    def copy_letters(self, actor: Actor, about: LettersAbout) -> ResponseReturnValue:
        """Take over what was edited elsewhere; what is edited here stays."""
        others = {other.id: other for other in self.source.others(actor, about)}
        form = CopyForm()
        form.source.choices = [SelectChoice(other.id, other.title) for other in others.values()]
        if not form.validate():
            return self._list_page(actor, about, form, 422)
        kinds = [kind for mails in mails_about(about.kind) for kind in mails.kinds]
        try:
            copied, stayed = actions.copy_texts(actor, others[form.source.data], about, kinds)
        except Refused as no:
            form.refuse(no)
            return self._list_page(actor, about, form, 422)
        told = [ngettext("%(num)s text is copied.", "%(num)s texts are copied.", copied)]
        if stayed:
            told.append(
                ngettext("%(num)s that is edited here stays.", "%(num)s that are edited here stay.", stayed)
            )
        flash(" ".join(told), "ok")
        return redirect(self.to(about, "letters"), 303)

    def letter(self, actor: Actor, held: Held) -> ResponseReturnValue:
        page = LetterPage(held.mails, actor, held.about, held.kind, self.frame(held.about))
        return page.sent() if request.method == "POST" else page.shown()

    def default_letter(self, actor: Actor, held: Held) -> ResponseReturnValue:
        page = LetterPage(held.mails, actor, held.about, held.kind, self.frame(held.about))
        version = DefaultForm().version.data
        try:
            actions.back_to_default(actor, held.about, held.kind, page.language, version)
        except Refused as no:
            return page.shown(no)
        flash(
            _("The default text stands again. What stood before is kept below, under who changed what."), "ok"
        )
        return redirect(page.address(), 303)

    # ── What the pages have in common ────────────────────────────────────────────────────────────────────────────

    def to(self, about: LettersAbout, name: str, **values: Any) -> str:
        """The address of a page of these letters."""
        return url_for(f"{self.feature.name}.{name}", **{**about.keys, **values})

    def frame(self, about: LettersAbout) -> dict[str, Any]:
        """What every template is given."""

        def to(name: str, **values: Any) -> str:
            return self.to(about, name, **values)

        home: dict[str, Any] = {**about.keys}
        return {"about": about, "to": to, "head": self.head, "home": url_for(self.home, **home)}

    def _list_page(
        self, actor: Actor, about: LettersAbout, form: Form, status: int = 200
    ) -> ResponseReturnValue:
        languages: dict[str, list[str]] = {}
        for code, language in queries.edited_texts(actor, about):
            languages.setdefault(code, []).append(language)
        page = render_template(
            "letters/letters.html",
            form=form,
            groups=[(mails, mails.went(actor, about)) for mails in mails_about(about.kind)],
            edited=languages,
            several=len(languages_of(actor, about)) > 1,
            none_yet=Went(),
            others=self.source.others(actor, about),
            **self.frame(about),
        )
        return make_response(page, status)

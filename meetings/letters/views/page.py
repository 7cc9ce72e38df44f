"""The page of one letter: the text, what can be filled in, and the very mail that a person would get."""

from dataclasses import dataclass
from typing import Any

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.queries import audit_rows
from meetings.base.refusals import Refused, Stale
from meetings.letters import actions, queries
from meetings.letters.forms import LetterForm
from meetings.letters.mails import Mails, Reader
from meetings.letters.models import LetterText
from meetings.letters.rules import LetterKind, LettersAbout, Text, can_be_sent, check_text
from meetings.letters.views.languages import languages_of


@dataclass(frozen=True)
class Preview:
    """The mail that would go to this person; `of_this`: it is filled from the text on this page.

    Somebody who is written to in another language gets the text of that language.
    """

    reader: Reader
    letter: Text
    of_this: bool


class LetterPage:
    """One kind of mail about one thing, in the language that the address names (language=fr), or its only one.

    `person` and `q` of the request say with whom it is previewed.
    """

    def __init__(
        self, mails: Mails, actor: Actor, about: LettersAbout, kind: LetterKind, frame: dict[str, Any]
    ) -> None:
        self.actor, self.about, self.kind, self.frame = actor, about, kind, frame
        self.languages = [kind.only_in] if kind.only_in else languages_of(actor, about)
        language = request.args.get("language", "")
        self.language = language if language in self.languages else self.languages[0]
        q = _asked("q") or ""
        self.people, self.more = mails.people(actor, about, kind, q)
        person = _chosen([one.key for one in self.people], _asked("person"), q)
        with force_locale(self.language):  # whoever is invented is written to in the language of the page
            self.reader = mails.reader(actor, about, kind, person)

    def shown(self, no: Refused | None = None) -> ResponseReturnValue:
        """What stands; `no`: why a button did nothing."""
        form = LetterForm(formdata=None)
        row = self._row()
        stands = queries.edited(row) or self._default()
        form.show(stands, row.version if row else 0)
        if no is not None:
            form.refuse(no)
        return make_response(self._drawn(form, stands), 200 if no is None else 409)

    def sent(self) -> ResponseReturnValue:
        """Preview what was typed, keep it (do=save), or mail the preview to the one who looks at it (do=trial)."""
        form, text, stale = LetterForm(), None, False
        act = request.form.get("do", "")
        try:
            if form.validate():
                check_text(self.kind, form.typed())
                text = form.typed()
                if act == "save":
                    return self._save(form, text)
                if act == "trial":
                    self._send_trial(text)
        except Refused as no:
            form.refuse(no)
            stale = isinstance(no, Stale)
        page = self._drawn(form, text, stale)
        return make_response(page, 422 if form.errors or form.top_errors else 200)

    def address(self, name: str = "letter") -> str:
        """Where this page, or a button of it, stands, with the person of the preview."""
        language = self.language if len(self.languages) > 1 else None
        to = self.frame["to"]
        return str(to(name, kind=self.kind.code, language=language, person=self.reader.key or None))

    def _save(self, form: LetterForm, text: Text) -> ResponseReturnValue:
        with force_locale(self.language):
            edited = actions.save_text(
                self.actor, self.about, self.kind, self.language, text, form.version.data, _
            )
        told = _("The text is saved. It goes with the next mail.")
        flash(told if edited else _("This is how it reads by default; the default stands."), "ok")
        return redirect(self.address(), 303)

    def _send_trial(self, text: Text) -> None:
        preview = self._preview(text)
        assert preview is not None  # the text was checked
        subject = _("Trial: %(subject)s", subject=preview.letter.subject)
        actions.send_trial(self.actor, self.about, subject, preview.letter.text)
        flash(_("A trial is on its way to %(address)s, to nobody else.", address=self.actor.email), "ok")

    def _preview(self, text: Text | None) -> Preview | None:
        """The mail in the person's language; None while the text on this page needs mending."""
        of_this = self.reader.language == self.language
        if not of_this:
            with force_locale(self.reader.language):
                text = queries.text_of(self.kind, self.about.kind, self.about.id, self.reader.language, _)
        if text is None or not can_be_sent(self.kind, text):
            return None
        return Preview(self.reader, self.reader.filled(text), of_this)

    def _row(self) -> LetterText | None:
        return queries.find_row(self.about.kind, self.about.id, self.kind.code, self.language)

    def _default(self) -> Text:
        with force_locale(self.language):
            return self.kind.default(_)

    def _drawn(self, form: LetterForm, text: Text | None, stale: bool = False) -> str:
        """The page; `text` is what is previewed (None: it needs mending)."""
        row = self._row()
        stands = queries.edited(row) or self._default()
        if stale:
            form.version.data = row.version if row else 0  # who has compared both sends this one
        offered = [(one.key, f"{one.name} – {one.told}" if one.told else one.name) for one in self.people]
        if self.reader.key and self.reader.key not in {key for key, _words in offered}:
            offered.insert(0, (self.reader.key, self.reader.name))
        form.offer([*offered, ("", _("An invented person"))], self.reader.key)
        return render_template(
            "letters/letter.html",
            form=form,
            kind=self.kind,
            page=self,
            preview=self._preview(text),
            stands=stands if stale else None,
            edited=queries.edited(row) is not None,
            default=self._default(),
            version=row.version if row else 0,
            sound=can_be_sent(self.kind, stands),
            trail=audit_rows(self.actor, 20, actions.KIND, row.id) if row else [],
            **self.frame,
        )


def _asked(name: str) -> str | None:
    """What the request says under that name, as a database can be asked for it; None: nothing."""
    value = request.values.get(name)
    return None if value is None else value[:200].replace("\0", "").strip()


def _chosen(keys: list[str], asked: str | None, q: str) -> str:
    """Whom the preview is made with: who was asked for, whom the search finds first, otherwise the first; "" nobody."""
    if asked is not None and (asked in keys or asked == "" or not q):
        return asked
    return keys[0] if keys else ""

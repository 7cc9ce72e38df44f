"""Choosing between two records, answering a request."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from meetings.base.forms import NEEDED, Form, TextField, VersionField
from meetings.people.rules import CHOSEN, Choice, Outcome


class OneOf(RadioField):
    """Radio buttons that say in a sentence what is wrong."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.choices or []}:
            raise ValidationError(_("Choose one of these."))


def _either(label: str) -> OneOf:
    return OneOf(
        _l(label), default=Choice.KEPT.value, choices=[SelectChoice(c.value, c.value) for c in Choice]
    )


class MergeForm(Form):
    """Which value of each field stays; the labels are the values themselves (see `offer`)."""

    name = _either(CHOSEN["name"])
    sort_key = _either(CHOSEN["sort_key"])
    email = _either(CHOSEN["email"])
    function = _either(CHOSEN["function"])
    organization_id = _either(CHOSEN["organization_id"])
    zone = _either(CHOSEN["zone"])
    account_id = _either(CHOSEN["account_id"])
    seen_kept = VersionField(default=0)
    seen_gone = VersionField(default=0)

    def offer(self, kept: Mapping[str, str], gone: Mapping[str, str]) -> None:
        """Show the values of both; one that is empty gives way to the other's unless somebody chooses it."""
        for name in CHOSEN:
            field = self._fields[name]
            field.choices = [
                SelectChoice(Choice.KEPT.value, kept[name] or _("nothing")),
                SelectChoice(Choice.GONE.value, gone[name] or _("nothing")),
            ]
            if not self.is_submitted() and gone[name] and not kept[name]:
                field.data = Choice.GONE.value

    def chosen(self) -> dict[str, Choice]:
        return {name: Choice(self._fields[name].data) for name in CHOSEN}


class ProvenForm(Form):
    """Why the office is sure that two records are one person’s."""

    reason = TextField(
        _l("How do you know?"),
        [InputRequired(NEEDED)],
        most=500,
        description=_l(
            "For instance: she showed her passport at the desk; the old office has closed its mailboxes."
        ),
    )


class AnswerForm(Form):
    """The office's answer: done or not, with words for the mail."""

    outcome = OneOf(
        _l("Answer"),
        choices=[
            SelectChoice(Outcome.DONE.value, _l("Done")),
            SelectChoice(Outcome.REFUSED.value, _l("Not done, for a reason")),
        ],
    )
    answer = TextField(
        _l("What we write to the person"),
        most=2000,
        description=_l("It stands in the mail as you write it. A no needs its reason."),
    )
    # Whose data goes, as the page listed it: somebody can have been merged meanwhile.
    seen = HiddenField(default="")

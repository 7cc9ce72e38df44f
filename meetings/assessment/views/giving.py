"""Who assesses one application: given by hand, taken away, a conflict that was said by mistake."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import actions, queries
from meetings.assessment.forms import GiveForm, ReasonForm
from meetings.assessment.views.candidate import ONE, acted, can_be_given, check_not_closed
from meetings.assessment.views.feature import feature
from meetings.base.refusals import NotFound

P = Permission


@feature.change(f"{ONE}/give", P.KEEP_PANEL, load=queries.candidate_for)
def give(actor: Actor, before: queries.Before) -> ResponseReturnValue:
    """Give it to an assessor by hand."""
    members = can_be_given(actor, before)
    form = GiveForm().offer(members)

    def act() -> None:
        member = next(one for one in members if one.key == form.member.data)
        actions.give(actor, before.application, member)

    return acted(actor, before, form, "giving", act, _("Given. A mail says so."))


@feature.change(f"{ONE}/take/<seat>", P.KEEP_PANEL, load=lambda actor, **keys: _seat(actor, **keys))
def take(actor: Actor, found: "Taken") -> ResponseReturnValue:
    """Take it from an assessor; the scores are kept, and somebody else is asked."""
    form = ReasonForm()
    assignment = found.judged.assignment
    return acted(
        actor,
        found.before,
        form,
        assignment.key,
        lambda: actions.take_away(actor, assignment, form.reason.data or ""),
        _("Taken. What was scored is kept."),
    )


@feature.change(f"{ONE}/cleared/<seat>", P.KEEP_PANEL, load=lambda actor, **keys: _seat(actor, **keys))
def clear(actor: Actor, found: "Taken") -> ResponseReturnValue:
    """A conflict that was said by mistake; never by whoever has it."""
    form, assignment = ReasonForm(), found.judged.assignment

    def act() -> None:
        check_not_closed(found.before)
        actions.clear_conflict(actor, assignment, form.reason.data or "")

    done = _("The conflict of interest is taken back. Who was asked instead keeps the application.")
    return acted(actor, found.before, form, assignment.key, act, done)


class Taken:
    """An assessment of an application before the panel."""

    def __init__(self, before: queries.Before, judged: queries.Judged) -> None:
        self.before, self.judged = before, judged

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.before.scopes()


def _seat(actor: Actor, slug: str, key: str, seat: str) -> Taken:
    before = queries.candidate_for(actor, slug, key)
    for one in before.candidate.judged:
        if one.assignment.key == seat:
            return Taken(before, one)
    raise NotFound

"""The sections of a form."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.questions.actions.forms import KIND, begun, check_room, held, live
from meetings.questions.models import QuestionForm, Section
from meetings.questions.queries import asked
from meetings.questions.rules import FormAbout, SectionDraft, check_form, check_section

FIELDS = ("title", "about")


def add_section(actor: Actor, about: FormAbout, draft: SectionDraft) -> Section:
    """A section without questions, below the others; the form is begun with the first."""
    check_section(draft)
    form = begun(about)
    check_room(form)
    position = max((section.position for section in form.sections), default=0) + 1
    section = Section(position=position, title=draft.title, about=draft.about, questions=[])
    form.sections.append(section)
    form.version += 1
    db.session.flush()  # its page needs its id
    audit.record(actor, "add_section", KIND, form.id, None, audit.values_of(section, *FIELDS))
    return section


def change_section(actor: Actor, section: Section, draft: SectionDraft, version: int) -> None:
    """Change what stands above the questions; Stale when somebody else has done so since it was read."""
    form = hold(section)
    check_version(version, section.version)
    check_section(draft)
    before = audit.values_of(section, *FIELDS)
    section.title, section.about = draft.title, draft.about
    section.version += 1
    form.version += 1
    audit.record(actor, "change_section", KIND, form.id, before, audit.values_of(section, *FIELDS))


def move_section(actor: Actor, section: Section, up: bool) -> None:
    """One place up or down; nothing happens at the ends. Refused when a question would stand above the one it
    hangs on."""
    form = hold(section)
    shown = [one for one in form.sections if one.retired_at is None]
    order = list(shown)
    at = order.index(section) if section in order else -1
    to = at - 1 if up else at + 1
    if at < 0 or not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    check_form([asked(question) for one in order for question in live(one.questions)])
    for position, one in enumerate([*order, *(s for s in form.sections if s not in order)], 1):
        one.position = position
    form.version += 1
    audit.record(
        actor,
        "move_section",
        KIND,
        form.id,
        {"order": [s.title for s in shown]},
        {"order": [s.title for s in order]},
    )


def take_out_section(actor: Actor, section: Section) -> None:
    """Take out a section in which nothing is asked (any more); it stays for the answers that were given in it."""
    form = hold(section)
    if live(section.questions):
        raise Refused("Take the questions of this section out first, or put them into another.")
    audit.record(actor, "take_out_section", KIND, form.id, audit.values_of(section, *FIELDS))
    form.version += 1
    if section.questions:
        section.retired_at = clock.now()
    else:
        form.sections.remove(section)


def hold(section: Section) -> QuestionForm:
    """The form of a section, held; NotFound when the section has gone meanwhile."""
    form = held(section.form_id)
    if section not in form.sections:
        raise NotFound
    return form

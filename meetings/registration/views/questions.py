"""What a meeting's registration form asks beyond its fixed fields."""

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.programme.queries import meeting_for, meeting_names
from meetings.questions.queries import having_forms
from meetings.questions.rules import Choice, FormAbout
from meetings.questions.views import add_editor
from meetings.registration.forms import RegistrationForm
from meetings.registration.rules import Category
from meetings.registration.views.feature import feature

CATEGORIES = tuple(Choice(category.value, category.label) for category in Category)


def form_for(actor: Actor, slug: str) -> FormAbout:
    """A meeting, as its form knows it."""
    meeting = meeting_for(actor, slug)
    return FormAbout("meeting", meeting.id, meeting.title, meeting, {"slug": meeting.slug}, CATEGORIES)


def other_forms(actor: Actor, about: FormAbout) -> list[FormAbout]:
    """The other meetings whose questions this actor may copy, by title."""
    mine = actor.scope(Permission.EDIT_PROGRAMME, "meeting")
    ids = [one for one in having_forms(actor, "meeting", about.id) if mine is None or one in mine]
    names = sorted(meeting_names(actor, ids).items(), key=lambda named: named[1])
    return [FormAbout("meeting", number, title, None, {}) for number, title in names]


add_editor(
    feature,
    "/meetings/<slug>/questions",
    Permission.SEE_REGISTRATIONS,
    Permission.EDIT_PROGRAMME,
    form_for,
    others=other_forms,
    core=RegistrationForm,
    home="programme.meeting",
    head="registration/_questions_head.html",
)

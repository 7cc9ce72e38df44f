"""What an edition's form of application asks beyond its fixed fields."""

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.fellowship.forms import ApplicationForm
from meetings.fellowship.queries import edition_for, editions
from meetings.fellowship.views.feature import feature
from meetings.questions.queries import having_forms
from meetings.questions.rules import FormAbout
from meetings.questions.views import add_editor


def form_for(actor: Actor, slug: str) -> FormAbout:
    """An edition, as its form knows it."""
    edition = edition_for(actor, slug)
    return FormAbout("edition", edition.id, edition.title, edition, {"slug": edition.slug})


def other_forms(actor: Actor, about: FormAbout) -> list[FormAbout]:
    """The other editions whose questions can be copied, the latest first."""
    having = set(having_forms(actor, "edition", about.id))
    return [
        FormAbout("edition", row.edition.id, row.edition.title, None, {})
        for row in editions(actor)
        if row.edition.id in having
    ]


add_editor(
    feature,
    "/fellowships/<slug>/questions",
    Permission.KEEP_EDITIONS,
    Permission.KEEP_EDITIONS,
    form_for,
    others=other_forms,
    core=ApplicationForm,
    home="fellowship.call",
    head="fellowship/_questions_head.html",
)

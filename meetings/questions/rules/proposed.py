"""What a new form begins with: access needs, asked as the service, never as the reason."""

from collections.abc import Callable

from meetings.base.words import N_
from meetings.questions.rules.kinds import Asked, AskedSection, Choice, QuestionKind, When

SERVICES = (
    Choice("c1", N_("Captioning")),
    Choice("c2", N_("Sign language interpretation")),
    Choice("c3", N_("Wheelchair access")),
    Choice("c4", N_("A seat for a support person")),
    Choice("c5", N_("A parking space near the entrance")),
    Choice("c6", N_("Another service")),
)


def proposed(translate: Callable[[str], str]) -> tuple[AskedSection, ...]:
    """The sections of a new form, in the language of whoever composes it."""
    services = Asked(
        1,
        QuestionKind.SEVERAL,
        translate(N_("Which of these services do you need?")),
        help=translate(N_("Tell us the service, not the reason.")),
        purpose=translate(N_("to book the services before the meeting.")),
        choices=tuple(Choice(one.code, translate(one.words)) for one in SERVICES),
    )
    language = Asked(
        2,
        QuestionKind.TEXT,
        translate(N_("Which sign language?")),
        purpose=translate(N_("to find interpreters for it.")),
        when=When(question=1, answers=("c2",)),
    )
    other = Asked(
        3,
        QuestionKind.TEXT,
        translate(N_("Which other service?")),
        purpose=translate(N_("to prepare it before you arrive.")),
        when=When(question=1, answers=("c6",)),
    )
    title, about = translate(N_("Access needs")), translate(N_("So that everybody can take part fully."))
    return (AskedSection(title, about, (services, language, other)),)

"""What a question can be, and the question as it is asked."""

from dataclasses import dataclass, replace

from meetings.base.words import N_, Labelled


class QuestionKind(Labelled):
    """How a question is answered; the words are what an organizer chooses from."""

    TEXT = "text", N_("One line of text")
    LONG_TEXT = "long_text", N_("Several lines of text")
    CHOICE = "choice", N_("One of several answers")
    SEVERAL = "several", N_("Any of several answers")
    DATE = "date", N_("A day")
    NUMBER = "number", N_("A number")
    FILE = "file", N_("A file")
    AGREEMENT = "agreement", N_("An agreement")


K = QuestionKind
WITH_CHOICES = frozenset({K.CHOICE, K.SEVERAL})
# Another question can hang on the answer to one of these.
DECIDING = frozenset({K.CHOICE, K.SEVERAL, K.AGREEMENT})
AGREED = "yes"


@dataclass(frozen=True)
class Choice:
    """One answer to choose. `retired`: no longer offered, but somebody has chosen it."""

    code: str
    words: str
    retired: bool = False


@dataclass(frozen=True)
class When:
    """When a question is shown: to these categories (empty: to all), and when an earlier question (None: no
    matter) was answered with one of these codes."""

    categories: tuple[str, ...] = ()
    question: int | None = None
    answers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.categories) or self.question is not None


ALWAYS = When()


@dataclass(frozen=True)
class Asked:
    """A question as it is asked. `most`: megabytes of a file, words of a long text, the largest number."""

    id: int
    kind: QuestionKind
    wording: str
    help: str = ""
    purpose: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    most: int | None = None
    when: When = ALWAYS

    def words_of(self, codes: tuple[str, ...]) -> list[str]:
        """The words of these choices, in the order of the question."""
        return [choice.words for choice in self.choices if choice.code in codes]


@dataclass(frozen=True)
class AskedSection:
    """A section with the questions that are asked in it."""

    title: str
    about: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class AskedForm:
    """A form as people see it; version 0 and no section: nobody has composed one."""

    id: int | None = None
    version: int = 0
    sections: tuple[AskedSection, ...] = ()

    @property
    def questions(self) -> tuple[Asked, ...]:
        """All questions in the order in which they are asked."""
        return tuple(question for section in self.sections for question in section.questions)

    def for_somebody_else(self) -> "AskedForm":
        """What one can answer for another person: agreements are one's own to give."""
        own = (
            replace(s, questions=tuple(q for q in s.questions if q.kind is not QuestionKind.AGREEMENT))
            for s in self.sections
        )
        return replace(self, sections=tuple(s for s in own if s.questions))


@dataclass(frozen=True)
class FormAbout:
    """What a form belongs to, told by the room above: `kind` and `id` name it, `keys` stand in its address.

    `thing` is what permissions are checked on; `categories` are those that a question can be shown to, by code, with
    words that the page translates.
    """

    kind: str
    id: int
    title: str
    thing: object
    keys: dict[str, str]
    categories: tuple[Choice, ...] = ()

    def scopes(self) -> tuple[tuple[str, int], ...]:
        """Where roles are held (see access.actor.Scoped): those of the thing."""
        told: tuple[tuple[str, int], ...] = self.thing.scopes() if hasattr(self.thing, "scopes") else ()
        return told

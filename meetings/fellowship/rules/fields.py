"""The fields of an application by their codes: the form, what is asked again, and the mails call them the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from meetings.base.words import N_
from meetings.fellowship.rules.terms import DocumentKind, file_code, question_code

OWN: dict[str, str] = {
    "name": N_("Full name"),
    "organization": N_("Organization"),
    "function": N_("Function"),
    "languages": N_("Languages in which you work"),
    "track": N_("Language of your fellowship"),
    "statement": N_("Statement"),
}


def field_labels(
    documents: Iterable[DocumentKind], questions: Sequence[tuple[int, str]], translate: Callable[[str], str]
) -> Mapping[str, str]:
    """Every field that can be asked again, in the order of the form; our words translated, those of questions not."""
    found = {code: translate(words) for code, words in OWN.items()}
    found |= {file_code(kind): translate(kind.label) for kind in documents}
    return found | {question_code(number): wording for number, wording in questions}

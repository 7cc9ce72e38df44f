"""The rows of the access table for the pages on which a meeting's form is composed."""

from meetings.access.permissions import Role
from meetings.programme.models import Meeting
from tests.access.rows import Row
from tests.questions.builders import a_question, a_section

OFFICE = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _form(meeting: Meeting) -> str:
    return f"/meetings/{meeting.slug}/questions"


def _section(meeting: Meeting) -> str:
    return f"{_form(meeting)}/sections/{a_section(meeting).id}"


def _question(meeting: Meeting) -> str:
    return f"{_form(meeting)}/questions/{a_question(a_section(meeting)).id}"


def _row(name: str, at, rest: str = "", **data: str) -> Row:
    return Row(
        f"registration.{name}",
        lambda w: at(w.meeting) + rest,
        OFFICE,
        lambda w: at(w.other_meeting) + rest,
        OFFICE,
        data=data,
    )


ROWS = [
    _row("questions", _form),
    _row("start_questions", _form, "/start"),
    _row("copy_questions", _form, "/copy", source="0"),
    _row("try_questions", _form, "/try"),
    _row("new_section", _form, "/sections/new", title="Meals"),
    _row("edit_section", _section, title="Meals", version="1"),
    _row("move_section", _section, "/move", direction="up"),
    _row("take_out_section", _section, "/out"),
    _row("new_question", _section, "/questions/new", wording="Which dish?", purpose="to order it."),
    _row("edit_question", _question, wording="Which dish?", purpose="to order it.", version="1"),
    _row("move_question", _question, "/move", direction="up"),
    _row("take_out_question", _question, "/out"),
]

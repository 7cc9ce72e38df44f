"""What is done to composed forms, and to the answers. Who may is the routes' to ask."""

from meetings.questions.actions.answering import (
    delete_answers,
    forget_answers,
    mark_asked,
    save_answers,
)
from meetings.questions.actions.forms import begin_form, copy_form, delete_forms
from meetings.questions.actions.questions import (
    add_question,
    bring_back_question,
    change_question,
    move_question,
    take_out_question,
)
from meetings.questions.actions.sections import (
    add_section,
    change_section,
    move_section,
    take_out_section,
)

__all__ = [
    "add_question",
    "add_section",
    "begin_form",
    "bring_back_question",
    "change_question",
    "change_section",
    "copy_form",
    "delete_answers",
    "delete_forms",
    "forget_answers",
    "mark_asked",
    "move_question",
    "move_section",
    "save_answers",
    "take_out_question",
    "take_out_section",
]

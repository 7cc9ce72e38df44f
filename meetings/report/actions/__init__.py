"""Verbs of the drafters: shape, compose, edit, take or keep, add, remove, restore, export."""

from meetings.report.actions.commenting import (
    ask_about_names,
    comment,
    let_names_stay,
    put_back,
    resolve,
)
from meetings.report.actions.composing import begin, compose
from meetings.report.actions.editing import (
    edit_paragraph,
    keep_mine,
    remove_paragraph,
    restore_paragraph,
    take_offered,
)
from meetings.report.actions.exporting import Draft, draft, rendered
from meetings.report.actions.moving import merge_with_next, move_paragraph, split_paragraph
from meetings.report.actions.shaping import (
    Shape,
    add_section,
    change_section,
    copy_structure,
    finish_section,
    remove_section,
    shift_section,
)
from meetings.report.actions.writing import add_paragraph

__all__ = [
    "Draft",
    "Shape",
    "add_paragraph",
    "add_section",
    "ask_about_names",
    "begin",
    "change_section",
    "comment",
    "compose",
    "copy_structure",
    "draft",
    "edit_paragraph",
    "finish_section",
    "keep_mine",
    "let_names_stay",
    "merge_with_next",
    "move_paragraph",
    "put_back",
    "remove_paragraph",
    "remove_section",
    "rendered",
    "resolve",
    "restore_paragraph",
    "shift_section",
    "split_paragraph",
    "take_offered",
]

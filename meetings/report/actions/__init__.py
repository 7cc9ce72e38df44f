"""Verbs of the drafters: compose, edit, take or keep, add, remove, restore, export."""

from meetings.report.actions.composing import begin, compose
from meetings.report.actions.editing import (
    edit_paragraph,
    keep_mine,
    remove_paragraph,
    restore_paragraph,
    take_offered,
)
from meetings.report.actions.exporting import Draft, draft, rendered
from meetings.report.actions.writing import add_paragraph

__all__ = [
    "Draft",
    "add_paragraph",
    "begin",
    "compose",
    "draft",
    "edit_paragraph",
    "keep_mine",
    "remove_paragraph",
    "rendered",
    "restore_paragraph",
    "take_offered",
]

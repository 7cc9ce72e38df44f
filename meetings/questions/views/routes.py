"""Where the pages of a form are found."""

from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.file_kinds import MEGABYTE
from meetings.base.forms import Form
from meetings.questions.rules import ALL_MEGABYTES
from meetings.questions.views.editor import Editor, Load, Others

# What a page with files may be sent: all files that a form may ask for, and the rest of it.
MOST_BYTES = (ALL_MEGABYTES + 2) * MEGABYTE


def add_editor(
    feature: Feature,
    prefix: str,
    see: Permission,
    change: Permission,
    load: Load,
    *,
    others: Others,
    core: type[Form],
    home: str,
    head: str | None = None,
) -> Editor:
    """Put the pages of a composed form among a room's own, at `prefix`; `load` gets the actor and the prefix's values.

    `others`: the things whose form can be copied.
    """
    pages = Editor(feature, load, others, core, home, head)
    section, question = f"{prefix}/sections/<int:section_id>", f"{prefix}/questions/<int:question_id>"
    feature.page(prefix, see, load=load)(pages.questions)
    feature.change(f"{prefix}/start", change, load=load)(pages.start_questions)
    feature.change(f"{prefix}/copy", change, load=load)(pages.copy_questions)
    feature.form(f"{prefix}/try", see, load=load, most_bytes=MOST_BYTES)(pages.try_questions)
    feature.form(f"{prefix}/sections/new", change, load=load)(pages.new_section)
    feature.form(section, change, load=pages.load_section)(pages.edit_section)
    feature.change(f"{section}/move", change, load=pages.load_section)(pages.move_section)
    feature.change(f"{section}/out", change, load=pages.load_section)(pages.take_out_section)
    feature.form(f"{section}/questions/new", change, load=pages.load_section)(pages.new_question)
    feature.form(question, change, load=pages.load_question)(pages.edit_question)
    feature.change(f"{question}/move", change, load=pages.load_question)(pages.move_question)
    feature.change(f"{question}/out", change, load=pages.load_question)(pages.take_out_question)
    return pages

"""What was typed and sent, for an answer that has no field for it any more: whoever wrote it copies it from there."""

from flask import request
from werkzeug.exceptions import HTTPException

from meetings.base.texts import as_kept, cannot_be_shown


def words_sent() -> list[str]:
    """What was sent that somebody may have written: all with a space in it, but no password; [] for a mere visit."""
    if request.method != "POST" or request.url_rule is None:
        return []
    try:
        sent = [(name, as_kept(text)) for name, text in request.form.items(multi=True)]
    except HTTPException:  # it was too much to be read
        return []
    found = (text for name, text in sent if "password" not in name and len(text.split()) > 1)
    return [text for text in dict.fromkeys(found) if not cannot_be_shown(text)]

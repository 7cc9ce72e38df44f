"""The field of a file. A browser cannot be given a file back, so a refused form names it by a signed text instead."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import FileField

from meetings.base import clock, files, secrets
from meetings.base.file_kinds import FileGiven, FileKind
from meetings.base.forms import said
from meetings.base.refusals import Refused

PURPOSE = "kept file"
LIVES = 12 * 3600  # seconds; what nothing refers to is swept after a day
LONGEST_TOKEN = 2000


class UploadField(FileField):
    """A file, or the one that was sent before: `data` is a FileGiven, `content` there when it was sent just now.

    `scope` names the question: what was sent for one is not taken for another.
    """

    def __init__(self, label: str, scope: str, most: int, **kw: Any) -> None:
        super().__init__(label, **kw)
        self.scope, self.most = scope, most
        self.content: bytes | None = None
        self._sent: Any = None

    @property
    def kept_name(self) -> str:
        """The field that names the file of before."""
        return f"{self.name}-kept"

    @property
    def out_name(self) -> str:
        """The tick that takes it out again."""
        return f"{self.name}-out"

    @property
    def taken_out(self) -> bool:
        """Whether the tick was sent: a form without a file, and without it, leaves what is kept."""
        return bool(self._sent and self._sent.get(self.out_name))

    def process(self, formdata: Any, *args: Any, **kw: Any) -> None:
        self._sent = formdata
        super().process(formdata, *args, **kw)

    def process_formdata(self, valuelist: list[Any]) -> None:
        out = self._sent.get(self.out_name)
        self.data = None if out else read_token(str(self._sent.get(self.kept_name, "")), self.scope)
        for sent in valuelist:
            if isinstance(sent, FileStorage) and sent.filename:
                content = sent.read()
                try:
                    self.data = files.take(sent.filename, content, self.most)
                except Refused as no:
                    raise ValueError(said(no)) from None
                self.content = content

    def token(self) -> str:
        """The text that names the file in the form, signed; none without a file."""
        return "" if self.data is None else write_token(self.data, self.scope)

    def keep(self) -> None:
        """Keep what was sent just now, or see that what was sent before is still there."""
        if self.data is None:
            return
        if self.content is not None:
            files.keep(self.data, self.content)
        elif not files.is_kept(self.data.digest):
            self.data = None
            self.errors = [_("This file is no longer here. Choose it again.")]


def write_token(given: FileGiven, scope: str) -> str:
    """A text that names a file for one question for half a day; without the house's secret nobody can write it."""
    at = int(clock.now().timestamp())
    told = json.dumps([scope, given.digest, given.name, given.kind.value, given.size, at])
    return secrets.mint(PURPOSE, urlsafe_b64encode(told.encode()).decode(), "")


def read_token(token: str, scope: str) -> FileGiven | None:
    """The file that such a text names; None when it is not one of ours, of another question, or too old."""
    key = secrets.key_of(token)
    if not token.isascii() or len(token) > LONGEST_TOKEN or not secrets.matches(token, PURPOSE, key, ""):
        return None
    of, digest, name, kind, size, at = json.loads(urlsafe_b64decode(key))
    if of != scope or clock.now().timestamp() - at > LIVES:
        return None
    return FileGiven(digest, name, FileKind(kind), size)

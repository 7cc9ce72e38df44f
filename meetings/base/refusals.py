"""The two ways in which the house says no."""


class Refused(Exception):
    """A rule says no, with a sentence for the person who asked.

    `msgid` is English with `%(name)s` placeholders and is kept apart from `params`, so that the page can
    translate it. `field` names the form field that the sentence belongs to, if there is one.
    """

    def __init__(self, msgid: str, field: str | None = None, **params: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return self.msgid % self.params if self.params else self.msgid


class Stale(Refused):
    """An edit of something that somebody else has changed since the page was opened."""


def check_version(read: int, stands: int) -> None:
    """Stale when what was read is no longer what stands; the page then shows both."""
    if read != stands:
        raise Stale(
            "Somebody changed this while you were writing. What stands there now is shown beside your text; "
            "send again to replace it by yours."
        )


class NotFound(Exception):
    """There is no such thing for this person; whether it exists for others is not told."""

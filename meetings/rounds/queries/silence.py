"""Of which paragraphs of a summary nothing that is said in its round may name anybody, or lead to whoever said it."""

from meetings.outcomes.models import Summary
from meetings.outcomes.unnaming import of_nobody
from meetings.programme.rules import Attribution

Silent = frozenset[int | None]


# no actor: of a summary that was loaded
def silent_in(summary: Summary) -> Silent:
    """The ids of these paragraphs; None, what is said of the whole, is among them as soon as there is one.

    All under the Chatham House Rule; in another session those made of an intervention under it.
    """
    if is_nameless(summary):
        return frozenset({None, *(p.id for p in summary.paragraphs)})
    silent = [row.id for row, _of in of_nobody(summary)]
    return frozenset({None, *silent}) if silent else frozenset()


def is_nameless(summary: Summary) -> bool:
    """Whether the session was held under the Chatham House Rule."""
    return summary.session.attribution is Attribution.CHATHAM_HOUSE


def keeps_nobody(summary: Summary, silent: Silent, paragraph_id: int | None) -> bool:
    """Whether an answer to that paragraph (None: the whole) is kept without whose it is.

    Of the whole of a session that names people it is told, as long as the words name nobody.
    """
    return is_nameless(summary) or (paragraph_id is not None and paragraph_id in silent)

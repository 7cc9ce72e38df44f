"""What can be done to a paragraph, as its history tells it."""

from meetings.base.words import N_, Labelled


class What(Labelled):
    """An act on a paragraph; each leaves a line in its history."""

    COMPOSED = "composed", N_("composed from its source")
    FOLLOWED = "followed", N_("followed its source")
    ADDED = "added", N_("written")
    EDITED = "edited", N_("edited")
    TOOK = "took", N_("took the source’s new text")
    KEPT = "kept", N_("kept, though the source has changed or is gone")
    MOVED = "moved", N_("moved")
    SPLIT = "split", N_("split")
    MERGED = "merged", N_("merged with the next")
    REMOVED = "removed", N_("removed")
    RESTORED = "restored", N_("restored")
    PUT_BACK = "put_back", N_("put back as it was")
    BEFORE = "before", N_("as it stood when its history began")

"""Documents of applications go: replaced, taken out, forgotten; what rooms above made of them goes first."""

from collections.abc import Callable, Collection

Follow = Callable[[Collection[int]], object]
_followers: dict[str, Follow] = {}


def follow_documents(room: str, follow: Follow) -> None:
    """Let a room above let go of what it made of documents; it is called with their ids before they go."""
    _followers[room] = follow


def documents_go(ids: Collection[int]) -> None:
    """Tell rooms above that these documents go."""
    for follow in _followers.values() if ids else ():
        follow(ids)

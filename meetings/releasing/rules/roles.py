"""Which roles people have in the sessions of a version, and whose are others than before. Pure."""

from collections.abc import Iterable, Mapping

from meetings.programme.rules import SpeakerAnswer
from meetings.programme.rules.released import Version
from meetings.releasing.rules.entries import Hold, InSession, Key, Stand

Labels = dict[tuple[str, int | None], str]
"""By a session's UID and the number of a role, its label."""


def printed_roles(version: Version) -> Labels:
    """The roles as a version has them: what one is in the draft is nobody's news yet."""
    return {(s.uid, one.speaker_id): one.role.label for s in version for one in s.people if one.speaker_id}


def taken(printed: Labels, rows: Iterable[InSession], standing: Mapping[Key, Stand]) -> dict[Key, Labels]:
    """What each address has agreed to in each session, as it is printed, the firmest first; else as it stands there."""
    found: dict[Key, Labels] = {
        (uid, email): {(uid, stand.speaker_id): printed.get((uid, stand.speaker_id), stand.role)}
        for (uid, email), stand in standing.items()
    }
    for one in rows:
        role = printed.get((one.uid, one.speaker_id))
        if role and one.answer is SpeakerAnswer.CONFIRMED and (one.uid, one.email) in found:
            found[one.uid, one.email][one.uid, one.speaker_id] = role
    return found


def recast(before: Labels, theirs: Mapping[Key, Labels]) -> set[Key]:
    """Who has another role in a session than before, of those that they have there."""
    return {
        key
        for key, roles in theirs.items()
        if any(before.get(number, label) != label for number, label in roles.items())
    }


def parted(
    before: Version, printed: Labels, rows: Iterable[InSession], standing: Mapping[Key, Stand]
) -> set[Key]:
    """Who keeps a role in a session and was taken off another one there, which stood under the same name.

    Whoever has declined it knows. `printed`: the roles of the version that comes; `rows`: those of the draft.
    """
    stood, there = printed_roles(before), {one.speaker_id for one in rows}
    gone = {
        (session.uid, one.name)
        for session in before
        for one in session.people
        if one.speaker_id and one.speaker_id not in there and (session.uid, one.speaker_id) not in printed
    }
    return {
        (uid, email)
        for (uid, email), stand in standing.items()
        if stand.hold is Hold.AGREED and (uid, stand.name) in gone and (uid, stand.speaker_id) in stood
    }

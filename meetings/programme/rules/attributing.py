"""How far names may go: of two levels of attribution the stricter holds. Pure."""

from meetings.base.words import N_
from meetings.programme.rules.kinds import Attribution

WIDTH = {Attribution.CHATHAM_HOUSE: 0, Attribution.ON_APPROVAL: 1, Attribution.PUBLIC: 2}
# What each level means for the person who writes; the label of the level is the programme's.
MEANING = {
    Attribution.PUBLIC: N_("Speakers and their organizations may be named, with what they said."),
    Attribution.ON_APPROVAL: N_("A speaker or an organization may be named only once each has approved it."),
    Attribution.CHATHAM_HOUSE: N_(
        "Nobody is named: no person, no organization, nothing from which one could be told. "
        "Write “a participant” or “a regional organization”."
    ),
}


def narrower(one: Attribution, other: Attribution) -> Attribution:
    """The stricter of two levels."""
    return min(one, other, key=WIDTH.__getitem__)


def levels_within(session: Attribution) -> list[Attribution]:
    """The levels that something said in such a session may have, the session's own first."""
    return sorted((a for a in Attribution if WIDTH[a] <= WIDTH[session]), key=WIDTH.__getitem__, reverse=True)


def may_name(attribution: Attribution, naming_approved: bool) -> bool:
    """Whether the organization of something said may appear outside the house."""
    return attribution is Attribution.PUBLIC or (attribution is Attribution.ON_APPROVAL and naming_approved)

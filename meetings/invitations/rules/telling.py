"""While which state a mail to somebody who is asked, or to a focal point, is true."""

from meetings.invitations.rules.steps import InvitationStatus, NominationStatus

S, N = InvitationStatus, NominationStatus
ASKED_WHILE: dict[str, frozenset[InvitationStatus]] = {
    "invited": frozenset({S.ASKED}),
    "nominated": frozenset({S.ASKED}),
    "remind_asked": frozenset({S.ASKED}),
    "invitation_taken_back": frozenset({S.TAKEN_BACK}),
    "nomination_taken_back": frozenset({S.TAKEN_BACK}),
    "asked_cancelled": frozenset(S),
}
PLACES_WHILE: dict[str, frozenset[NominationStatus]] = {
    "places_given": frozenset({N.OPEN}),
    "places_changed": frozenset({N.OPEN}),
    "places_taken_back": frozenset({N.TAKEN_BACK}),
    "news_of_named": frozenset(N),
    "focal_cancelled": frozenset(N),
}


def asked_still_so(letter: str, status: InvitationStatus) -> bool:
    """Whether a mail of this kind may go while the person has been asked so far."""
    return status in ASKED_WHILE.get(letter, frozenset(S))


def places_still_so(letter: str, status: NominationStatus) -> bool:
    """Whether a mail of this kind may go to a focal point while the places stand so."""
    return status in PLACES_WHILE.get(letter, frozenset(N))

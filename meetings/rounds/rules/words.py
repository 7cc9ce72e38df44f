"""How one answers in a round, and how a round, and what was said in it, ends. Pure."""

from meetings.base.words import N_, Labelled


class Kind(Labelled):
    """What somebody says of a paragraph. Nothing said is agreement, once the deadline has passed."""

    NOTHING = "nothing", N_("Nothing to say")
    AGREE = "agree", N_("I agree")
    COMMENT = "comment", N_("A comment")
    PROPOSE = "propose", N_("Another wording")


# What says something; the others only agree.
SAYS = frozenset({Kind.COMMENT, Kind.PROPOSE})


class RoundStatus(Labelled):
    OPEN = "open", N_("open")
    CONFIRMED = "confirmed", N_("confirmed")
    TAKEN_BACK = "taken_back", N_("taken back")


class Decision(Labelled):
    """What the drafter says of a comment or a wording."""

    ACCEPTED = "accepted", N_("taken up")
    DECLINED = "declined", N_("not taken up")


class Closed(Labelled):
    """Why a personal link to a round takes no answer (any more)."""

    MEETING_CANCELLED = "meeting_cancelled", N_("The meeting is cancelled.")
    SESSION_CANCELLED = "session_cancelled", N_("The session is cancelled.")
    TAKEN_BACK = "taken_back", N_("The round was taken back. You are asked again when there is a new text.")
    CONFIRMED = "confirmed", N_("The summary is confirmed.")

"""Pure: the states of a summary as data. One table says who may move it on; buttons, guards and tests read it."""

from dataclasses import dataclass
from enum import Enum

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class SummaryStatus(Labelled):
    """How far a summary has come; the words are those of the office (see SEEN for what others read)."""

    DRAFT = "draft", N_("being written")
    SUBMITTED = "submitted", N_("with the moderator")
    ROUND = "round", N_("in the confirmation round")
    APPROVED = "approved", N_("approved")
    FROZEN = "frozen", N_("frozen")


S = SummaryStatus
# What the report may use.
USED = frozenset({S.APPROVED, S.FROZEN})
# What those who were present are told.
SEEN = {
    S.DRAFT: N_("The summary is being written. You are asked once there is a text to confirm."),
    S.SUBMITTED: N_("The moderator reads the summary. You are asked once there is a text to confirm."),
    S.ROUND: N_("You are asked to confirm the summary, paragraph by paragraph."),
    S.APPROVED: N_("The summary is confirmed. It is not changed any more unless you are asked again."),
    S.FROZEN: N_("The summary is final. A mistake is corrected by a new version, with a reason."),
}


class Who(Enum):
    """Who moves a summary on: those who write it, the office, those who led the session (by a mailed link)."""

    WRITER = "writer"
    OFFICE = "office"
    MODERATOR = "moderator"


class Step(Labelled):
    """A move; the words are those of its button."""

    HAND_IN = "hand_in", N_("Hand in to the moderator")
    GIVE_BACK = "give_back", N_("Give back")
    OPEN_ROUND = "open_round", N_("Open the confirmation round")
    TAKE_BACK = "take_back", N_("Take the round back")
    APPROVE = "approve", N_("Approve without a round")
    CONFIRM = "confirm", N_("Approve what the round confirmed")
    REOPEN = "reopen", N_("Open again")
    FREEZE = "freeze", N_("Freeze")
    CORRECT = "correct", N_("Begin a correction")


@dataclass(frozen=True)
class Move:
    """From where to where a step leads, who may take it, and whether it needs a reason. `verb` is the trail's."""

    before: SummaryStatus
    after: SummaryStatus
    who: frozenset[Who]
    verb: str
    reason: bool = False


_W, _O, _M = Who.WRITER, Who.OFFICE, Who.MODERATOR
MOVES: dict[Step, Move] = {
    Step.HAND_IN: Move(S.DRAFT, S.SUBMITTED, frozenset({_W, _O}), "hand_in"),
    Step.GIVE_BACK: Move(S.SUBMITTED, S.DRAFT, frozenset({_O, _M}), "give_back_summary", reason=True),
    Step.OPEN_ROUND: Move(S.SUBMITTED, S.ROUND, frozenset({_O}), "open_round"),
    Step.TAKE_BACK: Move(S.ROUND, S.SUBMITTED, frozenset({_O}), "take_back_round", reason=True),
    # The reason falls away where the meeting does without rounds altogether (see check_without_round).
    Step.APPROVE: Move(S.SUBMITTED, S.APPROVED, frozenset({_O}), "approve_summary"),
    Step.CONFIRM: Move(S.ROUND, S.APPROVED, frozenset({_O}), "confirm_summary"),
    Step.REOPEN: Move(S.APPROVED, S.DRAFT, frozenset({_O}), "reopen_summary"),
    Step.FREEZE: Move(S.APPROVED, S.FROZEN, frozenset({_O}), "freeze_summary"),
    Step.CORRECT: Move(S.FROZEN, S.DRAFT, frozenset({_O}), "correct_summary", reason=True),
}
# In which states the text of a paragraph may change: in a round only by what the round says of it.
WRITABLE = frozenset({S.DRAFT})
WORDING = frozenset({S.DRAFT, S.ROUND})


def steps_from(status: SummaryStatus) -> tuple[Step, ...]:
    """The steps that lead on from a state, in the order of the table."""
    return tuple(step for step, move in MOVES.items() if move.before is status)


def check_step(status: SummaryStatus, step: Step) -> SummaryStatus:
    """The state after a step; Refused when it does not begin in this one."""
    move = MOVES[step]
    if status is not move.before:
        raise Refused(
            "A summary that is %(now)s cannot become %(to)s.", now=status.label, to=move.after.label
        )
    return move.after


def check_step_reason(step: Step, reason: str) -> None:
    """Refused when a step is taken without saying why, where one has to."""
    if MOVES[step].reason and not reason.strip():
        raise Refused(_WHY.get(step, N_("Say why.")), field="reason")


_WHY = {
    Step.GIVE_BACK: N_("Say what should be changed."),
    Step.CORRECT: N_("Say what is wrong: the reason stands with the new version."),
    Step.TAKE_BACK: N_("Say why the round is taken back: those who were asked are told."),
}


def check_without_round(because: str, none_wanted: bool) -> None:
    """Refused when a summary is approved without a round and nobody says why; `none_wanted`: the meeting has none."""
    if not none_wanted and not because.strip():
        raise Refused(
            "Say why there is no confirmation round, or open one: the reason is kept.", field="because"
        )


def check_writable(status: SummaryStatus | None, wording: bool = False) -> None:
    """Refused when a summary cannot be written in. `wording`: only the words of one paragraph would change."""
    if status is None or status in (WORDING if wording else WRITABLE):
        return
    raise Refused(_SHUT[status])


_SHUT = {
    S.SUBMITTED: N_("The summary waits for approval. An organizer can give it back for changes."),
    S.ROUND: N_(
        "The summary is in its confirmation round. Change a paragraph by what the round says of it, or take the "
        "round back."
    ),
    S.APPROVED: N_("The summary is approved. An organizer can open it again."),
    S.FROZEN: N_("The summary is frozen. An organizer can begin a correction, with a reason."),
}

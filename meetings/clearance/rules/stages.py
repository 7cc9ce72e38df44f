"""The stages that a report goes through on its way to documents management, and what becomes of each version."""

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class Stage(Labelled):
    """Why a version was set down (DOMAIN 6: W+5 consultation, W+7 clearance, S−10 submission)."""

    CONSULTATION = "consultation", N_("Consultation")
    CLEARANCE_1 = "clearance_1", N_("First clearance")
    CLEARANCE_2 = "clearance_2", N_("Second clearance")
    CLEARANCE_3 = "clearance_3", N_("Third clearance")
    SUBMISSION = "submission", N_("Submission")


class Verdict(Labelled):
    """What somebody who clears has said of a version."""

    ASKED = "asked", N_("waits for an answer")
    CLEARED = "cleared", N_("cleared")
    WITH_CHANGES = "with_changes", N_("cleared with changes")
    SENT_BACK = "sent_back", N_("sent back")


S, V = Stage, Verdict
ORDER: tuple[Stage, ...] = tuple(Stage)
CLEARS = frozenset({Verdict.CLEARED, Verdict.WITH_CHANGES})
# Who is asked may answer, and may say something else until the next version is there.
NEXT: dict[Verdict, frozenset[Verdict]] = {
    V.ASKED: frozenset({V.CLEARED, V.WITH_CHANGES, V.SENT_BACK}),
    V.CLEARED: frozenset({V.WITH_CHANGES, V.SENT_BACK}),
    V.WITH_CHANGES: frozenset({V.CLEARED, V.SENT_BACK}),
    V.SENT_BACK: frozenset({V.CLEARED, V.WITH_CHANGES}),
}


def check_stage(wanted: Stage, earlier: list[Stage]) -> None:
    """Refused for a stage before one that the report has reached, and for anything once it is submitted.

    A stage may be repeated: a second round of the same clearance is a new version.
    """
    if S.SUBMISSION in earlier:
        raise Refused(
            "The report is submitted. What changes now is a corrigendum of documents management.",
            field="stage",
        )
    if earlier and ORDER.index(wanted) < ORDER.index(max(earlier, key=ORDER.index)):
        raise Refused("The report has gone beyond this stage.", field="stage")


def check_submission(wanted: Stage, lacking: int, waiting: int, all_the_same: bool) -> None:
    """A report is submitted with something missing, or before everybody has answered, only by a person's own word."""
    if wanted is S.SUBMISSION and (lacking or waiting) and not all_the_same:
        raise Refused(
            "Something is still missing, or somebody has not answered. Tick that it goes all the same.",
            field="all_the_same",
        )


def check_verdict(now: Verdict, wanted: Verdict, note: str, superseded: bool) -> None:
    """Refused for an answer to a version that another has followed, and for one sent back without a word."""
    if superseded:
        raise Refused("There is a newer version: the answer belongs to that one.")
    if wanted is not now and wanted not in NEXT[now]:
        raise Refused("Choose what was answered.", field="verdict")
    if wanted is V.SENT_BACK and not note.strip():
        raise Refused("Say why it is sent back.", field="note")

"""How an organization stands behind an application: it nominates, or confirms when its member of staff asks."""

from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.fellowship.rules.editions import By


class NominationWay(Labelled):
    """Which ways an edition takes."""

    EITHER = "either", N_("Organizations nominate, or confirm when an applicant asks them")
    NOMINATED = "nominated", N_("Only organizations nominate")
    CONFIRMED = "confirmed", N_("Applicants ask their organization to confirm")
    NONE = "none", N_("No nomination is needed")


class NominationState(Labelled):
    """What the organization has said; a nomination that it makes itself is confirmed from its first day."""

    ASKED = "asked", N_("asked, no answer yet")
    CONFIRMED = "confirmed", N_("confirmed")
    REFUSED = "refused", N_("not confirmed")
    WITHDRAWN = "withdrawn", N_("taken back")


N = NominationState


@dataclass(frozen=True)
class NominationStep:
    """One way on: where it leads, the verb on its button, and who may."""

    to: NominationState
    verb: str
    by: frozenset[By]


_ORG, _OWN = frozenset({By.ORGANIZATION}), frozenset({By.APPLICANT})
NOMINATION: dict[NominationState, tuple[NominationStep, ...]] = {
    N.ASKED: (
        NominationStep(N.CONFIRMED, N_("Confirm the nomination"), _ORG),
        NominationStep(N.REFUSED, N_("Do not confirm"), _ORG),
        NominationStep(N.WITHDRAWN, N_("Take the request back"), _OWN),
    ),
    N.CONFIRMED: (NominationStep(N.WITHDRAWN, N_("Take the nomination back"), _ORG),),
    N.REFUSED: (),
    N.WITHDRAWN: (),
}
# One of these for each application and organization.
STANDS = frozenset({N.ASKED, N.CONFIRMED})
# So often an applicant can ask: the form is no way to write to strangers.
MOST_REQUESTS = 5


def nomination_steps(state: NominationState, by: By) -> list[NominationStep]:
    """What this one can do with a nomination now: the buttons."""
    return [step for step in NOMINATION[state] if by in step.by]


def check_nomination_step(now_is: NominationState, to: NominationState, by: By) -> None:
    """Refused when this one cannot move the nomination so."""
    if not any(step.to is to for step in nomination_steps(now_is, by)):
        raise Refused(
            "This nomination has changed meanwhile: %(now)s. Nothing was changed.", now=now_is.label
        )


def takes_nominations(way: NominationWay) -> bool:
    """Whether organizations nominate by themselves."""
    return way in (NominationWay.EITHER, NominationWay.NOMINATED)


def takes_requests(way: NominationWay) -> bool:
    """Whether applicants ask their organization to confirm."""
    return way in (NominationWay.EITHER, NominationWay.CONFIRMED)


@dataclass(frozen=True)
class NomineeDraft:
    """Whom an organization nominates; `serving_staff` is what it declares of the person."""

    name: str
    email: str
    function: str = ""
    serving_staff: bool = False
    language: str = "en"


def check_nominee(draft: NomineeDraft, way: NominationWay, letter: bool) -> None:
    """Refused when an edition takes no nominations, or when what it must have is missing."""
    if not takes_nominations(way):
        raise Refused("For this edition applicants ask their organization to confirm.")
    if not draft.serving_staff:
        raise Refused("Only staff who serve the organization now can be nominated.", field="serving_staff")
    if not letter:
        raise Refused("Choose a file.", field="letter")


def check_refusal(reason: str) -> None:
    """Refused when an organization does not confirm and gives no reason."""
    if not reason.strip():
        raise Refused("Say why; the office reads it, and so does the applicant.", field="reason")

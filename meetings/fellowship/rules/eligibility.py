"""Who can be a fellow: each condition with what it rests on, and what the office says against it (DOMAIN 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.fellowship.rules.nominations import NominationState


class Condition(Labelled):
    """A condition that an edition can set."""

    SERVING_STAFF = "serving_staff", N_("Serves on the staff of the organization")
    NOMINATED = "nominated", N_("Is nominated by the organization")
    NOT_A_PAST_FELLOW = "not_a_past_fellow", N_("Has not been a fellow before")
    LANGUAGE = "language", N_("Works in a language of the fellowship")


class Met(Labelled):
    """Whether a condition is met, as far as the house can see."""

    YES = "yes", N_("met")
    NO = "no", N_("not met")
    UNKNOWN = "unknown", N_("not known yet")


@dataclass(frozen=True)
class NominationSeen:
    """What a nomination proves. `known`: whoever answered speaks for the organization, by the directory."""

    organization: str
    state: NominationState
    by: str
    on: date | None
    same_organization: bool
    known: bool = True
    serving_staff: bool | None = None


@dataclass(frozen=True)
class PastFellowship:
    """An earlier fellowship of somebody with this address (`by_name`: only the name is the same)."""

    edition: str
    year: int
    by_name: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of an application that conditions rest on; languages are codes with their words."""

    organization: str
    nominations: Sequence[NominationSeen] = ()
    past: Sequence[PastFellowship] = ()
    track: str = ""
    track_words: str = ""
    languages: Sequence[str] = ()
    tracks: Sequence[str] = ()


@dataclass(frozen=True)
class Check:
    """A condition, whether it is met, and the sentence that shows on what that rests (msgid and its parts)."""

    condition: Condition
    met: Met
    evidence: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Override:
    """What the office says of a condition against, or beyond, what the house sees."""

    condition: Condition
    met: bool
    reason: str


def judge(conditions: Iterable[Condition], facts: Facts) -> list[Check]:
    """Each condition of the edition, in the order of the table, with its evidence."""
    wanted = set(conditions)
    return [_JUDGES[condition](facts) for condition in Condition if condition in wanted]


def _own(facts: Facts) -> list[NominationSeen]:
    """The nominations of the organization that the applicant names; the one that says most first."""
    order = (
        NominationState.CONFIRMED,
        NominationState.REFUSED,
        NominationState.ASKED,
        NominationState.WITHDRAWN,
    )
    own = [one for one in facts.nominations if one.same_organization]
    return sorted(own, key=lambda one: (order.index(one.state), not one.known))


def _serving_staff(facts: Facts) -> Check:
    said = [
        one for one in _own(facts) if one.state is NominationState.CONFIRMED and one.serving_staff is not None
    ]
    if not said:
        return Check(
            Condition.SERVING_STAFF,
            Met.UNKNOWN,
            N_("%(organization)s has said nothing of it yet."),
            {"organization": facts.organization},
        )
    first = said[0]
    told = {"organization": first.organization, "by": first.by, "on": first.on}
    if not first.serving_staff:
        return Check(
            Condition.SERVING_STAFF,
            Met.NO,
            N_("%(by)s of %(organization)s said on %(on)s that this is no serving member of staff."),
            told,
        )
    if not first.known:
        return Check(Condition.SERVING_STAFF, Met.UNKNOWN, _UNKNOWN_VOICE, told)
    return Check(
        Condition.SERVING_STAFF,
        Met.YES,
        N_("%(by)s of %(organization)s said so on %(on)s."),
        told,
    )


_UNKNOWN_VOICE = N_(
    "%(by)s said so for %(organization)s on %(on)s; the directory does not name this person as its focal point."
)


def _nominated(facts: Facts) -> Check:
    own = _own(facts)
    if not own:
        others = [one for one in facts.nominations if one.state is NominationState.CONFIRMED]
        if others:
            return Check(
                Condition.NOMINATED,
                Met.NO,
                N_("%(other)s nominated this person, who applies for %(organization)s."),
                {"other": others[0].organization, "organization": facts.organization},
            )
        return Check(
            Condition.NOMINATED,
            Met.NO,
            N_("%(organization)s has not been asked and has not nominated."),
            {"organization": facts.organization},
        )
    first = own[0]
    told = {"organization": first.organization, "by": first.by, "on": first.on}
    if first.state is NominationState.CONFIRMED:
        if first.known:
            return Check(
                Condition.NOMINATED,
                Met.YES,
                N_("%(organization)s nominated on %(on)s: %(by)s."),
                told,
            )
        return Check(Condition.NOMINATED, Met.UNKNOWN, _UNKNOWN_VOICE, told)
    met, sentence = _UNCONFIRMED[first.state]
    return Check(Condition.NOMINATED, met, sentence, told)


_UNCONFIRMED = {
    NominationState.REFUSED: (Met.NO, N_("%(organization)s did not confirm on %(on)s: %(by)s.")),
    NominationState.ASKED: (Met.UNKNOWN, N_("%(organization)s was asked on %(on)s and has not answered.")),
    NominationState.WITHDRAWN: (Met.NO, N_("%(organization)s took the nomination back on %(on)s.")),
}


def _not_a_past_fellow(facts: Facts) -> Check:
    sure = [one for one in facts.past if not one.by_name]
    if sure:
        return Check(
            Condition.NOT_A_PAST_FELLOW,
            Met.NO,
            N_("Was a fellow in %(year)s: %(edition)s."),
            {"year": sure[0].year, "edition": sure[0].edition},
        )
    if facts.past:
        return Check(
            Condition.NOT_A_PAST_FELLOW,
            Met.UNKNOWN,
            N_("Somebody of the same name was a fellow in %(year)s: %(edition)s."),
            {"year": facts.past[0].year, "edition": facts.past[0].edition},
        )
    return Check(
        Condition.NOT_A_PAST_FELLOW, Met.YES, N_("No fellow of an earlier edition has this name or address.")
    )


def _language(facts: Facts) -> Check:
    told = {"language": facts.track_words}
    if not facts.track or facts.track not in facts.tracks:
        return Check(Condition.LANGUAGE, Met.NO, N_("No language of this edition was chosen."), told)
    if facts.track in facts.languages:
        return Check(Condition.LANGUAGE, Met.YES, N_("Chose %(language)s and says to work in it."), told)
    return Check(Condition.LANGUAGE, Met.NO, N_("Chose %(language)s, but does not say to work in it."), told)


_JUDGES = {
    Condition.SERVING_STAFF: _serving_staff,
    Condition.NOMINATED: _nominated,
    Condition.NOT_A_PAST_FELLOW: _not_a_past_fellow,
    Condition.LANGUAGE: _language,
}


def stands(check: Check, overrides: Iterable[Override]) -> Met:
    """What counts of a condition: what the office says of it, otherwise what the house sees."""
    said = next((one for one in overrides if one.condition is check.condition), None)
    if said is None:
        return check.met
    return Met.YES if said.met else Met.NO


def check_override(reason: str) -> None:
    """Refused without a reason."""
    if not reason.strip():
        raise Refused("Say why; the reason is kept with the application.", field="reason")


def check_eligible(
    eligible: bool, reason: str, checks: Sequence[Check], overrides: Sequence[Override]
) -> None:
    """Refused when somebody would be eligible against a condition, or not eligible without a reason."""
    if not eligible:
        if not reason.strip():
            raise Refused("Say why; the applicant reads it.", field="reason")
        return
    open_ones = [check.condition for check in checks if stands(check, overrides) is not Met.YES]
    if open_ones:
        raise Refused(
            "“%(condition)s” is not met. Decide on it with a reason first, or ask for more information.",
            condition=open_ones[0].label,
        )

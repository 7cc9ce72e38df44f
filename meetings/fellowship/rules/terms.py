"""The terms of an edition: everything that the mandate leaves to the office (DOMAIN 5), and what makes no sense."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.fellowship.rules.eligibility import Condition
from meetings.fellowship.rules.nominations import NominationWay

MOST_WEEKS, MOST_PLACES, MOST_WORDS, MOST_CRITERIA = 104, 200, 3000, 12
MOST_WEIGHT, LOWEST, HIGHEST = 100, 0, 100
FIRST_YEAR, LAST_YEAR = 2000, 2099
FIRST_PAST_YEAR = 1970
FILE_MEGABYTES = 5


class DocumentKind(Labelled):
    """What an applicant can be asked to hand in; anything else is a question of the form."""

    CV = "cv", N_("Curriculum vitae")
    NOMINATION_LETTER = "nomination_letter", N_("Nomination letter")
    REFERENCE_LETTER = "reference_letter", N_("Letter of reference")
    LANGUAGE_CERTIFICATE = "language_certificate", N_("Language certificate")
    WORK_SAMPLE = "work_sample", N_("Sample of work")


class Wanted(Labelled):
    """Whether a document is asked."""

    NO = "no", N_("not asked")
    OPTIONAL = "optional", N_("may be handed in")
    REQUIRED = "required", N_("needed")


@dataclass(frozen=True)
class CriterionDraft:
    """A criterion of the assessment: what is looked for, how much it counts, and its scale (both ends included)."""

    name: str
    about: str = ""
    weight: int = 1
    lowest: int = 1
    highest: int = 5


@dataclass(frozen=True)
class EditionDraft:
    """The terms as they are written; `opens` and `closes` are wall clocks of `zone`.

    `opens_second`, `closes_second`: which of two equal hours is meant, where clocks are put back.
    """

    title: str
    year: int
    opens: datetime
    closes: datetime
    zone: str
    about: str = ""
    covered: str = ""
    stipend: str = ""
    place: str = ""
    cycle_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    decision_by: date | None = None
    duration_weeks: int = 4
    places: int = 6
    tracks: tuple[str, ...] = ("en",)
    words_most: int = 500
    nomination: NominationWay = NominationWay.EITHER
    documents: Mapping[DocumentKind, Wanted] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = tuple(Condition)
    blind: bool = False
    assessors_each: int = 2
    assess_by: date | None = None
    answer_days: int = 14
    opens_second: bool | None = None
    closes_second: bool | None = None


def check_edition(draft: EditionDraft, opens_at: datetime, closes_at: datetime) -> None:
    """Refused for terms that cannot be meant."""
    _within("year", draft.year, FIRST_YEAR, LAST_YEAR)
    _within("duration_weeks", draft.duration_weeks, 1, MOST_WEEKS)
    _within("places", draft.places, 1, MOST_PLACES)
    _within("words_most", draft.words_most, 1, MOST_WORDS)
    _within("assessors_each", draft.assessors_each, 1, 10)
    _within("answer_days", draft.answer_days, 1, 90)
    if not draft.tracks:
        raise Refused("Choose at least one language.", field="tracks")
    if closes_at <= opens_at:
        raise Refused("The call closes after it opens.", field="closes_on")
    if draft.starts_on is not None and draft.starts_on <= draft.closes.date():
        raise Refused("The fellowship begins after the call has closed.", field="starts_on")
    if draft.starts_on is not None and draft.ends_on is not None and draft.ends_on < draft.starts_on:
        raise Refused("The last day is before the first.", field="ends_on")
    for name, day in (("decision_by", draft.decision_by), ("assess_by", draft.assess_by)):
        if day is not None and day < draft.closes.date():
            raise Refused("This day comes after the call has closed.", field=name)
    if Condition.NOMINATED in draft.conditions and draft.nomination is NominationWay.NONE:
        raise Refused("Nobody can be nominated when no nomination is needed.", field="conditions")


def check_places(places: int, selected: Sequence[str]) -> None:
    """Refused when there would be fewer places than people who are selected already; `selected`: their names."""
    if places < len(selected):
        raise Refused(
            "Selected already: %(names)s. Put somebody on the reserve list before there are fewer places.",
            field="places",
            names=", ".join(selected),
        )


def check_opening(closes_at: datetime, now: datetime, criteria: int) -> None:
    """Refused when a call would be published that nobody can answer, or that nobody could assess."""
    if closes_at <= now:
        raise Refused("The call would be closed already. Give it a later date first.")
    if not criteria:
        raise Refused("Write at least one criterion first: applicants read by what they are assessed.")


def check_criteria(drafts: Sequence[CriterionDraft]) -> None:
    """Refused for criteria that nobody could score."""
    if len(drafts) > MOST_CRITERIA:
        raise Refused("At most %(most)s criteria.", most=MOST_CRITERIA)
    if len({one.name.casefold() for one in drafts}) < len(drafts):
        raise Refused("Two criteria have the same name.")
    for one in drafts:
        if not one.name.strip():
            raise Refused("Give each criterion a name.")
        if not 1 <= one.weight <= MOST_WEIGHT:
            raise Refused(
                "“%(name)s”: write a whole number from %(least)s to %(most)s.",
                name=one.name,
                least=1,
                most=MOST_WEIGHT,
            )
        if not LOWEST <= one.lowest < one.highest <= HIGHEST:
            raise Refused(
                "“%(name)s”: the scale goes from a lower to a higher number, from %(least)s to %(most)s.",
                name=one.name,
                least=LOWEST,
                most=HIGHEST,
            )


def shares(weights: Sequence[int]) -> list[float]:
    """How much each criterion counts of the whole, in per cent; none: nothing."""
    total = sum(weights)
    return [100 * weight / total for weight in weights] if total else []


def asked_documents(documents: Mapping[str, str]) -> dict[DocumentKind, bool]:
    """The documents that are asked, as they are kept (code → wanted), and whether each is needed."""
    found = {}
    for kind in DocumentKind:
        wanted = documents.get(kind.value, Wanted.NO.value)
        if wanted != Wanted.NO.value:
            found[kind] = wanted == Wanted.REQUIRED.value
    return found


@dataclass(frozen=True)
class Written:
    """An application as it is about to be submitted."""

    name: str
    organization: str
    function: str
    languages: Sequence[str]
    track: str
    statement_words: int
    documents: Iterable[DocumentKind] = ()
    nomination_asked: bool = False


def missing(
    one: Written,
    tracks: Sequence[str],
    words_most: int,
    documents: Mapping[DocumentKind, bool],
    way: NominationWay,
) -> dict[str, Refused]:
    """What keeps an application from being submitted, by field; empty: nothing does."""
    found: dict[str, Refused] = {}
    for name in ("name", "organization", "function"):
        if not getattr(one, name).strip():
            found[name] = Refused("Fill this in.", field=name)
    if not one.languages:
        found["languages"] = Refused("Choose at least one language.", field="languages")
    if one.track not in tracks:
        found["track"] = Refused("Choose the language of your fellowship.", field="track")
    if refusal := check_words(one.statement_words, words_most):
        found["statement"] = refusal
    handed_in = set(one.documents)
    for kind, needed in documents.items():
        if needed and kind not in handed_in:
            found[file_code(kind)] = Refused("Hand this document in.", field=file_code(kind))
    if way in (NominationWay.CONFIRMED, NominationWay.EITHER) and not one.nomination_asked:
        found["nomination"] = Refused("Ask your organization to confirm first.", field="nomination")
    if way is NominationWay.NOMINATED and not one.nomination_asked:
        found["nomination"] = Refused(
            "Only somebody whom an organization nominated can apply.", field="nomination"
        )
    return found


def check_words(words: int, most: int) -> Refused | None:
    """What is wrong with a statement of so many words; None: nothing."""
    if not words:
        return Refused("Write your statement.", field="statement")
    if words > most:
        return Refused(
            "At most %(most)s words; these are %(words)s.", field="statement", most=most, words=words
        )
    return None


def file_code(kind: DocumentKind) -> str:
    """The name of a document among the fields of an application."""
    return f"file_{kind.value}"


def question_code(question_id: int) -> str:
    """The name of a composed question among the fields of an application."""
    return f"q{question_id}"


def _within(name: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise Refused("Write a whole number from %(least)s to %(most)s.", field=name, least=least, most=most)

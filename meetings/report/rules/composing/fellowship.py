"""Figures of the fellowship: a paragraph for each edition whose call is closed, and tables over the years."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from meetings.report.rules.dates import listed
from meetings.report.rules.document.drawn import Figure, figure
from meetings.report.rules.sources.facts import FellowshipFacts, Source, Sources
from meetings.report.rules.sources.proposal import Proposal
from meetings.report.rules.structure.chapters import Takes
from meetings.report.rules.wording import counted, number, sentence_case

NOT_TOLD = "–"
_Numbers = list[tuple[int, int | None]]


def fellowships(sources: Sources) -> Iterator[Proposal]:
    """What each edition came to; nothing of one to which nobody applied."""
    for one in sources.fellowships:
        if one.applications:
            told: Source = {"kind": "fellowship", "edition": one.slug, "title": one.title}
            text = " ".join([_applied(one), *_selected(one)])
            yield Proposal(f"fellowship:{one.id}", "", "", "", text, sources=(told,), takes=Takes.FELLOWSHIP)


def fellowships_by_year(
    facts: Sequence[FellowshipFacts], past: Mapping[int, int] = MappingProxyType({})
) -> tuple[Figure, ...]:
    """What became of applications and whence fellows came, year by year; what is not known or decided is not told.

    `past`: fellows by year that older lists name, of whom nothing else is known.
    """
    told = [one for one in facts if one.applications]
    own = {one.year for one in told}
    older: _Numbers = [(year, None) for year in past if year not in own]
    stages: dict[str, _Numbers] = {
        "Applications": [*((one.year, one.applications) for one in told), *older],
        "Applicants who met the conditions": [*((one.year, one.eligible) for one in told), *older],
        "Applicants selected": [*((one.year, one.selected) for one in told), *older],
        "Fellows": [*((one.year, _fellows(one, one.fellows)) for one in told), *past.items()],
    }
    regions = dict.fromkeys(label for one in told for label, _ in one.fellow_regions)
    whence: dict[str, _Numbers] = {
        label or "not in the directory": [
            *((one.year, _fellows(one, dict(one.fellow_regions).get(label, 0))) for one in told),
            *older,
        ]
        for label in regions
    }
    years = sorted({*own, *past})
    return tuple(
        figure(
            title,
            list(map(str, years)),
            [
                (label, [_sum(numbers, year) for year in years])
                for label, numbers in rows.items()
                if any(number is not None for _, number in numbers)
            ],
        )
        for title, rows in (("Fellowship by year", stages), ("Fellows by region", whence))
        if years and rows
    )


def _fellows(one: FellowshipFacts, number: int) -> int | None:
    return None if one.selected is None else number


def _sum(numbers: _Numbers, year: int) -> tuple[int | None, str]:
    """The sum over the editions of a year; none while one of them cannot tell."""
    found = [number for of, number in numbers if of == year]
    total = sum(number or 0 for number in found)
    return (None, NOT_TOLD) if None in found else (total, f"{total:,}")


def _applied(one: FellowshipFacts) -> str:
    received = counted(one.applications, "application was", "applications were")
    text = f"For the edition of {one.year} of the fellowship, {received} received"
    if one.regions:
        text += f" ({_by(one.regions)})"
    if one.eligible is not None:
        text += f", of which {number(one.eligible)} met the conditions"
    return f"{text}.{_genders(one)}"


def _genders(one: FellowshipFacts) -> str:
    """Only where every number may be told: what is left out would be known from the sum."""
    if not one.genders:
        return ""
    words = {"Woman": ("woman", "women"), "Man": ("man", "men"), "Another gender": ("of another gender",) * 2}
    said = [counted(n, *words[label]) for label, n in one.genders if label in words]
    unsaid = [f"{number(n)} did not say" for label, n in one.genders if label not in words]
    return f" By their own account, applicants were {listed([*said, *unsaid])}." if said else ""


def _selected(one: FellowshipFacts) -> Iterator[str]:
    if one.selected is None:
        return
    if not one.selected:
        yield "Nobody was selected."
        return
    text = sentence_case(counted(one.selected, "applicant was", "applicants were")) + " selected"
    if not one.fellows:
        yield f"{text}; none has become a fellow."
        return
    yield f"{text} and {number(one.fellows)} became {'a fellow' if one.fellows == 1 else 'fellows'}" + (
        f" ({_by(one.fellow_regions)})." if one.fellow_regions else "."
    )
    if one.organizations:
        whole = counted(one.organizations, "organization", "organizations")
        came = "The fellow came" if one.fellows == 1 else "The fellows came"
        yield f"{came} from {whole}{_first(one)}."


def _first(one: FellowshipFacts) -> str:
    if not one.first:
        return ""
    if one.organizations == 1:
        return ", which had had no fellow before"
    return f", of which {number(one.first)} had had no fellow before"


def _by(rows: Sequence[tuple[str, int]]) -> str:
    """By region: "three from Africa and two from Asia"."""
    return listed([f"{number(n)} {_where(label)}" for label, n in rows])


def _where(label: str) -> str:
    if not label:
        return "from organizations that are not in the directory"
    if label == "Interregional":
        return "from interregional organizations"
    return f"from {'the ' if label in ('Americas', 'Arab region', 'Pacific') else ''}{label}"

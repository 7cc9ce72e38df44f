"""Figures of the fellowship as paragraphs: one for each edition of the cycle whose call is closed."""

from collections.abc import Iterator, Sequence

from meetings.report.rules.dates import listed
from meetings.report.rules.proposal import Proposal
from meetings.report.rules.sources import FellowshipFacts, Source, Sources
from meetings.report.rules.structure import Takes
from meetings.report.rules.wording import counted, number, sentence_case


def fellowships(sources: Sources) -> Iterator[Proposal]:
    """What each edition came to; nothing of one to which nobody applied."""
    for one in sources.fellowships:
        if one.applications:
            told: Source = {"kind": "fellowship", "edition": one.slug, "title": one.title}
            text = " ".join([_applied(one), *_selected(one)])
            yield Proposal(f"fellowship:{one.id}", "", "", "", text, sources=(told,), takes=Takes.FELLOWSHIP)


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

"""Verbs of clearance: set a version down, ask somebody, note what was answered."""

from collections.abc import Sequence

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.clearance import queries
from meetings.clearance.models import Clearance, ReportVersion, as_kept
from meetings.clearance.rules import Stage, Verdict, check_stage, check_submission, check_verdict
from meetings.mandate.models import Cycle
from meetings.report import actions as report
from meetings.report import queries as drafts
from meetings.report.rules import check_nobody_named, named_in_heading

MOST_CLEARERS = 30


def set_down(
    actor: Actor, cycle: Cycle, stage: Stage, note: str, clearers: Sequence[str], all_the_same: bool = False
) -> ReportVersion:
    """Keep the draft as it stands and give it to those who are to clear it (names, each once)."""
    begun = report.begin(actor, cycle)  # of two who set a version down at once the second waits
    earlier = list(queries.versions_of(actor, cycle))
    check_stage(stage, [each.stage for each in earlier])
    sources, made = queries.draft_of(actor, cycle)
    check_nobody_named(named_in_heading("", note, sources), "note")
    if not made.layout.numbers:
        raise Refused("The draft is empty. Compose it first.")
    waiting = sum(each.verdict is Verdict.ASKED for each in earlier[-1].clearances) if earlier else 0
    check_submission(stage, len(made.lacks), waiting, all_the_same)
    names = _each_once(clearers)
    version = ReportVersion(
        report=begun,
        number=len(earlier) + 1,
        stage=stage,
        note=note.strip(),
        words=made.words,
        paragraphs=[as_kept(each) for each in queries.said_now(made)],
        structure=[_as_row(each) for each in made.composed.structure.chapters],
        lacking=[str(lack) for lack in made.lacks],
        made_by=actor.name,
        made_at=clock.now(),
    )
    db.session.add(version)
    for name in names:
        version.clearances.append(Clearance(clearer=name, asked_by=actor.name, asked_at=clock.now()))
    db.session.flush()  # the trail needs its id
    audit.record(
        actor, "set version down", "report_version", version.id, None,
        {"number": version.number, "stage": stage.value, "asked": len(names)},
    )  # fmt: skip
    return version


def ask_another(actor: Actor, version: ReportVersion, clearer: str) -> None:
    """Give a version to one more person. Refused for who has it, and when a newer one is there."""
    (name,) = _each_once([clearer]) or ("",)
    if not name:
        raise Refused("Write who is to clear it.", field="clearer")
    if queries.is_superseded(version):
        raise Refused("There is a newer version: give that one.", field="clearer")
    if name.casefold() in version.folded_clearers:
        raise Refused("They have this version already.", field="clearer")
    if len(version.clearances) >= MOST_CLEARERS:
        raise Refused("At most %(most)s people clear one version.", field="clearer", most=MOST_CLEARERS)
    version.clearances.append(Clearance(clearer=name, asked_by=actor.name, asked_at=clock.now()))
    audit.record(actor, "ask for clearance", "report_version", version.id, None, {"clearer": name})


def note_verdict(actor: Actor, clearance: Clearance, verdict: Verdict, note: str) -> None:
    """Note what somebody answered on a version, and when."""
    db.session.execute(select(Clearance.id).where(Clearance.id == clearance.id).with_for_update())
    check_verdict(clearance.verdict, verdict, note, queries.is_superseded(clearance.version))
    sources = drafts.gather(actor, clearance.version.report.cycle)
    check_nobody_named(named_in_heading("", note, sources), "note")
    before = audit.values_of(clearance, "verdict", "note")
    clearance.verdict, clearance.note = verdict, note.strip()
    clearance.answered_on, clearance.noted_by = clock.now(), actor.name
    after = audit.values_of(clearance, "verdict", "note")
    audit.record(actor, "note clearance", "report_version", clearance.version_id, before, after)


def _each_once(clearers: Sequence[str]) -> list[str]:
    found: dict[str, str] = {}
    for name in (" ".join(each.split()) for each in clearers if each.strip()):
        found.setdefault(name.casefold(), name)
    names = list(found.values())
    if len(names) > MOST_CLEARERS:
        raise Refused("At most %(most)s people clear one version.", field="clearers", most=MOST_CLEARERS)
    if any(len(name) > 200 for name in names):
        raise Refused("At most %(most)s characters.", field="clearers", most=200)
    return names


def _as_row(chapter: object) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(chapter).items()}

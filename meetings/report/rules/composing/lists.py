"""Records become lists: a lead-in and (a), (b), (c).

What may not be attributed stands in a paragraph of its own, so that it is looked through whole.
"""

from collections.abc import Iterator

from meetings.outcomes.rules import RecordKind
from meetings.programme.rules import MeetingKind
from meetings.report.rules.sources.facts import RecordFacts, Source, Sources
from meetings.report.rules.sources.proposal import Proposal
from meetings.report.rules.structure.chapters import Takes
from meetings.report.rules.wording import attributed, items_of

# Key; lead-in of several, sentence before a single one; the same two for what nobody may be named for.
_Leads = tuple[str, str, str, str, str]
_LEADS: dict[RecordKind, _Leads] = {
    RecordKind.PRACTICE: (
        "practices",
        "Participants shared the following practices:",
        "Participants shared one practice.",
        "Further practices were shared without attribution:",
        "One further practice was shared without attribution.",
    ),
    RecordKind.LESSON_LEARNED: (
        "lessons",
        "The following lessons learned were reported:",
        "One lesson learned was reported.",
        "Further lessons learned were reported without attribution:",
        "One further lesson learned was reported without attribution.",
    ),
    RecordKind.CHALLENGE: (
        "challenges",
        "The following challenges were reported:",
        "One challenge was reported.",
        "Further challenges were reported without attribution:",
        "One further challenge was reported without attribution.",
    ),
    RecordKind.NEW_FORM: (
        "new_forms",
        "The following possible new forms of cooperation were proposed:",
        "One possible new form of cooperation was proposed.",
        "Further possible new forms of cooperation were proposed without attribution:",
        "One further possible new form of cooperation was proposed without attribution.",
    ),
    RecordKind.RECOMMENDATION: (
        "recommendations",
        "Participants made the following recommendations:",
        "Participants made one recommendation.",
        "Further recommendations were made without attribution:",
        "One further recommendation was made without attribution.",
    ),
    RecordKind.CONCLUSION: (
        "conclusions",
        "Participants reached the following conclusions:",
        "Participants reached one conclusion.",
        "Further conclusions were reached without attribution:",
        "One further conclusion was reached without attribution.",
    ),
    RecordKind.COMMITMENT: (
        "commitments",
        "The following commitments were made:",
        "One commitment was made.",
        "Further commitments were made without attribution:",
        "One further commitment was made without attribution.",
    ),
}
SHARED = (RecordKind.PRACTICE, RecordKind.LESSON_LEARNED, RecordKind.CHALLENGE, RecordKind.NEW_FORM)
CONCLUDED = (RecordKind.CONCLUSION, RecordKind.RECOMMENDATION, RecordKind.COMMITMENT)
_FOCAL_POINTS: _Leads = (
    "focal_points:records",
    "The following was put on record at the meetings of focal points:",
    "At a meeting of focal points, the following was put on record.",
    "The following was put on record at the meetings of focal points without attribution:",
    "At a meeting of focal points, the following was put on record without attribution.",
)


def practices(sources: Sources) -> Iterator[Proposal]:
    """What OP8 asks to be shared, from the sessions of the workshop: the end of part II."""
    for kind in SHARED:
        yield from _lists(_of_workshop(sources, kind), _LEADS[kind], Takes.PRACTICES)


def recommendations(sources: Sources) -> Iterator[Proposal]:
    """The conclusions, recommendations and commitments of the workshop: part IV."""
    for kind in CONCLUDED:
        yield from _lists(_of_workshop(sources, kind), _LEADS[kind], Takes.CONCLUSIONS)


def of_focal_points(sources: Sources) -> Iterator[Proposal]:
    """Whatever was recorded at the meetings of focal points: for part III."""
    found = [each for each in sources.records if each.meeting_kind is MeetingKind.FOCAL_POINT_MEETING]
    yield from _lists(found, _FOCAL_POINTS, Takes.FOCAL_POINT_CONCLUSIONS)


def _of_workshop(sources: Sources, kind: RecordKind) -> list[RecordFacts]:
    return [r for r in sources.records if r.kind is kind and r.meeting_kind is MeetingKind.WORKSHOP]


def _lists(records: list[RecordFacts], leads: _Leads, takes: Takes) -> Iterator[Proposal]:
    """What may be attributed, then what may not. A single record is no list: an (a) never stands alone."""
    key, several, one, several_unnamed, one_unnamed = leads
    named = [each for each in records if not each.unattributed]
    unnamed = [each for each in records if each.unattributed]
    if not named:  # nothing that it could be "further" to
        several_unnamed, one_unnamed = several, one
    for suffix, found, leads_many, leads_one in (
        ("", named, several, one),
        (":unattributed", unnamed, several_unnamed, one_unnamed),
    ):
        texts = [attributed(each.text, each.organization) for each in found]
        if len(texts) == 1:
            text = f"{leads_one} {texts[0]}"
            yield Proposal(key + suffix, "", "", "", text, (), _sources(found), takes=takes)
        elif texts:
            items = items_of(texts)
            yield Proposal(key + suffix, "", "", "", leads_many, items, _sources(found), takes=takes)


def _sources(records: list[RecordFacts]) -> tuple[Source, ...]:
    """One source a session (or meeting as a whole), in order, with how many of its records are in the list."""
    found: dict[tuple[str, int], dict[str, object]] = {}
    for record in records:
        key = (record.meeting_slug, record.session_id)
        source = found.setdefault(key, _source(record))
        source["count"] = int(str(source["count"])) + 1
    return tuple(found.values())


def _source(record: RecordFacts) -> dict[str, object]:
    if not record.session_id:
        return {"kind": "meeting", "meeting": record.meeting_slug, "title": record.label, "count": 0}
    return {
        "kind": "records",
        "meeting": record.meeting_slug,
        "session": record.session_id,
        "label": record.label,
        "count": 0,
        "unattributed": record.unattributed,
    }

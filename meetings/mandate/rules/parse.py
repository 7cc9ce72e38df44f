"""A resolution's data file (TOML) to a Mandate: strict, a slip of the pen never becomes an obligation."""

from collections.abc import Iterable

from meetings.base.words import N_
from meetings.mandate.rules.kinds import Confidence, Evidence, PlannedKind, PlannedMode, SlotKind, Verb
from meetings.mandate.rules.resolution import (
    AgendaItem,
    CyclePlan,
    Mandate,
    Need,
    Obligation,
    Option,
    PlannedMeeting,
    PreviousWorkshop,
    Question,
    ReportPlan,
    Resolution,
    Slot,
)
from meetings.mandate.rules.tables import Table, parse_toml

# Bounds that only a slip of the pen leaves: the Council's 4th session to that of the year 2338.
SESSIONS = (4, 999)
YEARS = (2006, 2338)
PARAGRAPHS = (1, 99)
NAME_LENGTH = 100


def parse_mandate(text: str, filename: str) -> Mandate:
    """The mandate in a file named after it (`61-15.toml`); BadFile names file, table, entry and key."""
    top = Table(parse_toml(text, filename), filename)
    resolution = _resolution(top.table("resolution"), filename)
    cycle = _cycle(top.table("cycle"), resolution)
    obligations = _obligations(top.tables("obligations", at_least=1), resolution)
    paragraphs = {o.paragraph for o in obligations}
    report = cycle.report
    for paragraph in report.progress_paragraphs:
        if paragraph not in paragraphs:
            raise top.refuse(
                "cycle", N_("progress paragraph %(number)s has no obligation."), number=paragraph
            )
    plan = [_meeting(table, cycle, paragraphs) for table in top.tables("meetings", at_least=1)]
    questions = [_question(table, cycle, paragraphs) for table in top.tables("questions")]
    plan += [meeting for question in questions for option in question.options for meeting in option.adds]
    _distinct(top, "meetings", [m.code for m in plan])
    _distinct(top, "questions", [q.code for q in questions])
    if [m.year for m in plan if m.kind is PlannedKind.WORKSHOP] != [cycle.workshop_year]:
        raise top.refuse(
            "meetings", N_("there should be one workshop, in %(year)s."), year=cycle.workshop_year
        )
    slots = [_slot(table) for table in top.tables("slots", at_least=1)]
    if sorted(s.kind for s in slots) != sorted(SlotKind):
        raise top.refuse("slots", N_("there should be one of each: %(kinds)s."), kinds=", ".join(SlotKind))
    top.finish()
    return Mandate(resolution, cycle, obligations, tuple(plan), tuple(questions), tuple(slots))


def _distinct(top: Table, key: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise top.refuse(key, N_("the code “%(code)s” stands here twice."), code=code)
        seen.add(code)


def _resolution(table: Table, filename: str) -> Resolution:
    found = Resolution(
        symbol=table.text("symbol"),
        title=table.text("title"),
        body=table.text("body"),
        council_session=table.whole("council_session", *SESSIONS),
        adopted=table.optional_day("adopted"),
        adopted_note=table.optional_text("adopted_note"),
        distributed=table.optional_day("distributed"),
    )
    if filename.rsplit("/", 1)[-1] != f"{found.slug}.toml":
        raise table.refuse("symbol", N_("a file of this symbol is named %(name)s.toml."), name=found.slug)
    if found.adopted is None and not found.adopted_note:
        raise table.refuse("adopted_note", N_("without the date of adoption, say here why it is not known."))
    if found.adopted and found.distributed and found.distributed < found.adopted:
        raise table.refuse("distributed", N_("a text cannot be distributed before it is adopted."))
    table.finish()
    return found


def _cycle(table: Table, resolution: Resolution) -> CyclePlan:
    years = table.rising("years", *YEARS)
    found = CyclePlan(
        years=years,
        word=table.text("word"),
        workshop_year=table.whole("workshop_year", years[0], years[-1]),
        theme=table.text("theme"),
        report=_report(table.table("report"), resolution),
        previous_workshop=_previous(table.table("previous_workshop")),
        site_name=table.optional_text("site_name"),
    )
    # It is the sender of mails too, and a header is one line.
    if len(found.site_name) > NAME_LENGTH or (found.site_name and not found.site_name.isprintable()):
        raise table.refuse(
            "site_name", N_("should be one line of at most %(most)s characters."), most=NAME_LENGTH
        )
    table.finish()
    return found


def _report(table: Table, resolution: Resolution) -> ReportPlan:
    least = table.whole("weeks_least", 0, 52)
    found = ReportPlan(
        session=table.whole("session", resolution.council_session + 1, SESSIONS[1]),
        symbol=table.text("symbol"),
        title=table.text("title"),
        word_limit=table.whole("word_limit", 1, 100_000),
        agenda_items=tuple(_agenda_item(item) for item in table.tables("agenda_items", at_least=1)),
        progress_paragraphs=table.rising("progress_paragraphs", *PARAGRAPHS),
        weeks_least=least,
        weeks_good=table.whole("weeks_good", least, 52),
    )
    table.finish()
    return found


def _agenda_item(table: Table) -> AgendaItem:
    found = AgendaItem(table.whole("number", 1, 99), table.text("title"))
    table.finish()
    return found


def _previous(table: Table) -> PreviousWorkshop:
    found = PreviousWorkshop(
        table.day("starts"), table.day("ends"), table.text("place"), table.optional_text("report_symbol")
    )
    if found.ends < found.starts:
        raise table.refuse("ends", N_("the last day is before the first."))
    table.finish()
    return found


def _obligations(tables: Iterable[Table], resolution: Resolution) -> tuple[Obligation, ...]:
    found: list[Obligation] = []
    for table in tables:
        new = _obligation(table, resolution)
        same = [o.letter for o in found if o.paragraph == new.paragraph]
        if new.letter in same:
            raise table.refuse("paragraph", N_("%(code)s stands here twice."), code=new.code)
        if same and (not new.letter or "" in same):
            raise table.refuse(
                "letter", N_("paragraph %(number)s stands here whole and in parts."), number=new.paragraph
            )
        found.append(new)
    return tuple(found)


def _obligation(table: Table, resolution: Resolution) -> Obligation:
    found = Obligation(
        paragraph=table.whole("paragraph", *PARAGRAPHS),
        letter=table.optional_text("letter"),
        verbs=table.choices("verbs", Verb),
        wording=table.text("wording"),
        owner=table.optional_text("owner"),
        due=table.optional_text("due"),
        due_on=table.optional_day("due_on"),
        due_session=table.optional_whole("due_session", resolution.council_session + 1, SESSIONS[1]),
        evidence=table.text("evidence"),
        needs=tuple(_need(need) for need in table.tables("needs", at_least=1)),
        confidence=table.choice("confidence", Confidence),
        note=table.optional_text("note"),
    )
    if found.letter and not (len(found.letter) == 1 and "a" <= found.letter <= "z"):
        raise table.refuse("letter", N_("“%(found)s” should be one letter from a to z."), found=found.letter)
    if found.obliges and not (found.owner and found.due):
        raise table.refuse("owner", N_("a request says who must act (owner) and by when (due)."))
    if found.confidence is Confidence.UNDETERMINED and not found.note:
        raise table.refuse("note", N_("say here what is undetermined."))
    table.finish()
    return found


def _need(table: Table) -> Need:
    found = Need(table.choice("evidence", Evidence), table.whole("count", 1, 1000))
    table.finish()
    return found


def _meeting(
    table: Table, cycle: CyclePlan, paragraphs: set[int], question: str = "", answer: str = ""
) -> PlannedMeeting:
    found = PlannedMeeting(
        code=table.text("code"),
        kind=table.choice("kind", PlannedKind),
        year=table.whole("year", cycle.years[0], cycle.years[-1]),
        mode=table.optional_choice("mode", PlannedMode),
        paragraph=_known_paragraph(table, paragraphs),
        coincides_with_workshop=table.flag("coincides_with_workshop"),
        title=table.text("title"),
        confidence=table.choice("confidence", Confidence),
        note=table.optional_text("note"),
        starts=table.optional_day("starts"),
        ends=table.optional_day("ends"),
        place=table.optional_text("place"),
        only_if_question=question,
        only_if_answer=answer,
    )
    if found.mode is None and not found.note:
        raise table.refuse("note", N_("without a mode, say here what is not known."))
    if found.coincides_with_workshop and found.year != cycle.workshop_year:
        raise table.refuse(
            "coincides_with_workshop", N_("the workshop is in %(year)s."), year=cycle.workshop_year
        )
    if (found.starts is None) != (found.ends is None):
        raise table.refuse("ends", N_("give both the first and the last day, or neither."))
    if found.starts and found.ends and not (found.starts <= found.ends and found.starts.year == found.year):
        raise table.refuse("starts", N_("the days should be in order, and in the meeting's year."))
    table.finish()
    return found


def _known_paragraph(table: Table, paragraphs: set[int]) -> int:
    paragraph = table.whole("paragraph", *PARAGRAPHS)
    if paragraph not in paragraphs:
        raise table.refuse("paragraph", N_("paragraph %(number)s has no obligation."), number=paragraph)
    return paragraph


def _question(table: Table, cycle: CyclePlan, paragraphs: set[int]) -> Question:
    code = table.text("code")
    options = tuple(
        _option(option, cycle, paragraphs, code) for option in table.tables("options", at_least=2)
    )
    found = Question(
        code, _known_paragraph(table, paragraphs), table.text("text"), table.text("default"), options
    )
    _distinct(table, "options", [option.code for option in options])
    if found.default not in [option.code for option in options]:
        raise table.refuse("default", N_("“%(code)s” is none of the options."), code=found.default)
    table.finish()
    return found


def _option(table: Table, cycle: CyclePlan, paragraphs: set[int], question: str) -> Option:
    code = table.text("code")
    adds = tuple(_meeting(t, cycle, paragraphs, question, code) for t in table.tables("adds"))
    found = Option(code, table.text("label"), table.text("explains"), adds)
    table.finish()
    return found


def _slot(table: Table) -> Slot:
    found = Slot(table.choice("kind", SlotKind), table.whole("weeks_before", 1, 104))
    table.finish()
    return found

"""What a release tells whom; versions as laws."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.programme.rules import Attribution, SessionKind, SpeakerAnswer, SpeakerRole
from meetings.programme.rules.differences import What, whats
from meetings.programme.rules.released import (
    Around,
    Printed,
    Session,
    Version,
    apply,
    changes,
    counted,
    in_programme,
    next_version,
    told_anew,
)
from meetings.releasing.rules import Concerned, Entered, Hold, InSession, Stand, Update, stands, told, updates

NINE = datetime(2028, 10, 10, 9, tzinfo=UTC)
NOW = datetime(2028, 9, 1, 12, tzinfo=UTC)
AROUND = Around("Example workshop", ("Room XX", "Geneva", "Europe/Zurich"), "", False)


def a_session(uid: str = "one", hour: int = 0, **given: object) -> Session:
    starts = NINE + timedelta(hours=hour)
    session = Session(
        uid=uid,
        session_id=None,
        label=uid,
        kind=SessionKind.PANEL,
        title=f"Session {uid}",
        about="",
        starts=starts.replace(tzinfo=None),
        ends=(starts + timedelta(hours=1)).replace(tzinfo=None),
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        room="Room XX",
        attribution=Attribution.PUBLIC,
        interpretation=(),
        people=(),
        cancelled=False,
        around=AROUND,
    )
    return replace(session, **given)  # type: ignore[arg-type]


ANA = Printed(SpeakerRole.MODERATOR, "Ana Example", speaker_id=1)
LATER = a_session(hour=2)


@pytest.mark.parametrize(
    ("after", "found", "asks_again"),
    [
        (a_session(), (), None),
        (LATER, (What.MOVED,), True),
        (a_session(room="Room 27"), (What.ROOM,), True),
        (replace(LATER, room="Room 27"), (What.MOVED, What.ROOM), True),
        (a_session(cancelled=True), (What.CANCELLED,), True),
        (a_session(title="Another"), (What.RENAMED,), False),
        (a_session(label="7a"), (What.RENAMED,), False),
        (a_session(about="Words"), (What.WORDS,), False),
        (a_session(people=(ANA,)), (What.PEOPLE,), False),
        (a_session(interpretation=("ar",)), (What.INTERPRETATION,), False),
        (None, (What.TAKEN_OUT,), True),
    ],
)
def test_what_a_change_is(after: Session | None, found: tuple[What, ...], asks_again: bool | None) -> None:
    before = next_version((), [a_session()], AROUND, NOW)
    drafts = [] if after is None else [after]
    version = next_version(before, drafts, AROUND, NOW + timedelta(hours=1))
    got = changes(before, version)
    assert [(whats(c), c.asks_again) for c in got] == ([] if asks_again is None else [(found, asks_again)])
    assert version[0].sequence == int(bool(asks_again))


def test_what_comes_back_is_new_to_people_and_an_update_to_calendars() -> None:
    first = next_version((), [a_session()], AROUND, NOW)
    without = next_version(first, [], AROUND, NOW + timedelta(hours=1))
    again = next_version(without, [LATER], AROUND, NOW + timedelta(hours=2))
    assert [(s.taken_out, s.sequence) for v in (first, without, again) for s in v] == [
        (False, 0),
        (True, 1),
        (False, 2),
    ]
    assert [whats(c) for c in changes(without, again)] == [(What.NEW,)]
    assert in_programme(without) == ()


# ─── Laws ────────────────────────────────────────────────────────────────────────────────────────────────────────

drafts = st.lists(
    st.builds(
        a_session,
        uid=st.sampled_from(["a", "b", "c"]),
        hour=st.integers(0, 3),
        room=st.sampled_from(["Room XX", "Room 27"]),
        title=st.sampled_from(["One", "Other"]),
        cancelled=st.booleans(),
        people=st.sampled_from([(), (ANA,)]),
    ),
    unique_by=lambda s: s.uid,
    max_size=3,
)
steps = st.lists(
    st.tuples(drafts, st.sampled_from([AROUND, replace(AROUND, place=("Elsewhere",))]), st.integers(-5, 5)),
    min_size=1,
    max_size=6,
)


def versions_of(given_steps: list[tuple[list[Session], Around, int]]) -> list[Version]:
    now = NOW
    found: list[Version] = []
    version: Version = ()
    for number, (sessions, around, seconds) in enumerate(given_steps):
        now += timedelta(seconds=seconds)
        if number % 3 == 2:  # the meeting around them has changed, and no draft is released
            version = counted(version, told_anew(version, around), now)
        else:
            version = next_version(version, sessions, around, now)
        found.append(version)
    return found


@given(steps)
def test_the_changes_of_a_release_turn_each_version_into_the_next(given_steps) -> None:
    before: Version = ()
    for version in versions_of(given_steps):
        assert apply(before, changes(before, version)) == version
        assert apply(version, changes(version, version)) == version
        before = version


@given(steps)
def test_sequence_never_falls_and_rises_just_when_people_are_asked_again(given_steps) -> None:
    stood: dict[str, Session] = {}
    for version in versions_of(given_steps):
        assert set(stood) <= {s.uid for s in version}  # nothing that was told is forgotten
        for session in version:
            last = stood.get(session.uid)
            if last is not None and last.changed_at is not None and session.changed_at is not None:
                asked = last.told.asks_again != session.told.asks_again
                assert session.sequence == last.sequence + asked
                assert (session.changed_at > last.changed_at) == (last.told != session.told)
            stood[session.uid] = session


KEYS = [(uid, email) for uid in "abc" for email in ("ana@example.org", "bo@example.org")]
holds = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(Hold))
answers = st.lists(st.tuples(holds, holds), min_size=6, max_size=6)


@given(steps, answers, st.sets(st.sampled_from(KEYS)), st.randoms())
def test_no_order_of_delivery_leaves_a_stale_entry(given_steps, given_answers, refusing, random) -> None:
    """A client keeps of each entry the highest SEQUENCE (RFC 5546, 2.1.4), in whatever order the mails arrive.

    People answer before and after each release, some by their calendar; in the end each has what the version says,
    who agreed to it.
    """
    known: dict[tuple[str, str], Entered] = {}
    sent: list[tuple[Update, Session]] = []
    no_to: dict[tuple[str, str], int] = {}  # the SEQUENCE to which a calendar said no last
    last: Version = ()
    final: dict[tuple[str, str], Hold] = {}
    for version, (before, after) in zip(versions_of(given_steps), given_answers, strict=False):
        for roles in (before, after):
            standing = {key: Stand(hold) for key, hold in roles.items()}
            for update in updates(version, standing, known, NOW):
                session = next(s for s in version if s.uid == update.uid)
                sent.append((update, session))
                old = known.get((update.uid, update.email))
                assert old is None or update.sequence > old.sequence
                known[update.uid, update.email] = Entered(update.method, update.sequence, update.version)
            assert updates(version, standing, known, NOW) == ()  # told once
            for key in refusing.intersection(known) if roles is before else ():
                known[key] = replace(known[key], declined=True)
                no_to[key] = known[key].sequence
        last, final = version, after
    random.shuffle(sent)
    calendars: dict[tuple[str, str], tuple[Update, Session]] = {}
    for update, session in sent + sent[:2]:  # and some arrive twice
        held = calendars.get((update.uid, update.email))
        if held is None or update.sequence > held[0].sequence:
            calendars[update.uid, update.email] = (update, session)
    shown = {
        key: session.told.asks_again
        for key, (update, session) in calendars.items()
        if update.method == "REQUEST" and update.sequence > no_to.get(key, -1)
    }
    due = {s.uid: s for s in last if s.takes_place}
    assert {key for key in shown if final.get(key) is not Hold.ASKED} == {
        key for key, hold in final.items() if hold is Hold.AGREED and key[0] in due
    }
    assert shown == {key: due[key[0]].told.asks_again for key in shown}


@dataclass
class House:
    """An office with one session and its calendars: what is public, who stands in the draft, who was told what.

    `people` remembers of each role, also of one that has gone, its address and its answer: what it is owed by.
    `again`: whose calendar said yes, it may be after a no.
    """

    version: Version = ()
    rows: list[InSession] = field(default_factory=list)
    people: dict[int, InSession] = field(default_factory=dict)
    known: dict[tuple[str, str], Entered] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    hour: int = 0

    def act(self, verb: str, which: int, email: str) -> None:
        """One thing that happens; `which` of the roles, `email` where an address is needed."""
        one = self.rows[which % len(self.rows)] if self.rows else None
        if verb == "add":
            number = len(self.people) + 1
            self.rows.append(InSession("one", email, number, "Somebody", "Panellist", SpeakerAnswer.ASKED))
        elif verb in ("release", "move", "cancel"):
            self.hour += verb == "move"
            people = tuple(
                Printed(SpeakerRole.PANELLIST, r.name, speaker_id=r.speaker_id)
                for r in self.rows
                if r.answer is not SpeakerAnswer.DECLINED
            )
            draft = a_session(hour=self.hour, people=people, cancelled=verb == "cancel")
            self.version = next_version(self.version, [draft], AROUND, NOW + timedelta(hours=len(self.known)))
        elif verb in ("refused", "accepted") and ("one", email) in self.known:
            last = self.known["one", email]
            self.again = self.again | {email} if verb == "accepted" else self.again - {email}
            self.known["one", email] = replace(last, declined=last.method == "REQUEST" and verb == "refused")
        elif one is not None:
            self.rows.remove(one)
            for key, last in self.known.items():
                if verb == "remove" and last.speaker_id == one.speaker_id:
                    self.known[key] = replace(last, speaker_id=None)
            if verb != "remove":
                self.rows.insert(
                    0, replace(one, **{"answer": ANSWERS[verb]} if verb in ANSWERS else {"email": email})
                )
        self.people |= {one.speaker_id: one for one in self.rows}
        self.tell()

    def off(self) -> dict[int, str]:
        """The last addresses of those who did not decline and are not in the draft."""
        known = {n: one.email for n, one in self.people.items() if one.answer is not SpeakerAnswer.DECLINED}
        return {n: email for n, email in known.items() if n not in {one.speaker_id for one in self.rows}}

    def tell(self) -> None:
        standing = stands(self.version, self.rows, self.known, self.off())
        for update in updates(self.version, standing, self.known, NOW):
            key = (update.uid, update.email)
            to, old = standing[key], self.known.get(key)
            assert old is None or update.sequence > old.sequence
            self.known[key] = Entered(
                update.method, update.sequence, update.version, speaker_id=to.speaker_id, name=to.name
            )
        standing = stands(self.version, self.rows, self.known, self.off())
        assert updates(self.version, standing, self.known, NOW) == ()


ANSWERS = {"agree": SpeakerAnswer.CONFIRMED, "leave": SpeakerAnswer.DECLINED}
VERBS = ["add", "add", "remove", "agree", "agree", "leave", "correct", "release", "release", "move", "cancel"]
acts = st.lists(
    st.tuples(
        st.sampled_from([*VERBS, "refused", "accepted"]),
        st.integers(0, 3),
        st.sampled_from(["ana@example.org", "bo@example.org", "bo2@example.org"]),
    ),
    max_size=25,
)


@given(acts)
def test_whatever_happens_each_address_holds_what_the_public_version_owes_it(given_acts) -> None:
    house = House()
    for verb, which, email in given_acts:
        before, released = {key[1] for key, last in house.known.items() if last.held}, house.version
        house.act(verb, which, email)
        printed = [house.people[p.speaker_id or 0] for s in house.version if s.takes_place for p in s.people]
        owed = {p.email for p in printed if p in house.rows and p.answer is SpeakerAnswer.CONFIRMED}
        may = {p.email for p in printed if p.answer is not SpeakerAnswer.DECLINED}
        # Whose calendar said yes again keeps what that brought back, until their role is public.
        may |= {
            r.email for r in house.rows if r.email in house.again and r.answer is not SpeakerAnswer.DECLINED
        }
        held = {key[1]: last for key, last in house.known.items() if last.held}
        assert owed <= set(held) <= may
        # The draft takes nothing back: who held the entry keeps it by a role that is still printed.
        if house.version is released and verb != "refused":
            assert before & {house.off().get(p.speaker_id) for p in printed} <= set(held)
        assert all(last.version == house.version[0].sequence for last in held.values())


E = Entered
A, ASKED, OUT = Hold.AGREED, Hold.ASKED, Hold.OUT


@pytest.mark.parametrize(
    ("hold", "known", "sequence", "sent"),
    [
        (A, None, 0, [("REQUEST", 0)]),
        (ASKED, None, 0, []),
        (OUT, None, 0, []),
        (A, E("REQUEST", 0, 0), 0, []),
        (A, E("REQUEST", 0, 0), 1, [("REQUEST", 1)]),
        # Perhaps is no “no”: who has the entry keeps it, and is told of a move.
        (ASKED, E("REQUEST", 0, 0), 0, []),
        (ASKED, E("REQUEST", 0, 0), 1, [("REQUEST", 1)]),
        (ASKED, E("CANCEL", 1, 0), 0, []),
        (OUT, E("REQUEST", 0, 0), 0, [("CANCEL", 1)]),
        (OUT, E("CANCEL", 1, 0), 0, []),
        (A, E("CANCEL", 1, 0), 0, [("REQUEST", 2)]),
        # What one address was told has run ahead of the session: its next change is told all the same.
        (A, E("REQUEST", 2, 0), 1, [("REQUEST", 3)]),
        (A, E("REQUEST", 2, 1), 1, []),
        # A calendar that has said no shows nothing that could be taken back; a new yes is a new entry.
        (OUT, E("REQUEST", 0, 0, declined=True), 0, []),
        (ASKED, E("REQUEST", 0, 0, declined=True), 1, []),
        (A, E("REQUEST", 0, 0, declined=True), 0, [("REQUEST", 1)]),
    ],
)
def test_what_an_address_is_told_of_its_entry(
    hold: Hold, known: Entered | None, sequence: int, sent: list[tuple[str, int]]
) -> None:
    version = (a_session(sequence=sequence, changed_at=NOW),)
    key = ("one", "ana@example.org")
    told = {} if known is None else {key: known}
    found = updates(version, {key: Stand(hold)}, told, NOW)
    assert [(u.method, u.sequence) for u in found] == sent
    # Nobody is invited to a session that has begun; who holds the entry is told as before.
    begun = updates(version, {key: Stand(hold)}, told, NINE)
    assert begun == (found if known is not None and known.held else ())
    assert (
        updates(version, {key: Stand(hold)}, told, NINE + timedelta(hours=1)) == ()
    )  # of what has been, nobody
    if (
        known is not None
    ):  # but of what has been moved into the past, whose calendar shows it at an hour to come
        shown = {key: replace(known, ends_at=NINE + timedelta(hours=3))}
        assert updates(version, {key: Stand(hold)}, shown, NINE + timedelta(hours=1)) == begun


BO = Printed(SpeakerRole.MODERATOR, "Bo", speaker_id=2)
YES, NO, PERHAPS = SpeakerAnswer.CONFIRMED, SpeakerAnswer.DECLINED, SpeakerAnswer.ASKED


def bo(speaker_id: int, answer: SpeakerAnswer, email: str = "bo@example.org") -> InSession:
    return InSession("one", email, speaker_id, f"Bo {speaker_id}", "Panellist", answer)


@pytest.mark.parametrize(
    ("roles", "told_about", "stand"),
    [
        ([bo(2, YES)], 2, Stand(A, "Bo 2", "Panellist", 2)),
        ([bo(2, YES), bo(3, NO)], 2, Stand(A, "Bo 2", "Panellist", 2)),  # of two roles the firmest
        ([bo(3, NO), bo(2, PERHAPS)], 2, Stand(ASKED, "Bo 2", "Panellist", 2)),
        ([bo(2, NO), bo(3, YES)], 2, Stand(OUT, "Bo 2", "Panellist", 2)),
        ([], None, Stand(ASKED, "Bo", "Moderator")),  # taken off in the draft: as it is printed
        ([bo(3, YES)], None, Stand(ASKED, "Bo", "Moderator", 3)),  # and came again: nothing of it is told yet
        ([bo(3, NO)], None, Stand(OUT, "Bo", "Moderator", 3)),
        ([bo(2, YES, "bo2@example.org")], 2, Stand(OUT, "Bo", "Panellist", 2)),  # the address was corrected
        ([bo(2, YES, "")], 2, Stand(ASKED, "Bo", "Panellist", 2)),  # no other is known
    ],
)
def test_how_an_address_stands_to_a_public_session(
    roles: list[InSession], told_about: int | None, stand: Stand
) -> None:
    known = {("one", "bo@example.org"): E("REQUEST", 0, 0, speaker_id=told_about, name="Bo")}
    version = (a_session(people=(BO,)),)
    assert stands(version, roles, known)["one", "bo@example.org"] == stand


def test_of_two_printed_roles_the_one_that_the_draft_has_lost_counts() -> None:
    version = (a_session(people=(BO, Printed(SpeakerRole.PANELLIST, "Bo", speaker_id=3))),)
    known = {("one", "bo@example.org"): E("REQUEST", 0, 0, name="Bo")}
    as_printed = Stand(ASKED, "Bo", "Moderator")
    for answer, stand in ((NO, as_printed), (PERHAPS, as_printed), (YES, Stand(A, "Bo 3", "Panellist", 3))):
        assert (
            stands(version, [bo(3, answer)], known, {2: "bo@example.org"})["one", "bo@example.org"] == stand
        )
    # A no to what only the draft has is none to what is printed; the row's other address is none of this one's.
    for rows in ([bo(4, NO)], [bo(3, YES, "bo2@example.org")]):
        assert stands(version, rows, known, {2: "bo@example.org"})["one", "bo@example.org"].hold is ASKED


def test_whoever_is_printed_no_more_is_out() -> None:
    known = {("one", "bo@example.org"): E("REQUEST", 0, 0, name="Bo")}
    assert stands((a_session(),), [], known) == {("one", "bo@example.org"): Stand(OUT, "Bo")}
    # Whoever agrees before a version prints it has only been asked, as far as calendars go.
    waits = {("one", "bo@example.org"): Stand(ASKED, "Bo 3", "Panellist", 3)}
    assert stands((a_session(),), [bo(3, YES)], known) == waits


@pytest.mark.parametrize(
    ("person", "mine"),
    [
        (Concerned("a@example.org", "Ana", admitted=True), ["one", "two"]),
        (Concerned("a@example.org", "Ana", sessions=frozenset({"two"})), ["two"]),
        (Concerned("a@example.org", "Ana", sessions=frozenset({"three"})), []),
        (Concerned("a@example.org", "Ana"), []),
    ],
)
def test_who_is_told_of_what(person: Concerned, mine: list[str]) -> None:
    before = next_version(
        (), [a_session("one"), a_session("two"), a_session("three"), a_session("four")], AROUND, NOW
    )
    after = next_version(
        before,
        [
            a_session("one", hour=1),
            a_session("two", room="Room 27"),
            a_session("three", title="A corrected word"),
            a_session("four", hour=3, kind=SessionKind.BREAK),
        ],
        AROUND,
        NOW,
    )
    found = changes(before, after)
    assert sorted(c.after.uid for c in told(person, found, NOW)) == mine
    # Of what has been nobody is told; what was put off counts by its new hour.
    still = [uid for uid in mine if uid == "one"]
    assert [c.after.uid for c in told(person, found, NINE + timedelta(hours=1))] == still

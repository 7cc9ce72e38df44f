"""What a release tells whom; versions as laws."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.programme.rules import Attribution, SessionKind, SpeakerRole
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
from meetings.releasing.rules import Concerned, Entered, Hold, Update, told, updates

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


holds = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["ana@example.org", "bo@example.org"])),
    st.sampled_from(Hold),
)
answers = st.lists(st.tuples(holds, holds), min_size=6, max_size=6)


@given(steps, answers, st.randoms())
def test_no_order_of_delivery_leaves_a_stale_entry(given_steps, given_answers, random) -> None:
    """A client keeps of each entry the highest SEQUENCE (RFC 5546, 2.1.4), in whatever order the mails arrive.

    People answer before and after each release; in the end each has what the version says, who agreed to it.
    """
    known: dict[tuple[str, str], Entered] = {}
    sent: list[tuple[Update, Session]] = []
    last: Version = ()
    final: dict[tuple[str, str], Hold] = {}
    for version, (before, after) in zip(versions_of(given_steps), given_answers, strict=False):
        for roles, released in ((before, True), (after, False), (after, True)):
            for update in updates(version, roles, known, released):
                session = next(s for s in version if s.uid == update.uid)
                sent.append((update, session))
                old = known.get((update.uid, update.email))
                assert old is None or update.sequence > old.sequence
                known[update.uid, update.email] = Entered(update.method, update.sequence, update.version)
            assert updates(version, roles, known, released) == ()  # told once
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
        if update.method == "REQUEST"
    }
    stands = {s.uid: s for s in last if s.takes_place}
    assert {key for key in shown if final.get(key) is not Hold.ASKED} == {
        key for key, hold in final.items() if hold is Hold.AGREED and key[0] in stands
    }
    assert shown == {key: stands[key[0]].told.asks_again for key in shown}


E = Entered
A, ASKED, OUT = Hold.AGREED, Hold.ASKED, Hold.OUT


@pytest.mark.parametrize(
    ("hold", "known", "sequence", "released", "sent"),
    [
        (A, None, 0, False, [("REQUEST", 0)]),
        (ASKED, None, 0, False, []),
        (OUT, None, 0, True, []),
        (A, E("REQUEST", 0, 0), 0, True, []),
        (A, E("REQUEST", 0, 0), 1, True, [("REQUEST", 1)]),
        # Perhaps is no “no”: who has the entry keeps it, and is told of a move.
        (ASKED, E("REQUEST", 0, 0), 0, False, []),
        (ASKED, E("REQUEST", 0, 0), 1, True, [("REQUEST", 1)]),
        (ASKED, E("CANCEL", 1, 0), 0, False, []),
        (OUT, E("REQUEST", 0, 0), 0, False, [("CANCEL", 1)]),
        (OUT, E("CANCEL", 1, 0), 0, False, []),
        (A, E("CANCEL", 1, 0), 0, False, [("REQUEST", 2)]),
        # What one address was told has run ahead of the session: its next change is told all the same.
        (A, E("REQUEST", 2, 0), 1, True, [("REQUEST", 3)]),
        (A, E("REQUEST", 2, 1), 1, True, []),
        # Taken off in the draft: told when that is released.
        (None, E("REQUEST", 0, 0), 0, False, []),
        (None, E("REQUEST", 0, 0), 0, True, [("CANCEL", 1)]),
    ],
)
def test_what_an_address_is_told_of_its_entry(
    hold: Hold | None, known: Entered | None, sequence: int, released: bool, sent: list[tuple[str, int]]
) -> None:
    version = (a_session(sequence=sequence, changed_at=NOW),)
    key = ("one", "ana@example.org")
    told_so_far = {} if known is None else {key: known}
    found = updates(version, {} if hold is None else {key: hold}, told_so_far, released)
    assert [(u.method, u.sequence) for u in found] == sent


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
    assert sorted(c.after.uid for c in told(person, changes(before, after))) == mine

"""Tables of the rules: the door, the steps, places, sequence, sorting."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.programme.rules import MeetingStatus
from meetings.registration.rules import (
    LEADS_TO,
    NEXT,
    OPENS,
    STANDING,
    Category,
    Door,
    Listing,
    RegistrationStatus,
    Room,
    check_open,
    check_seen,
    decisions,
    default_listing,
    door,
    looks_for,
    may_change,
    next_sequence,
    reply_by,
    sort_key,
    take_step,
)

M, R = MeetingStatus, RegistrationStatus
CLOSES = datetime(2028, 9, 19, 21, 59, tzinfo=UTC)  # 23:59 in Geneva
ENDS = datetime(2028, 10, 11, 16, 0, tzinfo=UTC)
S = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("status", "closes", "places", "taken", "now", "expected"),
    [
        (M.PUBLISHED, CLOSES, 20, 19, CLOSES, Door.OPEN),
        (M.PUBLISHED, CLOSES, 20, 19, CLOSES + 59 * S, Door.OPEN),
        (M.PUBLISHED, CLOSES, 20, 19, CLOSES + 60 * S, Door.CLOSED),
        (M.PUBLISHED, CLOSES, 20, 20, CLOSES, Door.FULL),
        (M.PUBLISHED, CLOSES, 20, 25, CLOSES, Door.FULL),
        (M.PUBLISHED, CLOSES, 0, 0, CLOSES, Door.FULL),
        (M.PUBLISHED, CLOSES, None, 999, CLOSES, Door.OPEN),
        (M.PUBLISHED, None, None, 0, ENDS - S, Door.OPEN),
        (M.PUBLISHED, None, None, 0, ENDS, Door.OVER),
        (M.PUBLISHED, CLOSES, 20, 20, ENDS, Door.OVER),
        (M.DRAFT, CLOSES, 20, 0, CLOSES, Door.NOT_YET),
        (M.HELD, CLOSES, 20, 0, CLOSES, Door.OVER),
        (M.CLOSED, CLOSES, 20, 0, CLOSES, Door.OVER),
        (M.CANCELLED, CLOSES, 20, 0, ENDS, Door.CANCELLED),
    ],
)
def test_the_door(
    status: MeetingStatus, closes: datetime, places: int, taken: int, now: datetime, expected: Door
) -> None:
    assert door(Room(status, closes, ENDS, places, taken), now) is expected


def test_a_full_meeting_with_a_waiting_list_still_takes_registrations() -> None:
    full = Room(M.PUBLISHED, CLOSES, ENDS, 20, 20, waiting_list=True)
    assert door(full, CLOSES) is Door.WAITING
    assert door(full, CLOSES + 60 * S) is Door.CLOSED
    assert door(Room(M.PUBLISHED, CLOSES, ENDS, 20, 19, waiting_list=True), CLOSES) is Door.OPEN


@pytest.mark.parametrize("state", [d for d in Door if d not in OPENS])
def test_a_door_that_is_not_open_refuses_with_its_own_sentence(state: Door) -> None:
    with pytest.raises(Refused) as no:
        check_open(state)
    assert str(no.value) == state.label
    for opens in OPENS:
        check_open(opens)


ALLOWED = {
    (R.UNCONFIRMED, R.SUBMITTED),
    (R.UNCONFIRMED, R.WITHDRAWN),
    (R.SUBMITTED, R.APPROVED),
    (R.SUBMITTED, R.WAITING),
    (R.SUBMITTED, R.DECLINED),
    (R.SUBMITTED, R.WITHDRAWN),
    (R.WAITING, R.OFFERED),
    (R.WAITING, R.APPROVED),
    (R.WAITING, R.DECLINED),
    (R.WAITING, R.WITHDRAWN),
    (R.OFFERED, R.APPROVED),
    (R.OFFERED, R.WAITING),
    (R.OFFERED, R.DECLINED),
    (R.OFFERED, R.WITHDRAWN),
    (R.APPROVED, R.CANCELLED),
    (R.APPROVED, R.WITHDRAWN),
    (R.DECLINED, R.APPROVED),
    (R.DECLINED, R.WAITING),
    (R.CANCELLED, R.APPROVED),
    (R.CANCELLED, R.WAITING),
    (R.WITHDRAWN, R.UNCONFIRMED),  # registers anew
    (R.WITHDRAWN, R.SUBMITTED),
}


def test_every_step() -> None:
    def possible(a: RegistrationStatus, b: RegistrationStatus) -> bool:
        try:
            take_step(a, b)
        except Refused:
            return False
        return True

    assert {(a, b) for a in R for b in R if possible(a, b)} == ALLOWED


def test_a_step_that_is_none_says_so() -> None:
    with pytest.raises(
        Refused, match=r"^This cannot be done while the registration is: waits for a decision\.$"
    ):
        take_step(R.SUBMITTED, R.OFFERED)
    with pytest.raises(Refused, match=r"^This registration is approved already\.$"):
        take_step(R.APPROVED, R.APPROVED)


@pytest.mark.parametrize(
    ("seen", "now_is", "by", "sentence"),
    [
        (None, R.APPROVED, "Ann", None),
        (R.APPROVED, R.APPROVED, "Ann", None),
        (R.SUBMITTED, R.APPROVED, "Ann", "Ann has decided meanwhile: approved. Nothing was changed."),
        (
            R.SUBMITTED,
            R.WITHDRAWN,
            "",
            "This registration has changed meanwhile: withdrawn. Nothing was changed.",
        ),
        (
            R.APPROVED,
            R.WITHDRAWN,
            "Ann",
            "This registration has changed meanwhile: withdrawn. Nothing was changed.",
        ),
    ],
)
def test_a_decision_is_for_what_was_seen(
    seen: RegistrationStatus | None, now_is: RegistrationStatus, by: str, sentence: str | None
) -> None:
    if sentence is None:
        check_seen(seen, now_is, by)
        return
    with pytest.raises(Refused) as no:
        check_seen(seen, now_is, by)
    assert str(no.value) == sentence


@given(st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9)))
def test_a_person_is_never_told_a_version_twice(of_meeting: int, told: int | None) -> None:
    sequence = next_sequence(of_meeting, told)
    assert sequence >= of_meeting
    assert told is None or sequence > told
    assert sequence in (of_meeting, (told or 0) + 1)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Zoë  Ångström", "zoe angstrom"),
        ("İpek", "ipek"),
        ("ليلى حدادين", "ليلى حدادين"),
        ("陈玉兰", "陈玉兰"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Işık IŞIK Łø", "isik isik lo"),
    ],
)
def test_sort_key(name: str, key: str) -> None:
    assert sort_key(name) == key


def test_naming_is_never_the_default() -> None:
    expected = dict.fromkeys(Category, Listing.ORGANIZATION) | {
        Category.NGO: Listing.NONE,
        None: Listing.ORGANIZATION,
    }
    assert {c: default_listing(c) for c in [*Category, None]} == expected


@pytest.mark.parametrize("now_is", list(R))
def test_the_office_decides_only_what_the_steps_allow(now_is: RegistrationStatus) -> None:
    offered = {LEADS_TO[d] for d in decisions(now_is)}
    assert offered == (set() if now_is is R.UNCONFIRMED else NEXT[now_is] & set(LEADS_TO.values()))


def test_an_offer_is_kept_for_hours_but_never_beyond_the_beginning() -> None:
    starts = ENDS - timedelta(days=1)
    assert reply_by(starts - timedelta(hours=100), 72, starts) == starts - timedelta(hours=28)
    assert reply_by(starts - timedelta(hours=10), 72, starts) == starts


@pytest.mark.parametrize("status", list(R))
def test_answers_change_until_the_date_and_while_one_may_come(status: RegistrationStatus) -> None:
    assert may_change(status, CLOSES, CLOSES + 59 * S) is (status in STANDING)
    assert may_change(status, CLOSES, CLOSES + 60 * S) is False


@pytest.mark.parametrize(
    ("text", "address", "means"),
    [
        ("Ana María", "x@example.org", True),  # all of it is the name's
        ("where is ana maria sosa?", "x@example.org", True),  # all of the name's is in it
        ("Sosa", "x@example.org", True),
        ("mari", "x@example.org", True),  # begins a word of the name
        ("an", "x@example.org", False),
        ("x@example.org", "x@example.org", True),
        ("mail of <X@Example.org>", "x@example.org", True),
        ("x@", "x@example.org", True),
        ("x@example.org", "xx@example.org", False),
        ("workshop@example.org", "workshop-2@example.org", False),
        ("x", "x@example.org", False),  # one letter tells of nobody
        ("info desk", "info@example.org", False),  # of many
        ("info@", "info@example.org", True),
        ("pereira", "n.pereira@example.org", True),
        (
            "Ask pereira@example.org?",
            "n.pereira@example.org",
            True,
        ),  # part of an address, as the list finds it
        ("mailto:N.Pereira@example.org", "n.pereira@example.org", True),
        ("bo@example.org,n.pereira@example.org", "n.pereira@example.org", True),
        ("See N.Pereira@example.org.", "n.pereira@example.org", True),
        ("n.pereira@example.org、急", "n.pereira@example.org", True),
        ("to:x@example.org", "x@example.org", True),
        ("x@example.org’s", "x@example.org", True),
        ("x@example.org—late", "x@example.org", True),
        ("‘n.pereira@example.org’", "n.pereira@example.org", True),
        ("Ask sosa@example.com?", "x@example.org", True),  # an address of that name
        ("", "x@example.org", False),
        ("@", "x@example.org", False),
    ],
)
def test_whether_a_search_means_a_person(text: str, address: str, means: bool) -> None:
    assert looks_for(text, ["Ana María Sosa"], [address]) is means


@pytest.mark.parametrize(
    ("text", "name", "means"),
    [
        ("找王伟", "王伟", True),
        ("王伟先生", "王伟", True),
        ("王 伟", "王伟", True),
        ("王", "王伟", False),
        ("伟王", "王伟", False),
        ("山田太郎", "山田 太郎", True),
        ("김민준씨", "김민준", True),
    ],
)
def test_a_name_is_found_where_no_spaces_need_be_written(text: str, name: str, means: bool) -> None:
    assert looks_for(text, [name], []) is means

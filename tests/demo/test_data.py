"""The tables and meetings of the demonstration: whoever is named exists, and every time is a time."""

import re
from collections import Counter
from datetime import date
from itertools import combinations
from zoneinfo import available_timezones

import pytest

from meetings.access.permissions import HELD_ON, STAFF, Role
from meetings.base.zones import wall_to_utc
from meetings.programme.rules import Attribution, MeetingKind, MeetingStatus, Mode, SessionKind
from meetings.registration.rules import GROUPS_OF_OP8, Category, Listing, RegistrationStatus
from tests.demo.files import (
    DATA,
    MEETING_FILES,
    MEETINGS,
    ORGANIZATIONS,
    PEOPLE,
    SESSIONS,
    WORKSHOP,
    named_in,
    real_organizations,
    table,
)

REGIONS = {"Africa", "Americas", "Arab region", "Asia", "Europe", "Pacific", "Interregional"}
LANGUAGES = {"ar", "zh", "en", "fr", "ru", "es"}


# ------------------------------------------------------------------ tables


def test_organizations_are_invented_and_well_formed():
    real = real_organizations()
    kinds, forms = {r["kind"] for r in real}, {r["formalization"] for r in real}
    for row in ORGANIZATIONS.values():
        assert row["name"].startswith("Example ")
        assert row["region"] in REGIONS
        assert row["time_zone"] in available_timezones()
        assert row["category"] in set(Category)
        assert row["parent"] in {"", *ORGANIZATIONS}
        if row["directory"] == "yes":
            assert row["kind"] in kinds and row["formalization"] in forms
        else:
            assert (row["directory"], row["kind"], row["formalization"]) == ("no", "", "")
    assert {r["region"] for r in ORGANIZATIONS.values() if r["directory"] == "yes"} == REGIONS
    assert not {r["name"] for r in ORGANIZATIONS.values()} & {r["name"] for r in real}


def test_people_belong_to_organizations_and_have_a_zone():
    for person in PEOPLE.values():
        assert person["organization"] in ORGANIZATIONS
        assert person["zone"] in available_timezones()
        assert person["language"] in LANGUAGES
        assert person["name"] and person["sort_key"] and person["function"]
    scripts = [re.compile(r"[\u0600-\u06ff]"), re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[À-ÿ]")]
    assert all(any(script.search(p["name"]) for p in PEOPLE.values()) for script in scripts)


def test_every_address_is_an_example_and_belongs_to_one():
    everything = "\n".join(p.read_text(encoding="utf-8") for p in sorted(DATA.iterdir()))
    assert set(re.findall(r"[\w.+-]+@([\w.-]+)", everything)) == {"example.org"}
    assert set(re.findall(r"https?://([^/\"]+)", everything)) == {"meet.example.org"}
    inline = [r["email"] for r in table("registrations-2025.csv") if r["email"]]
    addresses = (
        [r["mailbox"] for r in ORGANIZATIONS.values()] + [p["email"] for p in PEOPLE.values()] + inline
    )
    assert [a for a, n in Counter(addresses).items() if n > 1 or a != a.lower()] == []


def test_focal_points_follow_each_other():
    open_primaries: Counter[str] = Counter()
    for row in table("focal_points.csv"):
        assert row["person"] in PEOPLE
        assert PEOPLE[row["person"]]["organization"] == row["organization"]
        assert ORGANIZATIONS[row["organization"]]["directory"] == "yes"
        assert row["role"] in {"primary", "alternate"}
        since, until = date.fromisoformat(row["from"]), row["to"]
        assert not until or date.fromisoformat(until) > since
        open_primaries[row["organization"]] += row["role"] == "primary" and not until
    assert {k for k, r in ORGANIZATIONS.items() if r["directory"] == "yes"} == set(open_primaries)
    assert set(open_primaries.values()) == {1}


def test_accounts_hold_roles_on_things_that_exist():
    things = {
        "session": {f"{m['slug']}/{s['key']}" for m, s in SESSIONS},
        "organization": set(ORGANIZATIONS),
    }
    focal = {(r["person"], r["organization"], r["from"], r["to"]) for r in table("focal_points.csv")}
    roles: dict[Role, set[str]] = {}
    for row in table("accounts.csv"):
        role = Role(row["role"])
        roles.setdefault(role, set()).add(row["person"])
        assert row["person"] in PEOPLE
        assert date.fromisoformat(row["from"]).isoformat() <= (row["to"] or "9999")
        assert row["on_kind"] == HELD_ON.get(role, "")
        assert row["on"] in things[row["on_kind"]] if row["on_kind"] else row["on"] == ""
        if role is Role.FOCAL_POINT:
            assert (row["person"], row["on"], row["from"], row["to"]) in focal
        if role is Role.RAPPORTEUR:
            assert row["on"] in rapporteur_sessions(row["person"])
    assert {role: len(roles[role]) for role in (*STAFF, Role.RAPPORTEUR)} == {
        **dict.fromkeys(STAFF, 1),
        Role.RAPPORTEUR: 2,
    }
    assert roles[Role.ORGANIZER] | roles[Role.DRAFTER] == {"ines-marchetti-kaya", "tomasz-brzeg-lind"}


def rapporteur_sessions(person: str) -> set[str]:
    return {
        f"{m['slug']}/{s['key']}"
        for m, s in SESSIONS
        if {"person": person, "role": "rapporteur"} in s["speakers"]
    }


def test_registrations():
    rows = table("registrations-2025.csv")
    closes = WORKSHOP["meeting"]["registration_closes"].date()
    for row in rows:
        inline = [row[c] for c in ("name", "sort_key", "email", "organization", "function")]
        assert row["person"] in PEOPLE and not any(inline) if row["person"] else all(inline)
        organization = PEOPLE[row["person"]]["organization"] if row["person"] else row["organization"]
        assert row["category"] == ORGANIZATIONS[organization]["category"]
        assert row["languages"] and set(row["languages"].split()) <= LANGUAGES
        assert row["consent"] in set(Listing)
        assert row["category"] != "ngo" or row["consent"] != "name"
        assert row["state"] in set(RegistrationStatus)
        assert date(2025, 6, 30) <= date.fromisoformat(row["received"]) <= closes
    assert Counter(r["state"] for r in rows) == {"approved": 55, "declined": 3, "withdrawn": 2}
    assert set(GROUPS_OF_OP8) <= {r["category"] for r in rows if r["state"] == "approved"}
    assert len({r["person"] or r["email"] for r in rows}) == len(rows) == 60
    came = {r["person"]: r["consent"] for r in rows if r["state"] == "approved" and r["person"]}
    assert {p["person"] for s in WORKSHOP["session"] for p in s["speakers"]} <= set(came)
    named = set().union(*(named_in(p) for s in WORKSHOP["session"] for p in s["summary"]))
    assert {came[key] for key in named} == {"name"}


# ------------------------------------------------------------------ meetings


@pytest.mark.parametrize("name", MEETING_FILES)
def test_meeting(name):
    meeting, sessions = MEETINGS[name]["meeting"], MEETINGS[name]["session"]
    MeetingKind(meeting["kind"]), Mode(meeting["mode"]), MeetingStatus(meeting["status"])
    assert meeting["cycle"] in {"52-15", "61-15"}
    assert set(meeting["languages"]) <= LANGUAGES
    assert set(meeting["categories"]) <= set(Category)
    assert bool(meeting["join_link"]) == (meeting["mode"] != "in_person")
    assert bool(meeting["place"]) == (meeting["mode"] != "virtual")
    assert meeting["coincides_with"] in {"", *(d["meeting"]["slug"] for d in MEETINGS.values())}
    assert meeting["places"] > 0
    assert meeting["registration_closes"] < meeting["starts"]
    wall_to_utc(meeting["registration_closes"], meeting["zone"])
    assert (meeting["starts"], meeting["ends"]) == (
        min(s["starts"] for s in sessions),
        max(s["ends"] for s in sessions),
    )
    for one in sessions:
        assert wall_to_utc(one["starts"], meeting["zone"]) < wall_to_utc(one["ends"], meeting["zone"])
        assert one["starts"].date() == one["ends"].date()
        hours = [(10, 13), (15, 18)] if meeting["kind"] == "workshop" else [(10, 16)]
        assert any(
            a <= one["starts"].hour and one["ends"].hour * 60 + one["ends"].minute <= b * 60 for a, b in hours
        )
    for one, two in combinations(sessions, 2):
        overlap = one["starts"] < two["ends"] and two["starts"] < one["ends"]
        parallel = one["parallel_group"] and one["parallel_group"] == two["parallel_group"]
        assert overlap == bool(parallel)
        assert not overlap or one["room"] != two["room"]
    assert len({s["label"] for s in sessions}) == len({s["key"] for s in sessions}) == len(sessions)
    assert (sessions[0]["kind"], sessions[-1]["kind"]) == ("opening", "closing")


@pytest.mark.parametrize(
    ("name", "count", "status", "days"),
    [
        ("workshop-2025.toml", 12, "held", (date(2025, 9, 29), date(2025, 9, 30))),
        ("workshop-2028.toml", 11, "draft", (date(2028, 10, 10), date(2028, 10, 11))),
        ("focal-point-2024.toml", 4, "held", (date(2024, 11, 27),) * 2),
        ("focal-point-2025.toml", 4, "held", (date(2025, 10, 1),) * 2),
        ("focal-point-2026.toml", 4, "published", (date(2026, 12, 9),) * 2),
    ],
)
def test_the_meetings_of_the_demonstration(name, count, status, days):
    meeting = MEETINGS[name]["meeting"]
    assert len(MEETINGS[name]["session"]) == count
    assert meeting["status"] == status
    assert (meeting["starts"].date(), meeting["ends"].date()) == days
    if meeting["kind"] == "workshop":
        assert {s["kind"] for s in MEETINGS[name]["session"]} == set(SessionKind) - {
            SessionKind.BREAK,
            SessionKind.BREAKOUT,
        }
        assert {s["attribution"] for s in MEETINGS[name]["session"]} == set(Attribution)

"""The files of the demonstration, read as they stand: nothing of the application runs here."""

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DATA = ROOT / "meetings/demo/data"
REAL = ROOT / "meetings/directory/data/organizations.csv"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def keyed(name: str) -> dict[str, dict[str, str]]:
    rows = table(name)
    found = {row["key"]: row for row in rows}
    assert len(found) == len(rows), f"a key of {name} is there twice"
    return found


def document(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def real_organizations() -> list[dict[str, str]]:
    """The project's own directory; the demonstration cannot be checked without it."""
    with REAL.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


ORGANIZATIONS, PEOPLE = keyed("organizations.csv"), keyed("people.csv")
MEETING_FILES = sorted(
    p.name for p in DATA.glob("*.toml") if p.name.startswith(("workshop-", "focal-point-"))
)
MEETINGS = {name: document(name) for name in MEETING_FILES}
PROGRESS = {name: document(name) for name in ("progress-52-15.toml", "progress-61-15.toml")}
CONCLUSIONS = document("conclusions-52-15.toml")
AGENDA = document("agenda.toml")
ROUND = document("round.toml")
SESSIONS = [(d["meeting"], s) for d in MEETINGS.values() for s in d["session"]]
RECORDS = [(s, r) for _, s in SESSIONS for r in s.get("record", [])]
WORKSHOP = MEETINGS["workshop-2025.toml"]


def said() -> list[tuple[str, str]]:
    """Every text that somebody is said to have said or done, with the place where it stands."""
    texts = [(f"{m['slug']}/{s['key']}", p) for m, s in SESSIONS for p in s["summary"]]
    texts += [(f"record {r['key']}", r["text"]) for _, r in RECORDS]
    texts += [(f"{name} {e['paragraph']}", e["text"]) for name, d in PROGRESS.items() for e in d["entry"]]
    for outcome in AGENDA["outcome"]:
        texts += [("outcome", outcome["text"]), *(("became", f["text"]) for f in outcome["followup"])]
    texts += [
        ("round", text)
        for text in (*ROUND["round"]["summary"], *(a["text"] for a in ROUND["round"]["answer"]))
    ]
    texts += [("update", u["text"].strip()) for u in AGENDA["agenda"]["update"] if u["text"]]
    return texts + [(f"conclusion {n}", c["text"]) for n, c in enumerate(CONCLUSIONS["conclusion"], 1)]


def words(text: str) -> int:
    return len(re.sub(r"\^\[[^]]*\]", "", text).split())


def invented_in(text: str) -> list[str]:
    """Keys of the invented organizations named in the text; a name that no row has counts as its own key."""
    by_length = sorted(ORGANIZATIONS.values(), key=lambda r: -len(r["name"]))
    keys = []
    for hit in re.finditer(r"Example ", text):
        rest = text[hit.start() :]
        keys.append(next((r["key"] for r in by_length if rest.startswith(r["name"])), rest[:40]))
    return keys


def named_in(text: str) -> set[str]:
    return {key for key, person in PEOPLE.items() if person["name"] in text}

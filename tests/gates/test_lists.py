"""The gate for lists finds a planted query without an actor, whatever shape its "many" has."""

from pathlib import Path

import pytest

from tests.gates import lists

ROOT = Path(__file__).parents[2]


def found(tmp_path: Path, source: str) -> list[tuple[int, str]]:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "queries.py").write_text(source, encoding="utf-8")
    return [(finding.line, finding.what) for finding in lists.check(tmp_path)]


def test_the_queries_of_the_house_pass() -> None:
    assert lists.check(ROOT / "meetings") == []


@pytest.mark.parametrize(
    "returns",
    [
        "list[int]",
        "Sequence[Meeting]",
        "collections.abc.Sequence[Meeting]",
        "tuple[Meeting, ...]",
        "tuple[list[Meeting], int]",
        "'list[Meeting]'",
        "list[int] | None",
    ],
)
def test_a_planted_breach_is_found(tmp_path: Path, returns: str) -> None:
    assert found(tmp_path, f"x = 1\ndef meetings(year: int) -> {returns}:\n    return []\n") == [
        (2, "meetings returns many but does not take the actor first")
    ]


@pytest.mark.parametrize(
    "source",
    [
        "def meetings(actor: Actor, year: int) -> list[int]:\n    return []\n",
        "def get_meeting(slug: str) -> tuple[int, ...]:\n    return ()\n",
        "def find_rows() -> list[int]:\n    return []\n",
        "def _rows() -> list[int]:\n    return []\n",
        "def count(year: int) -> int:\n    return 1\n",
        "def span(year: int) -> tuple[int, int]:\n    return 1, 2\n",
        "# no actor: the zones of the world are public\ndef zones() -> list[str]:\n    return []\n",
        "def zones() -> list[str]:  # no actor: they are public\n    return []\n",
    ],
)
def test_what_is_right_passes(tmp_path: Path, source: str) -> None:
    assert found(tmp_path, source) == []


def test_an_excuse_needs_a_reason(tmp_path: Path) -> None:
    source = "# no actor:\ndef zones() -> list[str]:\n    return []\n"
    assert found(tmp_path, source) == [(2, "zones returns many but does not take the actor first")]

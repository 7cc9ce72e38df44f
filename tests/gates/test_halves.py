"""Of two runs, one with each half, nothing is left out and nothing is asked twice."""

from hypothesis import given
from hypothesis import strategies as st

from tests.halves import in_this_half, page_at
from tests.safety.kit import ROWS


@given(st.text())
def test_everything_is_in_one_half_and_in_all_without_one(asked: str) -> None:
    assert [in_this_half(asked, half) for half in ("0", "1")].count(True) == 1
    assert in_this_half(asked, "")


def test_halves_are_about_as_large() -> None:
    first = sum(in_this_half(row.endpoint, "0") for row in ROWS)
    assert abs(first - len(ROWS) / 2) < len(ROWS) / 8


def test_what_a_run_makes_up_is_no_part() -> None:
    """A personal link is another at each run: the page is in the same half."""
    links = ("k7Qz-x_9aBcDeFgHiJkLmN.oPq1rsTuvwxyz", "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAA")
    assert {page_at(f"/applications/{link}") for link in links} == {"/applications"}
    assert page_at("/meetings/workshop-2028/agenda") != page_at("/meetings/workshop-2028/people")

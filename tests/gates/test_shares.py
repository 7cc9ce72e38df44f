"""Of eight runs, one with each share, nothing is left out and nothing is asked twice."""

from hypothesis import given
from hypothesis import strategies as st

from tests.safety.kit import ROWS
from tests.shares import in_this_share, page_at

SHARES = [f"{one}/8" for one in range(8)]


@given(st.text())
def test_everything_is_in_one_share_and_in_all_without_one(asked: str) -> None:
    assert [in_this_share(asked, told) for told in SHARES].count(True) == 1
    assert in_this_share(asked, "")


def test_shares_are_about_as_large() -> None:
    for told in SHARES:
        assert abs(sum(in_this_share(row.endpoint, told) for row in ROWS) - len(ROWS) / 8) < len(ROWS) / 20


def test_what_a_run_makes_up_is_no_part() -> None:
    """A personal link is another at each run: the page is in the same share."""
    links = ("k7Qz-x_9aBcDeFgHiJkLmN.oPq1rsTuvwxyz", "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAA")
    assert {page_at(f"/applications/{link}") for link in links} == {"/applications"}
    assert page_at("/meetings/workshop-2028/agenda") != page_at("/meetings/workshop-2028/people")

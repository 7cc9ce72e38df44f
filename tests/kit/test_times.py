"""Times in two zones, and the pages of a list."""

from types import SimpleNamespace

import pytest

from tests.kit.drawing import drawn, tree


def prepared(**changes: object) -> SimpleNamespace:
    values: dict[str, object] = {
        "start": "15:00",
        "end": "16:30",
        "iso": "2028-10-10T15:00+02:00",
        "zone_city": "Geneva",
        "yours_start": "01:00",
        "yours_end": "02:30",
        "yours_city": "Suva",
        "yours_day_shift": 1,
    }
    return SimpleNamespace(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "15:00–16:30 Geneva 01:00–02:30 +1 Suva"),
        ({"yours_day_shift": -1, "yours_city": "San José"}, "15:00–16:30 Geneva 01:00–02:30 −1 San José"),
        ({"yours_day_shift": 0}, "15:00–16:30 Geneva 01:00–02:30 Suva"),
        ({"yours_start": None}, "15:00–16:30 Geneva"),
        ({"end": None, "yours_start": None}, "15:00 Geneva"),
    ],
)
def test_when_says_both_times(changes: dict[str, object], words: str) -> None:
    page = tree(drawn("{{ kit.when(t) }}", t=prepared(**changes)))
    assert " ".join(page.text_content().split()) == words
    assert page.xpath("//time/@datetime") == ["2028-10-10T15:00+02:00"]


def test_moment_says_how_long_is_left() -> None:
    page = tree(drawn('{{ kit.moment(t, "in 7 days") }}', t=prepared()))
    assert " ".join(page.text_content().split()) == "15:00 Geneva · 01:00 +1 Suva in 7 days"


@pytest.mark.parametrize(
    ("page_no", "before", "after", "words"),
    [
        (1, None, "?page=2", "1–12 of 30 page 1 of 3 Next"),
        (2, "?page=1", "?page=3", "1–12 of 30 Previous page 2 of 3 Next"),
        (3, "?page=2", None, "1–12 of 30 Previous page 3 of 3"),
    ],
)
def test_pager(page_no: int, before: str | None, after: str | None, words: str) -> None:
    page = SimpleNamespace(page=page_no, pages=3, total=30, first=1, last=12, prev_url=before, next_url=after)
    nav = tree(drawn("{{ kit.pager(page) }}", page=page))
    assert " ".join(nav.text_content().split()) == words
    assert nav.xpath("//a/@href") == [url for url in (before, after) if url]

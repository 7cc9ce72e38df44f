"""Addresses, sort keys and drawn periods."""

from datetime import date

import pytest

from meetings.base.refusals import Refused
from meetings.directory.rules import Period, PersonDraft, check_person, slug_of, sorted_as, tenures


@pytest.mark.parametrize(
    ("name", "acronym", "taken", "slug"),
    [
        ("Pacific Islands Forum", "PIF", (), "pacific-islands-forum"),
        (
            "African Commission on Human and Peoples' Rights",
            "",
            (),
            "african-commission-on-human-and-peoples-rights",
        ),
        ("Organización de Estados Ñ", "OEÑ", (), "organizacion-de-estados-n"),
        ("جامعة الدول العربية", "LAS", (), "las"),
        ("جامعة", "", ("organization", "organization-2"), "organization-3"),
        ("New", "", (), "new-2"),
        ("a" * 60 + " " + "b" * 60, "", (), "a" * 60),
    ],
)
def test_an_address_from_a_name(name: str, acronym: str, taken: tuple[str, ...], slug: str) -> None:
    assert slug_of(name, acronym, taken) == slug


@pytest.mark.parametrize(
    ("name", "given", "sorted_by"),
    [
        ("Ruth Okello-Lind", "", "Okello-Lind, Ruth"),
        ("Ruth Okello-Lind", "Ruth", "Ruth"),
        ("Suharto", "", "Suharto"),
        ("Ana  de la Cruz", " ", "Cruz, Ana  de la"),
    ],
)
def test_how_a_name_is_sorted(name: str, given: str, sorted_by: str) -> None:
    assert sorted_as(name, given) == sorted_by


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PersonDraft(" "), "name"),
        (PersonDraft("A", email="a@b"), "email"),
        (PersonDraft("A", email='a"b@example.org'), "email"),
        (PersonDraft("A", zone="Suva"), "zone"),
    ],
)
def test_a_person_that_cannot_be(draft: PersonDraft, field: str) -> None:
    with pytest.raises(Refused) as no:
        check_person(draft)
    assert no.value.field == field


def test_periods_as_bars() -> None:
    drawn = tenures(
        [Period(date(2025, 1, 1)), Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2027, 1, 1))],
        date(2026, 7, 2),
    )
    assert [label for _, label in drawn.ticks] == ["2024", "2025", "2026", "2027"]
    assert [(bar.x, bar.width, bar.now) for bar in drawn.bars] == [
        (25.05, 37.44, True),
        (0.0, 24.98, False),
        (75.02, 0.0, False),
    ]

"""What counts as text that a person has typed."""

import pytest

from meetings.base.texts import as_kept, as_looked_for, cannot_be_shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana\r\nSosa ", "Ana\nSosa"),
        ("e\u0301", "é"),
        ("\u200b", ""),  # a name that nobody sees, and no list can be opened by
        ("\u200b \u2060\u00ad", ""),
        ("\u2800\u3164\ufe0f", ""),
        ("\U0001d159", ""),
        ("\u2065 \ufff0", ""),
        ("\U000e0080\U000e01f0", ""),
        ("\u0378", "\u0378"),  # may be a letter one day
        ("\u0301", ""),
        ("\u200bAna", "\u200bAna"),  # joiners belong to words of many scripts
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_nobody_sees_is_nothing(typed: str, kept: str) -> None:
    assert as_kept(typed) == kept


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a\0", True),
        ("\ufffe", True),
        ("\U0001ffff", True),
        ("\ufdd0", True),
        ("a\u202eb", True),
        ("Ána\n\t🌍", False),
        ("\ufffd", False),
    ],
)
def test_what_no_person_types_is_refused(text: str, refused: bool) -> None:
    assert cannot_be_shown(text) is refused


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("ann@Bücher.example", "ann@xn--bcher-kva.example"),
        ("bücher", "xn--bcher-kva"),
        ("Ann ", "ann"),
        ("@example", "@example"),
        ("İpek Şahin", "i̇pek şahin"),
        ("", ""),
    ],
)
def test_an_address_is_looked_for_as_it_is_kept(typed: str, looked_for: str) -> None:
    assert as_looked_for(typed) == looked_for

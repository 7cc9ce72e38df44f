import copy
import json
import pickle

import pytest

from meetings.base.database import coded
from meetings.base.words import N_, Labelled


class Colour(Labelled):
    RED = "red", N_("Deep red")
    SEA_BLUE = "sea_blue", N_("Blue as the sea")


def test_a_member_has_its_code_and_its_words():
    assert [(c.name, c.value, str(c), c.label) for c in Colour] == [
        ("RED", "red", "red", "Deep red"),
        ("SEA_BLUE", "sea_blue", "sea_blue", "Blue as the sea"),
    ]


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (f"{Colour.RED}", "red"),
        ("%s" % Colour.SEA_BLUE, "sea_blue"),  # noqa: UP031 - old formatting is what is tried
        (json.dumps({Colour.RED: Colour.SEA_BLUE}), '{"red": "sea_blue"}'),
        ("-".join(Colour), "red-sea_blue"),
        (sorted([Colour.SEA_BLUE, Colour.RED]), ["red", "sea_blue"]),
        ({Colour.RED: 1}["red"], 1),  # type: ignore[index]
        ({"red": 1}[Colour.RED], 1),
        (coded(Colour).enums, ["red", "sea_blue"]),
    ],
)
def test_as_text_a_member_is_its_code(made, code):
    assert made == code


@pytest.mark.parametrize("code", ["red", Colour.RED])
def test_a_member_is_found_by_its_code(code):
    assert Colour(code) is Colour.RED


@pytest.mark.parametrize("wrong", ["Deep red", "RED", "", ("red", "Deep red")])
def test_a_member_is_not_found_by_anything_else(wrong):
    with pytest.raises(ValueError, match="is not a valid Colour"):
        Colour(wrong)


@pytest.mark.parametrize("copied", [lambda c: pickle.loads(pickle.dumps(c)), copy.copy, copy.deepcopy])
def test_a_copy_is_the_member_itself(copied):
    assert copied(Colour.RED) is Colour.RED


def test_a_code_without_words_is_refused_at_once():
    # Up to Python 3.11 enum wraps what a member raises.
    with pytest.raises((AssertionError, RuntimeError)) as no:

        class Shade(Labelled):
            DARK = "dark"

    assert str(no.value.__cause__ or no.value) == "Shade: dark has no words"

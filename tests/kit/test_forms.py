"""Fields, groups and the summary of errors: every control is labelled, described and found."""

import pytest
from werkzeug.datastructures import MultiDict

from tests.kit.drawing import ALL_FIELDS, EVIL, Registration, drawn, refused, tree


def test_every_field_names_exactly_what_describes_it() -> None:
    form = refused()
    page = tree(drawn(ALL_FIELDS, form=form))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    described = {e.get("id"): e.get("aria-describedby") for e in page.xpath("//*[@aria-describedby]")}
    assert described == {
        "name": "name-h name-e name-w",
        "mail": "mail-e mail-w",
        "about": "about-w",
        "places": "places-w",
        "day": "day-w",
        "word": "word-w",
        "region": "region-w",
        "capacity": "capacity-e capacity-w",
        "follows": "follows-w",
        "agrees": "agrees-h agrees-e agrees-w",
    }
    assert {ref for refs in described.values() for ref in refs.split()} <= set(ids)
    assert page.xpath("//*[@aria-invalid='true']/@id") == ["name", "mail", "agrees"]
    labels = page.xpath("//label/@for")
    controls = page.xpath("//input/@id | //select/@id | //textarea/@id")
    assert sorted(labels) == sorted(controls)
    assert page.xpath("//*[@id='mail']/@value") == [EVIL]


def test_a_clean_form_has_no_errors_and_no_empty_references() -> None:
    form = Registration()
    text = drawn(
        "{{ kit.errors(form) }}" + "{% for f in form.all_fields %}{{ kit.field(f) }}{% endfor %}", form=form
    )
    page = tree(text)
    assert page.xpath("//*[@aria-invalid] | //*[@class='error'] | //*[@role='alert']") == []
    assert page.xpath("//@aria-describedby") == ["name-h", "agrees-h"]
    optional = page.xpath("//label[span[@class='muted']]/@for")
    assert optional == ["about", "places", "day", "word"]


def test_groups_are_fieldsets_with_hints_for_single_choices() -> None:
    text = drawn(
        '{{ kit.field(form.capacity, hints={"ngo": "3 places left"}) }}{{ kit.field(form.follows) }}',
        form=Registration(MultiDict({"capacity": "state", "follows": "ar"})),
    )
    page = tree(text)
    assert page.xpath("//fieldset/legend/text()") == ["In which capacity?", "Languages"]
    assert page.xpath("//label[@for='capacity-0']/span/text()") == ["3 places left"]
    assert page.xpath("//label[@for='capacity-1']/span") == []
    assert page.xpath("//input[@checked]/@id") == ["capacity-1", "follows-0"]
    assert page.xpath("count(//div[@class='choices']//input[@type='checkbox'])") == 2


def test_attributes_reach_the_control() -> None:
    page = tree(
        drawn(
            '{{ kit.field(form.name, autocomplete="name", inputmode="text", data_x="1") }}',
            form=Registration(),
        )
    )
    control = page.xpath("//input[@id='name']")[0]
    assert (control.get("autocomplete"), control.get("inputmode"), control.get("data-x")) == (
        "name",
        "text",
        "1",
    )
    assert control.get("required") == ""


def test_summary_links_to_the_fields_and_counts_them() -> None:
    form = refused()
    form.form_errors = ["The list has closed"]
    page = tree(drawn("{{ kit.errors(form) }}" + ALL_FIELDS, form=form))
    box = page.xpath("//div[@role='alert']")[0]
    assert box.get("tabindex") == "-1"
    assert box.findtext("h2") == "5 answers need mending"
    assert box.xpath(".//li/a/@href") == ["#name", "#mail", "#capacity-0", "#agrees", "#speakers-0-name"]
    assert box.xpath(".//li[not(a)]/text()") == ["The list has closed"]
    assert box.xpath(".//li/a/text()")[0] == "Full name – Write your name"
    targets = set(page.xpath("//@id")) | {"speakers-0-name"}
    assert {href[1:] for href in box.xpath(".//a/@href")} <= targets


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["name"], "One answer needs mending"),
        (["name", "mail"], "2 answers need mending"),
        ([], "This was not done"),
    ],
)
def test_heading_of_the_summary(wrong: list[str], words: str) -> None:
    form = Registration()
    for name in wrong:
        form[name].errors = ["No"]
    form.form_errors = [] if wrong else ["Closed"]
    assert tree(drawn("{{ kit.errors(form) }}", form=form)).findtext(".//h2") == words


def test_a_rules_no_that_belongs_to_no_field_stands_on_top() -> None:
    form = Registration()
    form.top_errors = ("Places are full: 5 of 5 are taken.",)
    page = tree(drawn("<h1>{{ kit.error_prefix(form) }}</h1>{{ kit.errors(form) }}", form=form))
    assert page.xpath("//div[@role='alert']//li/text()") == ["Places are full: 5 of 5 are taken."]
    assert page.findtext("h1") == "Error: "


def test_form_open_carries_token_and_key_once_and_no_double_ids() -> None:
    page = tree(
        drawn(
            '{{ kit.form_open(form, "/send", once="key-2") }}</form>{{ kit.form_open(form) }}</form>'
            '{{ kit.form_open(method="get") }}</form>',
            form=Registration(),
        )
    )
    first, second, third = page.xpath("//form")
    assert [(i.get("name"), i.get("value")) for i in first.iter("input")] == [
        ("csrf_token", "tok-en"),
        ("once", "key-2"),
    ]
    assert [(i.get("name"), i.get("value")) for i in second.iter("input")] == [
        ("csrf_token", "tok-en"),
        ("once", "key-1"),
    ]
    assert (first.get("action"), second.get("action")) == ("/send", None)
    assert list(third.iter("input")) == []
    assert page.xpath("//input/@id") == []

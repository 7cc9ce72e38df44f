"""base.html, the line under the masthead, the error pages, the stylesheet."""

import re

import pytest
from lxml import html

from tests.kit.drawing import PAGE, TEMPLATES, Actor, Registration, drawn, environment, refused


def test_base_frame() -> None:
    page = html.document_fromstring(drawn(PAGE, form=refused(), evil="Title"))
    assert page.get("lang") == "en" and page.get("dir") == "ltr"
    assert page.findtext(".//title") == (
        "Error: Register – Regional human rights organizations – Demonstration"
    )
    assert len(page.findall(".//h1")) == 1
    assert page.xpath("//nav[@class='nav']//a[@aria-current='page']/text()") == ["Meetings"]
    assert page.xpath("//footer//ul[@id='languages']//a/@lang") == ["en", "ar"]
    out = page.xpath("//form[@action='/access/sign_out']")[0]
    assert out.get("method") == "post"
    assert out.xpath("input/@value") == ["tok-en"]
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert len(page.xpath("//main[@id='main']")) == 1


def test_base_signed_out_one_language_no_thread_no_demonstration() -> None:
    env = environment(
        actor=Actor(signed_in=False, name=""),
        languages=[("en", "English", "?", True)],
        thread=None,
        demo=False,
        get_flashed_messages=lambda with_categories: [],
    )
    page = html.document_fromstring(drawn(PAGE, env, form=Registration(), evil="Title"))
    assert page.findtext(".//title") == "Register – Regional human rights organizations"
    assert page.xpath("//*[@id='languages' or @href='#languages' or @class='thread' or @class='demo']") == []
    assert page.xpath("//div[@class='tools']/a/@href") == ["/access/sign_in"]
    assert page.xpath("//form[@action='/access/sign_out']") == []


def test_thread_counts_from_the_right_in_arabic() -> None:
    def places(direction: str) -> object:
        page = html.document_fromstring(
            drawn(PAGE, environment(dir=direction), form=Registration(), evil="T")
        )
        return page.xpath("//div[@class='thread']//circle/@cx | //div[@class='thread']//rect/@x")

    assert places("ltr") == ["10.00%", "80.00%", "90.00%"]
    assert places("rtl") == ["90.00%", "20.00%", "10.00%"]


@pytest.mark.parametrize("template", ["errors/error.html", "errors/plain.html"])
@pytest.mark.parametrize("incident", [None, "a1b2"])
def test_error_pages(template: str, incident: str | None) -> None:
    text = (
        environment()
        .get_template(template)
        .render(
            code=500,
            title="Something broke here",
            sentence="Nothing was saved.",
            steps=[("Back to the start", "/")],
            incident=incident,
        )
    )
    page = html.document_fromstring(text)
    assert page.findtext(".//h1") == "Something broke here"
    assert page.xpath("//a[@class='what']/@href") == ["/"]
    assert page.xpath("//*[@class='incident']/text()") == ([incident] if incident else [])


def test_the_plain_error_page_needs_no_globals_of_the_frame() -> None:
    env = environment()
    for name in (
        "actor",
        "site",
        "nav",
        "languages",
        "thread",
        "demo",
        "lang",
        "dir",
        "csrf_token",
        "url_for",
        "get_flashed_messages",
    ):
        del env.globals[name]
    text = env.get_template("errors/plain.html").render(
        code=500, title="T", sentence="S", steps=[], incident=None
    )
    assert html.document_fromstring(text).get("lang") == "en"


def test_dark_tokens_stand_twice_alike() -> None:
    css = (TEMPLATES.parent / "static" / "look.css").read_text("utf-8")
    device = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.S)
    chosen = re.search(r'\n:root\[data-theme="dark"\] \{(.*?)\}', css, re.S)
    assert device and chosen
    assert device[1].split() == chosen[1].split()
    assert css.count("{") == css.count("}")
    assert css.count("\n.style-place {") == 1  # a mark in a text and a card of the page had one name
    assert re.findall(r"(?<![-\w])(?:left|right|width|height|margin-left|padding-right)\s*:", css) == []

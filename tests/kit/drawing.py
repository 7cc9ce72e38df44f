"""What the tests of the page kit share: Jinja without the app, made-up globals, a form with every kind of field."""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from lxml.html import HtmlElement
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput

TEMPLATES = Path(__file__).parents[2] / "templates"
EVIL = '<script>alert("1")</script>'


@dataclass
class Actor:
    signed_in: bool = True
    name: str = EVIL
    is_staff: bool = True
    device_mark: str = "m"

    def may(self, permission: object, obj: object = None) -> bool:
        return True


@dataclass
class Item:
    label: str
    url: str
    current: bool


@dataclass
class Thread:
    label: str = "Cycle of resolution 61/15"
    years: list[tuple[float, str]] = field(default_factory=lambda: [(0.0, "2026"), (30.0, "2027")])
    today: float = 25.0
    marks: list[tuple[float, str]] = field(
        default_factory=lambda: [(10.0, "held"), (80.0, "open"), (90.0, "report")]
    )


def environment(**changes: object) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: text, lambda one, many, n: one if n == 1 else many, newstyle=True
    )
    env.globals.update(
        actor=Actor(),
        demo=True,
        site=SimpleNamespace(
            mark="61/15", name="Regional human rights organizations", mailbox="secretariat@example.org"
        ),
        nav=[Item("Home", "/", False), Item("Meetings", "/meetings", True)],
        lang="en",
        dir="ltr",
        languages=[("en", "English", "?lang=en", True), ("ar", "العربية", "?lang=ar", False)],
        thread=Thread(),
        csrf_token=lambda: "tok-en",
        once_key=lambda: "key-0",
        url_for=lambda endpoint, **values: "/" + endpoint.replace(".", "/"),
        asset=lambda name: "/static/" + name,
        get_flashed_messages=lambda with_categories: [("ok", EVIL)],
    )
    env.globals.update(changes)
    return env


def drawn(source: str, env: Environment | None = None, **values: object) -> str:
    head = "" if "extends" in source else '{% import "kit/all.html" as kit %}'
    return (env or environment()).from_string(head + source).render(**values)


def tree(text: str) -> HtmlElement:
    return html.fromstring(f"<div>{text}</div>")


class Speaker(Form):
    name = StringField("Name of the speaker", [InputRequired("Write the name")])


class Registration(Form):
    top_errors: tuple[str, ...] = ()
    once = HiddenField(default="key-1")
    name = StringField("Full name", [InputRequired("Write your name")], description="In any script.")
    mail = EmailField("E-mail address", [Length(max=5, message="Shorter, please")])
    about = TextAreaField("About", [Optional()])
    places = IntegerField("Places", [Optional()])
    day = DateField("Day", [Optional()])
    word = PasswordField("Password", [Optional()])
    region = SelectField(
        "Region", choices=[SelectChoice("africa", "Africa"), SelectChoice("europe", "Europe")]
    )
    capacity = RadioField(
        "In which capacity?",
        choices=[SelectChoice("ngo", "NGO"), SelectChoice("state", "Member State")],
        validate_choice=False,
        validators=[InputRequired("Choose one")],
    )
    follows = SelectMultipleField(
        "Languages",
        choices=[SelectChoice("ar", "Arabic"), SelectChoice("en", "English")],
        option_widget=CheckboxInput(),
    )
    agrees = BooleanField("I agree", [InputRequired("Agree first")], description="You may change this.")
    speakers = FieldList(FormField(Speaker), min_entries=1)

    @property
    def all_fields(self) -> list[object]:
        return [f for f in self if f.short_name not in ("once", "speakers")]


def refused() -> Registration:
    form = Registration(
        MultiDict({"name": "", "mail": EVIL, "region": "africa", "follows": "en", "speakers-0-name": ""})
    )
    assert not form.validate()
    return form


ALL_FIELDS = '{% for f in form.all_fields %}{{ kit.field(f, why="a < b") }}{% endfor %}'
PAGE = """{% extends "base.html" %}{% import "kit/all.html" as kit %}
{% block title %}{{ kit.error_prefix(form) }}Register{% endblock %}
{% block pagehead %}{% call kit.pagehead(evil,
    kicker=[(evil, "/m"), ("Here", none)], lede=evil) %}
{{ kit.act(evil, "/x", main=true, icon="plus", about=evil) }}
{{ kit.do("Go", "/go", once="k", hidden={"a": evil}) }}{% endcall %}{% endblock %}
{% block content %}{{ kit.errors(form) }}{{ kit.form_open(form, "/send") }}
{% for f in form.all_fields %}{{ kit.field(f) }}{% endfor %}{{ kit.submit("Send") }}</form>{% endblock %}"""

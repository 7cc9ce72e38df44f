"""Reading the pages of letters as a browser shows them."""

from lxml import html
from werkzeug.test import TestResponse


def texts(page: TestResponse, path: str) -> list[str]:
    """The words of what an XPath finds."""
    found = html.fromstring(page.text).xpath(path)
    return [" ".join("".join(one.itertext()).split()) for one in found]


def mail_on(page: TestResponse) -> tuple[str, list[str]]:
    """Subject and paragraphs of the preview."""
    [subject] = texts(page, "//*[@id='mail-subject']")
    lines = html.fromstring(page.text).xpath("//*[@id='mail']/p")
    return subject, [" ".join(" ".join(one.itertext()).split()) for one in lines]


def errors(page: TestResponse) -> list[str]:
    return texts(page, "//div[@class='errors']//li")


def typed_on(page: TestResponse) -> dict[str, str]:
    """The text as it stands in the form of the page, and its version where there is one."""
    [form] = html.fromstring(page.text).xpath("//form[.//textarea[@name='text']]")
    found = {name: form.fields[name] for name in ("subject", "text", "version") if name in form.fields}
    return found | {"text": found["text"].removeprefix("\n")}  # as browsers do

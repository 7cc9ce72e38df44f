"""The pages of the outbox: list, message, another try."""

import re

from flask import Flask

from meetings.access.permissions import Role
from meetings.outbox.actions import Invitation, Link, put
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from tests.kit_app import signed_in, statements, work

W, S, F, X = Delivery.WAITING, Delivery.SENT, Delivery.FAILED, Delivery.SUPERSEDED


def a_message(email: str, delivery: Delivery = W, subject: str = "Subject", **given: object) -> OutboxMessage:
    message = put(email, subject, "Text for [personal link]", **given)  # type: ignore[arg-type]
    message.delivery = delivery
    if delivery is F:
        message.last_error, message.attempts = "550 <b>no</b> such mailbox", 12
    return message


def addresses(page: str) -> list[str]:
    return re.findall(r'<span class="sub"><bdi dir="ltr">(.*?)</bdi>', page)


def test_the_list_is_filtered_by_its_address_and_counts_all(app: Flask) -> None:
    with work(app):
        for n, delivery in enumerate((W, S, F, X, S)):
            a_message(f"p{n}@example.org", delivery, subject=f"Letter 100% {n}")
    client = signed_in(app, Role.ORGANIZER)
    shown = {q: addresses(client.get(f"/outbox?{q}").text) for q in CASES}
    assert shown == {q: [f"p{n}@example.org" for n in numbers] for q, numbers in CASES.items()}
    page = client.get("/outbox").text
    assert re.findall(
        r"(All|Waits|Sent|Could not be delivered|Overtaken by something newer) (\d)<", page
    ) == [
        ("All", "5"),
        ("Waits", "1"),
        ("Sent", "2"),
        ("Could not be delivered", "1"),
        ("Overtaken by something newer", "1"),
    ]


CASES = {
    "": [4, 3, 2, 1, 0],
    "delivery=sent": [4, 1],
    "delivery=nonsense": [4, 3, 2, 1, 0],
    "q=P3%40EXAMPLE": [3],
    "q=100%25+2": [2],
    "q=_": [],
    "page=2": [],
    "page=x": [4, 3, 2, 1, 0],
}


def test_a_long_list_is_paged_and_asks_a_fixed_number_of_times(app: Flask) -> None:
    with work(app):
        for n in range(60):
            a_message(f"p{n:02}@example.org")
    client = signed_in(app, Role.ORGANIZER)
    client.get("/outbox")
    with statements(app) as seen:
        first = client.get("/outbox").text
    assert len(seen) <= 9, seen
    assert (len(addresses(first)), len(addresses(client.get("/outbox?page=2").text))) == (50, 10)
    assert "1–50 of 60" in first


def test_a_message_shows_its_text_its_error_and_never_its_link(app: Flask) -> None:
    with work(app):
        key = a_message(
            "ann@example.org",
            F,
            link=Link("/open/", "confirm", "a-key", "a-nonce"),
            invitation=Invitation(b"BEGIN:VCALENDAR", "CANCEL", "uid@example.org", 7),
        ).key
    page = signed_in(app, Role.ORGANIZER).get(f"/outbox/{key}").text
    assert "<bdi>Text for [personal link]</bdi>" in page
    assert "550 &lt;b&gt;no&lt;/b&gt; such mailbox" in page
    assert "a-nonce" not in page and "a-key" not in page
    facts = re.findall(r"<dt>(Kind|Version|Entry|Size)</dt><dd>(.*?)</dd>", page, re.S)
    assert [(term, re.sub(r"<[^>]+>", "", value).strip()) for term, value in facts] == [
        ("Kind", "Cancellation CANCEL"),
        ("Version", "7"),
        ("Entry", "uid@example.org"),
        ("Size", "15 bytes"),
    ]


def test_only_a_failed_message_is_tried_again(app: Flask) -> None:
    with work(app):
        kept: list[Delivery] = list(Delivery)
        kept.remove(Delivery.HELD)  # which needs a batch
        keys = {delivery: a_message("ann@example.org", delivery).key for delivery in kept}
    client = signed_in(app, Role.ORGANIZER)
    assert {d: "Try again" in client.get(f"/outbox/{k}").text for d, k in keys.items()} == {
        d: d is F for d in keys
    }
    codes = {d: client.post(f"/outbox/{k}/again").status_code for d, k in keys.items()}
    assert codes == {d: 303 if d is F else 409 for d in keys}
    assert "waits" in client.get(f"/outbox/{keys[F]}").text
    assert client.get("/outbox/unknown").status_code == 404

"""The directory's pages, through the door."""

import re
from datetime import UTC, date, datetime

from flask import Flask

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.directory import queries
from meetings.directory.actions import load_defaults, name_focal_point
from meetings.directory.forms import organization_values
from meetings.directory.rules import Capacity
from tests.builders import a_person, an_organization
from tests.kit_app import signed_in, statements, work


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*"><bdi>([^<]*)</bdi>', page)


def load(app: Flask) -> None:
    clock.set_to(datetime(2026, 11, 23, 9, tzinfo=UTC))
    with work(app):
        load_defaults(OPERATOR)


def test_filters_sort_and_pages_are_in_the_address(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.ORGANIZER)
    whole = browser.get("/organizations").text
    assert "78 shown of 78" in whole and len(names(whole)) == 50 and "1–50 of 78" in whole
    assert len(names(browser.get("/organizations?page=2").text)) == 28
    arab = browser.get("/organizations?region=Arab+region&kind=court").text
    assert names(arab) == ["Arab Court of Human Rights"] and "1 shown of 78" in arab
    assert 'href="/organizations?kind=court"' in arab and '<option selected value="Arab region">' in arab
    assert names(browser.get("/organizations?q=peer+review").text) == ["African Peer Review Mechanism"]
    assert (
        names(browser.get("/organizations?sort=-name").text)[0]
        == names(browser.get("/organizations?page=2").text)[-1]
    )
    assert "78 shown of 78" in browser.get("/organizations?region=Mars&sort=x&page=x&focal=y").text
    assert "No organization fits" in browser.get("/organizations?q=%25").text
    assert names(browser.get("/organizations?country=Gambia").text) == [
        "African Commission on Human and Peoples&#39; Rights"
    ]


def test_the_list_takes_a_fixed_number_of_statements(app: Flask) -> None:
    load(app)
    browser = signed_in(app, Role.PARTICIPANT, 1)
    browser.get("/organizations")
    with statements(app) as seen:
        browser.get("/organizations?region=Africa")
    # session, account and roles; countries; how many fit, how many there are, the page; the frame's facts
    assert len(seen) == 6, seen


def test_a_page_with_parts_instruments_and_the_hour_there(app: Flask) -> None:
    load(app)
    page = signed_in(app, Role.PARTICIPANT, 1).get("/organizations/council-of-europe").text
    assert "<h1><bdi>Council of Europe</bdi></h1>" in page
    assert page.count("open to other regions") == 7 and page.count("members only") == 1
    assert 'datetime="2026-11-23T10:00+01:00">10:00</time>' in page
    assert "European Court of Human Rights" in page and "Focal points" not in page


def test_focal_points_now_and_then_and_who_sees_them(app: Flask) -> None:
    load(app)
    with work(app):
        own, other = an_organization("Example Own"), an_organization("Example Other")
        for organization in (own, other):
            person = a_person(f"Person of {organization.name}", organization=organization)
            name_focal_point(OPERATOR, organization, person, Capacity.PRIMARY, date(2025, 3, 1))
        person.email = "ann@xn--bcher-kva.example"
        slugs, own_id = (own.slug, other.slug), own.id
    staff = signed_in(app, Role.DRAFTER).get(f"/organizations/{slugs[1]}").text
    assert "Person of Example Other" in staff and "1 March 2025 – today" in staff
    focal = signed_in(app, Role.FOCAL_POINT, own_id)
    assert "Person of Example Own" in focal.get(f"/organizations/{slugs[0]}").text
    assert "Person of Example Other" not in focal.get(f"/organizations/{slugs[1]}").text
    listed = focal.get("/organizations?q=Example").text
    assert "Person of Example Own" in listed and "Person of Example Other" not in listed
    assert names(focal.get("/people").text) == ["Person of Example Own"]
    for q in ("other", "ann@Bücher.example"):
        found = signed_in(app, Role.ORGANIZER).get("/people", query_string={"q": q})
        assert names(found.text) == ["Person of Example Other"]
    outside = signed_in(app, Role.PARTICIPANT, 1).get("/organizations?q=Example").text
    assert "Person of" not in outside


def test_naming_and_ending_on_the_page(app: Flask) -> None:
    with work(app):
        organization = an_organization()
        one, two = a_person("One", organization=organization), a_person("Two")
        slug, keys = organization.slug, (one.key, two.key)
    browser = signed_in(app, Role.ORGANIZER)
    path = f"/organizations/{slug}/focal-points/new"
    data = {"capacity": "primary", "since": "2025-03-01"}
    assert browser.post(path, data={**data, "person": keys[0]}).status_code == 303
    wrong = browser.post(path, data={**data, "person": keys[1]})
    assert wrong.status_code == 422 and "One is the focal point in that time." in wrong.text
    assert 'value="2025-03-01"' in wrong.text
    end = re.search(
        rf"/organizations/{slug}/focal-points/\d+/end", browser.get(f"/organizations/{slug}").text
    )
    assert end is not None
    assert browser.post(end[0], data={"until": "2025-01-01"}).status_code == 422
    assert browser.post(end[0], data={"until": "2026-01-31"}).status_code == 303
    assert "1 March 2025 – 31 January 2026" in browser.get(f"/organizations/{slug}").text
    with work(app):
        other = an_organization()
    assert browser.get(end[0].replace(slug, other.slug)).status_code == 404


def test_two_people_correct_one_file(app: Flask) -> None:
    with work(app):
        organization = an_organization("Example Own")
        values, slug, own_id = organization_values(organization), organization.slug, organization.id
    path = f"/organizations/{slug}/edit"
    first = signed_in(app, Role.FOCAL_POINT, own_id)
    assert first.post(path, data={**values, "seat_city": "Lautoka"}).status_code == 303
    second = signed_in(app, Role.ORGANIZER)
    answer = second.post(path, data={**values, "seat_city": "Nadi"})
    assert answer.status_code == 422
    assert "<bdi>Lautoka</bdi>" in answer.text and "<bdi>Nadi</bdi>" in answer.text
    assert 'value="Nadi"' in answer.text and 'name="version" type="hidden" value="2"' in answer.text
    assert second.post(path, data={**values, "seat_city": "Nadi", "version": "2"}).status_code == 303
    with work(app, writing=False):
        assert queries.organization_for(OPERATOR, slug).seat_city == "Nadi"


def test_bad_input_gets_a_sentence_beside_the_field(app: Flask) -> None:
    with work(app):
        values, slug = organization_values(o := an_organization("Example Own")), o.slug
    browser = signed_in(app, Role.ORGANIZER)
    wrong = {
        "time_zone": "Suva",
        "year": "99",
        "website": "https://example.org",
        "mailbox": "x",
        "kind": "party",
    }
    for name, value in wrong.items():
        answer = browser.post(f"/organizations/{slug}/edit", data={**values, name: value})
        assert answer.status_code == 422, name
        assert f'id="{name}-e"' in answer.text, name
    assert browser.post("/organizations/new", data={**values, "name": "Example Own"}).status_code == 422
    made = browser.post("/organizations/new", data={**values, "name": "Example <b>New</b>"})
    assert (made.status_code, made.headers["Location"]) == (303, "/organizations/example-b-new-b")
    assert "<b>New" not in browser.get("/organizations/example-b-new-b").text


def test_a_person_is_entered_and_corrected(app: Flask) -> None:
    browser = signed_in(app, Role.ORGANIZER)
    wrong = browser.post("/people/new", data={"name": "Ruth", "email": "nothing"})
    assert wrong.status_code == 422 and 'id="email-e"' in wrong.text and 'value="Ruth"' in wrong.text
    made = browser.post(
        "/people/new", data={"name": "Ruth Okello-Lind", "email": "ruth@example.org", "version": "0"}
    )
    path = made.headers["Location"]
    assert "Okello-Lind, Ruth" in browser.get(path).text
    data = {"name": "Ruth Okello", "version": "1"}
    assert browser.post(path + "/edit", data=data).status_code == 303
    assert browser.post(path + "/edit", data={**data, "name": "R."}).status_code == 422
    assert "<h1><bdi>Ruth Okello</bdi></h1>" in browser.get(path).text


def test_unknown_things_are_a_plain_404(app: Flask) -> None:
    browser = signed_in(app, Role.ORGANIZER)
    for path in ("/organizations/none", "/organizations/none/edit", "/people/none"):
        assert browser.get(path).status_code == 404

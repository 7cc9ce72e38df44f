"""Who sees what of a year: fellows, supervisors, the organization, the office, a stranger, each and another of each."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.fellows.models import Fellow, FellowBriefing, FellowEntry, FellowObserved, FellowTask
from tests.access.rows import a_world
from tests.fellows.access_rows import a_running_fellow
from tests.fellows.builders import browser_for, completed
from tests.kit_app import ON_ONE_DATABASE, signed_in, work

OWN, OTHER, SUPERVISOR, OTHER_SUPERVISOR, ORGANIZATION, OFFICE, STRANGER, NOBODY = range(8)
ALL = {OWN, SUPERVISOR, OFFICE}


def pages_of(fellow: Fellow) -> dict[str, set[int]]:
    """Every page and file of a year, and who reads it."""

    def key(table: type[FellowTask | FellowEntry | FellowObserved | FellowBriefing]) -> str:
        return db.session.scalars(select(table.key).where(table.fellow_id == fellow.id)).first() or ""

    return {
        "": ALL,
        "/placement": {OFFICE},
        f"/checklist/{key(FellowTask)}": ALL,
        "/programme/new": {SUPERVISOR, OFFICE},
        f"/programme/{key(FellowEntry)}": ALL,
        "/log/1": ALL,
        "/log/99": set(),
        "/observed/new": {OWN, OFFICE},
        f"/observed/{key(FellowObserved)}": ALL,
        "/briefings/new": {OWN, OFFICE},
        f"/briefings/{key(FellowBriefing)}": ALL,
        f"/briefings/{key(FellowBriefing)}/file": ALL,
        "/report": ALL,
        "/evaluation": ALL,
        "/certificate.pdf": ALL,
    }


@ON_ONE_DATABASE
def test_a_year_is_its_peoples_and_the_offices(app: Flask) -> None:
    with work(app):
        world = a_world()
        one, other = a_running_fellow(world.edition), a_running_fellow(world.other_edition)
        expected = pages_of(one)
        key, edition, organization = one.key, world.edition.slug, one.application.organization_id
        # The keys of another's year open nothing under this one.
        theirs = [path for path, who in pages_of(other).items() if who == ALL and path.count("/") == 2]
        emails = [
            *(fellow.application.email for fellow in (one, other)),
            *(db.session.get_one(Account, f.supervisor_id).email for f in (one, other)),
        ]
        for fellow in (one, other):
            completed(fellow, on=fellow.starts_on or fellow.taken_in_at.date())
    own, another, supervisor, another_supervisor = (browser_for(app, email) for email in emails)
    readers: list[FlaskClient] = [
        own,
        another,
        supervisor,
        another_supervisor,
        signed_in(app, Role.FOCAL_POINT, organization),
        signed_in(app, Role.ORGANIZER),
        signed_in(app, Role.SIGNED_IN),
        app.test_client(),
    ]
    reads: Callable[[FlaskClient, str], bool] = lambda c, path: c.get(path).status_code == 200  # noqa: E731
    seen = {
        path: {n for n, reader in enumerate(readers) if reads(reader, f"/fellows/{key}{path}")}
        for path in expected
    }
    assert seen == expected
    crossed = [path for path in theirs if path != "/log/1" and reads(own, f"/fellows/{key}{path}")]
    assert theirs and crossed == []
    assert [n for n, r in enumerate(readers) if reads(r, f"/fellowships/{edition}/fellows")] == [OFFICE]
    assert [n for n, r in enumerate(readers) if reads(r, "/fellowships/alumni")] == [*range(7)]
    # What is written is refused for everybody else as what is read is; who reads without writing is told so.
    written = {"text": "Mine", "version": "1"}
    answers = [reader.post(f"/fellows/{key}/log/1", data=written).status_code for reader in readers]
    assert answers == [409, 404, 409, 404, 404, 409, 404, 303]
    nobody = readers[NOBODY].post(f"/fellows/{key}/log/1", data=written)
    assert nobody.location.startswith("/sign-in")

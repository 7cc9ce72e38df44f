"""The store: written before the transaction that refers to a file, removed after the one that lets go of it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound, Refused
from tests.base.files import PDF
from tests.kit_app import work

NOON = datetime(2028, 9, 12, 12, tzinfo=UTC)
MOST = 5_000_000


@pytest.fixture(autouse=True)
def _empty_folder(app: Flask) -> None:
    clock.set_to(NOON)
    with app.app_context():
        for path in files.folder().iterdir():
            path.unlink()


def in_folder(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(path.name for path in files.folder().iterdir())


def handed_in(app: Flask, content: bytes = PDF, name: str = "cv.pdf") -> FileGiven:
    """A file that was kept and referred to."""
    with work(app):
        given = files.take(name, content, MOST)
        files.keep(given, content)
        files.refer(given)
    return given


def let_go(app: Flask, digest: str, *, fails: bool = False) -> None:
    with work(app):
        [row] = db.session.scalars(select(StoredFile).where(StoredFile.digest == digest).limit(1))
        files.let_go([row])
        if fails:
            raise Refused("No.")


def later(**passed: int) -> None:
    clock.set_to(NOON + timedelta(**passed))


def test_a_file_lies_under_the_digest_of_its_content_and_comes_back_as_an_attachment(app: Flask) -> None:
    given = handed_in(app, name="../Lebenslauf Müller.pdf")
    assert in_folder(app) == [given.digest]
    with app.app_context():
        assert files.folder().stat().st_mode & 0o777 == 0o700
        assert (files.folder() / given.digest).stat().st_mode & 0o777 == 0o600
    with app.test_request_context("/"), work(app, writing=False):
        answer = app.process_response(files.send(db.session.scalars(select(StoredFile)).one()))
    answer.direct_passthrough = False
    assert answer.get_data() == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Lebenslauf Muller.pdf\"; filename*=UTF-8''Lebenslauf%20M%C3%BCller.pdf"
    )
    assert answer.headers.getlist("Content-Security-Policy")[0] == "sandbox"
    assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.getlist("Cache-Control") == ["no-store"]


def test_the_same_content_twice_lies_there_once_and_goes_with_the_last_row(app: Flask) -> None:
    given = handed_in(app)
    assert handed_in(app, name="again.pdf").digest == given.digest
    assert in_folder(app) == [given.digest]
    later(hours=2)
    let_go(app, given.digest)
    assert in_folder(app) == [given.digest]
    let_go(app, given.digest)
    assert in_folder(app) == []


def test_a_transaction_that_fails_lets_go_of_nothing(app: Flask) -> None:
    given = handed_in(app)
    later(hours=2)
    with pytest.raises(Refused):
        let_go(app, given.digest, fails=True)
    with work(app):
        db.session.add(
            StoredFile(key="other", digest="0" * 64, name="x.pdf", kind=given.kind, size=1, stored_at=NOON)
        )
    assert in_folder(app) == [given.digest]


def test_what_another_transaction_may_be_about_to_refer_to_is_not_removed(app: Flask) -> None:
    given = handed_in(app)
    later(hours=2)
    with app.app_context():
        files.keep(given, PDF)  # another form is being sent with the same content
    let_go(app, given.digest)
    assert in_folder(app) == [given.digest]
    with work(app):
        files.refer(given)
    assert in_folder(app) == [given.digest]


def test_what_was_let_go_while_it_was_in_hand_goes_as_soon_as_it_no_longer_is(app: Flask) -> None:
    given = handed_in(app)
    let_go(app, given.digest)
    assert in_folder(app) == [given.digest]
    later(minutes=59)
    with work(app, writing=False):
        assert files.sweep() == 0
    later(minutes=61)
    with work(app, writing=False):
        assert files.sweep() == 1
    assert in_folder(app) == []


def test_what_a_refused_form_left_behind_is_swept_after_a_day(app: Flask) -> None:
    kept = handed_in(app)
    with app.app_context():
        orphan = files.take("b.pdf", PDF + b"b", MOST)
        files.keep(orphan, PDF + b"b")
        (files.folder() / "cut-off.part").write_bytes(b"half")
        files._touched(files.folder() / "cut-off.part")
    later(hours=23)
    with work(app, writing=False):
        assert files.sweep() == 0
    later(hours=25)
    with work(app, writing=False):
        assert files.sweep() == 2
    assert in_folder(app) == [kept.digest]


def test_a_file_that_was_swept_must_be_chosen_again(app: Flask) -> None:
    with work(app):
        given = files.take("cv.pdf", PDF, MOST)
        with pytest.raises(Refused) as no:
            files.refer(given)
    assert str(no.value) == "The file cv.pdf is no longer here. Choose it again."


def test_a_row_whose_content_is_gone_is_not_found(app: Flask) -> None:
    given = handed_in(app)
    with app.app_context():
        (files.folder() / given.digest).unlink()
    with app.test_request_context("/"), work(app, writing=False), pytest.raises(NotFound):
        files.send(db.session.scalars(select(StoredFile)).one())

"""Settings: right ones are read, wrong ones are refused with a sentence that names them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from meetings.base.refusals import Refused
from meetings.base.settings import read_settings


def test_an_empty_environment_is_enough(tmp_path: Path) -> None:
    settings = read_settings({"INSTANCE": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/meetings.sqlite"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.trusted_hosts == ("127.0.0.1", "localhost")
    assert (settings.demo, settings.demo_clock, settings.smtp_url) == (True, None, "")


def test_the_secret_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    first = read_settings({"INSTANCE": str(tmp_path)}).secret_key
    assert read_settings({"INSTANCE": str(tmp_path)}).secret_key == first
    assert len(first) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "url", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"]
)
def test_postgresql_however_it_is_written(tmp_path: Path, url: str) -> None:
    settings = read_settings({"INSTANCE": str(tmp_path), "DATABASE_URL": url})
    assert settings.database_url == "postgresql+psycopg://u:p@h/d"


def test_the_demonstration_clock_is_an_instant(tmp_path: Path) -> None:
    settings = read_settings({"INSTANCE": str(tmp_path), "DEMO_CLOCK": "2028-09-12T09:40+02:00"})
    assert settings.demo_clock == datetime(2028, 9, 12, 7, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "http", "PORT is “http”; it should be a whole number from 1 to 65535."),
        ("PORT", "70000", "PORT is “70000”; it should be a whole number from 1 to 65535."),
        ("PORT", "٨٠٠٠", "PORT is “٨٠٠٠”; it should be a whole number from 1 to 65535."),
        ("DEMO", "yes", "DEMO is “yes”; it should be 1 (yes) or 0 (no)."),
        ("DATABASE_URL", "mysql://h/d", "DATABASE_URL cannot be read;"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL cannot be read;"),
        ("DATABASE_URL", "postgresql://u:p@127.0.0.1:xx/none", "DATABASE_URL cannot be read;"),
        ("BASE_URL", "http://user:pw@x.example", "BASE_URL is “http://user:pw@x.example”;"),
        ("MAIL_FROM", "<x@y>", "MAIL_FROM is “<x@y>”;"),
        ("MAIL_FROM", "a@b@c", "MAIL_FROM is “a@b@c”;"),
        ("PORT", "9" * 5000, "PORT is “999"),
        ("DEMO_CLOCK", "0001-01-01T00:00+05:00", "DEMO_CLOCK is “0001-01-01T00:00+05:00”;"),
        ("BASE_URL", "http://[bad", "BASE_URL is “http://[bad”;"),
        ("BASE_URL", "http://x:abc", "BASE_URL is “http://x:abc”;"),
        ("SMTP_URL", "smtp://[bad", "SMTP_URL cannot be read;"),
        ("SMTP_URL", "smtp://x:abc", "SMTP_URL cannot be read;"),
        ("IMAP_URL", "imap.example.org", "IMAP_URL cannot be read;"),
        ("IMAP_URL", "pop3://u:p@mail.example.org", "IMAP_URL cannot be read;"),
        ("IMAP_URL", "imaps://mail.example.org/INBOX", "IMAP_URL cannot be read;"),
        ("IMAP_URL", "imaps://u:p@mail.example.org/a%22b", "IMAP_URL cannot be read;"),
        ("IMAP_EVERY", "0", "IMAP_EVERY is “0”; it should be a whole number from 5 to 86400."),
        ("MAIL_REPLY_TOKENS", "yes", "MAIL_REPLY_TOKENS is “yes”;"),
        ("TRUSTED_HOSTS", "http://x y", "TRUSTED_HOSTS holds “http://x y”;"),
        ("BASE_URL", "meetings.example.org", "BASE_URL is “meetings.example.org”;"),
        ("BASE_URL", "https://a.example/path", "BASE_URL is “https://a.example/path”;"),
        ("SMTP_URL", "mail.example.org:25", "SMTP_URL cannot be read;"),
        ("MAIL_FROM", "secretariat", "MAIL_FROM is “secretariat”; it should be an e-mail address."),
        ("SECRET_KEY", "short", "SECRET_KEY is too short;"),
        ("DEMO_CLOCK", "tomorrow", "DEMO_CLOCK is “tomorrow”;"),
    ],
)
def test_wrong_settings_are_refused_by_name(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    with pytest.raises(Refused) as no:
        read_settings({"INSTANCE": str(tmp_path), name: value})
    assert str(no.value).startswith(sentence)


def test_a_mailbox_must_have_room_for_a_token(tmp_path: Path) -> None:
    env = {"INSTANCE": str(tmp_path), "MAIL_REPLY_TOKENS": "1"}
    assert read_settings({**env, "MAILBOX": f"{'x' * 37}@example.org"}).reply_tokens
    with pytest.raises(Refused) as no:
        read_settings({**env, "MAILBOX": f"{'x' * 38}@example.org"})
    assert str(no.value).startswith("MAILBOX is too long for MAIL_REPLY_TOKENS;")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as no:
        read_settings({"INSTANCE": str(tmp_path / "file" / "instance")})
    assert str(no.value).startswith(f"The folder {tmp_path}/file/instance cannot be written")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as no:
        read_settings({"INSTANCE": str(tmp_path / "file")})
    assert str(no.value) == f"INSTANCE is “{tmp_path}/file”; it should be a folder."


def test_the_folder_of_the_data_is_closed_to_other_people_of_the_machine(tmp_path: Path) -> None:
    read_settings({"INSTANCE": str(tmp_path / "instance")})
    assert (tmp_path / "instance").stat().st_mode & 0o077 == 0

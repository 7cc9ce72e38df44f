"""Files and the ZIP of all: side doors, each after the same check as the page."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock, files
from meetings.base.refusals import Refused
from meetings.documents import queries
from meetings.documents.packing import packed
from meetings.documents.queries import FileOf, Shown
from meetings.documents.rules import Packed, check_packed, manifest, packed_names
from meetings.documents.views.asked import AskedFor, asked_for
from meetings.documents.views.feature import feature
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for


@feature.page("/documents/files/<key>", Permission.READ_PUBLIC, load=queries.file_for)
def file(actor: Actor, found: FileOf) -> ResponseReturnValue:
    """A file as an attachment. Of an issue that was replaced, others than staff are led to the one that stands."""
    if found.replaced_by is not None and not found.for_staff:
        page = render_template("documents/replaced.html", found=found, document=found.issue.document)
        return make_response(page, 410)
    return files.send(found.stored)


@feature.page("/meetings/<slug>/documents.zip", Permission.READ_PUBLIC, load=meeting_for)
def archive(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """All that this reader may see, in one language or in all; sent as it is packed."""
    asked = asked_for(meeting)
    if asked.wrong:
        raise Refused("There is no such day. Choose one, or write it like 2028-10-03.")
    level = queries.reader_of(actor, meeting).level
    shown = queries.all_shown(actor, meeting, level, asked.wanted)
    held = list(_files(shown, asked))
    if not held:
        raise Refused("There is no file in this. Choose more, or look again later.")
    told = [one for one, _path in held]
    check_packed(told)
    names = packed_names(told)
    text = manifest(_head(meeting, level.label, asked), told, names)
    paths = [(name, path) for name, (_one, path) in zip(names, held, strict=True)]
    return _sent(f"documents-{meeting.slug}.zip", packed(paths, text, clock.now()))


def _files(shown: list[Shown], asked: AskedFor) -> Iterator[tuple[Packed, Path]]:
    for document in shown:
        for issue in document.issues if document.withdrawn_at is None else ():
            since = asked.wanted.new_since
            wanted = not asked.language or issue.language == asked.language
            path = (
                files.path_of(issue.stored) if wanted and (since is None or issue.open_at > since) else None
            )
            if path is not None:
                stored = issue.stored
                yield (
                    Packed(
                        document.symbol,
                        document.title,
                        issue.language,
                        issue.number,
                        issue.issued_at,
                        stored.kind.value,
                        stored.size,
                        stored.digest,
                    ),
                    path,
                )


def _head(meeting: Meeting, level: str, asked: AskedFor) -> list[str]:
    lines = [
        " ".join(meeting.title.split()),
        _("Documents, packed on %(day)s", day=f"{clock.now():%Y-%m-%d %H:%M} UTC"),
        _("For: %(whom)s", whom=_(level)),
    ]
    if asked.since:
        lines.append(_("New since %(day)s (%(zone)s)", day=asked.since, zone=meeting.zone))
    return lines


def _sent(name: str, parts: Iterator[bytes]) -> Response:
    answer = Response(parts, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Security-Policy"] = "sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer

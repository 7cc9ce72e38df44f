"""The programme and the annotated agenda as files: of the version that is public, for staff also of the draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import ANYONE, Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.file_kinds import MEDIA_TYPES, FileKind
from meetings.base.pages import in_zone, page_language
from meetings.base.refusals import NotFound
from meetings.base.shelf import Shelf
from meetings.base.site import site_name
from meetings.documents import queries
from meetings.documents.annexes import annexes
from meetings.documents.papers import PaperKind, draft_of, paper_of, stands_as
from meetings.documents.queries import Filter
from meetings.documents.render_docx import render_docx
from meetings.documents.render_pdf import render_pdf
from meetings.documents.rules import Visibility
from meetings.documents.rules.papers import Paper, Part
from meetings.documents.views.feature import feature
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for, programme
from meetings.programme.releases import drafted, find_release, version_of
from meetings.programme.rules import MeetingStatus
from meetings.programme.rules.released import Version, in_programme

MAKERS: dict[str, tuple[FileKind, Callable[[Paper], bytes]]] = {
    "docx": (FileKind.DOCX, render_docx),
    "pdf": (FileKind.PDF, render_pdf),
}
# A file takes a tenth of a second and more to make, and everybody asks for the same.
_kept: Shelf[bytes] = Shelf(32)


@dataclass(frozen=True)
class PaperOf:
    """A paper of a meeting, and the kind of file that is asked for."""

    meeting: Meeting
    kind: PaperKind
    ending: str

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.meeting.scopes()


def paper_for(actor: Actor, slug: str, name: str) -> PaperOf:
    """A paper by its name (`programme.pdf`) of a meeting that the actor sees."""
    meeting = meeting_for(actor, slug)
    kind, _dot, ending = name.partition(".")
    if kind not in set(PaperKind) or ending not in MAKERS:
        raise NotFound
    return PaperOf(meeting, PaperKind(kind), ending)


@feature.page("/meetings/<slug>/papers/<name>", Permission.READ_PUBLIC, load=paper_for)
def paper(actor: Actor, wanted: PaperOf) -> ResponseReturnValue:
    """Of the version that is public; kept as long as nothing of it changes."""
    meeting = wanted.meeting
    release = find_release(actor, meeting)
    if release is None or not meeting.is_public:
        raise NotFound
    mark, more = queries.mark_of(meeting), _more(ANYONE, wanted)
    key = (
        meeting.uid, meeting.feed_changed_at, meeting.version, meeting.released, mark, more, wanted.kind, wanted.ending,
        page_language(),
    )  # fmt: skip

    def make() -> bytes:
        stands = stands_as(release.number, in_zone(release.released_at, meeting.zone).date())
        return _made(actor, wanted, in_programme(version_of(actor, meeting)), stands, (), more)

    return _file(wanted, _kept.get(key, make), f"v{release.number}")


@feature.page("/meetings/<slug>/papers/draft/<name>", Permission.SEE_PROGRAMME, load=paper_for)
def drafted_paper(actor: Actor, wanted: PaperOf) -> ResponseReturnValue:
    """Of the draft, which says so on its first page and on top of every other."""
    meeting = wanted.meeting
    version = drafted(meeting, programme(actor, meeting))
    stands = draft_of(in_zone(clock.now(), meeting.zone).date())
    notice, more = [_("Draft, not released")], _more(actor, wanted)
    return _file(wanted, _made(actor, wanted, version, stands, notice, more), "draft")


def _more(actor: Actor, wanted: PaperOf) -> tuple[Part, ...]:
    """What rooms above add to an annotated agenda."""
    return annexes(actor, wanted.meeting) if wanted.kind is PaperKind.AGENDA else ()


def _made(
    actor: Actor,
    wanted: PaperOf,
    version: Version,
    stands: str,
    notice: Sequence[str],
    more: Sequence[Part],
) -> bytes:
    meeting = wanted.meeting
    documents = queries.all_shown(actor, meeting, Visibility.PUBLIC, Filter())
    said = list(notice)
    if meeting.status is MeetingStatus.CANCELLED:
        said.append(_("This meeting is cancelled"))
    if meeting.demonstration:
        said.append(_("Demonstration"))
    paper = paper_of(wanted.kind, meeting, version, documents, stands, _(site_name()), said, more)
    return MAKERS[wanted.ending][1](paper)


def _file(wanted: PaperOf, content: bytes, which: str) -> Response:
    kind = MAKERS[wanted.ending][0]
    answer = Response(content, mimetype=MEDIA_TYPES[kind])
    name = f"{wanted.kind.value}-{wanted.meeting.slug}-{which}.{wanted.ending}"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer

"""A source in words: for links on pages, and for comments in a Word file."""

from meetings.base.words import N_
from meetings.report.rules.dates import listed
from meetings.report.rules.lacks import Lack
from meetings.report.rules.sources.facts import Source

# Who signs the comments in a Word file that say where a paragraph comes from.
SOURCES = "Sources"
# Who signs a remark there whose author may not be named in what it is about.
COLLEAGUE = "A colleague"


def source_in_words(source: Source) -> Lack:
    """What a paragraph comes from, as a sentence that a page can translate; str() is English."""
    match source["kind"]:
        case "mandate" if source["paragraphs"]:
            several = len(source["paragraphs"]) > 1
            words = N_("Mandate, paragraphs %(cited)s") if several else N_("Mandate, paragraph %(cited)s")
            return _said(words, cited=listed([str(paragraph) for paragraph in source["paragraphs"]]))
        case "mandate":
            return _said(N_("Mandate"))
        case "session":
            words = N_("Summary of session %(label)s: %(title)s")
            return _said(words, label=source["label"], title=source["title"])
        case "records":
            several = source["count"] != 1
            words = (
                N_("Session %(label)s, %(num)s records")
                if several
                else N_("Session %(label)s, %(num)s record")
            )
            return _said(words, label=source["label"], num=source["count"])
        case "progress":
            return _said(N_("Progress entry on paragraph %(number)s"), number=source["paragraph"])
        case "stood":
            return _said(N_("Written in the section of session “%(title)s”"), title=source["title"])
        case "fellowship":
            return _said(N_("Figures of the fellowship: %(title)s"), title=source["title"])
        case "resources":
            return _said(N_("Resources: %(title)s"), title=source["title"])
        case "participants":
            return _said(N_("Registrations: %(title)s"), title=source["title"])
        case _:
            return _said("%(title)s", title=source.get("title", ""))


def _said(msgid: str, **params: object) -> Lack:
    return Lack(msgid, tuple(params.items()))

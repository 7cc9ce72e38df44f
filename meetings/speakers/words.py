"""Sentences of a briefing note that page and file have in common."""

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.base.pages import in_zone
from meetings.base.words import N_
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.programme.rules.released import Session
from meetings.speakers.queries import InOrder, Note

# What a chair says at the beginning (DOMAIN 4).
RULES = {
    Attribution.PUBLIC: N_("Statements are public: speakers may be named and quoted afterwards."),
    Attribution.ON_APPROVAL: N_(
        "Statements are summarized; a speaker is named afterwards only after having approved it."
    ),
    Attribution.CHATHAM_HOUSE: N_(
        "Chatham House: what is said may be used afterwards, but never who said it, nor for which organization."
    ),
}


def attribution_rule(session: MeetingSession | Session) -> str:
    """Who may be named afterwards, in one sentence."""
    return _(RULES[session.attribution])


def hours_of(one: InOrder, zone: str) -> str:
    """When somebody's turn begins and ends by the plan, on the meeting's clock; nothing without a speaking time."""
    if not one.speaker.minutes:
        return ""
    starts, ends = in_zone(one.turn.starts_at, zone), in_zone(one.turn.ends_at, zone)
    return f"{starts:%H:%M}–{ends:%H:%M}"


def left_of(note: Note) -> str:
    """What the plan leaves for the floor, or by how much it runs over."""
    plan = note.plan
    if plan.over:
        return ngettext(
            "The speakers run over the end of the session by %(num)s minute.",
            "The speakers run over the end of the session by %(num)s minutes.",
            plan.over,
        )
    return ngettext(
        "%(num)s minute is left for questions from the floor.",
        "%(num)s minutes are left for questions from the floor.",
        plan.left,
    )


def unplanned_of(note: Note) -> str:
    """How many have no speaking time yet; nothing when all have one."""
    if not note.plan.unplanned:
        return ""
    return ngettext(
        "%(num)s speaker has no speaking time yet.",
        "%(num)s speakers have no speaking time yet.",
        note.plan.unplanned,
    )

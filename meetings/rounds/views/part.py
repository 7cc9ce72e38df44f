"""What stands of a round on the page of a session's record."""

from flask import render_template
from markupsafe import Markup

from meetings.access.actor import Actor
from meetings.outcomes.models import Summary
from meetings.rounds.queries import find_round


def round_part(actor: Actor, summary: Summary) -> Markup:
    """The part of the page: how the round stands, or the way to open one."""
    session = summary.session
    text = render_template(
        "rounds/_part.html",
        session=session,
        meeting=session.meeting,
        summary=summary,
        round=find_round(summary),
    )
    return Markup(text)  # noqa: S704 - a template of ours has escaped what people wrote

"""One's own page: what comes next, registrations, mails."""

from flask import render_template
from flask.typing import ResponseReturnValue

from meetings.access.actions import token_of
from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment.queries import waiting
from meetings.base import clock
from meetings.fellows.queries import own_years
from meetings.fellowship.actions import can_answer
from meetings.fellowship.queries import own_applications, to_confirm
from meetings.fellowship.rules import public_name
from meetings.invitations.queries import own_nominations
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.queries import own_requests, own_subject, unproven_sides
from meetings.people.rules import Outcome
from meetings.portal import queries
from meetings.portal.views.feature import feature
from meetings.programme.rules import MeetingStatus
from meetings.questions.queries import answers_of
from meetings.registration.actions import may_be_changed
from meetings.registration.queries import own_registrations


@feature.page("/my", Permission.OWN_PAGE)
def my_page(actor: Actor) -> ResponseReturnValue:
    subject = own_subject(actor)
    registrations = own_registrations(actor, subject)
    coming = [
        r
        for r in registrations
        if r.meeting.ends_at >= clock.now() and r.meeting.status is not MeetingStatus.CANCELLED
    ]
    next_one = coming[-1] if coming else None
    answers = answers_of(actor, "registration", [next_one.id])[next_one.id] if next_one else []
    return render_template(
        "portal/my_page.html",
        registrations=registrations,
        next_one=next_one,
        answers=answers,
        may_change=next_one is not None and may_be_changed(next_one),
        to_write=queries.sessions_to_write(actor),
        organizations=queries.own_organizations(actor),
        nominations=own_nominations(actor, clock.now()),
        to_confirm=[
            (one, token_of(link)) for one, link in to_confirm(actor, subject.addresses) if can_answer(one)
        ],
        applications=own_applications(actor, subject.addresses),
        assessing=waiting(actor),
        public_name=public_name,
        fellowships=own_years(actor),
        unanswered=queries.logs_to_answer(actor),
        zone=actor.zone or next((r.zone for r in registrations if r.zone), ""),
        mails=queries.own_mails(actor, most=4, subject=subject),
        unproven=unproven_sides(actor) if subject.unproven else [],
        asked=[r for r in own_requests(actor) if r.outcome is Outcome.OPEN],
    )


@feature.page("/my/mails", Permission.OWN_PAGE)
def my_mails(actor: Actor) -> ResponseReturnValue:
    """What was written to one's own address; never what went to another's."""
    return render_template("portal/my_mails.html", mails=queries.own_mails(actor), most=queries.MOST_MAILS)


@feature.page("/my/mails/<key>", Permission.OWN_PAGE, load=queries.own_mail_for)
def my_mail(actor: Actor, mail: OutboxMessage) -> ResponseReturnValue:
    return render_template("portal/my_mail.html", mail=mail, D=Delivery)

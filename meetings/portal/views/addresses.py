"""Another address of one's record: a link goes there, and whoever opens it signed in shows that it is theirs."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.models import MailLink
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.base.pages import page_language
from meetings.base.refusals import NotFound
from meetings.people import actions, queries
from meetings.people.actions.proving import PURPOSE
from meetings.people.models import MergeProof
from meetings.people.queries.proofs import Side, find_proof
from meetings.portal.views.feature import feature


@feature.change("/my/addresses/ask/<int:merge_id>", Permission.OWN_PAGE, load=queries.own_side_for)
def ask_address(actor: Actor, side: Side) -> ResponseReturnValue:
    """Send the link; which address it is, only its owner sees in full."""
    wanted = request.form.get("address", "")
    if wanted not in {str(n) for n in range(len(side.addresses))}:
        raise NotFound
    actions.ask_proof(actor, side, side.addresses[int(wanted)], page_language()[0])
    flash(_("The link is on its way to your other address. Open it in this browser."), "ok")
    return redirect(url_for("portal.my_data"), 303)


def _asked_for(actor: Actor, token: str) -> tuple[MailLink, MergeProof]:
    link = find_link(token, PURPOSE)
    proof = find_proof(link.subject_id) if link is not None else None
    if link is None or proof is None or actor.account_id is None or proof.account_id != actor.account_id:
        raise NotFound
    return link, proof


@feature.form("/my/addresses/<token>", Permission.OWN_PAGE)
def address(actor: Actor, token: str) -> ResponseReturnValue:
    """Opening the link changes nothing (mail scanners open links); the button on its page uses it up."""
    link, proof = _asked_for(actor, token)
    if request.method == "GET":
        return render_template("portal/address.html", email=proof.email)
    actions.prove(actor, link)
    flash(_("Shown: what is kept under both addresses is here now."), "ok")
    return redirect(url_for("portal.my_data"), 303)

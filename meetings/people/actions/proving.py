"""Showing that both records of a merge are one person: by a link to the other address, or by the office's word."""

from datetime import timedelta

from sqlalchemy import delete, select

from meetings.access import audit
from meetings.access.actions import make_link, use_link
from meetings.access.actor import Actor
from meetings.access.models import MailLink
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused
from meetings.outbox import actions as outbox
from meetings.people import letters
from meetings.people.models import MergeProof, PersonMerge
from meetings.people.queries.proofs import Side, find_proof, own_side_for, proofs_of

PURPOSE, PATH = "prove_address", "/my/addresses/"
LIVES = timedelta(days=7)
# A link to one address goes once a day: it may be a stranger's.
AGAIN_AFTER = timedelta(days=1)


def ask_proof(actor: Actor, side: Side, email: str, language: str) -> MergeProof:
    """Mail a one-use link to the other address. It works only for whoever is signed in as the one who asked.

    The mail says nothing of who asks: the address may be a stranger's, by a mistaken merge.
    """
    if email not in side.addresses:
        raise NotFound
    lately = select(MergeProof.id).where(
        MergeProof.merge_id == side.merge.id,
        MergeProof.email == email,
        MergeProof.asked_at > clock.now() - AGAIN_AFTER,
    )
    if db.session.scalar(lately.limit(1)) is not None:
        raise Refused("A link went there less than a day ago. It works for 7 days.")
    proof = MergeProof(
        merge_id=side.merge.id,
        account_id=actor.account_id,
        email=email,
        asked_at=clock.now(),
        by="",
        reason="",
    )
    db.session.add(proof)
    db.session.flush()  # the link needs its id
    link = make_link(PURPOSE, proof.id, LIVES)
    letter = letters.prove_address(language)
    outbox.put(
        email,
        letter.subject,
        letter.text,
        about=("account", actor.account_id or 0),
        link=outbox.Link(PATH, link.purpose, link.key, link.nonce),
    )
    return proof


def prove(actor: Actor, link: MailLink) -> None:
    """The link is opened by whoever asked for it: what is kept of both is one person's from now on."""
    proof = find_proof(link.subject_id)
    if proof is None or actor.account_id is None or proof.account_id != actor.account_id:
        raise NotFound
    own_side_for(actor, proof.merge_id)  # the merge may be undone, or proven, meanwhile
    use_link(link)
    proof.proven_at, proof.by = clock.now(), actor.name
    merge = db.session.get_one(PersonMerge, proof.merge_id)
    audit.record(actor, "prove_merge", "person", merge.kept_id, None, {"how": "link"})


def prove_by_office(actor: Actor, merge: PersonMerge, reason: str) -> None:
    """The office answers for it, where nobody can read the other address any more. Refused without a reason."""
    if merge.undone_at is not None or not merge.gone:
        raise Refused("This merge does not stand any more.")
    if not reason.strip():
        raise Refused("Write how you know; it stays on the trail.", field="reason")
    if merge.id in proofs_of(actor, [merge.id]):
        return
    now = clock.now()
    db.session.add(
        MergeProof(
            merge_id=merge.id,
            account_id=None,
            email="",
            asked_at=now,
            proven_at=now,
            by=actor.name,
            reason=reason,
        )
    )
    audit.record(actor, "prove_merge", "person", merge.kept_id, None, {"how": "office", "reason": reason})


def forget_proofs(merges: list[int]) -> None:
    """What was asked and shown of these merges goes, with its links."""
    ids = list(db.session.scalars(select(MergeProof.id).where(MergeProof.merge_id.in_(merges))))
    db.session.execute(delete(MailLink).where(MailLink.purpose == PURPOSE, MailLink.subject_id.in_(ids)))
    db.session.execute(delete(MergeProof).where(MergeProof.id.in_(ids)))

"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from datetime import timedelta

from meetings.access.models import Account
from meetings.assessment import letters
from meetings.assessment.models import FellowshipOffer, PanelMember
from meetings.assessment.rules import OFFER_LINK
from meetings.base import clock
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.letters.posting import personal_link, post
from meetings.letters.rules import LetterKind
from meetings.outbox import actions as outbox

KIND, MEMBER_KIND = "application", "panel_member"
OFFER_PATH = "/fellowship-offers/"
# Whoever opens it late is told how it stands.
LIVES_ON = timedelta(days=180)


def tell_named(member: PanelMember, account: Account, edition: FellowshipEdition) -> None:
    """Somebody is on the panel."""
    _to_member(letters.NAMED, member, account, letters.Told(edition, account.name))


def tell_given(member: PanelMember, account: Account, edition: FellowshipEdition, number: int) -> None:
    """So many applications were given to a member."""
    _to_member(letters.GIVEN, member, account, letters.Told(edition, account.name, how_many=number))


def tell_late(member: PanelMember, account: Account, edition: FellowshipEdition, number: int) -> None:
    """A member owes so many assessments."""
    _to_member(letters.LATE, member, account, letters.Told(edition, account.name, how_many=number))


def _to_member(kind: LetterKind, member: PanelMember, account: Account, told: letters.Told) -> None:
    letter = letters.write(kind, told)
    post(kind, letter, account.email, account.name, (MEMBER_KIND, member.id))


def send_offer(offer: FellowshipOffer, application: FellowshipApplication, kind: LetterKind) -> None:
    """The offer with its link, which is for this offer alone."""
    link = personal_link(OFFER_PATH, OFFER_LINK, offer.id, offer.deadline_at - clock.now() + LIVES_ON)
    _to_fellow(offer, application, kind, link)


def tell_answered(offer: FellowshipOffer, application: FellowshipApplication, kind: LetterKind) -> None:
    """What the offer has come to."""
    _to_fellow(offer, application, kind)


def _to_fellow(
    offer: FellowshipOffer,
    application: FellowshipApplication,
    kind: LetterKind,
    link: outbox.Link | None = None,
) -> None:
    letter = letters.write(kind, letters.offered(offer, application))
    post(kind, letter, application.email, application.name, (KIND, application.id), link=link)

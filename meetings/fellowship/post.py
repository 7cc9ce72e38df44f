"""Putting this room's letters into the outbox, in the transaction of what they tell."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from meetings.access.actions import use_up_links
from meetings.base import clock
from meetings.base.database import db
from meetings.fellowship import letters
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination
from meetings.fellowship.rules import APPLICATION_LINK, NOMINATION_LINK
from meetings.letters.posting import personal_link, post
from meetings.letters.rules import LetterKind
from meetings.outbox import actions as outbox
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery

KIND, NOMINATION_KIND = "application", "fellowship_nomination"
APPLICATION_PATH, NOMINATION_PATH = "/applications/", "/fellowship-nominations/"
# A link outlives the call by the year in which it is decided on, and the fellowship itself.
LIVES_ON = timedelta(days=500)


def send_link(
    application: FellowshipApplication,
    kind: LetterKind,
    organization: str = "",
    nomination: FellowshipNomination | None = None,
) -> None:
    """A letter with the personal link; all links to an application open the same page."""
    link = personal_link(
        APPLICATION_PATH, APPLICATION_LINK, application.id, _lives(application.edition.closes_at)
    )
    told = letters.about(application, organization, nomination)
    _to_applicant(application, kind, told, link)


def send(application: FellowshipApplication, kind: LetterKind) -> None:
    """A letter without a link."""
    _to_applicant(application, kind, letters.about(application))


def _to_applicant(
    application: FellowshipApplication,
    kind: LetterKind,
    told: letters.Told,
    link: outbox.Link | None = None,
) -> None:
    letter = letters.write(kind, told)
    post(kind, letter, application.email, application.name, (KIND, application.id), link=link)


def ask_organization(nomination: FellowshipNomination) -> None:
    """Ask whoever speaks for the organization; the link is for this nomination alone."""
    link = personal_link(
        NOMINATION_PATH, NOMINATION_LINK, nomination.id, _lives(nomination.edition.closes_at)
    )
    letter = letters.write(letters.ASK_ORGANIZATION, letters.to_organization(nomination))
    post(
        letters.ASK_ORGANIZATION,
        letter,
        nomination.by_email,
        nomination.by_name,
        (NOMINATION_KIND, nomination.id),
        link=link,
    )
    nomination.written_at = clock.now()


def discard_request(nomination: FellowshipNomination) -> None:
    """The request is taken back: its mail does not go any more, and its link asks nothing."""
    outbox.discard_about(NOMINATION_KIND, [nomination.id])
    use_up_links(NOMINATION_LINK, nomination.id)


def written_since(application: FellowshipApplication, since: datetime) -> bool:
    """Whether anything was written to the applicant after that instant; what was thrown away does not count."""
    found = select(OutboxMessage.id).where(
        OutboxMessage.about_kind == KIND,
        OutboxMessage.about_id == application.id,
        OutboxMessage.created_at > since,
        OutboxMessage.delivery != Delivery.DISCARDED,
    )
    return db.session.scalar(found.limit(1)) is not None


def had_letters(edition: FellowshipEdition, kinds: Collection[LetterKind]) -> set[tuple[int, str]]:
    """Which applicants of an edition were written such letters, by the application's id: one statement."""
    rows = db.session.execute(
        select(OutboxMessage.about_id, OutboxMessage.letter)
        .join(FellowshipApplication, FellowshipApplication.id == OutboxMessage.about_id)
        .where(
            FellowshipApplication.edition_id == edition.id,
            OutboxMessage.about_kind == KIND,
            OutboxMessage.letter.in_([kind.code for kind in kinds]),
            OutboxMessage.delivery != Delivery.DISCARDED,
        )
    )
    return {(id_, letter) for id_, letter in rows if id_ is not None}


def _lives(closes_at: datetime) -> timedelta:
    return max(closes_at - clock.now(), timedelta()) + LIVES_ON

"""The house's own words in a mail to focal points, and what mails that were written together are called."""

from flask_babel import force_locale
from flask_babel import gettext as _

from meetings.invitations.models import Invitation
from meetings.programme.models import Meeting
from meetings.registration.letters.words import settings

OFFICE_LANGUAGE = "en"  # of titles for the office, and of what goes to focal points


def places_title(meeting: Meeting) -> str:
    """What the mails about places that were given together are called."""
    with force_locale(OFFICE_LANGUAGE):
        return _("Places for organizations: %(meeting)s", meeting=meeting.title)


def invitations_title(meeting: Meeting) -> str:
    with force_locale(OFFICE_LANGUAGE):
        return _("Invitations: %(meeting)s", meeting=meeting.title)


def reminders_title(meeting: Meeting) -> str:
    with force_locale(OFFICE_LANGUAGE):
        return _("Reminders: %(meeting)s", meeting=meeting.title)


def cannot_come(invitation: Invitation) -> str:
    with force_locale(OFFICE_LANGUAGE):
        return _("%(name)s cannot come.", name=invitation.name)


def taken_back(invitation: Invitation) -> str:
    """Of somebody whom the office took back; the organization itself need not be told."""
    with force_locale(OFFICE_LANGUAGE):
        return _("%(name)s is not asked any more.", name=invitation.name)


def has_left(invitation: Invitation) -> str:
    """Of somebody whose registration stands no more: as the page says it."""
    registration = invitation.registration
    assert registration is not None
    with force_locale(OFFICE_LANGUAGE):
        name = _("Somebody whom you named") if invitation.is_forgotten else invitation.name
        return _("%(name)s: %(now)s.", name=name, now=_(registration.status.label))


def did_not_answer(invitation: Invitation) -> str:
    with force_locale(OFFICE_LANGUAGE):
        return _("%(name)s did not answer in time.", name=invitation.name)


def moves_up(invitation: Invitation) -> str:
    with force_locale(OFFICE_LANGUAGE):
        return _("%(name)s moves up and has been asked.", name=invitation.name)


def place_free() -> str:
    with force_locale(OFFICE_LANGUAGE):
        return _("No alternate is left; a place has no name now.")


def example_news() -> list[str]:
    """News as they might be, of people who do not exist."""
    with force_locale(OFFICE_LANGUAGE):
        return [
            _("%(name)s cannot come.", name=_("Bilal Example")),
            _("%(name)s moves up and has been asked.", name=_("Chidi Example")),
        ]


def naming_page_of(org_slug: str, meeting: Meeting) -> str:
    """Where the focal point names people."""
    return f"{settings().base_url}/organizations/{org_slug}/nominations/{meeting.slug}"

"""The certificate: a PDF, for the fellow, the supervisor and the office, when the fellowship is completed."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import day, page_language
from meetings.base.refusals import NotFound, Refused
from meetings.base.site import site_name
from meetings.fellows import queries
from meetings.fellows.models import Fellow
from meetings.fellows.queries import Year
from meetings.fellows.render_certificate import render_certificate
from meetings.fellows.rules import Certificate, certificate_number, check_certificate, weeks_of
from meetings.fellows.views.feature import feature
from meetings.fellows.views.year import HERE


@feature.page(f"{HERE}/certificate.pdf", Permission.FOLLOW_FELLOWSHIP, load=queries.year_for)
def certificate(actor: Actor, year: Year) -> ResponseReturnValue:
    """In the language of the page from which it is taken."""
    fellow = year.fellow
    try:
        check_certificate(fellow.state)
    except Refused:
        raise NotFound from None
    name = f"certificate-{fellow.application.edition.slug}.pdf"
    return Response(
        render_certificate(_certificate(fellow)),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _certificate(fellow: Fellow) -> Certificate:
    application, (code, direction) = fellow.application, page_language()
    edition, last = application.edition, fellow.ended_on or fellow.ends_on
    facts = [(_("Unit"), fellow.unit), (_("Supervisor"), fellow.supervisor_name), (_("Place"), edition.place)]
    if fellow.starts_on is not None and last is not None:
        weeks = len(weeks_of(fellow.starts_on, last))
        span = _("%(first)s to %(last)s", first=day(fellow.starts_on), last=day(last))
        length = ngettext("one week", "%(num)s weeks", weeks)
        facts.insert(0, (_("From – to"), f"{span} ({length})"))
    return Certificate(
        site=_(site_name()),
        kind=_("Certificate"),
        number=_("No. %(number)s", number=certificate_number(edition.year, application.number)),
        says=_("This is to certify that"),
        name=application.name,
        organization=application.organization_name,
        completed=_("has completed the fellowship"),
        edition=edition.title,
        facts=tuple((label, text) for label, text in facts if text),
        signed="" if last is None else day(last),
        signs=_("For the office, with name and date"),
        language=code,
        rtl=direction == "rtl",
    )

"""What a held request says of a role, when it is let go (see outbox.anew)."""

from collections.abc import Mapping, Sequence

from meetings.outbox.anew import Words
from meetings.outbox.models import OutboxMessage
from meetings.speakers import letters
from meetings.speakers.queries import requests_of

KINDS = {kind.code: kind for kind in letters.KINDS}


def anew(mails: Sequence[OutboxMessage]) -> Mapping[int, Words]:
    """The hour, place and role that there are now, in the meeting's words of now."""
    requests = requests_of({mail.about_id for mail in mails if mail.about_id is not None})
    found = {}
    for mail in mails:
        request, kind = requests.get(mail.about_id or 0), KINDS.get(mail.letter)
        if request is not None and request.speaker is not None and kind is not None:
            now = letters.write(kind, letters.asked(request, request.speaker))
            found[mail.id] = Words(now.subject, now.text)
    return found

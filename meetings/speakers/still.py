"""Whether what a held mail asks of somebody in a role is still so (see outbox.still)."""

from collections.abc import Mapping, Sequence

from meetings.base.words import N_
from meetings.outbox.still import HeldMail
from meetings.programme.rules import SpeakerAnswer
from meetings.speakers import letters
from meetings.speakers.actions.answering import why_not
from meetings.speakers.models import RoleRequest
from meetings.speakers.queries import requests_of
from meetings.speakers.rules import Nothing

# By the kind of mail, how whoever gets it stands to the role.
TOLD = {
    letters.ASKED_TO_SPEAK.code: SpeakerAnswer.ASKED,
    letters.REMIND_SPEAKER.code: SpeakerAnswer.ASKED,
    letters.NEW_ADDRESS.code: SpeakerAnswer.CONFIRMED,
}
WORDS = {
    Nothing.MEETING_CANCELLED: N_("the meeting is cancelled"),
    Nothing.SESSION_CANCELLED: N_("the session is cancelled"),
    Nothing.BEGUN: N_("the session has begun"),
}


def still(mails: Sequence[HeldMail]) -> Mapping[int, str]:
    """Those that ask what nobody would be asked now, or what has been answered; in one statement."""
    asking = [mail for mail in mails if mail.letter in TOLD]
    requests = requests_of({mail.about_id for mail in asking})
    found = {mail.id: _stands(requests.get(mail.about_id), TOLD[mail.letter]) for mail in asking}
    return {id_: how for id_, how in found.items() if how}


def _stands(request: RoleRequest | None, told: SpeakerAnswer) -> str:
    """How it stands otherwise by now; "": it does not."""
    speaker = None if request is None else request.speaker
    if speaker is None:
        return N_("not asked any more")
    why = why_not(speaker)
    if why is not None:
        return WORDS[why]
    return "" if speaker.answer is told else speaker.answer.label

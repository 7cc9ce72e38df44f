"""What becomes of a reply: the answer of exactly one person, a proposal for the organizer, or a mail that is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.words import N_, Labelled
from meetings.ical import Attending, Reply, Said

# Clocks of devices go wrong by hours; an answer of next year would stand against all that follow.
CLOCKS_DIFFER = timedelta(days=1)


class Outcome(Labelled):
    """What was done with a mail; `WHY` says why."""

    APPLIED = "applied", N_("Answer noted")
    EARLIER = "earlier", N_("Answered an earlier version")
    OVERTAKEN = "overtaken", N_("A later answer is known")
    NOT_SENT = "not_sent", N_("Answers a version that was never sent")
    FUTURE = "future", N_("From a clock that is wrong")
    ONE_DATE = "one_date", N_("Concerns one date only")
    TAKEN_BACK = "taken_back", N_("The entry was cancelled")
    COUNTER = "counter", N_("Proposes another time")
    DELEGATED = "delegated", N_("Hands the invitation on")
    OTHER_SENDER = "other_sender", N_("Sent from another address")
    STRANGER = "stranger", N_("From a stranger")
    UNKNOWN = "unknown", N_("About an unknown entry")
    NO_ANSWER = "no_answer", N_("Not an answer")
    MALFORMED = "malformed", N_("Calendar part could not be read")
    LETTER = "letter", N_("Letter")
    BOUNCE = "bounce", N_("Came back")
    AUTOMATIC = "automatic", N_("Automatic reply")
    TOO_LARGE = "too_large", N_("Too large")
    UNREADABLE = "unreadable", N_("Could not be read")


O = Outcome  # noqa: E741
# Why, in a sentence for those who look after the mailbox.
WHY: Mapping[Outcome, str] = {
    O.APPLIED: N_("It answers the invitation as it was last sent, from the address that was invited."),
    O.EARLIER: N_(
        "The invitation has changed since. The answer is kept, and does not count for the new version."
    ),
    O.OVERTAKEN: N_("This person has answered again since; the later answer stands."),
    O.NOT_SENT: N_("It names a version of the entry that has not left this house."),
    O.FUTURE: N_("It says that it was answered on a day that has not come. It is kept, and changes nothing."),
    O.ONE_DATE: N_(
        "It answers for a single date of the entry, so it is no answer for the whole. Nothing was changed."
    ),
    O.TAKEN_BACK: N_(
        "The person was told that the entry is cancelled. The answer is kept, and changes nothing."
    ),
    O.COUNTER: N_(
        "The calendar proposes another time. Nobody is answered and nothing is moved: the organizer decides."
    ),
    O.DELEGATED: N_(
        "The person names somebody else to come. Nobody is invited by this mail alone: the organizer decides."
    ),
    O.OTHER_SENDER: N_(
        "The answer is for an invited person, but it came from another address. Nothing was changed."
    ),
    O.STRANGER: N_("Nobody with this address was invited to the entry. Nothing was changed."),
    O.UNKNOWN: N_("No invitation with this entry has left this house. Nothing was changed."),
    O.NO_ANSWER: N_("The calendar part is no answer to an invitation. It is kept."),
    O.MALFORMED: N_("The mail is kept as it came. What the calendar part lacks stands below."),
    O.LETTER: N_("A mail without a calendar part. It waits for somebody to read it."),
    O.BOUNCE: N_("A mail server says that a mail could not be delivered. What lies inside was not opened."),
    O.AUTOMATIC: N_("A machine wrote it; its text was not kept."),
    O.TOO_LARGE: N_("It is larger than what is read here; only its head was kept."),
    O.UNREADABLE: N_("It is no mail that can be taken apart."),
}
# What waits for a person; nothing of it is answered or done by itself.
FOR_THE_OFFICE = frozenset(
    {
        O.COUNTER,
        O.DELEGATED,
        O.OTHER_SENDER,
        O.STRANGER,
        O.UNKNOWN,
        O.ONE_DATE,
        O.NOT_SENT,
        O.FUTURE,
        O.MALFORMED,
        O.NO_ANSWER,
        O.LETTER,
        O.TOO_LARGE,
        O.UNREADABLE,
    }
)
# And so does whoever says yes to what was taken back: they would come, and their calendar shows nothing.
COMING_BACK = frozenset({(O.TAKEN_BACK, Said.ACCEPTED)})
PROPOSALS = frozenset({O.COUNTER, O.DELEGATED})


class Closing(Labelled):
    """What somebody of the office said of a mail that waited."""

    DONE = "done", N_("done")
    TURNED_DOWN = "turned_down", N_("turned down")
    TAKEN = "taken", N_("taken as their answer")


# Among answers of one version and one second the clearest stands, whichever came first.
_CLEARER = (Said.NOTHING, Said.DELEGATED, Said.TENTATIVE, Said.ACCEPTED, Said.DECLINED)


@dataclass(frozen=True)
class Answer:
    """What one person said to one version of an entry, and when."""

    said: Said
    sequence: int
    stamp: datetime

    @property
    def rank(self) -> tuple[int, datetime, int]:
        return (self.sequence, self.stamp, _CLEARER.index(self.said))


def standing(answers: Iterable[Answer]) -> Answer | None:
    """The answer that stands, whatever their order: of the highest version, the latest (RFC 5546, section 2.1.5)."""
    return max(answers, key=lambda answer: answer.rank, default=None)


@dataclass(frozen=True)
class Invited:
    """What an address was told last of an entry: the version, and whether that took the entry back."""

    sequence: int
    cancelled: bool


@dataclass(frozen=True)
class Whose:
    """Whose answer it is: the invited address and what is said for it. `vouched`: by the sender or by a token."""

    email: str
    person: Attending
    vouched: bool


def whose(reply: Reply, invited: Iterable[str], sender: str, by_token: Iterable[str] = ()) -> Whose | None:
    """The one person whom the reply is about; None: nobody who was invited.

    `invited` are the addresses told of the entry, `by_token` those whose token stands in an address that the mail
    was sent to. Where an organization writes a person's address in another way, the token still says who it is.
    """
    known = set(invited)
    for email in by_token:
        named = [p for p in reply.attendees if email in p.addresses]
        # The invitation may have been handed on: what names somebody else who was invited is not this person's.
        if not named and not any(known.intersection(p.addresses) for p in reply.attendees):
            named = list(reply.attendees)
        if email in known and len(named) == 1:
            return Whose(email, named[0], True)
    for person in reply.attendees:
        if sender in person.addresses and sender in known:
            return Whose(sender, person, True)
    for person in reply.attendees:
        for email in person.addresses:
            if email in known:
                return Whose(email, person, False)
    return None


def judge(
    reply: Reply, found: Whose | None, told: Invited | None, known: Answer | None, now: datetime
) -> Outcome:
    """What becomes of a reply. `told`: what that address was told last; `known`: the answer that stands."""
    if reply.method not in ("REPLY", "COUNTER"):
        return O.NO_ANSWER
    if found is None or told is None:
        return O.STRANGER
    if not found.vouched:
        return O.OTHER_SENDER
    if told.cancelled:
        return O.TAKEN_BACK
    if reply.method == "COUNTER":
        return O.COUNTER
    if found.person.said is Said.DELEGATED:
        return O.DELEGATED
    if found.person.said is None:
        return O.NO_ANSWER
    if reply.one_date:
        return O.ONE_DATE
    return _by_version(Answer(found.person.said, reply.sequence, reply.stamp), told, known, now)


def _by_version(answer: Answer, told: Invited, known: Answer | None, now: datetime) -> Outcome:
    if answer.sequence > told.sequence:
        return O.NOT_SENT
    if answer.stamp > now + CLOCKS_DIFFER:
        return O.FUTURE
    if answer.sequence < told.sequence:
        return O.EARLIER
    return O.APPLIED if known is None or answer.rank >= known.rank else O.OVERTAKEN


# What is not a person's answer says so by its kind alone.
BY_SORT: Mapping[str, Outcome] = {
    "letter": O.LETTER,
    "bounce": O.BOUNCE,
    "automatic": O.AUTOMATIC,
    "too_large": O.TOO_LARGE,
    "unreadable": O.UNREADABLE,
}

"""What feeds there are for one person, and what a subscriber may choose in the address."""

from datetime import timedelta

from meetings.base.words import N_, Labelled


class FeedKind(Labelled):
    """The feeds behind a secret address."""

    PROGRAMME = "programme", N_("My programme")
    ORGANIZATION = "organization", N_("My organization’s calendar")
    DEADLINES = "deadlines", N_("Deadlines of the office")
    FELLOWSHIP = "fellowship", N_("My fellowship")


class Show(Labelled):
    """What kinds of entries a feed can hold."""

    MEETINGS = "meetings", N_("Meetings, one entry each")
    SESSIONS = "sessions", N_("Sessions")
    DEADLINES = "deadlines", N_("Deadlines")


class Reminder(Labelled):
    """How long before its start an entry reminds; without one it never does."""

    QUARTER = "15m", N_("15 minutes before")
    HOUR = "1h", N_("One hour before")
    DAY = "1d", N_("One day before")

    @property
    def before(self) -> timedelta:
        return BEFORE[self]


BEFORE = {
    Reminder.QUARTER: timedelta(minutes=15),
    Reminder.HOUR: timedelta(hours=1),
    Reminder.DAY: timedelta(days=1),
}
# Of what a feed consists where the address names nothing, and what may be chosen of it.
HOLDS: dict[FeedKind, tuple[Show, ...]] = {
    FeedKind.PROGRAMME: (Show.SESSIONS, Show.MEETINGS),
    FeedKind.ORGANIZATION: (Show.MEETINGS, Show.DEADLINES),
    FeedKind.DEADLINES: (Show.DEADLINES,),
    FeedKind.FELLOWSHIP: (),
}

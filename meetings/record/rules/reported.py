"""Pure: what organizations told before a meeting, as the record and the summary say of the session that hears it."""

from dataclasses import dataclass

from meetings.programme.rules import Attribution

UPDATES = "update:"
REPORTED = " reported before the meeting:"
# How it begins where whoever told it may not be named.
NOBODYS = f"An organization{REPORTED}"


@dataclass(frozen=True)
class Reported:
    """The update of an organization. That it may be named in a summary, too, nobody has asked it."""

    id: int
    organization: str
    text: str

    @property
    def key(self) -> str:
        return f"{UPDATES}{self.id}"

    def under(self, session: Attribution) -> str:
        """As it is proposed for a session; in none under the Chatham House Rule, for the words tell whose they are."""
        if session is Attribution.CHATHAM_HOUSE or not self.text.strip():
            return ""
        who = f"{self.organization}{REPORTED}" if session is Attribution.PUBLIC else NOBODYS
        return f"{who} {self.text}"


def says_whose(text: str, session: Attribution) -> bool:
    """Whether a text that was proposed of an update tells more than would be proposed of one now."""
    if session is Attribution.PUBLIC:
        return False
    return session is Attribution.CHATHAM_HOUSE or not text.startswith(NOBODYS)

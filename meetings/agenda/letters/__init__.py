"""What is written before a meeting to those who speak for organizations."""

from meetings.agenda.letters.filling import Told, asked, values_of, write
from meetings.agenda.letters.texts import ASK_UPDATE, KINDS, REMIND_UPDATE

__all__ = ["ASK_UPDATE", "KINDS", "REMIND_UPDATE", "Told", "asked", "values_of", "write"]

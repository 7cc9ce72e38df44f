"""The mark of an answer: whose it is can be found by whoever holds the link, or the secret, and by nobody else."""

from hashlib import sha256

from meetings.base import secrets
from meetings.rounds.models import ConfirmationRound, RoundReader

PURPOSE = "round"


def mark_of(of: ConfirmationRound, reader: RoundReader) -> str:
    """The mark under which this reader's answers stand in this round."""
    return sha256(secrets.mint("round-answer", of.key, reader.key).encode()).hexdigest()

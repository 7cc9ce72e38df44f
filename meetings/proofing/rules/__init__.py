"""The style of the draft: rules, passages, findings."""

from meetings.proofing.rules.book import BY_CODE, RULES
from meetings.proofing.rules.finding import Dismissal, Finding, look, mended, open_findings
from meetings.proofing.rules.kin import gone_to
from meetings.proofing.rules.rule import Rule
from meetings.proofing.rules.text import HEADING, Hit, Known, Passage

__all__ = [
    "BY_CODE",
    "HEADING",
    "RULES",
    "Dismissal",
    "Finding",
    "Hit",
    "Known",
    "Passage",
    "Rule",
    "gone_to",
    "look",
    "mended",
    "open_findings",
]

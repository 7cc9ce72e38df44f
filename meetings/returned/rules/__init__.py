"""A file that came back, laid beside what was sent out."""

from meetings.returned.rules.base import ITEM, PARAGRAPH, Base, joined, parted, printed
from meetings.returned.rules.carry import applied, carried, remark
from meetings.returned.rules.difference import Difference, Kind, State
from meetings.returned.rules.find import Found, Sent, find
from meetings.returned.rules.pieces import Split, cut_off
from meetings.returned.rules.returned import Block, Hand, Level, Ours, Remark, Returned, Stretch, ours

__all__ = [
    "ITEM",
    "PARAGRAPH",
    "Base",
    "Block",
    "Difference",
    "Found",
    "Hand",
    "Kind",
    "Level",
    "Ours",
    "Remark",
    "Returned",
    "Sent",
    "Split",
    "State",
    "Stretch",
    "applied",
    "carried",
    "cut_off",
    "find",
    "joined",
    "ours",
    "parted",
    "printed",
    "remark",
]

"""Acronyms: written out where they first stand, and never possessive."""

import re
from collections.abc import Iterator, Sequence

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, pattern
from meetings.proofing.rules.text import Hit, Known, Passage
from meetings.report.rules.fixed import MONTHS

# Capitals that are no acronym: Roman numerals, symbols of documents, what other rules speak of.
_ACRONYM = re.compile(
    r"(?<![\w/.-])([A-Z][A-Z0-9]*(?:[A-Z]-?)+[A-Z0-9]*)(?<!-)(?=s?\b)(?![/.]\w|-[A-Z][a-z])"
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_NOT_ASKED = frozenset(
    {"UN", "UNGA", "GA", "UNSG", "SG", "USA", "UTC", "OP", "PDF", "AM", "PM", *map(str.upper, MONTHS)}
)


def _not_written_out(passages: Sequence[Passage], known: Known) -> Iterator[Hit]:
    """Where an acronym stands before the words it is short for, once for each."""
    told: set[str] = set()
    for passage in passages:
        body = passage.body
        for found in _ACRONYM.finditer(body):
            acronym = found[1]
            if acronym in told or acronym in _NOT_ASKED or _ROMAN.fullmatch(acronym):
                continue
            told.add(acronym)
            if body[: found.start()].endswith("(") and re.search(r"\w\s*\($", body[: found.start()]):
                continue  # the words stand before the bracket
            if re.match(r"s?\s+\([A-Z]?[a-z]", body[found.end() :]):
                continue  # … or behind it
            # “The African Union (AU)’s view” would be no better: a person, or the other rule first.
            name = "" if body[found.end() :].startswith(("s", "’", "'")) else known.acronyms.get(acronym)
            yield Hit(passage, found.start(), found.end(), f"{name} ({acronym})" if name else None, acronym)


RULES = (
    Rule(
        "acronyms",
        N_("Acronyms"),
        N_(
            "An acronym is written out where it stands for the first time, with the acronym behind it in brackets."
        ),
        _not_written_out,
        flags=(
            ("The EXF took part.", "The Example Forum (EXF) took part."),
            ("The XYZ took part.", None),
            ("The EXF’s view.", None),
            ("The EXFs met.", None),
            ("XYZ spoke of the Example Yard Zone (XYZ).", None),
        ),
        leaves=(
            "The Example Forum (EXF) took part; EXF spoke.",
            "Parts II and IV of A/HRC/61/35.",
            "The United Nations.",
            "UN-Women and UN-Habitat took part.",
            "In 2025, at 13 UTC.",
            "EXF (Example Forum) took part.",
        ),
        names=True,
        known=Known(acronyms={"EXF": "Example Forum"}),
    ),
    Rule(
        "possessive",
        N_("Possessive acronyms"),
        N_("Acronyms are not used in the possessive: “the OHCHR report”, not “OHCHR’s report”."),
        pattern(r"(?<![\w/])(?!(?:UN|USA)[’'])([A-Z]{2,}[A-Z0-9-]*)(?:[’']s|s[’'])(?!\w)", r"\1"),
        flags=(("The OHCHR’s report.", "The OHCHR report."), ("The NGOs' view.", "The NGO view.")),
        leaves=("The UN’s report.", "The OHCHR report.", "The Office’s report.", "The NGOs spoke."),
        names=True,
    ),
)

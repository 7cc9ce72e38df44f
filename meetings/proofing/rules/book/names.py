"""Names: bodies that are never abbreviated, capitals, and the short names of States (UNTERM)."""

import re

from meetings.base.words import N_
from meetings.proofing.rules.rule import Find, Rule, either, pattern, words
from meetings.proofing.rules.text import sentence_starts

# Older or everyday names of States, and the short names of UNTERM, with the article that they take in a sentence.
_STATES = {
    "Turkey": "Türkiye",
    "Vietnam": "Viet Nam",
    "Ivory Coast": "Côte d’Ivoire",
    "Cote d['’]Ivoire": "Côte d’Ivoire",
    "Czech Republic": "Czechia",
    "Swaziland": "Eswatini",
    "Burma": "Myanmar",
    "Cape Verde": "Cabo Verde",
    "East Timor": "Timor-Leste",
    "South Korea": "the Republic of Korea",
    "North Korea": "the Democratic People’s Republic of Korea",
    "Laos": "the Lao People’s Democratic Republic",
    "Syria": "the Syrian Arab Republic",
    "Russia": "the Russian Federation",
    "Great Britain(?! and Northern Ireland)": "the United Kingdom",
    r"(?:USA|U\.S\.A\.)(?:['’]s)?": "the United States",
    # Names that also stand inside the longer and right one.
    "(?<!North )Macedonia": "North Macedonia",
    "(?<!Republic of )Moldova": "the Republic of Moldova",
    "(?<!Republic of )Tanzania": "the United Republic of Tanzania",
    r"(?<!Republic of )Iran(?! \()": "Iran (Islamic Republic of)",
    r"(?<!Republic of )Venezuela(?! \()": "Venezuela (Bolivarian Republic of)",
    r"(?<!State of )Bolivia(?! \()": "Bolivia (Plurinational State of)",
    "Brunei(?! Darussalam)": "Brunei Darussalam",
}


def _state(regex: str, name: str) -> Find:
    """Finds the name with its article; the mend has the one that the short name takes, and a capital as before."""
    bare = name.removeprefix("the ")

    def mend(found: re.Match[str]) -> str:
        if bare == name:
            return name
        begins = found.start() in sentence_starts(found.string)
        return f"{found[1] or ('The' if begins else 'the')} {bare}"

    return pattern(rf"(?<![\w-])(?:([Tt]he)\s+)?(?:{regex})(?![\w-])", mend)


RULES = (
    Rule(
        "abbreviated",
        N_("Names that are never abbreviated"),
        N_("“United Nations”, “General Assembly” and “Secretary-General” are always written out."),
        either(
            pattern(r"(?<![\w-])UN(?=-[a-z])", "United Nations"),
            words(
                {
                    "UN": "United Nations",
                    "UN’s": "United Nations",
                    "UN's": "United Nations",
                    "UN Women": "UN-Women",
                    "UN Habitat": "UN-Habitat",
                    "U.N.": "United Nations",
                    "UNGA": "General Assembly",
                    "GA": "General Assembly",
                    "UNSG": "Secretary-General",
                    "SG": "Secretary-General",
                },
                any_case=False,
            ),
        ),
        flags=(
            ("The UN system.", "The United Nations system."),
            ("The UN’s report by UN Women.", "The United Nations report by UN-Women."),
            ("It met.^[In the UN system.]", "It met.^[In the United Nations system.]"),
            ("A UN-led and UN-wide process.", "A United Nations-led and United Nations-wide process."),
            ("The UNGA and the SG.", "The General Assembly and the Secretary-General."),
        ),
        leaves=(
            "The United Nations system, UN-Women and UN-Habitat.",
            "UNESCO and UNICEF.",
            "The “UN”.",
            "The General Assembly and the Secretary-General.",
        ),
    ),
    Rule(
        "capitals",
        N_("Capitals"),
        N_("“Member States” and “Indigenous” have capitals."),
        either(
            pattern(r"\b(?:[Mm]ember state|member State)(s?)\b", r"Member State\1"),
            pattern(r"\bindigenous\b", "Indigenous"),
        ),
        flags=(
            ("The member states agreed.", "The Member States agreed."),
            ("A Member state and indigenous peoples.", "A Member State and Indigenous peoples."),
        ),
        leaves=(
            "Member States and Indigenous Peoples.",
            "The State; other states of mind.",
            "“member states”",
        ),
    ),
    Rule(
        "states",
        N_("Names of States"),
        N_("States are called by their short names in the terminology of the United Nations (UNTERM)."),
        either(*(_state(regex, name) for regex, name in _STATES.items())),
        flags=(
            ("Turkey and Vietnam.", "Türkiye and Viet Nam."),
            ("The Ivory Coast; Cote d'Ivoire.", "Côte d’Ivoire; Côte d’Ivoire."),
            (
                "In Iran, Macedonia and Tanzania.",
                "In Iran (Islamic Republic of), North Macedonia and the United Republic of Tanzania.",
            ),
            (
                "From the Czech Republic, Russia, Syria and the USA.",
                "From Czechia, the Russian Federation, the Syrian Arab Republic and the United States.",
            ),
            ("The USA’s view and that of the U.S.A.", "The United States view and that of the United States"),
            ("Russia spoke. Great Britain spoke.", "The Russian Federation spoke. The United Kingdom spoke."),
        ),
        leaves=(
            "Türkiye, Viet Nam and Côte d’Ivoire.",
            "The Islamic Republic of Iran; Iran (Islamic Republic of).",
            "The Republic of Moldova, North Macedonia and the United Republic of Tanzania.",
            "A turkey.",
            "The Russian Federation and Brunei Darussalam.",
            "The United Kingdom of Great Britain and Northern Ireland.",
        ),
    ),
)

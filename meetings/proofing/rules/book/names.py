"""Names: bodies that are never abbreviated, capitals, and the short names of States (UNTERM)."""

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, either, pattern, words

# Older or everyday names of States, and the short names of UNTERM.
_STATES: dict[str, str | None] = {
    "Turkey": "Türkiye",
    "Vietnam": "Viet Nam",
    "Ivory Coast": "Côte d’Ivoire",
    "Cote d'Ivoire": "Côte d’Ivoire",
    "Cote d’Ivoire": "Côte d’Ivoire",
    "Czech Republic": "Czechia",
    "Swaziland": "Eswatini",
    "Burma": "Myanmar",
    "Cape Verde": "Cabo Verde",
    "East Timor": "Timor-Leste",
    "South Korea": "Republic of Korea",
    "North Korea": "Democratic People’s Republic of Korea",
    "Laos": "Lao People’s Democratic Republic",
    "Brunei": "Brunei Darussalam",
    "Syria": "Syrian Arab Republic",
    "Russia": "Russian Federation",
    "Great Britain": "United Kingdom",
    "USA": "United States",
    "U.S.A.": "United States",
}
# Names that also stand inside the longer and right one.
_PARTLY = (
    (r"(?<!North )\bMacedonia\b", "North Macedonia"),
    (r"(?<!Republic of )\bMoldova\b", "Republic of Moldova"),
    (r"(?<!Republic of )\bTanzania\b", "United Republic of Tanzania"),
    (r"(?<!Republic of )\bIran\b(?! \()", "Iran (Islamic Republic of)"),
    (r"(?<!Republic of )\bVenezuela\b(?! \()", "Venezuela (Bolivarian Republic of)"),
    (r"(?<!State of )\bBolivia\b(?! \()", "Bolivia (Plurinational State of)"),
    (r"\bBrunei\b(?! Darussalam)", "Brunei Darussalam"),
)

RULES = (
    Rule(
        "abbreviated",
        N_("Names that are never abbreviated"),
        N_("“United Nations”, “General Assembly” and “Secretary-General” are always written out."),
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
        flags=(
            ("The UN system.", "The United Nations system."),
            ("The UN’s report by UN Women.", "The United Nations report by UN-Women."),
            ("It met.^[In the UN system.]", "It met.^[In the United Nations system.]"),
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
        either(
            words({k: v for k, v in _STATES.items() if k != "Brunei"}, any_case=False),
            *(pattern(regex, mend) for regex, mend in _PARTLY),
        ),
        flags=(
            ("Turkey and Vietnam.", "Türkiye and Viet Nam."),
            ("The Ivory Coast; Cote d'Ivoire.", "The Côte d’Ivoire; Côte d’Ivoire."),
            (
                "Iran, Macedonia and Tanzania.",
                "Iran (Islamic Republic of), North Macedonia and United Republic of Tanzania.",
            ),
        ),
        leaves=(
            "Türkiye, Viet Nam and Côte d’Ivoire.",
            "The Islamic Republic of Iran; Iran (Islamic Republic of).",
            "The Republic of Moldova, North Macedonia and the United Republic of Tanzania.",
            "A turkey.",
            "The Russian Federation and Brunei Darussalam.",
        ),
    ),
)

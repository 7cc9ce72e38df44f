"""Spelling: -ize where the United Nations writes it, British endings elsewhere."""

import re

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, either, pattern, words

# What stands before -ise in verbs that the United Nations writes in -ize; in advise, exercise, promise it does not.
_ENDS = "[aiou]l|ll|ic|iv|im|[aeiou]n|gn|rn|[aeou]r|[ae]t|it|id|og|as|ard|ath"
_STEMS = """
    amort anatom anonym atom custom econom energ epitom hypothes item ostrac parallel parenthes philosoph random satir
    styl symbol synthes system
"""
# No verbs, though they look like some.
_NOUNS = r"treatis|valis|trellis|\w*polises|\w+itises"
_ENDINGS = "e[ds]?|er|ers|ing|ation|ations|ational|able"
_IZE = rf"\b(?!{_NOUNS})(\w*(?:[a-z](?:{_ENDS})|{'|'.join(_STEMS.split())}))is({_ENDINGS})\b"

# American or older spellings, and what the United Nations writes.
_OTHERS: dict[str, str | None] = {
    "analyze": "analyse",
    "analyzed": "analysed",
    "analyzing": "analysing",
    "catalyze": "catalyse",
    "paralyze": "paralyse",
    "advize": "advise",
    "program": "programme",
    "programs": "programmes",
    "center": "centre",
    "centers": "centres",
    "color": "colour",
    "behavior": "behaviour",
    "labor": "labour",
    "favor": "favour",
    "favorable": "favourable",
    "honor": "honour",
    "neighbor": "neighbour",
    "neighboring": "neighbouring",
    "defense": "defence",
    "offense": "offence",
    "fulfill": "fulfil",
    "fulfillment": "fulfilment",
    "enrollment": "enrolment",
    "skillful": "skilful",
    "traveled": "travelled",
    "traveling": "travelling",
    "labeled": "labelled",
    "modeling": "modelling",
    "counseling": "counselling",
    "theater": "theatre",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "cooperation-wise": None,
    "co-operation": "cooperation",
    "co-operate": "cooperate",
    "co-ordination": "coordination",
    "co-ordinate": "coordinate",
}

RULES = (
    Rule(
        "spelling",
        N_("Spelling"),
        N_(
            "The United Nations writes -ize (organization), but advise, analyse, programme, labour and centre."
        ),
        either(pattern(_IZE, lambda found: f"{found[1]}iz{found[2]}", re.IGNORECASE), words(_OTHERS)),
        flags=(
            ("The organisation recognised it.", "The organization recognized it."),
            ("It met.^[As an organisation.]", "It met.^[As an organization.]"),
            (
                "Regional organisations were emphasising prevention.",
                "Regional organizations were emphasizing prevention.",
            ),
            ("They will analyze the program.", "They will analyse the programme."),
            ("A center for labor rights.", "A centre for labour rights."),
            ("Organisations met.", "Organizations met."),
            (
                "Unauthorised assembly was criminalised; decolonisation dehumanises nobody.",
                "Unauthorized assembly was criminalized; decolonization dehumanizes nobody.",
            ),
        ),
        leaves=(
            "They advise, revise, supervise and exercise; a compromise comprises a promise.",
            "The organization analysed the programme.",
            "He quoted “the organisation of the program”.",
            "The Organisation of Example Cooperation took part.",
            "An analysis, an emphasis and a synthesis.",
            "It arises otherwise: likewise precise and wise treatises, enterprises, metropolises and merchandise.",
            "Advertising, practising, promising, rising, raising, surprising, improvised and televised expertise.",
            "Programming and programmatic work.",
        ),
        runs=False,
    ),
)

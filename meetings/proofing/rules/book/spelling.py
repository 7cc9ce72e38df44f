"""Spelling: -ize where the United Nations writes it, British endings elsewhere."""

import re

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, either, pattern, words

# Verbs in -ize, without their ending; advise, exercise, supervise and their like have -ise in every spelling.
_STEMS = """
    organ reorgan real recogn emphas util priorit depriorit mobil demobil harmon summar categor character critic final
    formal general global marginal maxim minim modern neutral normal optim penal public special stabil destabil
    standard symbol victim revictim visual vocal author central decentral civil computer digit digital institutional
    international legal local national operational polar regular revital social systemat urban industrial crystall
    jeopard hospital immun apolog capital contextual conceptual synthes stigmat sensit custom democrat econom
    energ equal familiar fertil hypothes ideal individual liberal material memor monopol moral natural personal politic
    privat radical ration scrutin sexual steril subsid sympath terror traumat trivial weapon memorial anonym pseudonym
    initial item light monet nominal parallel patron
"""
_ENDINGS = "e[ds]?|er|ers|ing|ation|ations|ational|able"
_IZE = rf"\b((?:{'|'.join(sorted(_STEMS.split(), key=len, reverse=True))}))is({_ENDINGS})\b"

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
        ),
        leaves=(
            "They advise, revise, supervise and exercise; a compromise comprises a promise.",
            "The organization analysed the programme.",
            "He quoted “the organisation of the program”.",
            "The Organisation of Example Cooperation took part.",
            "An analysis, an emphasis and a synthesis.",
            "Programming and programmatic work.",
        ),
        runs=False,
    ),
)

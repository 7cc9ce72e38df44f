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

# Other words that the United Nations spells its own way.
_OTHERS: dict[str, str | None] = {
    "advize": "advise",
    "program": "programme",
    "programs": "programmes",
    "cooperation-wise": None,
}
# American or older spellings in all their forms: what is found, and what it becomes.
_FORMS = (
    (
        r"\b(behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rig|rum|vap|vig)or"
        r"(s|ed|ing|al|ally|able|ably|ites?|hoods?|ly|ers?|ful|less)?\b",
        r"\1our\2",
    ),
    (r"\b(analy|cataly|paraly)z(e[ds]?|ing|ers?)\b", r"\1s\2"),
    (r"\b(cent|theat)er(s)?\b", r"\1re\2"),
    (r"\b(cent)er(ed|ing)\b", r"\1r\2"),
    (r"\b(def|off)ense(s|less)?\b", r"\1ence\2"),
    (r"\b(cancel|channel|counsel|fuel|label|level|model|signal|total|travel)(ed|ing|ors?|ers?)\b", r"\1l\2"),
    (r"\b(fulfil|enrol)l(s|ments?)?\b", r"\1\2"),
    (r"\b(skil)l(ful(?:ly)?)\b", r"\1\2"),
    (r"\b(judg|acknowledg)e(ments?)\b", r"\1\2"),
    (r"\b(co)-(operat|ordinat)(\w+)\b", r"\1\2\3"),
)

RULES = (
    Rule(
        "spelling",
        N_("Spelling"),
        N_(
            "The United Nations writes -ize (organization), but advise, analyse, programme, labour and centre."
        ),
        either(
            pattern(_IZE, lambda found: f"{found[1]}iz{found[2]}", re.IGNORECASE),
            words(_OTHERS),
            *(pattern(form, mend, re.IGNORECASE) for form, mend in _FORMS),
        ),
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
                "Organisations in Africa and the Americas met.",
                "Organizations in Africa and the Americas met.",
            ),
            ("It met. Recognising Example Forum, it left.", "It met. Recognizing Example Forum, it left."),
            (
                "Neighbors honored their favorable behaviors; theaters fulfill colors, defenses and offenses.",
                "Neighbours honoured their favourable behaviours; theatres fulfil colours, defences and offences.",
            ),
            (
                "It analyzes what was modeled, canceled, signaled, labeled and centered by counselors.",
                "It analyses what was modelled, cancelled, signalled, labelled and centred by counsellors.",
            ),
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
            "Organisation of Example Cooperation, annual report.",
            "Honorary, laboratory, collaborator, elaborate, humorous, vigorous and rigorous; centring; an offensive.",
            "An analysis, an emphasis and a synthesis.",
            "It arises otherwise: likewise precise and wise treatises, enterprises, metropolises and merchandise.",
            "Advertising, practising, promising, rising, raising, surprising, improvised and televised expertise.",
            "Programming and programmatic work.",
        ),
        runs=False,
    ),
)

"""What no form of the house asks: passports, birth dates, diagnoses. The words are data; other languages add theirs.

A question is judged by its words, so this catches what is written without thinking, not what is hidden on purpose.
"""

import re
import unicodedata
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_


@dataclass(frozen=True)
class Never:
    """Something that is not asked, and what to ask instead; `words` are regular expressions (of folded text)."""

    instead: str
    words: tuple[str, ...]


# What a person may have; but not "your disability policy": an organization may be asked about its work.
_ILL = (
    r"(disabilit(y|ies)|impairments?|illness(es)?|diseases?|handicaps?)\b"
    r"(?! (rights?|polic|strateg|laws?|work|programme|network|forum|commission|focal|inclusion|issues|matters))"
)
# English, French, Spanish, Russian, Chinese, Arabic: the official languages, in which forms are composed.
NEVER = (
    Never(
        N_(
            "Passport and identity data are never asked here: the venue collects them itself. If you need it for a "
            "letter, ask “Do you need a letter for a visa?”"
        ),
        (
            r"\bpassports?\b", r"\blaissez-passer\b", r"\btravel documents?\b", r"\bvisa number\b",
            r"\bidentity (card|document|number)s?\b", r"\bid (card|number)s?\b", r"\bnational id\b",
            r"\bsocial security number\b",
            r"\bpasseports?\b", r"\bpieces? d.identite\b", r"\bcartes? d.identite\b", r"\btitre de voyage\b",
            r"\bpasaportes?\b", r"\bdocumento de (identidad|viaje)\b", r"\bcedula de identidad\b",
            r"\bпаспорт", r"\bудостоверени\w* личности\b",
            r"护照", r"身份证", r"旅行证件",
            r"جواز (ال)?سفر", r"جوازات", r"بطاقه (ال)?هويه", r"بطاقة (ال)?هوية", r"رقم الهوي", r"وثيق. سفر",
        ),
    ),
    Never(
        N_("Birth dates are never asked here. If an age limit applies, ask people to agree that they are over it."),
        (
            r"\b(dates?|days?|years?|months?|places?|country|city) of (your )?birth\b",
            r"\bbirth ?-?(date|day|year|place)s?\b",
            r"\b(your|exact) age\b", r"\bage in years\b", r"\bhow old are you\b", r"^age\b",
            r"\bvotre age\b", r"\bsu edad\b", r"\bваш возраст\b",
            r"\bdob\b", r"\b(when|where) were you born\b", r"\bborn (on|in)\b",
            r"\b(date|jour|annee|lieu) de (votre )?naissance\b", r"\banniversaire de naissance\b",
            r"\b(fecha|dia|ano|lugar) de (su )?nacimiento\b", r"\bcumpleanos\b",
            r"\b(дата|даты|дату|место|год) (вашего )?рождения\b",
            r"出生(日期|年月|地)", r"生日",
            r"تاريخ (ال)?ميلاد", r"مكان (ال)?ميلاد", r"تاريخ (ال)?ولاد", r"مكان (ال)?ولاد",
        ),
    ),
    Never(
        N_(
            "Diagnoses, disabilities and illnesses are never asked here. Ask for the service instead: captioning, "
            "sign language, wheelchair access, a support person, parking."
        ),
        (
            r"\bblood (type|group)\b", r"\bgroupe sanguin\b", r"\bgrupo sanguineo\b",
            r"\bdiagnos(is|es|ed)\b", r"\bmedical (condition|history|certificate|report|record)s?\b",
            r"\bhealth (condition|status)\b", r"\bmedications?\b",
            rf"\byour (own |specific |main )?{_ILL}",
            rf"\bdo you (\w+ )?(have|live with|suffer from) (a |an |any )?{_ILL}",
            rf"\b(type|kind|nature|form|degree) of (a |the |any |your )?{_ILL}",
            rf"\b(what|which) {_ILL} (do|are|have) ",
            r"\bare you (\w+ )?(disabled|ill|handicapped|pregnant)\b", r"\bdisability (status|type|card|certificate)\b",
            r"\b(votre|quel|quelle|type de|nature du|nature de) (\w+ )?(handicap|maladie|deficience)",
            r"\bdiagnostic\b", r"\bcertificat medical\b", r"\betat de sante\b",
            r"\betes-vous (handicape|malade|enceinte)",
            r"\bdiagnosticos?\b", r"\b(su|que|cual es su|tipo de) (discapacidad|enfermedad)", r"\bestado de salud\b",
            r"\bcertificado medico\b", r"\btiene (una |alguna )?(discapacidad|enfermedad)",
            r"\bдиагноз", r"\b(ваша|вашу|какая|есть ли у вас|вид) (инвалидност|болезн)", r"\bсостояни\w* здоровья\b",
            r"诊断", r"(您|你)(有|的|是否有)?(何种|什么)?(残疾|疾病)", r"残疾(类型|类别|证)", r"健康状况", r"病史",
            r"تشخيص", r"(نوع|طبيع.) (ال)?(اعاق|مرض)", r"اعاقتك",
            r"هل لديك (اي )?(اعاق|مرض)", r"(الحال|حالتك) ?.? ?الصحي",
        ),
    ),
)  # fmt: skip


def fold(text: str) -> str:
    """Text without case, accents and double spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


_FOLDED = [(never, re.compile("|".join(fold(word) for word in never.words))) for never in NEVER]


def check_asks_nothing_forbidden(text: str, field: str) -> None:
    """Refused, beside that field, when a text asks for what no form asks."""
    folded = fold(text)
    for never, words in _FOLDED:
        if words.search(folded):
            raise Refused(never.instead, field=field)

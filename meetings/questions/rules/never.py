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


# A sentence that says what is not asked, or asks not to write it, asks for nothing: it is left out of account.
NOT_ASKED = (
    r"^(please )?no (?!of )", r"\bno need (to|for)\b",
    r"\b(do not|don't|never|need not|must not|should not|not to|will not|without) (\w+ )?"
    r"(ask|giv|send|writ|includ|mention|tell|attach|stat|enter|provid|upload|collect|need|requir|want|shar|describ)",
    r"\b(is|are|be) (not|never) (\w+ )?(ask|need|requir|collect|want|kept|necessary)",
    r"\bno .*\b(is|are|be) (ever )?(asked|needed|required|collected|wanted|kept|necessary)\b",
    r"\bn(e |')(nous |vous )?(demand|donn|indiqu|ecri|envo|mentionn|joign|communiqu|fourni)\w* (pas|jamais|aucun)",
    r"\baucune? .*\bn'est (demand|requis|necessaire)", r"\bn'est (pas|jamais) (demand|requis|necessaire)",
    r"\b(no|nunca) (se |le |les )?(pid|pedi|solicit|escrib|indiqu|mencion|envi|adjunt|facilit|incluy|necesit)",
    r"\bno (es necesari|hace falta)",
    r"\bkeine?n? .*(angeben|nennen|senden|erfragt|gefragt|verlangt|notig|erforderlich)",
    r"\bnicht (\w+ )?(angeben|nennen|senden|erfragt|gefragt|verlangt|notig|erforderlich)",
    r"\bне (\w+ )?(указыва|пиш|присыла|спрашива|сообща|запрашива|прикладыва|нуж|требу)",
    r"请勿|不要|无需|不必|不需要|不询问|不收集",
    r"(^|\s)(لا|لن) (نطلب|يطلب|تطلب|نسال|تكتب|ترسل|تذكر|تقدم|يلزم|حاج|داعي)",
)  # fmt: skip
# Where one sentence ends and another begins; after a "but", what is not asked is over.
SENTENCES = r"[.;:!?…\n。；：？！؟؛]|\b(?:but|mais|pero|sino|aber|sondern|но|однако)\b|但|لكن"
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
            r"\bpassports?\b", r"\bdriv(er's|ing) licen[cs]es?\b", r"\blaissez-passer\b",
            r"\btravel documents?\b", r"\bvisa number\b",
            r"\bidentity (card|document|number)s?\b", r"\bid (card|number|document|copy)s?\b", r"\bnational id\b",
            r"\bsocial security number\b",
            r"\bpasseports?\b", r"\bpieces? d.identite\b", r"\bcartes? (nationale )?d.identite\b",
            r"\bnumero (national )?d.identite\b", r"\btitre de voyage\b",
            r"\bpasaportes?\b", r"\bdocumento de (identidad|viaje)\b",
            r"\b(cedula|carne|numero) de identidad\b", r"\bdni\b",
            r"\breisepass", r"\bpass-?(nummer|kopie)", r"\bpersonalausweis", r"\bausweis-?(nummer|kopie)",
            r"\bпаспорт", r"\bудостоверени\w* личности\b",
            r"护照", r"身份(证|号)", r"旅行证件",
            r"جواز (ال)?سفر", r"جوازات", r"بطاقه (ال)?هويه", r"بطاقة (ال)?هوية", r"رقم (ال)?هوي", r"وثيق. سفر",
        ),
    ),
    Never(
        N_("Birth dates are never asked here. If an age limit applies, ask people to agree that they are over it."),
        (
            r"\b(dates?|days?|years?|months?|places?|country|city) of (your )?birth\b",
            r"\bbirth ?-?(date|day|year|place)s?\b",
            r"\b(your|exact) age\b", r"\bage in years\b", r"\bhow old are you\b", r"^age\b",
            r"\bvotre age\b", r"\bquel age avez", r"\b(su|que) edad\b", r"\bihr alter\b", r"\bwie alt sind\b",
            r"\bваш возраст\b",
            r"\bdob\b", r"\b(when|where) were you born\b", r"\bborn (on|in)\b",
            r"\b(date|jour|annee|lieu) de (votre )?naissance\b", r"\banniversaire de naissance\b",
            r"\bnee le\b", r"\bne\(e\)", r"^ne le\b", r"\bne/nee\b", r"\bquand etes-vous ne",
            r"\b(fecha|dia|ano|lugar) de (su )?nacimiento\b", r"\bcumpleanos\b", r"\bnacid[oa] (el|en)\b",
            r"\b(cuando|donde) nacio\b",
            r"\bgeburts-?(datum|tag|ort|jahr)", r"\bgeboren (am|in)\b",
            r"\b(дата|даты|дату|место|год) (вашего )?рождения\b", r"\b(когда|где) вы родились\b",
            r"出生(日期|年月|年份|地)", r"生日", r"年龄",
            r"تاريخ (ال)?ميلاد", r"مكان (ال)?ميلاد", r"تاريخ (ال)?ولاد", r"مكان (ال)?ولاد",
            r"(سن.|يوم) (ال)?ميلاد", r"متى ولدت", r"(^|\s)(عمرك|كم عمر)",
        ),
    ),
    Never(
        N_(
            "Diagnoses, disabilities and illnesses are never asked here. Ask for the service instead: captioning, "
            "sign language, wheelchair access, a support person, parking."
        ),
        (
            r"\bblood (type|group)\b", r"\bgroupe sanguin\b", r"\bgrupo sanguineo\b", r"\bblutgruppe",
            r"групп\w+ крови", r"血型",
            r"فصيل. (ال)?دم",
            r"\b(hiv|aids)[ -](status|tests?|results?|positive|infection)\b",
            r"\byou (\w+ )?(live|living) with (hiv|aids)\b",
            r"\bstatut (serologique|vih)\b", r"\bseropositi", r"\bestado serologico\b",
            r"\bвич[ -](статус|инфекц|положит)",
            r"艾滋", r"نقص (ال)?مناع",
            r"\bdiagnos(is|es|ed)\b", r"\bmedical (condition|history|certificate|report|record)s?\b",
            r"\bhealth (condition|status|problem|issue)s?\b", r"\bmedications?\b",
            r"\bmedicines? (do )?you (take|need)\b",
            r"\byou (\w+ )?take (any )?medicines?\b", r"\b(your|any) (mental health|mental illness)\b",
            r"\b(a |any |your )chronic (illness|disease|condition)s?\b", r"^chronic (illness|disease|condition)s?\b",
            rf"\byour (own |specific |main )?{_ILL}",
            rf"\bdo you (\w+ )?(have|live with|suffer from) (a |an |any )?{_ILL}",
            rf"\b(type|kind|nature|form|degree) of (a |the |any |your )?{_ILL}",
            rf"\b(what|which) {_ILL} (do|are|have) ",
            r"\bare you (\w+ )?(disabled|ill|handicapped|pregnant)\b",
            r"\bdisability (status|type|kind|degree|category|card|certificate)\b",
            r"\b(votre|quel|quelle|type de|nature du|nature de) (\w+ )?(handicap|maladie|deficience)",
            r"\btype (de |du )?handicap\b", r"\bmaladies? chroniques?\b", r"\b(vos|quels) (medicaments|traitements)\b",
            r"\bdiagnostic\b", r"\bcertificat medical\b", r"\betat de sante\b",
            r"\betes-vous (handicape|malade|enceinte)",
            r"\bdiagnosticos?\b", r"\b(su|que|cual es su|tipo de) (discapacidad|enfermedad)", r"\bestado de salud\b",
            r"\bcertificado medico\b", r"\benfermedad(es)? cronicas?\b", r"\b(sus|que) medicamentos\b",
            r"\bmedicacion\b", r"\btiene (una |alguna )?(discapacidad|enfermedad)",
            r"\bdiagnosen?\b", r"\b(ihre|welche|art der|sie eine) (behinderung|krankheit)", r"\bchronische krankheit",
            r"\bwelche medikamente\b", r"\bgesundheitszustand\b",
            r"\bдиагноз", r"\bхроническ\w+ (болезн|заболевани)", r"\b(ваши|какие) лекарств",
            r"\b(ваша|вашу|какая|есть ли у вас|вид) (инвалидност|болезн)", r"\bсостояни\w* здоровья\b",
            r"诊断", r"(您|你)(有|的|是否有)?(何种|什么)?(残疾|疾病)", r"残疾(类型|类别|证)", r"健康状况", r"病史",
            r"慢性病", r"服用.{0,4}药",
            r"تشخيص", r"(مرض|امراض) مزمن", r"(ال)?ادوي. التي", r"(نوع|طبيع.) (ال)?(اعاق|مرض)", r"اعاقتك",
            r"هل لديك (اي )?(اعاق|مرض)", r"(الحال|حالتك) ?.? ?الصحي",
        ),
    ),
)  # fmt: skip


def fold(text: str) -> str:
    """Text without case, accents, double spaces and what is not seen within a word."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    seen = (c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join("".join(seen).split())


_FOLDED = [(never, re.compile("|".join(fold(word) for word in never.words))) for never in NEVER]
_DENIES = re.compile("|".join(map(fold, NOT_ASKED)))
_ENDS = re.compile(SENTENCES)


def check_asks_nothing_forbidden(text: str, field: str) -> None:
    """Refused, beside that field, when a text asks for what no form asks."""
    for sentence in map(fold, _ENDS.split(text.casefold())):
        if _DENIES.search(sentence):
            continue
        for never, words in _FOLDED:
            if words.search(sentence):
                raise Refused(never.instead, field=field)

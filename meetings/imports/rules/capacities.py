"""The words by which tables name the capacity in which somebody comes."""

from collections.abc import Mapping

from meetings.imports.rules.tables import folded
from meetings.registration.rules import Category

C = Category
_OTHERS = {
    C.INTERNATIONAL: "international organization; IGO; intergovernmental organization",
    C.REGIONAL: "regional organization; RO",
    C.SUBREGIONAL: "subregional organization",
    C.INTERREGIONAL: "interregional organization",
    C.MEMBER_STATE: "state; government; permanent mission; mission; État membre; Estado miembro; "
    "государство-член; دولة عضو; 会员国",
    C.OBSERVER: "observer state; observateur; observador; наблюдатель; مراقب; 观察员",
    C.NHRI: "national institution; INDH; НПЗУ",
    C.NGO: "civil society; CSO; ONG; НПО; منظمة غير حكومية; 非政府组织",
    C.UN_MECHANISM: "treaty body; special procedure; special rapporteur; UN mechanism",
    C.UN_ENTITY: "UN; UN agency; United Nations; ONU",
    C.OHCHR_STAFF: "OHCHR; staff; secretariat; HCDH; ACNUDH",
    C.ACADEMIC: "academia; university; expert; other; universitaire",
}  # fmt: skip


def capacity_words(shown: Mapping[str, Category]) -> dict[str, str]:
    """Folded words to the code of the category; `shown` are those that the pages use in the reader's language."""
    words = {folded(word): c.value for c, text in _OTHERS.items() for word in text.split(";")}
    own = {folded(word): c.value for c in Category for word in (c.value, c.label, c.short)}
    return words | own | {folded(word): c.value for word, c in shown.items()}

"""What a column can hold, and what its heading says that it does."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.imports.rules.tables import Table, folded

SURE, LIKELY = 88, 72  # of 100, as rapidfuzz counts likeness
_LOOKED_AT = 50


class Field(Labelled):
    """What of a registration a column can hold; questions of the meeting's own are `q` and their number."""

    NAME = "name", N_("Full name")
    GIVEN = "given", N_("Given name")
    FAMILY = "family", N_("Family name")
    EMAIL = "email", N_("E-mail address")
    ORGANIZATION = "organization", N_("Organization")
    FUNCTION = "function", N_("Function")
    CATEGORY = "category", N_("Capacity")
    LANGUAGES = "languages", N_("Languages")
    GENDER = "gender", N_("Gender")
    ZONE = "zone", N_("Time zone")
    LISTING = "listing", N_("In the list of participants")


F = Field
LEAVE_OUT = ""
# As headings say it in the languages in which tables come; compared without case and accents.
_HEADINGS: Mapping[Field, tuple[str, ...]] = {
    F.NAME: (
        "name", "full name", "participant", "name of participant", "person", "nom", "nom complet", "nom et prénom",
        "nombre", "nombre completo", "nombre y apellidos", "фио", "имя", "полное имя", "имя и фамилия", "الاسم",
        "الاسم الكامل", "姓名", "名字", "全名",
    ),
    F.GIVEN: (
        "given name", "given names", "first name", "forename", "prénom", "prénoms", "nombres", "nombre de pila",
        "имя собственное", "الاسم الأول", "名",
    ),
    F.FAMILY: (
        "family name", "last name", "surname", "nom de famille", "apellido", "apellidos", "фамилия", "اسم العائلة",
        "اللقب", "姓",
    ),
    F.EMAIL: (
        "email", "e mail", "mail", "email address", "e mail address", "address", "courriel", "adresse électronique",
        "adresse e mail", "correo", "correo electrónico", "электронная почта", "эл почта", "почта", "адрес",
        "البريد الإلكتروني", "البريد", "电子邮件", "邮箱", "电邮",
    ),
    F.ORGANIZATION: (
        "organization", "organisation", "institution", "affiliation", "entity", "employer", "company",
        "name of organization", "organisme", "organización", "institución", "entidad", "организация", "учреждение",
        "المنظمة", "المؤسسة", "الجهة", "组织", "机构", "单位",
    ),
    F.FUNCTION: (
        "function", "title", "job title", "position", "role", "post", "fonction", "titre", "poste", "cargo",
        "función", "puesto", "должность", "الوظيفة", "المنصب", "职务", "职位",
    ),
    F.CATEGORY: (
        "category", "capacity", "group", "type", "type of participant", "delegation type", "catégorie", "qualité",
        "groupe", "categoría", "calidad", "grupo", "категория", "группа", "الفئة", "الصفة", "类别", "身份",
    ),
    F.LANGUAGES: (
        "language", "languages", "working language", "langue", "langues", "idioma", "idiomas", "язык", "языки",
        "اللغة", "اللغات", "语言",
    ),
    F.GENDER: ("gender", "sex", "sexe", "genre", "género", "sexo", "пол", "الجنس", "النوع", "性别"),
    F.ZONE: (
        "time zone", "timezone", "zone", "fuseau horaire", "zona horaria", "часовой пояс", "المنطقة الزمنية", "时区",
    ),
    F.LISTING: (
        "listing", "list of participants", "may be named", "consent to be named", "liste des participants",
        "lista de participantes", "список участников", "قائمة المشاركين", "与会者名单",
    ),
}  # fmt: skip
_CALLED = {folded(word): field for field, words in _HEADINGS.items() for word in (*words, field.label)}


def propose(table: Table, questions: Mapping[str, str]) -> list[str]:
    """For each column the field that it seems to hold ("" none), each field once; `questions`: code to wording.

    An address is known by what stands in the column, the others by their heading.
    """
    found = [LEAVE_OUT] * len(table.headings)
    addresses = [n for n in range(len(found)) if _holds_addresses(table, n)]
    if addresses:
        found[addresses[0]] = F.EMAIL
    asked = {folded(wording): code for code, wording in questions.items()}
    likeness: list[tuple[float, int, str]] = []
    for n, heading in enumerate(table.headings):
        words = folded(heading)
        for known, code in (asked | {word: field.value for word, field in _CALLED.items()}).items():
            score = 100.0 if words == known else fuzz.ratio(words, known)
            if words and score >= SURE and (len(words) > 3 or score == 100):
                likeness.append((score, -n, code))
    for _score, minus, code in sorted(likeness, reverse=True):
        if found[-minus] == LEAVE_OUT and code not in found and not (code == F.EMAIL and addresses):
            found[-minus] = code
    return found


def _holds_addresses(table: Table, column: int) -> bool:
    cells = [line.cells[column] for line in table.lines[:_LOOKED_AT] if line.cells[column]]
    return bool(cells) and sum("@" in c and "." in c.rpartition("@")[2] for c in cells) * 10 >= len(cells) * 6


def check_mapping(mapping: Sequence[str]) -> None:
    """Refused when what every registration needs is not among the columns, or two hold the same."""
    chosen = [code for code in mapping if code != LEAVE_OUT]
    twice = [n for n, code in enumerate(mapping) if code != LEAVE_OUT and code in mapping[:n]]
    if twice:
        raise Refused(
            "Another column is taken for this already. Leave one of them out.", field=f"c{twice[0]}"
        )
    if F.NAME not in chosen and not {F.GIVEN, F.FAMILY} <= set(chosen):
        raise Refused("Say which column holds the full name, or which two the given and the family name.")
    if F.NAME in chosen and {F.GIVEN, F.FAMILY} & set(chosen):
        raise Refused("The full name is a column of its own; leave given and family name out.")
    for needed in (F.EMAIL, F.ORGANIZATION):
        if needed not in chosen:
            raise Refused("Say which column holds this: %(what)s.", what=needed.label)


def distinct(table: Table, mapping: Sequence[str], field: Field, most: int) -> list[str]:
    """The different words of a column in the order in which they come, `most` at most plus one."""
    if field not in mapping:
        return []
    column, seen = list(mapping).index(field), dict[str, None]()
    for line in table.lines:
        if line.cells[column]:
            seen.setdefault(line.cells[column])
            if len(seen) > most:
                break
    return list(seen)


def resemble(word: str, known: Mapping[str, str]) -> str:
    """The code whose words (folded, to code) are most like this one; "" when none is like it."""
    exact = known.get(folded(word))
    if exact is not None:
        return exact
    best = process.extractOne(folded(word), list(known), scorer=fuzz.WRatio, score_cutoff=LIKELY)
    return known[best[0]] if best and len(folded(word)) > 2 else ""

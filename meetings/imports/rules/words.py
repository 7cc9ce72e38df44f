"""Words of tables for languages, genders and consent, in the languages in which tables come; compared folded."""

from meetings.imports.rules.tables import folded
from meetings.registration.rules import Gender, Listing

# The six official languages, in the order in which the house lists them.
_SPOKEN = {
    "ar": "ar arabic arabe árabe арабский العربية عربي 阿拉伯文",
    "zh": "zh chinese mandarin chinois chino китайский الصينية 中文 汉语",
    "en": "en english eng anglais inglés английский الإنكليزية الإنجليزية 英文 英语",
    "fr": "fr french fre français francés французский الفرنسية 法文 法语",
    "ru": "ru russian rus russe ruso русский الروسية 俄文 俄语",
    "es": "es spanish spa espagnol español испанский الإسبانية 西班牙文 西班牙语",
}
_SAID = {
    Gender.WOMAN: "woman w f female femme mujer ms mme mrs женщина ж أنثى امرأة 女",
    Gender.MAN: "man m male homme hombre mr мужчина м ذكر رجل 男",
    Gender.OTHER: "other x another autre otro otra другой diverse",
}
_NAMED = {
    Listing.NAME: "name yes oui sí да نعم 是",
    Listing.ORGANIZATION: "organization organisation",
    Listing.NONE: "none no non neither нет لا 否",
}
CODES = tuple(_SPOKEN)
SPOKEN = {folded(word): code for code, words in _SPOKEN.items() for word in words.split()}
GENDERS = {folded(word): gender for gender, words in _SAID.items() for word in (*words.split(), gender.label)}
LISTINGS = {folded(word): one for one, words in _NAMED.items() for word in (*words.split(), one.label)}
AND = frozenset({"and", "et", "y", "и", "و"})

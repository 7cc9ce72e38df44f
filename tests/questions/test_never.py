"""What no form asks, and what it may ask although it sounds alike."""

import pytest

from meetings.base.refusals import Refused
from meetings.questions.rules import check_asks_nothing_forbidden as check
from meetings.questions.rules.never import NEVER

PASSPORT, BIRTH, DIAGNOSIS = NEVER
REFUSED = [
    (PASSPORT, "Passport number"),
    (PASSPORT, "Please attach a copy of your PASSPORT"),
    (PASSPORT, "ID number"),
    (PASSPORT, "National identity card (number and date of issue)"),
    (PASSPORT, "Travel document"),
    (PASSPORT, "Numéro de passeport"),
    (PASSPORT, "Pièce d’identité"),
    (PASSPORT, "Número de pasaporte"),
    (PASSPORT, "Номер паспорта"),
    (PASSPORT, "护照号码"),
    (PASSPORT, "رقم جواز السفر"),
    (BIRTH, "Date of birth"),
    (BIRTH, "Birthdate"),
    (BIRTH, "birth-date"),
    (BIRTH, "DOB"),
    (BIRTH, "When were you born?"),
    (BIRTH, "Year and place of birth"),
    (BIRTH, "Date de naissance"),
    (BIRTH, "Fecha de nacimiento"),
    (BIRTH, "Дата рождения"),
    (BIRTH, "出生日期"),
    (BIRTH, "تاريخ الميلاد"),
    (DIAGNOSIS, "Diagnosis"),
    (DIAGNOSIS, "What is your disability?"),
    (DIAGNOSIS, "Your disabilities"),
    (DIAGNOSIS, "Type of disability"),
    (DIAGNOSIS, "Do you have a disability?"),
    (DIAGNOSIS, "Which illness do you have?"),
    (DIAGNOSIS, "Do you have any medical condition we should know of?"),
    (DIAGNOSIS, "Are you disabled?"),
    (DIAGNOSIS, "Medical certificate"),
    (DIAGNOSIS, "Quel est votre handicap ?"),
    (DIAGNOSIS, "¿Qué discapacidad tiene?"),
    (DIAGNOSIS, "Ваш диагноз"),
    (DIAGNOSIS, "诊断"),
    (DIAGNOSIS, "نوع الإعاقة"),
]
ALLOWED = [
    "Wheelchair access",
    "Captioning",
    "Sign language interpretation",
    "A seat for a support person",
    "A parking space near the entrance",
    "Date of arrival",
    "Do you need a letter for a visa?",
    "Does your organization work on the rights of persons with disabilities?",
    "Which disability rights instruments does your organization apply?",
    "Your disability inclusion policy",
    "Do you have a disability policy?",
    "Does your organization follow the right to health, or infectious diseases?",
    "Reborn networks: which of them did you join?",
    "Place of work",
    "Identity of the organization in its own words",
    "Meals without meat, without nuts",
    "Year in which your organization was founded",
    "Accès en fauteuil roulant",
    "Date d’arrivée",
    "Acceso en silla de ruedas",
    "Дата приезда",
    "到达日期",
    "تاريخ الوصول",
    "",
]


@pytest.mark.parametrize(("never", "text"), REFUSED, ids=lambda one: one if isinstance(one, str) else "")
def test_a_question_that_no_form_asks_is_refused_with_what_to_ask_instead(never, text: str) -> None:
    with pytest.raises(Refused) as no:
        check(text, "wording")
    assert (no.value.msgid, no.value.field) == (never.instead, "wording")


@pytest.mark.parametrize("text", ALLOWED)
def test_what_only_sounds_alike_is_let_through(text: str) -> None:
    check(text, "wording")

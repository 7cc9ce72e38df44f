"""The rules of style that software can check (DOMAIN 2), each with its cases."""

from meetings.proofing.rules.book import acronyms, citations, dates, names, numbers, signs, spelling, wording

RULES = (
    *spelling.RULES,
    *numbers.RULES,
    *dates.RULES,
    *names.RULES,
    *wording.RULES,
    *acronyms.RULES,
    *citations.RULES,
    *signs.RULES,
)
BY_CODE = {rule.code: rule for rule in RULES}

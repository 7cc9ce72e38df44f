"""Marks words for translation where no request and no library of languages may be at hand (rules, enums)."""


def N_(text: str) -> str:
    """Return the text unchanged; `pybabel extract` collects it, the page translates it."""
    return text

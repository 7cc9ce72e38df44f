"""The portal's rows of the access table."""

from tests.access.rows import ALL_SIGNED_IN, EVERYBODY, OFFICE, Row

ROWS = [
    Row("portal.front", lambda w: "/", EVERYBODY),
    Row("portal.home", lambda w: "/home", OFFICE),
    Row("portal.my_page", lambda w: "/my", ALL_SIGNED_IN),
    Row("portal.language", lambda w: "/language/en", EVERYBODY),
    Row("portal.ready", lambda w: "/readyz", EVERYBODY),
]

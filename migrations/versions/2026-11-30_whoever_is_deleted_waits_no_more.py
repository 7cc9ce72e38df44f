"""Whoever was deleted while an answer was awaited is waited for no more: no place, no seat, no offer.

Revision ID: a7d2c0f4b961
Revises: f3fe110e5a01
Create Date: 2026-11-30 18:55:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = 'a7d2c0f4b961'
down_revision = 'f3fe110e5a01'
branch_labels = None
depends_on = None


def upgrade():
    op.execute(
        "UPDATE fellowship_application SET state = 'withdrawn', withdrawn_at = forgotten_at"
        " WHERE forgotten_at IS NOT NULL AND state IN"
        " ('draft', 'submitted', 'more_information', 'eligible', 'shortlisted', 'selected', 'reserve', 'offered')"
        " AND edition_id NOT IN (SELECT id FROM fellowship_edition WHERE state IN ('ended', 'cancelled'))"
    )
    op.execute(
        "UPDATE fellowship_offer SET state = 'withdrawn', answered_at ="
        " (SELECT forgotten_at FROM fellowship_application WHERE id = fellowship_offer.application_id)"
        " WHERE state = 'open' AND application_id IN"
        " (SELECT id FROM fellowship_application WHERE forgotten_at IS NOT NULL)"
    )


def downgrade():
    """What they waited for is not known any more, and nobody needs to know."""

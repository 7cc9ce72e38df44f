"""An answer that is no longer asked for stays, and is marked.

Revision ID: 5e0c7d2b91fa
Revises: c5a7e2d8b914
Create Date: 2026-11-30 04:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '5e0c7d2b91fa'
down_revision = 'c5a7e2d8b914'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('answer', sa.Column('not_asked_since', sa.DateTime(timezone=True), nullable=True))


def downgrade():
    op.drop_column('answer', 'not_asked_since')

"""When an invitation was written last is asked of the outbox, which knows when a mail went.

Revision ID: e3a7b9d14c28
Revises: d2f6a8c03b17
Create Date: 2026-11-30 20:50:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e3a7b9d14c28'
down_revision = 'd2f6a8c03b17'
branch_labels = None
depends_on = None


def upgrade():
    op.drop_column('invitation', 'written_at')


def downgrade():
    op.add_column('invitation', sa.Column('written_at', sa.DateTime(timezone=True), nullable=True))
    op.execute('UPDATE invitation SET written_at = asked_at')

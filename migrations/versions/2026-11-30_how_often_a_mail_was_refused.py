"""How often the mail server was there, and did not take a mail: tries while it was away do not count.

Revision ID: d2f6a8c03b17
Revises: a7d2c0f4b961
Create Date: 2026-11-30 20:35:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd2f6a8c03b17'
down_revision = 'a7d2c0f4b961'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('outbox_message', sa.Column('refused', sa.Integer(), server_default='0', nullable=False))


def downgrade():
    op.drop_column('outbox_message', 'refused')

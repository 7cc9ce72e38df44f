"""Of each calendar part of a mail, which version of the entry it told: its own number runs ahead of that.

Revision ID: f4d17a0b93c5
Revises: e7a2b94d0c31
Create Date: 2026-11-30 05:05:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f4d17a0b93c5'
down_revision = 'e7a2b94d0c31'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('outbox_message', sa.Column('calendar_version', sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_column('calendar_version')

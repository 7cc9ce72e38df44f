"""When a calendar entry ends as an address was told of it: it is passed over only once that is over, too.

Revision ID: e7a40c19d5b3
Revises: f3c9b1e7d260
Create Date: 2026-11-30 10:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e7a40c19d5b3'
down_revision = 'f3c9b1e7d260'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('outbox_message', sa.Column('calendar_ends_at', sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table('outbox_message') as batch_op:
        batch_op.drop_column('calendar_ends_at')

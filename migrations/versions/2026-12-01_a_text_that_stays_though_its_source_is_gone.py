"""A paragraph of a report keeps its text though its source is gone: somebody has decided so.

Revision ID: a3f80d5be217
Revises: c97d21b6e408
Create Date: 2026-12-01 03:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a3f80d5be217'
down_revision = 'c97d21b6e408'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('report_taken', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stays', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('report_taken', schema=None) as batch_op:
        batch_op.alter_column('stays', server_default=None)


def downgrade():
    with op.batch_alter_table('report_taken', schema=None) as batch_op:
        batch_op.drop_column('stays')

"""Which version of a report's paragraph named somebody whose name the house has lost since.

Revision ID: d17f4c08a6be
Revises: a3f80d5be217
Create Date: 2026-12-01 16:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd17f4c08a6be'
down_revision = 'a3f80d5be217'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('report_paragraph', schema=None) as batch_op:
        batch_op.add_column(sa.Column('named_at', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('report_paragraph', schema=None) as batch_op:
        batch_op.alter_column('named_at', server_default=None)


def downgrade():
    with op.batch_alter_table('report_paragraph', schema=None) as batch_op:
        batch_op.drop_column('named_at')

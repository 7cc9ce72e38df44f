"""What an applicant writes too late into what was asked for is kept beside the application, for them alone.

Revision ID: c48e1f5d7a20
Revises: c5e81d7a3f46
Create Date: 2026-11-30 21:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c48e1f5d7a20'
down_revision = 'c5e81d7a3f46'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('fellowship_application') as batch_op:
        batch_op.add_column(sa.Column('late_words', sa.JSON(), nullable=False, server_default='{}'))


def downgrade():
    with op.batch_alter_table('fellowship_application') as batch_op:
        batch_op.drop_column('late_words')

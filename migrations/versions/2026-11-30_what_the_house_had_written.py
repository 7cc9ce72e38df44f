"""What the house had written of a held mail before the office put words of its own: whether it has changed since.

Revision ID: c4d9e61b0f27
Revises: c48e1f5d7a20
Create Date: 2026-11-30 20:45:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c4d9e61b0f27'
down_revision = 'c48e1f5d7a20'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('outbox_message', sa.Column('house_text', sa.Text(), nullable=True))
    # Nobody knows whose words wait just now: they are not written over.
    op.execute("UPDATE outbox_message SET house_text = text WHERE delivery = 'held'")


def downgrade():
    with op.batch_alter_table('outbox_message') as batch_op:
        batch_op.drop_column('house_text')

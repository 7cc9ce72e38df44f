"""Words of a summary that are also family names, of which somebody said that nobody is meant.

Revision ID: f3c9b1e7d260
Revises: e5a2d80c4f17
Create Date: 2026-11-30 10:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f3c9b1e7d260'
down_revision = 'e5a2d80c4f17'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'summary_not_named',
        sa.Column('paragraph_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('name_digest', sa.String(length=64), nullable=False),
        sa.Column('said_by', sa.String(length=200), nullable=False),
        sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'], ['summary_paragraph.id'],
            name=op.f('fk_summary_not_named_paragraph_id_summary_paragraph'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('paragraph_id', 'version', 'name_digest', name=op.f('pk_summary_not_named')),
    )


def downgrade():
    op.drop_table('summary_not_named')

"""Paragraphs of a summary whose words named somebody who may be named no more.

Revision ID: b7d41c9e5a08
Revises: a3c85d1f90b7
Create Date: 2026-11-30 15:31:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b7d41c9e5a08'
down_revision = 'a3c85d1f90b7'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'summary_named_no_more',
        sa.Column('paragraph_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'], ['summary_paragraph.id'],
            name=op.f('fk_summary_named_no_more_paragraph_id_summary_paragraph'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('paragraph_id', 'version', name=op.f('pk_summary_named_no_more')),
    )


def downgrade():
    op.drop_table('summary_named_no_more')

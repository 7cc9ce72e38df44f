"""Words of the report that a rule of style would have otherwise and that stay, with the reason.

Revision ID: 7f2a9c51e0b4
Revises: 6f2b8d41c7e3
Create Date: 2026-11-30 10:20:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '7f2a9c51e0b4'
down_revision = '6f2b8d41c7e3'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'style_dismissal',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paragraph_id', sa.Integer(), nullable=False),
        sa.Column('rule', sa.String(length=30), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('dismissed_by', sa.String(length=200), nullable=False),
        sa.Column('dismissed_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'], ['report_paragraph.id'],
            name=op.f('fk_style_dismissal_paragraph_id_report_paragraph'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_style_dismissal')),
        sa.UniqueConstraint('paragraph_id', 'rule', 'words', name=op.f('uq_style_dismissal_paragraph_id_rule_words')),
    )
    op.create_index(op.f('ix_style_dismissal_paragraph_id'), 'style_dismissal', ['paragraph_id'])


def downgrade():
    op.drop_table('style_dismissal')

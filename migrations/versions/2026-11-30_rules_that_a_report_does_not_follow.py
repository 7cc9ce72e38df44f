"""Rules of style that a report does not follow, and why.

Revision ID: b4e80c3f917a
Revises: a6c1f07d52be
Create Date: 2026-11-30 23:58:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b4e80c3f917a'
down_revision = 'a6c1f07d52be'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'style_rule_off',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('rule', sa.String(length=30), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('off_by', sa.String(length=200), nullable=False),
        sa.Column('off_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_style_rule_off_report_id_report'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_style_rule_off')),
        sa.UniqueConstraint('report_id', 'rule', name=op.f('uq_style_rule_off_report_id_rule')),
    )


def downgrade():
    op.drop_table('style_rule_off')

"""Names in paragraphs of a report that somebody has decided to leave, and why.

Revision ID: c97d21b6e408
Revises: b4e80c3f917a
Create Date: 2026-12-01 00:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c97d21b6e408'
down_revision = 'b4e80c3f917a'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'report_name_stays',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paragraph_id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('decided_by', sa.String(length=200), nullable=False),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['paragraph_id'], ['report_paragraph.id'], name=op.f('fk_report_name_stays_paragraph_id_report_paragraph'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_report_name_stays')),
        sa.UniqueConstraint('paragraph_id', 'digest', name=op.f('uq_report_name_stays_paragraph_id_digest')),
    )


def downgrade():
    op.drop_table('report_name_stays')

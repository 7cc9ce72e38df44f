"""Versions of a report as they were handed round, and who said what to them.

Revision ID: b27d61f9c0e8
Revises: e7a40c19d5b3
Create Date: 2026-11-30 11:10:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b27d61f9c0e8'
down_revision = 'e7a40c19d5b3'
branch_labels = None
depends_on = None

STAGES = ('consultation', 'clearance_1', 'clearance_2', 'clearance_3', 'submission')
VERDICTS = ('asked', 'cleared', 'with_changes', 'sent_back')


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade():
    op.create_table(
        'report_version',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('stage', coded('stage', STAGES), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('words', sa.Integer(), nullable=False),
        sa.Column('paragraphs', sa.JSON(), nullable=False),
        sa.Column('structure', sa.JSON(), nullable=False),
        sa.Column('lacking', sa.JSON(), nullable=False),
        sa.Column('made_by', sa.String(length=200), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['report_id'], ['report.id'], name=op.f('fk_report_version_report_id_report'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_report_version')),
        sa.UniqueConstraint('report_id', 'number', name=op.f('uq_report_version_report_id_number')),
    )
    op.create_index(op.f('ix_report_version_report_id'), 'report_version', ['report_id'])
    op.create_table(
        'report_clearance',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('clearer', sa.String(length=200), nullable=False),
        sa.Column('verdict', coded('verdict', VERDICTS), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('asked_by', sa.String(length=200), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('answered_on', sa.DateTime(timezone=True), nullable=True),
        sa.Column('noted_by', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ['version_id'], ['report_version.id'],
            name=op.f('fk_report_clearance_version_id_report_version'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_report_clearance')),
        sa.UniqueConstraint('version_id', 'clearer', name=op.f('uq_report_clearance_version_id_clearer')),
    )
    op.create_index(op.f('ix_report_clearance_version_id'), 'report_clearance', ['version_id'])


def downgrade():
    op.drop_table('report_clearance')
    op.drop_table('report_version')

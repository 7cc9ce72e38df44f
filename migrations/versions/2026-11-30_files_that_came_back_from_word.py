"""Files that came back from Word, and what is different in them.

Revision ID: c41d7e90b6a5
Revises: b27d61f9c0e8
Create Date: 2026-11-30 11:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c41d7e90b6a5'
down_revision = 'b27d61f9c0e8'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'returned_file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('by_words', sa.Boolean(), nullable=False),
        sa.Column('known', sa.Integer(), nullable=False),
        sa.Column('sent', sa.Integer(), nullable=False),
        sa.Column('formatting', sa.Integer(), nullable=False),
        sa.Column('returned_by', sa.String(length=200), nullable=False),
        sa.Column('returned_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['report_id'], ['report.id'], name=op.f('fk_returned_file_report_id_report'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_returned_file')),
        sa.UniqueConstraint('report_id', 'digest', name=op.f('uq_returned_file_report_id_digest')),
    )
    op.create_index(op.f('ix_returned_file_report_id'), 'returned_file', ['report_id'])
    op.create_table(
        'returned_difference',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('file_id', sa.Integer(), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('author', sa.String(length=200), nullable=False),
        sa.Column('dated', sa.DateTime(timezone=True), nullable=True),
        sa.Column('name', sa.String(length=20), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('start', sa.Integer(), nullable=False),
        sa.Column('end', sa.Integer(), nullable=False),
        sa.Column('before', sa.Text(), nullable=False),
        sa.Column('after', sa.Text(), nullable=False),
        sa.Column('behind', sa.String(length=20), nullable=False),
        sa.Column('ahead', sa.String(length=20), nullable=False),
        sa.Column('place', sa.String(length=300), nullable=False),
        sa.Column('held', sa.Boolean(), nullable=False),
        sa.Column('made', sa.JSON(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('decided_by', sa.String(length=200), nullable=False),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['file_id'], ['returned_file.id'],
            name=op.f('fk_returned_difference_file_id_returned_file'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_returned_difference')),
        sa.UniqueConstraint('file_id', 'seq', name=op.f('uq_returned_difference_file_id_seq')),
    )
    op.create_index(op.f('ix_returned_difference_file_id'), 'returned_difference', ['file_id'])


def downgrade():
    op.drop_table('returned_difference')
    op.drop_table('returned_file')

"""Redacted copies of documents, and the questions of which answers are read in a blind edition.

Revision ID: c4b11d7ead60
Revises: b7d41c9e5a08
Create Date: 2026-11-30 17:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c4b11d7ead60'
down_revision = 'b7d41c9e5a08'
branch_labels = None
depends_on = None


def to(table, column, other, ondelete=None):
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}_{other}'), ondelete=ondelete)


def upgrade():
    op.create_table(
        'redacted_document',
        sa.Column('document_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('file_id', sa.Integer(), nullable=False),
        sa.Column('by_name', sa.String(length=200), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        to('redacted_document', 'document_id', 'fellowship_file', 'CASCADE'),
        to('redacted_document', 'file_id', 'stored_file'),
        sa.PrimaryKeyConstraint('document_id', name=op.f('pk_redacted_document')),
        sa.UniqueConstraint('file_id', name=op.f('uq_redacted_document_file_id')),
    )
    op.create_table(
        'blind_question',
        sa.Column('question_id', sa.Integer(), autoincrement=False, nullable=False),
        to('blind_question', 'question_id', 'question', 'CASCADE'),
        sa.PrimaryKeyConstraint('question_id', name=op.f('pk_blind_question')),
    )


def downgrade():
    op.drop_table('blind_question')
    op.drop_table('redacted_document')

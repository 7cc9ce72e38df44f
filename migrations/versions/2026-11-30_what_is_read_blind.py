"""Redacted copies of documents, questions of which answers are read blind, and the points of what is handed in.

Revision ID: c4b11d7ead60
Revises: b7d41c9e5a08
Create Date: 2026-11-30 17:30:00.000000

"""
from math import lcm

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


    op.add_column('assessment_assignment', sa.Column('weighed', sa.BigInteger(), nullable=True))
    op.create_index(
        'ix_assessment_assignment_standing', 'assessment_assignment', ['application_id', 'state', 'weighed'], unique=False
    )
    op.create_index(
        'ix_fellowship_application_counted', 'fellowship_application',
        ['edition_id', 'state', 'forgotten_at', 'number', 'organization_id', 'region', 'gender', 'track',
         'organization_name'],
        unique=False,
    )
    weigh(op.get_bind())


def weigh(connection):
    """What is handed in already gets its points, as parts of the edition's whole."""
    scales = {}
    for id_, edition, weight, lowest, highest in connection.execute(
        sa.text('SELECT id, edition_id, weight, lowest, highest FROM fellowship_criterion')
    ):
        scales.setdefault(edition, {})[id_] = (weight, lowest, highest)
    values = {}
    for assignment, criterion, value in connection.execute(
        sa.text('SELECT assignment_id, criterion_id, value FROM assessment_score WHERE value IS NOT NULL')
    ):
        values.setdefault(assignment, {})[criterion] = value
    rows = connection.execute(
        sa.text(
            'SELECT s.id, a.edition_id FROM assessment_assignment s JOIN fellowship_application a'
            " ON a.id = s.application_id WHERE s.state = 'handed_in'"
        )
    ).all()
    for id_, edition in rows:
        given, criteria = values.get(id_, {}), scales.get(edition, {})
        if not criteria or criteria.keys() - given.keys():
            continue
        unit = lcm(*(highest - lowest for _weight, lowest, highest in criteria.values()))
        points = sum(
            weight * (given[one] - lowest) * unit // (highest - lowest)
            for one, (weight, lowest, highest) in criteria.items()
        )
        connection.execute(
            sa.text('UPDATE assessment_assignment SET weighed = :points WHERE id = :id'), {'points': points, 'id': id_}
        )


def downgrade():
    op.drop_index('ix_fellowship_application_counted', table_name='fellowship_application')
    op.drop_index('ix_assessment_assignment_standing', table_name='assessment_assignment')
    op.drop_column('assessment_assignment', 'weighed')
    op.drop_table('blind_question')
    op.drop_table('redacted_document')

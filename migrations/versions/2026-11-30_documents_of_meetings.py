"""Documents of meetings

Revision ID: e4b8d2f01c67
Revises: b4e8d2c61f09
"""

import sqlalchemy as sa
from alembic import op

revision = 'e4b8d2f01c67'
down_revision = 'b4e8d2c61f09'
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        'document_series',
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('prefix', sa.String(length=40), nullable=False),
        sa.Column('last', sa.Integer(), nullable=False),
        sa.Column('mark', sa.String(length=30), nullable=False),
        sa.CheckConstraint('last >= 0', name=op.f('ck_document_series_last_not_negative')),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meeting.id'], name=op.f('fk_document_series_meeting_id_meeting'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_document_series')),
        sa.UniqueConstraint('prefix', name=op.f('uq_document_series_prefix')),
    )
    op.create_table(
        'document',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=True),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('symbol', sa.String(length=60), nullable=False),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('visibility', sa.String(length=40), nullable=False),
        sa.Column('withdrawn_at', INSTANT, nullable=True),
        sa.Column('withdrawn_why', sa.String(length=500), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint("visibility IN ('public', 'participants', 'staff')", name=op.f('ck_document_visibility')),
        sa.CheckConstraint('number > 0', name=op.f('ck_document_numbers_begin_with_one')),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_why = '')", name=op.f('ck_document_withdrawn_with_a_reason'),
        ),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meeting.id'], name=op.f('fk_document_meeting_id_meeting'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['session_id'], ['meeting_session.id'],
            name=op.f('fk_document_session_id_meeting_session'), ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
        sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_document_meeting_id_number')),
        sa.UniqueConstraint('symbol', name=op.f('uq_document_symbol')),
    )
    op.create_index('ix_document_session_id', 'document', ['session_id'])
    op.create_table(
        'document_issue',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('document_id', sa.Integer(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('file_id', sa.Integer(), nullable=False),
        sa.Column('issued_at', INSTANT, nullable=False),
        sa.CheckConstraint('number > 0', name=op.f('ck_document_issue_numbers_begin_with_one')),
        sa.ForeignKeyConstraint(
            ['document_id'], ['document.id'], name=op.f('fk_document_issue_document_id_document'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['file_id'], ['stored_file.id'], name=op.f('fk_document_issue_file_id_stored_file'),
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_document_issue')),
        sa.UniqueConstraint(
            'document_id', 'language', 'number', name=op.f('uq_document_issue_document_id_language_number'),
        ),
        sa.UniqueConstraint('file_id', name=op.f('uq_document_issue_file_id')),
    )
    op.create_table(
        'document_visit',
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('seen_at', INSTANT, nullable=False),
        sa.Column('before_at', INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meeting.id'], name=op.f('fk_document_visit_meeting_id_meeting'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['account_id'], ['account.id'], name=op.f('fk_document_visit_account_id_account'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('meeting_id', 'account_id', name=op.f('pk_document_visit')),
    )
    op.create_index('ix_document_visit_account_id', 'document_visit', ['account_id'])


def downgrade():
    op.drop_table('document_visit')
    op.drop_table('document_issue')
    op.drop_table('document')
    op.drop_table('document_series')

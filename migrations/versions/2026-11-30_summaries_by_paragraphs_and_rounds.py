"""A summary is kept by paragraphs, its states go through a confirmation round, and a frozen one is a version.

Revision ID: c3a91f27b6d4
Revises: c52e9a17f4d8
Create Date: 2026-11-30 06:50:00.000000

"""
import re

import sqlalchemy as sa
from alembic import op


# revision identifiers, used by Alembic.
revision = 'c3a91f27b6d4'
down_revision = 'c52e9a17f4d8'
branch_labels = None
depends_on = None

STATUS = 'ck_summary_summarystatus'
ATTRIBUTIONS = ('public', 'on_approval', 'chatham_house')
instant = sa.DateTime(timezone=True)
LINE_ENDS = re.compile('\r\n|[\r\v\f\x85\u2028\u2029]')


def coded(name, *codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def paragraphs_of(text):
    parts = re.split(r'\n[^\S\n]*(?:\n[^\S\n]*)+', LINE_ENDS.sub('\n', text))
    return [line for line in (' '.join(part.split()) for part in parts) if line]


def upgrade():
    op.create_table('summary_paragraph',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('summary_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=60), nullable=False),
    sa.Column('proposed', sa.Text(), nullable=False),
    sa.Column('offered', sa.Text(), nullable=False),
    sa.Column('source_gone', sa.Boolean(), nullable=False),
    sa.Column('written_by', sa.String(length=200), nullable=False),
    sa.Column('written_at', instant, nullable=False),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_summary_paragraph_summary_id_summary'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_summary_paragraph')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_summary_paragraph_summary_id'), 'summary_paragraph', ['summary_id'], unique=False)
    op.create_table('summary_paragraph_text',
    sa.Column('paragraph_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['paragraph_id'], ['summary_paragraph.id'], name=op.f('fk_summary_paragraph_text_paragraph_id_summary_paragraph'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('paragraph_id', 'version', name=op.f('pk_summary_paragraph_text'))
    )
    op.create_table('summary_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('summary_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('paragraphs', sa.JSON(), nullable=False),
    sa.Column('words', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('frozen_by', sa.String(length=200), nullable=False),
    sa.Column('frozen_at', instant, nullable=False),
    sa.Column('frozen_under', coded('attribution', *ATTRIBUTIONS), nullable=False),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_summary_version_summary_id_summary'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_summary_version')),
    sa.UniqueConstraint('summary_id', 'number', name=op.f('uq_summary_version_summary_id_number'))
    )
    op.create_table('summary_guide',
    sa.Column('meeting_kind', coded('meetingkind', 'workshop', 'focal_point_meeting'), nullable=False),
    sa.Column('openings', sa.JSON(), nullable=False),
    sa.Column('words', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('meeting_kind', name=op.f('pk_summary_guide'))
    )
    op.create_table('summary_terms',
    sa.Column('meeting_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('without_rounds', sa.Boolean(), nullable=False),
    sa.Column('because', sa.String(length=1000), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_summary_terms_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_summary_terms'))
    )
    with op.batch_alter_table('summary', schema=None) as batch_op:
        batch_op.add_column(sa.Column('without_round', sa.String(length=1000), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('correcting', sa.String(length=1000), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('left_out', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('moderated_by', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('moderated_at', instant, nullable=True))
        batch_op.drop_constraint(op.f(STATUS), type_='check')
        batch_op.create_check_constraint(op.f(STATUS), "status IN ('draft', 'submitted', 'round', 'approved', 'frozen')")
    _split(op.get_bind())
    with op.batch_alter_table('summary', schema=None) as batch_op:
        batch_op.drop_column('text')
        for name in ('without_round', 'correcting', 'left_out', 'moderated_by'):
            batch_op.alter_column(name, server_default=None)
    _make_rounds()


summary = sa.table(
    'summary', sa.column('id'), sa.column('text'), sa.column('status'), sa.column('version'),
    sa.column('written_by'), sa.column('written_at', instant), sa.column('approved_by'),
)
paragraph = sa.table(
    'summary_paragraph', sa.column('id'), sa.column('summary_id'), sa.column('position'), sa.column('text'),
    sa.column('version'), sa.column('source'), sa.column('proposed'), sa.column('offered'),
    sa.column('source_gone', sa.Boolean()), sa.column('written_by'), sa.column('written_at', instant),
)
kept_text = sa.table(
    'summary_paragraph_text', sa.column('paragraph_id'), sa.column('version'), sa.column('text')
)


def _split(bind):
    """Each text as its paragraphs, as everybody has read it until now."""
    for row in bind.execute(sa.select(summary.c.id, summary.c.text, summary.c.written_by, summary.c.written_at)).all():
        rows = [
            {
                'summary_id': row.id, 'position': n, 'text': text, 'version': 1, 'source': '', 'proposed': '',
                'offered': '', 'source_gone': False, 'written_by': row.written_by, 'written_at': row.written_at,
            }
            for n, text in enumerate(paragraphs_of(row.text), 1)
        ]
        if rows:
            bind.execute(sa.insert(paragraph), rows)
    bind.execute(
        sa.insert(kept_text).from_select(
            ['paragraph_id', 'version', 'text'], sa.select(paragraph.c.id, paragraph.c.version, paragraph.c.text)
        )
    )


def _make_rounds():
    op.create_table('confirmation_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('summary_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', coded('roundstatus', 'open', 'confirmed', 'taken_back'), nullable=False),
    sa.Column('deadline', sa.DateTime(), nullable=False),
    sa.Column('deadline_second', sa.Boolean(), nullable=True),
    sa.Column('deadline_at', instant, nullable=False),
    sa.Column('opened_at', instant, nullable=False),
    sa.Column('opened_by', sa.String(length=200), nullable=False),
    sa.Column('reminded_at', instant, nullable=True),
    sa.Column('closed_at', instant, nullable=True),
    sa.Column('closed_by', sa.String(length=200), nullable=False),
    sa.Column('closed_because', sa.String(length=1000), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['summary_id'], ['summary.id'], name=op.f('fk_confirmation_round_summary_id_summary'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmation_round')),
    sa.UniqueConstraint('key', name=op.f('uq_confirmation_round_key')),
    sa.UniqueConstraint('summary_id', 'number', name=op.f('uq_confirmation_round_summary_id_number')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_confirmation_round_deadline_at'), 'confirmation_round', ['deadline_at'], unique=False)
    op.create_table('round_start',
    sa.Column('round_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('paragraph_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['paragraph_id'], ['summary_paragraph.id'], name=op.f('fk_round_start_paragraph_id_summary_paragraph'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['confirmation_round.id'], name=op.f('fk_round_start_round_id_confirmation_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'paragraph_id', name=op.f('pk_round_start'))
    )
    op.create_index(op.f('ix_round_start_paragraph_id'), 'round_start', ['paragraph_id'], unique=False)
    op.create_table('round_reader',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('speaker_id', sa.Integer(), nullable=True),
    sa.Column('answered', sa.Boolean(), nullable=False),
    sa.CheckConstraint('registration_id IS NOT NULL OR speaker_id IS NOT NULL', name=op.f('ck_round_reader_reads_as_somebody')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_round_reader_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['confirmation_round.id'], name=op.f('fk_round_reader_round_id_confirmation_round'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['speaker_id'], ['speaker.id'], name=op.f('fk_round_reader_speaker_id_speaker'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_reader')),
    sa.UniqueConstraint('key', name=op.f('uq_round_reader_key')),
    sa.UniqueConstraint('round_id', 'registration_id', name=op.f('uq_round_reader_round_id_registration_id')),
    sa.UniqueConstraint('round_id', 'speaker_id', name=op.f('uq_round_reader_round_id_speaker_id')),
    sqlite_autoincrement=True
    )
    for column in ('registration_id', 'round_id', 'speaker_id'):
        op.create_index(op.f(f'ix_round_reader_{column}'), 'round_reader', [column], unique=False)
    op.create_table('round_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('who', sa.String(length=64), nullable=False),
    sa.Column('reader_id', sa.Integer(), nullable=True),
    sa.Column('paragraph_id', sa.Integer(), nullable=True),
    sa.Column('paragraph_version', sa.Integer(), nullable=False),
    sa.Column('read_text', sa.Text(), nullable=False),
    sa.Column('kind', coded('kind', 'nothing', 'agree', 'comment', 'propose'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', instant, nullable=False),
    sa.Column('by_mail', sa.Boolean(), nullable=False),
    sa.Column('decision', coded('decision', 'accepted', 'declined'), nullable=True),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('decided_by', sa.String(length=200), nullable=False),
    sa.Column('decided_at', instant, nullable=True),
    sa.CheckConstraint('(decision IS NULL) = (decided_at IS NULL)', name=op.f('ck_round_answer_a_decision_has_its_time')),
    sa.ForeignKeyConstraint(['paragraph_id'], ['summary_paragraph.id'], name=op.f('fk_round_answer_paragraph_id_summary_paragraph'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['reader_id'], ['round_reader.id'], name=op.f('fk_round_answer_reader_id_round_reader'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['confirmation_round.id'], name=op.f('fk_round_answer_round_id_confirmation_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_answer'))
    )
    op.create_index('ix_round_answer_round', 'round_answer', ['round_id', 'id'], unique=False)
    for column in ('paragraph_id', 'reader_id', 'who'):
        op.create_index(op.f(f'ix_round_answer_{column}'), 'round_answer', [column], unique=False)
    op.create_table('late_reminder',
    sa.Column('session_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', instant, nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['meeting_session.id'], name=op.f('fk_late_reminder_session_id_meeting_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_late_reminder'))
    )


def downgrade():
    for name in ('late_reminder', 'round_answer', 'round_reader', 'round_start', 'confirmation_round'):
        op.drop_table(name)
    with op.batch_alter_table('summary', schema=None) as batch_op:
        batch_op.add_column(sa.Column('text', sa.Text(), nullable=False, server_default=''))
    bind = op.get_bind()
    texts = {}
    for row in bind.execute(
        sa.select(paragraph.c.summary_id, paragraph.c.text).order_by(paragraph.c.position, paragraph.c.id)
    ):
        texts.setdefault(row.summary_id, []).append(row.text)
    for summary_id, parts in texts.items():
        bind.execute(sa.update(summary).where(summary.c.id == summary_id).values(text='\n\n'.join(parts)))
    # Nothing before knew of rounds and freezing: what is in a round waits for approval, what is frozen is approved.
    for new, old in (('round', 'submitted'), ('frozen', 'approved')):
        bind.execute(sa.update(summary).where(summary.c.status == new).values(status=old))
    with op.batch_alter_table('summary', schema=None) as batch_op:
        batch_op.alter_column('text', server_default=None)
        batch_op.drop_constraint(op.f(STATUS), type_='check')
        batch_op.create_check_constraint(op.f(STATUS), "status IN ('draft', 'submitted', 'approved')")
        batch_op.drop_column('moderated_at')
        batch_op.drop_column('moderated_by')
        batch_op.drop_column('left_out')
        batch_op.drop_column('correcting')
        batch_op.drop_column('without_round')
    op.drop_table('summary_terms')
    op.drop_table('summary_guide')
    op.drop_table('summary_version')
    op.drop_table('summary_paragraph_text')
    op.drop_index(op.f('ix_summary_paragraph_summary_id'), table_name='summary_paragraph')
    op.drop_table('summary_paragraph')

"""Fellows' years: placement, checklist, programme, log, papers, evaluation, what is asked afterwards; their calendar.

Revision ID: f3fe110e5a01
Revises: c4b11d7ead60
Create Date: 2026-11-30 17:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f3fe110e5a01'
down_revision = 'c4b11d7ead60'
branch_labels = None
depends_on = None

KIND = 'ck_calendar_subscription_feedkind'
OLD = ('programme', 'organization', 'deadlines')
NEW = (*OLD, 'fellowship')


def kinds_are(codes):
    """Which feeds of one person there are."""
    with op.batch_alter_table('calendar_subscription', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(KIND), type_='check')
        batch_op.create_check_constraint(op.f(KIND), f"kind IN ({', '.join(repr(code) for code in codes)})")


def upgrade():
    kinds_are(NEW)
    op.create_table(
        'fellow_checklist',
        sa.Column('edition_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('items', sa.JSON(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['edition_id'], ['fellowship_edition.id'], name=op.f('fk_fellow_checklist_edition_id_fellowship_edition'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('edition_id', name=op.f('pk_fellow_checklist'))
    )
    op.create_table(
        'fellow_evaluation',
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('side', sa.Enum('fellow', 'supervisor', name='side', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('scores', sa.JSON(), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['edition_id'], ['fellowship_edition.id'], name=op.f('fk_fellow_evaluation_edition_id_fellowship_edition'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_fellow_evaluation'))
    )
    op.create_index('ix_fellow_evaluation_edition_id', 'fellow_evaluation', ['edition_id'])
    op.create_table(
        'fellow',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.Enum('expected', 'in_programme', 'completed', 'ended_early', name='fellowstate', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('unit', sa.String(length=200), nullable=False),
        sa.Column('supervisor_id', sa.Integer(), nullable=True),
        sa.Column('supervisor_name', sa.String(length=200), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=True),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('plan', sa.Text(), nullable=False),
        sa.Column('taken_in_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_on', sa.Date(), nullable=True),
        sa.Column('end_reason', sa.Text(), nullable=False),
        sa.Column('reminded_on', sa.Date(), nullable=True),
        sa.Column('listed', sa.Boolean(), nullable=True),
        sa.Column('listed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('unasked', sa.Boolean(), nullable=False),
        sa.Column('trimmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint("(state IN ('completed', 'ended_early')) = (ended_on IS NOT NULL)", name=op.f('ck_fellow_an_end_has_a_day')),
        sa.CheckConstraint('starts_on IS NULL OR ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_fellow_ends_after_it_starts')),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_fellow_account_id_account'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['application_id'], ['fellowship_application.id'], name=op.f('fk_fellow_application_id_fellowship_application'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['supervisor_id'], ['account.id'], name=op.f('fk_fellow_supervisor_id_account'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellow')),
        sa.UniqueConstraint('application_id', name=op.f('uq_fellow_application_id')),
        sa.UniqueConstraint('key', name=op.f('uq_fellow_key')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_fellow_account_id', 'fellow', ['account_id'])
    op.create_index('ix_fellow_state', 'fellow', ['state'])
    op.create_index('ix_fellow_supervisor_id', 'fellow', ['supervisor_id'])
    op.create_table(
        'fellow_briefing',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('fellow_id', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('on_day', sa.Date(), nullable=False),
        sa.Column('to_whom', sa.String(length=200), nullable=False),
        sa.Column('link', sa.String(length=500), nullable=False),
        sa.Column('file_id', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['fellow_id'], ['fellow.id'], name=op.f('fk_fellow_briefing_fellow_id_fellow'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_fellow_briefing_file_id_stored_file')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellow_briefing')),
        sa.UniqueConstraint('file_id', name=op.f('uq_fellow_briefing_file_id')),
        sa.UniqueConstraint('key', name=op.f('uq_fellow_briefing_key'))
    )
    op.create_index('ix_fellow_briefing_fellow_id', 'fellow_briefing', ['fellow_id'])
    op.create_table(
        'fellow_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('fellow_id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=80), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('link', sa.String(length=500), nullable=False),
        sa.Column('zone', sa.String(length=60), nullable=False),
        sa.Column('starts', sa.DateTime(), nullable=False),
        sa.Column('ends', sa.DateTime(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=True),
        sa.Column('cancelled', sa.Boolean(), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_fellow_entry_ends_after_it_starts')),
        sa.CheckConstraint('sequence >= 0', name=op.f('ck_fellow_entry_sequence_not_negative')),
        sa.ForeignKeyConstraint(['fellow_id'], ['fellow.id'], name=op.f('fk_fellow_entry_fellow_id_fellow'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['session_id'], ['meeting_session.id'], name=op.f('fk_fellow_entry_session_id_meeting_session'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellow_entry')),
        sa.UniqueConstraint('key', name=op.f('uq_fellow_entry_key')),
        sa.UniqueConstraint('uid', name=op.f('uq_fellow_entry_uid'))
    )
    op.create_index('ix_fellow_entry_fellow_id', 'fellow_entry', ['fellow_id'])
    op.create_index('ix_fellow_entry_session_id', 'fellow_entry', ['session_id'])
    op.create_table(
        'fellow_evaluated',
        sa.Column('fellow_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('side', sa.Enum('fellow', 'supervisor', name='side', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.ForeignKeyConstraint(['fellow_id'], ['fellow.id'], name=op.f('fk_fellow_evaluated_fellow_id_fellow'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('fellow_id', 'side', name=op.f('pk_fellow_evaluated'))
    )
    op.create_table(
        'fellow_follow_up',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('fellow_id', sa.Integer(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('use', sa.Enum('often', 'sometimes', 'rarely', 'no', name='use', native_enum=False, create_constraint=True, length=40), nullable=True),
        sa.Column('text', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['fellow_id'], ['fellow.id'], name=op.f('fk_fellow_follow_up_fellow_id_fellow'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellow_follow_up')),
        sa.UniqueConstraint('fellow_id', 'year', name=op.f('uq_fellow_follow_up_fellow_id_year')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'fellow_log',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('fellow_id', sa.Integer(), nullable=False),
        sa.Column('week', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('answered_by', sa.String(length=200), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('answer_version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['fellow_id'], ['fellow.id'], name=op.f('fk_fellow_log_fellow_id_fellow'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellow_log')),
        sa.UniqueConstraint('fellow_id', 'week', name=op.f('uq_fellow_log_fellow_id_week'))
    )
    op.create_table(
        'fellow_observed',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('fellow_id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=True),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('on_day', sa.Date(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['fellow_id'], ['fellow.id'], name=op.f('fk_fellow_observed_fellow_id_fellow'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['session_id'], ['meeting_session.id'], name=op.f('fk_fellow_observed_session_id_meeting_session'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellow_observed')),
        sa.UniqueConstraint('key', name=op.f('uq_fellow_observed_key'))
    )
    op.create_index('ix_fellow_observed_fellow_id', 'fellow_observed', ['fellow_id'])
    op.create_index('ix_fellow_observed_session_id', 'fellow_observed', ['session_id'])
    op.create_table(
        'fellow_report',
        sa.Column('fellow_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['fellow_id'], ['fellow.id'], name=op.f('fk_fellow_report_fellow_id_fellow'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('fellow_id', name=op.f('pk_fellow_report'))
    )
    op.create_table(
        'fellow_task',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('fellow_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('todo_by', sa.Enum('office', 'fellow', 'supervisor', name='todoby', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('days_before', sa.Integer(), nullable=True),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('done_by', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('dropped', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['fellow_id'], ['fellow.id'], name=op.f('fk_fellow_task_fellow_id_fellow'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellow_task')),
        sa.UniqueConstraint('key', name=op.f('uq_fellow_task_key'))
    )
    op.create_index('ix_fellow_task_due_on', 'fellow_task', ['due_on'])
    op.create_index('ix_fellow_task_fellow_id', 'fellow_task', ['fellow_id'])


def downgrade():
    for table in (
        'fellow_task', 'fellow_report', 'fellow_observed', 'fellow_log', 'fellow_follow_up', 'fellow_evaluated',
        'fellow_entry', 'fellow_briefing', 'fellow', 'fellow_evaluation', 'fellow_checklist',
    ):
        op.drop_table(table)
    # Nothing before knew of this feed.
    op.execute("DELETE FROM calendar_subscription WHERE kind = 'fellowship'")
    kinds_are(OLD)

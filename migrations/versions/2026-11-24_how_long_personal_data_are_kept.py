"""How long personal data are kept, warnings of their deletion, and the record of it.

Revision ID: e3bfba6ab2b7
Revises: 1a4f3351fc65
Create Date: 2026-11-24 02:47:45.458831

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e3bfba6ab2b7'
down_revision = '1a4f3351fc65'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('retention_setting',
    sa.Column('setting', sa.Enum('weeks_after_opening', 'days_after_meeting', 'first_warning', 'last_warning', 'backups_kept', 'smallest_number', name='setting', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('set_by', sa.String(length=200), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('setting', name=op.f('pk_retention_setting'))
    )
    op.create_table('purge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_by', sa.String(length=200), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('planned', sa.Integer(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_purge_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purge'))
    )
    with op.batch_alter_table('purge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_purge_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index('uq_purge_one_under_way', ['meeting_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('retention',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('purge_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('set_by', sa.String(length=200), nullable=False),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('hold_reason', sa.String(length=500), nullable=False),
    sa.Column('held_by', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(held_at IS NULL) = (hold_reason = '')", name=op.f('ck_retention_a_hold_has_a_reason')),
    sa.CheckConstraint("(purge_on IS NULL) = (reason = '')", name=op.f('ck_retention_a_day_has_a_reason')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_retention_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_retention'))
    )
    op.create_table('retention_warning',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('purge_on', sa.Date(), nullable=False),
    sa.Column('days_before', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_retention_warning_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', 'purge_on', 'days_before', name=op.f('pk_retention_warning'))
    )


def downgrade():
    op.drop_table('retention_warning')
    op.drop_table('retention')
    with op.batch_alter_table('purge', schema=None) as batch_op:
        batch_op.drop_index('uq_purge_one_under_way', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_purge_meeting_id'))

    op.drop_table('purge')
    op.drop_table('retention_setting')

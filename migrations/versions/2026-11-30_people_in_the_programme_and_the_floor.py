"""What people in the programme were asked, and the lists of speakers of running sessions.

Revision ID: b4e8d2c61f09
Revises: a3c5e17f9b24
Create Date: 2026-11-30 03:55:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b4e8d2c61f09'
down_revision = 'a3c5e17f9b24'
branch_labels = None
depends_on = None

ASKS = ('asked', 'speaking', 'done', 'withdrawn', 'passed_over')
LISTS = ('open', 'shut', 'ended')
SPEAKS = "status = 'speaking'"
STANDS = "status IN ('asked', 'speaking')"


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade():
    op.create_table(
        'role_request',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=True),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('zone', sa.String(length=60), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('file_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_role_request_meeting_id_meeting'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['speaker_id'], ['speaker.id'], name=op.f('fk_role_request_speaker_id_speaker'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_role_request_file_id_stored_file')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_role_request')),
        sa.UniqueConstraint('key', name=op.f('uq_role_request_key')),
        sa.UniqueConstraint('speaker_id', name=op.f('uq_role_request_speaker_id')),
        sa.UniqueConstraint('file_id', name=op.f('uq_role_request_file_id')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_role_request_meeting_id', 'role_request', ['meeting_id'])
    op.create_table(
        'floor_list',
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('status', coded('liststatus', LISTS), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('minutes_by', sa.JSON(), nullable=False),
        sa.Column('mark', sa.Integer(), nullable=False),
        sa.CheckConstraint('minutes BETWEEN 1 AND 60', name=op.f('ck_floor_list_minutes_within_an_hour')),
        sa.ForeignKeyConstraint(['session_id'], ['meeting_session.id'], name=op.f('fk_floor_list_session_id_meeting_session'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('session_id', name=op.f('pk_floor_list')),
    )
    op.create_table(
        'floor_ask',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('registration_id', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('organization', sa.String(length=200), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('status', coded('askstatus', ASKS), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(registration_id IS NULL) = (name <> '')", name=op.f('ck_floor_ask_one_name')),
        sa.CheckConstraint('minutes BETWEEN 1 AND 60', name=op.f('ck_floor_ask_minutes_within_an_hour')),
        sa.CheckConstraint("status <> 'speaking' OR started_at IS NOT NULL", name=op.f('ck_floor_ask_the_clock_runs')),
        sa.ForeignKeyConstraint(['session_id'], ['floor_list.session_id'], name=op.f('fk_floor_ask_session_id_floor_list'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_floor_ask_registration_id_registration'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_floor_ask')),
        sa.UniqueConstraint('key', name=op.f('uq_floor_ask_key')),
    )
    op.create_index('ix_floor_ask_registration_id', 'floor_ask', ['registration_id'])
    op.create_index('ix_floor_ask_order', 'floor_ask', ['session_id', 'position', 'id'])
    op.create_index('uq_floor_ask_one_speaks', 'floor_ask', ['session_id'], unique=True, sqlite_where=sa.text(SPEAKS), postgresql_where=sa.text(SPEAKS))
    op.create_index('uq_floor_ask_waits_once', 'floor_ask', ['session_id', 'registration_id'], unique=True, sqlite_where=sa.text(STANDS), postgresql_where=sa.text(STANDS))


def downgrade():
    op.drop_table('floor_ask')
    op.drop_table('floor_list')
    op.drop_table('role_request')

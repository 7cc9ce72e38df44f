"""Agendas: points, updates of organizations, joint calendar, sittings that repeat others; closing with its history.

Revision ID: d1b7e4c20a98
Revises: c3f90a7b51d4
Create Date: 2026-11-30 07:10:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd1b7e4c20a98'
down_revision = 'c3f90a7b51d4'
branch_labels = None
depends_on = None

KINDS = ('follow_up', 'updates', 'calendar', 'conclusions', 'point')
ONE_OF_EACH = sa.text("kind <> 'point'")


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def to(table, column, other, target='id', **more):
    return sa.ForeignKeyConstraint([column], [f'{other}.{target}'], name=op.f(f'fk_{table}_{column}_{other}'), ondelete='CASCADE', **more)


def upgrade():
    op.create_table(
        'meeting_closing',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('closed_by', sa.String(length=200), nullable=False),
        sa.Column('reopened_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('reopened_by', sa.String(length=200), nullable=False),
        sa.Column('reason', sa.String(length=1000), nullable=False),
        to('meeting_closing', 'meeting_id', 'meeting'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_closing')),
    )
    op.create_index('ix_meeting_closing_meeting_id', 'meeting_closing', ['meeting_id'])
    op.create_table(
        'agenda_terms',
        sa.Column('meeting_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('due', sa.DateTime(), nullable=True),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('words', sa.Integer(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('words BETWEEN 1 AND 5000', name=op.f('ck_agenda_terms_words_a_person_writes')),
        to('agenda_terms', 'meeting_id', 'meeting'),
        sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_agenda_terms')),
    )
    op.create_table(
        'agenda_point',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('kind', coded('pointkind', KINDS), nullable=False),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=True),
        sa.Column('lead', sa.String(length=200), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('minutes IS NULL OR minutes > 0', name=op.f('ck_agenda_point_minutes_positive')),
        to('agenda_point', 'meeting_id', 'meeting'),
        sa.ForeignKeyConstraint(['session_id'], ['meeting_session.id'], name=op.f('fk_agenda_point_session_id_meeting_session'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_point')),
    )
    op.create_index('ix_agenda_point_meeting_id', 'agenda_point', ['meeting_id'])
    op.create_index('ix_agenda_point_session_id', 'agenda_point', ['session_id'])
    op.create_index('uq_agenda_point_one_of_each', 'agenda_point', ['meeting_id', 'kind'], unique=True, sqlite_where=ONE_OF_EACH, postgresql_where=ONE_OF_EACH)
    op.create_table(
        'organization_update',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('organization_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('words', sa.Integer(), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('told_by', sa.String(length=200), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        to('organization_update', 'meeting_id', 'meeting'),
        to('organization_update', 'organization_id', 'organization'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_organization_update')),
        sa.UniqueConstraint('key', name=op.f('uq_organization_update_key')),
        sa.UniqueConstraint('meeting_id', 'organization_id', name=op.f('uq_organization_update_meeting_id_organization_id')),
    )
    op.create_index('ix_organization_update_organization_id', 'organization_update', ['organization_id'])
    op.create_table(
        'update_date',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('update_id', sa.Integer(), nullable=False),
        sa.Column('event', sa.String(length=200), nullable=False),
        sa.Column('first_on', sa.Date(), nullable=False),
        sa.Column('last_on', sa.Date(), nullable=False),
        sa.Column('zone', sa.String(length=60), nullable=False),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.CheckConstraint('last_on >= first_on', name=op.f('ck_update_date_ends_after_it_begins')),
        to('update_date', 'update_id', 'organization_update'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_update_date')),
    )
    op.create_index('ix_update_date_update_id', 'update_date', ['update_id'])
    op.create_table(
        'update_addressee',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('update_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('zone', sa.String(length=60), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        to('update_addressee', 'update_id', 'organization_update'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_update_addressee')),
        sa.UniqueConstraint('update_id', 'email', name=op.f('uq_update_addressee_update_id_email')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_update_addressee_email', 'update_addressee', ['email'])
    op.create_table(
        'sitting_repeat',
        sa.Column('session_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('of_id', sa.Integer(), nullable=False),
        sa.Column('sitting', sa.Integer(), nullable=False),
        sa.CheckConstraint('sitting >= 2', name=op.f('ck_sitting_repeat_the_first_repeats_nothing')),
        sa.CheckConstraint('session_id <> of_id', name=op.f('ck_sitting_repeat_repeats_another')),
        to('sitting_repeat', 'session_id', 'meeting_session'),
        to('sitting_repeat', 'of_id', 'meeting_session'),
        sa.PrimaryKeyConstraint('session_id', name=op.f('pk_sitting_repeat')),
    )
    op.create_index('ix_sitting_repeat_of_id', 'sitting_repeat', ['of_id'])


def downgrade():
    for table in (
        'sitting_repeat', 'update_addressee', 'update_date', 'organization_update', 'agenda_point',
        'agenda_terms', 'meeting_closing',
    ):
        op.drop_table(table)

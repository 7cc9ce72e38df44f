"""The timetable: acts that can be undone, hours of interpretation of a meeting, which of two equal hours is meant.

Revision ID: a3c5e17f9b24
Revises: d1f3a90c7e52
Create Date: 2026-11-30 04:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a3c5e17f9b24'
down_revision = 'd1f3a90c7e52'
branch_labels = None
depends_on = None

VERBS = (
    'moved', 'resized', 'room', 'put_away', 'placed', 'added', 'deleted', 'cancelled', 'reinstated', 'template', 'copied',
)
SECOND = {
    'meeting': ('starts_second', 'ends_second', 'closes_second'),
    'meeting_session': ('starts_second', 'ends_second'),
}


def upgrade():
    op.create_table(
        'meeting_sittings',
        sa.Column('meeting_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('hours', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_sittings_meeting_id_meeting'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_meeting_sittings')),
    )
    op.create_table(
        'programme_act',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('actor_name', sa.String(length=200), nullable=False),
        sa.Column(
            'verb', sa.Enum(*VERBS, name='actverb', native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column('said', sa.JSON(), nullable=False),
        sa.Column('changes', sa.JSON(), nullable=False),
        sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['account_id'], ['account.id'], name=op.f('fk_programme_act_account_id_account'), ondelete='SET NULL'
        ),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meeting.id'], name=op.f('fk_programme_act_meeting_id_meeting'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_act')),
    )
    op.create_index('ix_programme_act_at', 'programme_act', ['at'])
    op.create_index('ix_programme_act_meeting_id', 'programme_act', ['meeting_id'])
    # Null: the hour comes once; all that stands does, for nothing else was taken until now. No table is rebuilt.
    for table, columns in SECOND.items():
        for column in columns:
            op.add_column(table, sa.Column(column, sa.Boolean(), nullable=True))


def downgrade():
    for table, columns in SECOND.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
    op.drop_table('programme_act')
    op.drop_table('meeting_sittings')

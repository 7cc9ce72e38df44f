"""Secret addresses of calendars; when the feeds of several meetings changed; what was told of deadlines; who has a role
in the programme that is public, so far within its sessions.

Revision ID: c5a7e2d8b914
Revises: 3e94c2ee8eec
Create Date: 2026-11-30 04:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c5a7e2d8b914'
down_revision = '3e94c2ee8eec'
branch_labels = None
depends_on = None

KINDS = ('programme', 'organization', 'deadlines')
ROLES = ('chair', 'moderator', 'panellist', 'speaker', 'rapporteur')
INSTANT = sa.DateTime(timezone=True)


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade():
    op.create_table(
        'calendar_subscription',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('nonce', sa.String(length=30), nullable=False),
        sa.Column('kind', coded('feedkind', KINDS), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('organization_id', sa.Integer(), nullable=True),
        sa.Column('made_at', INSTANT, nullable=False),
        sa.Column('renewed_at', INSTANT, nullable=True),
        sa.Column('fetched_at', INSTANT, nullable=True),
        sa.Column('digest', sa.String(length=64), nullable=True),
        sa.Column('changed_at', INSTANT, nullable=True),
        sa.CheckConstraint(
            "(kind = 'organization') = (organization_id IS NOT NULL)",
            name=op.f('ck_calendar_subscription_of_an_organization'),
        ),
        sa.ForeignKeyConstraint(
            ['account_id'], ['account.id'], name=op.f('fk_calendar_subscription_account_id_account'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['organization_id'], ['organization.id'],
            name=op.f('fk_calendar_subscription_organization_id_organization'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_subscription')),
        sa.UniqueConstraint('key', name=op.f('uq_calendar_subscription_key')),
    )
    op.create_index(
        'uq_calendar_subscription_one_of_a_kind', 'calendar_subscription', ['account_id', 'kind'], unique=True,
        sqlite_where=sa.text('organization_id IS NULL'), postgresql_where=sa.text('organization_id IS NULL'),
    )
    op.create_index(
        'uq_calendar_subscription_one_of_organization', 'calendar_subscription', ['account_id', 'organization_id'],
        unique=True,
    )
    op.create_index('ix_calendar_subscription_organization_id', 'calendar_subscription', ['organization_id'])
    op.create_table(
        'public_feed',
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('changed_at', INSTANT, nullable=False),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_public_feed')),
    )
    op.create_table(
        'deadline_told',
        sa.Column('uid', sa.String(length=200), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('stands', sa.String(length=80), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('changed_at', INSTANT, nullable=False),
        sa.CheckConstraint('sequence >= 0', name=op.f('ck_deadline_told_sequence_not_negative')),
        sa.PrimaryKeyConstraint('uid', name=op.f('pk_deadline_told')),
    )
    op.create_index(
        'ix_released_session_gone', 'released_session', ['release_id', 'ends_at', 'cancelled', 'taken_out']
    )
    role = op.create_table(
        'released_role',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('released_session_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=True),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('role', coded('speakerrole', ROLES), nullable=False),
        sa.ForeignKeyConstraint(
            ['released_session_id'], ['released_session.id'],
            name=op.f('fk_released_role_released_session_id_released_session'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_released_role_person_id_person'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_released_role')),
    )
    for column in ('released_session_id', 'person_id', 'email'):
        op.create_index(f'ix_released_role_{column}', 'released_role', [column])
    _index_what_is_released(op.get_bind(), role)


def _index_what_is_released(bind, role):
    told = sa.table('released_session', sa.column('id'), sa.column('people', sa.JSON()))
    person = sa.table('person', sa.column('id'))
    there = set(bind.execute(sa.select(person.c.id)).scalars())
    for row in bind.execute(sa.select(told)).all():
        for one in row.people:
            if one.get('person_id') in there:
                bind.execute(role.insert().values(
                    released_session_id=row.id, person_id=one['person_id'], email='', role=one['role'],
                ))


def downgrade():
    op.drop_index('ix_released_session_gone', 'released_session')
    for table in ('released_role', 'deadline_told', 'public_feed', 'calendar_subscription'):
        op.drop_table(table)

"""Versions of the programme: what is public of a meeting becomes its version 1. The tray, rooms, interpretation, answers
of speakers, breaks and breakout groups.

Revision ID: d1f3a90c7e52
Revises: 7b40c1f6d2ae
Create Date: 2026-11-30 03:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd1f3a90c7e52'
down_revision = '7b40c1f6d2ae'
branch_labels = None
depends_on = None

OLD_KINDS = ('opening', 'stock_taking', 'thematic', 'panel', 'closing')
KINDS = ('opening', 'stock_taking', 'thematic', 'panel', 'breakout', 'break', 'closing')
ATTRIBUTIONS = ('public', 'on_approval', 'chatham_house')
ANSWERS = ('not_asked', 'asked', 'confirmed', 'declined')
KIND = 'ck_meeting_session_sessionkind'
ANSWER = 'ck_speaker_speakeranswer'
MINUTES = 'ck_speaker_minutes_positive'
PUBLIC = ('published', 'held', 'closed', 'cancelled')


def one_of(column, codes):
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade():
    op.create_table(
        'programme_release',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('released_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('released_by', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.CheckConstraint('number > 0', name=op.f('ck_programme_release_numbers_begin_with_one')),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meeting.id'], name=op.f('fk_programme_release_meeting_id_meeting'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_release')),
        sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_programme_release_meeting_id_number')),
    )
    op.create_index('ix_programme_release_meeting_id', 'programme_release', ['meeting_id'])
    op.create_table(
        'released_session',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('release_id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=True),
        sa.Column('uid', sa.String(length=80), nullable=False),
        sa.Column('label', sa.String(length=10), nullable=False),
        sa.Column('kind', coded('sessionkind', KINDS), nullable=False),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('starts', sa.DateTime(), nullable=False),
        sa.Column('ends', sa.DateTime(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('room', sa.String(length=100), nullable=False),
        sa.Column('attribution', coded('attribution', ATTRIBUTIONS), nullable=False),
        sa.Column('interpretation', sa.JSON(), nullable=False),
        sa.Column('people', sa.JSON(), nullable=False),
        sa.Column('cancelled', sa.Boolean(), nullable=False),
        sa.Column('taken_out', sa.Boolean(), nullable=False),
        sa.Column('place', sa.JSON(), nullable=False),
        sa.Column('join_link', sa.String(length=500), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_released_session_ends_after_it_starts')),
        sa.CheckConstraint('sequence >= 0', name=op.f('ck_released_session_sequence_not_negative')),
        sa.ForeignKeyConstraint(
            ['release_id'], ['programme_release.id'],
            name=op.f('fk_released_session_release_id_programme_release'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['session_id'], ['meeting_session.id'],
            name=op.f('fk_released_session_session_id_meeting_session'), ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_released_session')),
        sa.UniqueConstraint('release_id', 'uid', name=op.f('uq_released_session_release_id_uid')),
    )
    op.create_index('ix_released_session_session_id', 'released_session', ['session_id'])
    op.create_index('ix_released_session_uid', 'released_session', ['uid'])
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rooms', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('released', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('speaker', schema=None) as batch_op:
        batch_op.add_column(sa.Column('minutes', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('email', sa.String(length=254), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answer', sa.String(length=40), nullable=False, server_default='not_asked'))
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('talk', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('bio', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('language', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('needs', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('why', sa.String(length=500), nullable=False, server_default=''))
        batch_op.create_check_constraint(op.f(ANSWER), one_of('answer', ANSWERS))
        batch_op.create_check_constraint(op.f(MINUTES), 'minutes IS NULL OR minutes > 0')
    with op.batch_alter_table('meeting_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unscheduled', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('interpretation', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.drop_constraint(op.f(KIND), type_='check')
        batch_op.create_check_constraint(op.f(KIND), one_of('kind', KINDS))
    _release_what_is_public(op.get_bind())
    with op.batch_alter_table('meeting_session', schema=None) as batch_op:
        batch_op.drop_column('sequence')
        batch_op.drop_column('changed_at')
    for table, columns in SERVER_DEFAULTS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


SERVER_DEFAULTS = {
    'meeting': ('rooms', 'released'),
    'speaker': ('email', 'answer', 'talk', 'bio', 'language', 'needs', 'why'),
    'meeting_session': ('unscheduled', 'interpretation'),
}


def _release_what_is_public(bind):
    instant = sa.DateTime(timezone=True)
    meeting = sa.table(
        'meeting', sa.column('id'), sa.column('status'), sa.column('title'), sa.column('place'), sa.column('city'),
        sa.column('zone'), sa.column('join_link'), sa.column('feed_changed_at', instant), sa.column('released'),
    )
    names = ('label', 'kind', 'title', 'about', 'room', 'attribution', 'sequence', 'uid')
    session = sa.table(
        'meeting_session', sa.column('id'), sa.column('meeting_id'), *(sa.column(name) for name in names),
        sa.column('starts', sa.DateTime()), sa.column('ends', sa.DateTime()),
        sa.column('starts_at', instant), sa.column('ends_at', instant), sa.column('changed_at', instant),
        sa.column('cancelled_at', instant),
    )
    speaker = sa.table(
        'speaker',
        *(sa.column(n) for n in ('id', 'session_id', 'person_id', 'role', 'name', 'function', 'organization', 'position')),
    )
    release = sa.table(
        'programme_release', sa.column('id'), sa.column('meeting_id'), sa.column('number'),
        sa.column('released_at', instant), sa.column('released_by'), sa.column('note'),
    )
    told = sa.table(
        'released_session', sa.column('release_id'), sa.column('session_id'), *(sa.column(name) for name in names),
        sa.column('starts', sa.DateTime()), sa.column('ends', sa.DateTime()),
        sa.column('starts_at', instant), sa.column('ends_at', instant), sa.column('changed_at', instant),
        sa.column('interpretation', sa.JSON()), sa.column('people', sa.JSON()), sa.column('place', sa.JSON()),
        sa.column('cancelled', sa.Boolean()), sa.column('taken_out', sa.Boolean()), sa.column('join_link'),
    )
    for m in bind.execute(sa.select(meeting).where(meeting.c.status.in_(PUBLIC))).all():
        bind.execute(release.insert().values(
            meeting_id=m.id, number=1, released_at=m.feed_changed_at, released_by='', note='',
        ))
        number = bind.execute(sa.select(release.c.id).where(release.c.meeting_id == m.id)).scalar_one()
        bind.execute(meeting.update().where(meeting.c.id == m.id).values(released=1))
        for s in bind.execute(sa.select(session).where(session.c.meeting_id == m.id)).all():
            spoken = sa.select(speaker).where(speaker.c.session_id == s.id)
            people = [
                {'role': p.role, 'name': p.name, 'function': p.function, 'organization': p.organization, 'talk': '',
                 'minutes': None, 'speaker_id': p.id, 'person_id': p.person_id}
                for p in bind.execute(spoken.order_by(speaker.c.position, speaker.c.id)).all()
            ]
            bind.execute(told.insert().values(
                release_id=number, session_id=s.id, people=people, interpretation=[],
                place=[m.place, m.city, m.zone], join_link=m.join_link, taken_out=False,
                cancelled=s.cancelled_at is not None, starts=s.starts, ends=s.ends, starts_at=s.starts_at,
                ends_at=s.ends_at, changed_at=s.changed_at, **{name: getattr(s, name) for name in names},
            ))


def downgrade():
    bind = op.get_bind()
    instant = sa.DateTime(timezone=True)
    with op.batch_alter_table('meeting_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sequence', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('changed_at', instant, nullable=True))
    session = sa.table(
        'meeting_session', sa.column('id'), sa.column('kind'), sa.column('sequence'), sa.column('uid'),
        sa.column('meeting_id'), sa.column('unscheduled', sa.Boolean()), sa.column('changed_at', instant),
        sa.column('cancelled_at', instant),
    )
    told = sa.table(
        'released_session', sa.column('uid'), sa.column('sequence'), sa.column('changed_at', instant)
    )
    meeting = sa.table('meeting', sa.column('id'), sa.column('changed_at', instant))
    changed = sa.select(meeting.c.changed_at).where(meeting.c.id == session.c.meeting_id).scalar_subquery()
    bind.execute(session.update().values(changed_at=changed))
    for row in bind.execute(sa.select(told).order_by(told.c.sequence)).all():
        bind.execute(
            session.update().where(session.c.uid == row.uid)
            .values(sequence=row.sequence, changed_at=row.changed_at)
        )
    # What the older programme has no word for: a break is told as a panel, what lay in the tray as cancelled.
    bind.execute(session.update().where(session.c.kind.in_(('break', 'breakout'))).values(kind='panel'))
    bind.execute(
        session.update().where(session.c.unscheduled, session.c.cancelled_at.is_(None))
        .values(cancelled_at=session.c.changed_at)
    )
    with op.batch_alter_table('meeting_session', schema=None) as batch_op:
        batch_op.alter_column('changed_at', existing_type=instant, nullable=False)
        batch_op.alter_column('sequence', server_default=None)
        batch_op.drop_constraint(op.f(KIND), type_='check')
        batch_op.create_check_constraint(op.f(KIND), one_of('kind', OLD_KINDS))
        batch_op.drop_column('interpretation')
        batch_op.drop_column('unscheduled')
    with op.batch_alter_table('speaker', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(MINUTES), type_='check')
        batch_op.drop_constraint(op.f(ANSWER), type_='check')
        for name in ('why', 'needs', 'language', 'bio', 'talk', 'answered_at', 'asked_at', 'answer', 'email', 'minutes'):
            batch_op.drop_column(name)
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_column('released')
        batch_op.drop_column('rooms')
    op.drop_table('released_session')
    op.drop_table('programme_release')

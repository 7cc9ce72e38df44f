"""No number of a role is given again (SQLite would); the index of released roles and requests remember it.

Revision ID: d80b3f6e21a9
Revises: c3a91f27b6d4
Create Date: 2026-11-30 07:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd80b3f6e21a9'
down_revision = 'c3a91f27b6d4'
branch_labels = None
depends_on = None

SESSION = sa.table('released_session', sa.column('id'), sa.column('people', sa.JSON()))
SPEAKER = sa.table('speaker', *(sa.column(name) for name in ('id', 'person_id', 'email', 'answer')))
REQUEST = sa.table('role_request', sa.column('speaker_id'), sa.column('role_number'))
ROLE = sa.table('released_role', *(
    sa.column(name) for name in ('id', 'released_session_id', 'person_id', 'email', 'role', 'speaker_id')
), sa.column('agreed', sa.Boolean()))


def upgrade():
    op.add_column('role_request', sa.Column('role_number', sa.Integer(), nullable=True))
    with op.batch_alter_table('released_role') as batch_op:
        batch_op.add_column(sa.Column('speaker_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('agreed', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('released_role') as batch_op:
        batch_op.alter_column('agreed', server_default=None)
    op.create_index('ix_released_role_speaker_id', 'released_role', ['speaker_id'])
    bind = op.get_bind()
    bind.execute(sa.update(REQUEST).values(role_number=REQUEST.c.speaker_id))
    printed = {row.id: row.people for row in bind.execute(sa.select(SESSION))}
    _remember_numbers(bind, printed)
    _number(True)
    if bind.dialect.name == 'sqlite':
        _count_on(bind, {one.get('speaker_id') or 0 for people in printed.values() for one in people})


def downgrade():
    _number(False)
    op.drop_index('ix_released_role_speaker_id', 'released_role')
    with op.batch_alter_table('released_role') as batch_op:
        batch_op.drop_column('agreed')
        batch_op.drop_column('speaker_id')
    with op.batch_alter_table('role_request', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_column('role_number')


def _number(once_only):
    if op.get_bind().dialect.name == 'sqlite':
        with op.batch_alter_table(
            'speaker', recreate='always', table_kwargs={'sqlite_autoincrement': once_only}
        ):
            pass  # the same columns and constraints, numbered in another way


def _count_on(bind, printed):
    """Count on from the highest number that a version mentions, also when its role has gone."""
    last = max(*printed, bind.scalar(sa.select(sa.func.max(SPEAKER.c.id))) or 0, 0, 0)
    bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'speaker'"))
    bind.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('speaker', :last)"), {'last': last})


def _remember_numbers(bind, printed):
    """Of each row of the index, the number of the role printed there that says the same."""
    there = {row.id: row for row in bind.execute(sa.select(SPEAKER))}
    waiting = {}
    for row in bind.execute(sa.select(ROLE).order_by(ROLE.c.id)):
        waiting.setdefault((row.released_session_id, row.role), []).append(row)
    for session_id, people in printed.items():
        for one in people:
            own, rows = there.get(one.get('speaker_id')), waiting.get((session_id, one['role']), [])
            row = next((row for row in rows if _is_of(row, one, own)), None)
            if row is not None:
                rows.remove(row)
                agreed = own is not None and own.answer == 'confirmed'
                values = {'speaker_id': one.get('speaker_id'), 'agreed': agreed}
                bind.execute(sa.update(ROLE).where(ROLE.c.id == row.id).values(values))


def _is_of(row, printed, own):
    if own is None:
        return row.person_id == printed.get('person_id')
    return (row.person_id, row.email) == (own.person_id, own.email.strip().lower())

"""Two acts more that can be undone: a session changed on its own page, interpretation booked.

Revision ID: b8e15c60d7a2
Revises: f4d17a0b93c5
Create Date: 2026-11-30 05:15:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = 'b8e15c60d7a2'
down_revision = 'f4d17a0b93c5'
branch_labels = None
depends_on = None

VERB = 'ck_programme_act_actverb'
OLD = (
    'moved', 'resized', 'room', 'put_away', 'placed', 'added', 'deleted', 'cancelled', 'reinstated', 'template', 'copied',
)
MORE = ('changed', 'booked')


def known(*verbs):
    with op.batch_alter_table('programme_act', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(VERB), type_='check')
        batch_op.create_check_constraint(op.f(VERB), f"verb IN ({', '.join(map(repr, verbs))})")


def upgrade():
    known(*OLD, *MORE)


def downgrade():
    # Nothing before knew of these acts; what they did stays done.
    op.execute(f"DELETE FROM programme_act WHERE verb IN ({', '.join(map(repr, MORE))})")
    known(*OLD)

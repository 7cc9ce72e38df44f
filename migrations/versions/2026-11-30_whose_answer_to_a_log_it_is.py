"""Whose account answered a fellow's log is noted: a former supervisor's words are theirs.

Revision ID: e31b6a94d7c8
Revises: c4d9e61b0f27
"""
import sqlalchemy as sa
from alembic import op

revision = 'e31b6a94d7c8'
down_revision = 'c4d9e61b0f27'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('fellow_log') as batch_op:
        batch_op.add_column(sa.Column('answered_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f('fk_fellow_log_answered_by_id_account'), 'account', ['answered_by_id'], ['id'], ondelete='SET NULL'
        )
        batch_op.create_index(op.f('ix_fellow_log_answered_by_id'), ['answered_by_id'], unique=False)
    # Of who has the supervisor's name it is the supervisor's.
    op.execute(
        "UPDATE fellow_log SET answered_by_id = (SELECT supervisor_id FROM fellow WHERE fellow.id = fellow_log.fellow_id"
        " AND fellow.supervisor_name = fellow_log.answered_by) WHERE answered_at IS NOT NULL"
    )


def downgrade():
    with op.batch_alter_table('fellow_log') as batch_op:
        batch_op.drop_index(op.f('ix_fellow_log_answered_by_id'))
        batch_op.drop_constraint(op.f('fk_fellow_log_answered_by_id_account'), type_='foreignkey')
        batch_op.drop_column('answered_by_id')

"""Merges that were undone hold nothing but that they were, as those do that are undone from now on

Revision ID: 7b40c1f6d2ae
Revises: c3f1d0a97b54
Create Date: 2026-11-24 05:45:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '7b40c1f6d2ae'
down_revision = 'c3f1d0a97b54'
branch_labels = None
depends_on = None


def upgrade():
    values = ('gone', 'before', 'after', 'moved', 'there', 'pairs', 'addresses')
    merge = sa.table(
        'person_merge', sa.column('id'), sa.column('at'), sa.column('undone_at'), sa.column('kept_id'),
        *(sa.column(name, sa.JSON()) for name in values),
    )
    audit = sa.table(
        'audit_row', sa.column('on_kind'), sa.column('on_id'), sa.column('at'),
        sa.column('before', sa.JSON()), sa.column('after', sa.JSON()),
    )
    bind = op.get_bind()
    undone = sa.select(merge.c.id, merge.c.at, merge.c.undone_at, merge.c.kept_id, merge.c.gone)
    for row in bind.execute(undone.where(merge.c.undone_at.is_not(None))).all():
        gone = {'id': row.gone['id']} if 'id' in row.gone else {}
        blank = dict.fromkeys(values[1:5], {}) | {'pairs': [], 'addresses': [], 'gone': gone}
        bind.execute(merge.update().where(merge.c.id == row.id).values(**blank))
        both = [number for number in (row.kept_id, gone.get('id')) if number is not None]
        bind.execute(
            audit.update()
            .where(audit.c.on_kind == 'person', audit.c.on_id.in_(both), audit.c.at.between(row.at, row.undone_at))
            .values(before=sa.null(), after=sa.null())
        )


def downgrade():
    pass  # what was deleted cannot be told again

"""The number of a person or an account that is deleted is never given again; SQLite would, PostgreSQL does not.

Revision ID: c3f1d0a97b54
Revises: 6a8e7639004d
Create Date: 2026-11-24 04:50:00

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = 'c3f1d0a97b54'
down_revision = '6a8e7639004d'
branch_labels = None
depends_on = None


def upgrade():
    _rebuild(True)


def downgrade():
    _rebuild(False)


def _rebuild(once_only):
    if op.get_bind().dialect.name != 'sqlite':
        return
    for table in ('person', 'account'):
        with op.batch_alter_table(table, recreate='always', table_kwargs={'sqlite_autoincrement': once_only}):
            pass  # the same columns and constraints, numbered in another way

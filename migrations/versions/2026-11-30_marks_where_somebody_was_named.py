"""Where somebody was named who may be named no more: marks also in the running record and in outcomes, resolved by a person.

A mark stays as long as its words stand; those of summaries whose words have changed since go.

Revision ID: c5e81d7a3f46
Revises: d4a90b6c1e27
Create Date: 2026-11-30 20:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c5e81d7a3f46'
down_revision = 'd4a90b6c1e27'
branch_labels = None
depends_on = None

STANDING = (
    "SELECT m.paragraph_id FROM summary_named_no_more m JOIN summary_paragraph p"
    " ON p.id = m.paragraph_id AND p.version = m.version"
)
OPEN = (
    "SELECT m.of_id, p.version FROM summary_named_no_more m JOIN summary_paragraph p ON p.id = m.of_id"
    " WHERE m.said_at IS NULL"
)


def upgrade():
    marked = [row.paragraph_id for row in op.get_bind().execute(sa.text(STANDING))]
    op.drop_table('summary_named_no_more')
    for table, of in (
        ('record_named_no_more', 'record_paragraph'),
        ('outcome_named_no_more', 'outcome_record'),
        ('summary_named_no_more', 'summary_paragraph'),
    ):
        made = op.create_table(
            table,
            sa.Column('of_id', sa.Integer(), autoincrement=False, nullable=False),
            sa.Column('said_by', sa.String(length=200), nullable=False),
            sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
            sa.ForeignKeyConstraint(['of_id'], [f'{of}.id'], name=op.f(f'fk_{table}_of_id_{of}'), ondelete='CASCADE'),
            sa.PrimaryKeyConstraint('of_id', name=op.f(f'pk_{table}')),
        )
    op.bulk_insert(made, [{'of_id': number, 'said_by': '', 'said_at': None} for number in marked])


def downgrade():
    """Summaries keep their marks; what is marked in the record and in outcomes was not, before."""
    marked = op.get_bind().execute(sa.text(OPEN)).all()
    for table in ('summary_named_no_more', 'outcome_named_no_more', 'record_named_no_more'):
        op.drop_table(table)
    made = op.create_table(
        'summary_named_no_more',
        sa.Column('paragraph_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'], ['summary_paragraph.id'],
            name=op.f('fk_summary_named_no_more_paragraph_id_summary_paragraph'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('paragraph_id', 'version', name=op.f('pk_summary_named_no_more')),
    )
    op.bulk_insert(made, [{'paragraph_id': row.of_id, 'version': row.version} for row in marked])

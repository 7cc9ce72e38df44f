"""The highest number that a conclusion of a meeting was ever given.

Revision ID: e5a2d80c4f17
Revises: 93c8d0a1f6e2
Create Date: 2026-11-30 10:20:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e5a2d80c4f17'
down_revision = '93c8d0a1f6e2'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'conclusion_number',
        sa.Column('meeting_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('highest', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_conclusion_number_meeting_id_meeting'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_conclusion_number')),
    )
    # Of those that were deleted before this, nobody has kept a number.
    op.execute(
        'INSERT INTO conclusion_number (meeting_id, highest) SELECT meeting_id, max(number) FROM outcome_record '
        'WHERE meeting_id IS NOT NULL AND number IS NOT NULL GROUP BY meeting_id'
    )


def downgrade():
    op.drop_table('conclusion_number')

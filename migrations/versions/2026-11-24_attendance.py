"""Attendance, by session and registration.

Revision ID: 6a8e7639004d
Revises: fa45a983b2ed
Create Date: 2026-11-24 03:08:17.019625

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '6a8e7639004d'
down_revision = 'fa45a983b2ed'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('attendance',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('presence', sa.Enum('in_person', 'online', 'absent', name='presence', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('noted_by', sa.String(length=200), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_attendance_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['meeting_session.id'], name=op.f('fk_attendance_session_id_meeting_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'registration_id', name=op.f('pk_attendance'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_registration_id'), ['registration_id'], unique=False)



def downgrade():
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_registration_id'))

    op.drop_table('attendance')

"""Registrations from a file: tables are kept until they are taken in.

Revision ID: fa45a983b2ed
Revises: e3bfba6ab2b7
Create Date: 2026-11-24 02:43:09.936704

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'fa45a983b2ed'
down_revision = 'e3bfba6ab2b7'
branch_labels = None
depends_on = None

KIND = 'ck_stored_file_filekind'
OLD = ('pdf', 'docx', 'png', 'jpg')
NEW = (*OLD, 'csv', 'xlsx')


def kinds_are(codes):
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(KIND), type_='check')
        batch_op.create_check_constraint(op.f(KIND), f"kind IN ({', '.join(repr(code) for code in codes)})")


def upgrade():
    kinds_are(NEW)
    op.create_table('registration_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('act_id', sa.Integer(), nullable=True),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('made_by', sa.String(length=200), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['act_id'], ['bulk_act.id'], name=op.f('fk_registration_import_act_id_bulk_act'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_registration_import_file_id_stored_file')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_registration_import_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_import')),
    sa.UniqueConstraint('act_id', name=op.f('uq_registration_import_act_id')),
    sa.UniqueConstraint('file_id', name=op.f('uq_registration_import_file_id')),
    sa.UniqueConstraint('key', name=op.f('uq_registration_import_key'))
    )
    with op.batch_alter_table('registration_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registration_import_made_at'), ['made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_registration_import_meeting_id'), ['meeting_id'], unique=False)


def downgrade():
    with op.batch_alter_table('registration_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registration_import_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_registration_import_made_at'))

    op.drop_table('registration_import')
"""Invitations, and places that organizations name people for.

Revision ID: a412bd2dfbb1
Revises: 9f1d1d7c5fa6
Create Date: 2026-11-24 02:23:40.166806

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a412bd2dfbb1'
down_revision = '9f1d1d7c5fa6'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('nomination',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('open', 'taken_back', name='nominationstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('deadline', sa.DateTime(), nullable=False),
    sa.Column('deadline_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_nomination_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_nomination_organization_id_organization'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination')),
    sa.UniqueConstraint('meeting_id', 'organization_id', name=op.f('uq_nomination_meeting_id_organization_id'))
    )
    with op.batch_alter_table('nomination', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nomination_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nomination_organization_id'), ['organization_id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('nomination_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sort_key', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=True),
    sa.Column('organization_name', sa.String(length=200), nullable=False),
    sa.Column('function', sa.String(length=200), nullable=False),
    sa.Column('category', sa.Enum('international', 'regional', 'subregional', 'interregional', 'member_state', 'observer', 'nhri', 'ngo', 'un_mechanism', 'un_entity', 'ohchr_staff', 'academic', name='category', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('status', sa.Enum('alternate', 'asked', 'accepted', 'declined', 'lapsed', 'taken_back', name='invitationstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('place_kept', sa.Boolean(), nullable=False),
    sa.Column('batch', sa.String(length=60), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('named_by', sa.String(length=200), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reply_by', sa.DateTime(timezone=True), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('demonstration', sa.Boolean(), nullable=False),
    sa.CheckConstraint("status <> 'alternate' OR nomination_id IS NOT NULL", name=op.f('ck_invitation_alternates_are_named')),
    sa.CheckConstraint("status <> 'asked' OR reply_by IS NOT NULL", name=op.f('ck_invitation_who_is_asked_has_a_deadline')),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_invitation_email_in_lower_case')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_invitation_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['nomination_id'], ['nomination.id'], name=op.f('fk_invitation_nomination_id_nomination'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_invitation_organization_id_organization'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_invitation_registration_id_registration'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('key', name=op.f('uq_invitation_key'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_batch'), ['batch'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_demonstration'), ['demonstration'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_nomination_id'), ['nomination_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_organization_id'), ['organization_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_registration_id'), ['registration_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_status'), ['status'], unique=False)
        batch_op.create_index('uq_invitation_one_in_hand', ['meeting_id', 'email'], unique=True, sqlite_where=sa.text("status IN ('alternate', 'asked', 'accepted')"), postgresql_where=sa.text("status IN ('alternate', 'asked', 'accepted')"))



def downgrade():
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index('uq_invitation_one_in_hand', sqlite_where=sa.text("status IN ('alternate', 'asked', 'accepted')"), postgresql_where=sa.text("status IN ('alternate', 'asked', 'accepted')"))
        batch_op.drop_index(batch_op.f('ix_invitation_status'))
        batch_op.drop_index(batch_op.f('ix_invitation_registration_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_organization_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_nomination_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_demonstration'))
        batch_op.drop_index(batch_op.f('ix_invitation_batch'))

    op.drop_table('invitation')
    with op.batch_alter_table('nomination', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_nomination_organization_id'))
        batch_op.drop_index(batch_op.f('ix_nomination_meeting_id'))

    op.drop_table('nomination')

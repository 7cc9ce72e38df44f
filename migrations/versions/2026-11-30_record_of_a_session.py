"""The record of a session: paragraphs as rows, and names in them that were found to be nobody's.

Revision ID: c52e9a17f4d8
Revises: b8e15c60d7a2
Create Date: 2026-11-30 06:50:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c52e9a17f4d8'
down_revision = 'b8e15c60d7a2'
branch_labels = None
depends_on = None

ATTRIBUTIONS = ('public', 'on_approval', 'chatham_house')
ROLES = ('chair', 'moderator', 'panellist', 'speaker', 'rapporteur')
NAMES_NOBODY = (
    "attribution <> 'chatham_house' OR (speaker = '' AND organization = '' AND role IS NULL"
    " AND speaker_id IS NULL AND organization_id IS NULL AND registration_id IS NULL AND NOT naming_approved)"
)


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade():
    op.create_table(
        'record_paragraph',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=40), nullable=False),
        sa.Column('position', sa.BigInteger(), nullable=False),
        sa.Column('kind', coded('paragraphkind', ('paragraph', 'intervention')), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('attribution', coded('attribution', ATTRIBUTIONS), nullable=False),
        sa.Column('speaker', sa.String(length=200), nullable=False),
        sa.Column('organization', sa.String(length=200), nullable=False),
        sa.Column('role', coded('speakerrole', ROLES), nullable=True),
        sa.Column('naming_approved', sa.Boolean(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=True),
        sa.Column('registration_id', sa.Integer(), nullable=True),
        sa.Column('organization_id', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('mark', sa.Integer(), nullable=False),
        sa.Column('written_by', sa.String(length=200), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('out_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(NAMES_NOBODY, name=op.f('ck_record_paragraph_chatham_house_names_nobody')),
        sa.CheckConstraint('version > 0', name=op.f('ck_record_paragraph_versions_begin_with_one')),
        sa.ForeignKeyConstraint(['session_id'], ['meeting_session.id'], name=op.f('fk_record_paragraph_session_id_meeting_session'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['speaker_id'], ['speaker.id'], name=op.f('fk_record_paragraph_speaker_id_speaker'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_record_paragraph_registration_id_registration'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_record_paragraph_organization_id_organization'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_record_paragraph')),
        sa.UniqueConstraint('session_id', 'key', name=op.f('uq_record_paragraph_session_id_key')),
    )
    op.create_index('ix_record_paragraph_order', 'record_paragraph', ['session_id', 'position', 'id'])
    op.create_index('ix_record_paragraph_mark', 'record_paragraph', ['session_id', 'mark'])
    for column in ('speaker_id', 'registration_id', 'organization_id'):
        op.create_index(f'ix_record_paragraph_{column}', 'record_paragraph', [column])
    op.create_table(
        'not_named',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paragraph_id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('name_digest', sa.String(length=64), nullable=False),
        sa.Column('reason', sa.String(length=500), nullable=False),
        sa.Column('said_by', sa.String(length=200), nullable=False),
        sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['paragraph_id'], ['record_paragraph.id'], name=op.f('fk_not_named_paragraph_id_record_paragraph'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_not_named')),
        sa.UniqueConstraint('paragraph_id', 'version', 'name_digest', name=op.f('uq_not_named_paragraph_id_version_name_digest')),
    )


def downgrade():
    op.drop_table('not_named')
    op.drop_table('record_paragraph')

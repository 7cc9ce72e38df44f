"""A waiting list, offers of places, places of groups and organizations, places handed over; gender, as said.

Revision ID: a4c3d812fb39
Revises: f24c4d9e1603
Create Date: 2026-11-23 23:53:30.588010

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a4c3d812fb39'
down_revision = 'f24c4d9e1603'
branch_labels = None
depends_on = None

CATEGORIES = (
    'international', 'regional', 'subregional', 'interregional', 'member_state', 'observer', 'nhri', 'ngo',
    'un_mechanism', 'un_entity', 'ohchr_staff', 'academic',
)
OLD = ('unconfirmed', 'submitted', 'approved', 'declined', 'withdrawn')
NEW = ('unconfirmed', 'submitted', 'waiting', 'offered', 'approved', 'declined', 'withdrawn', 'cancelled')


def one_of(column, codes):
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


STATUS = 'ck_registration_registrationstatus'
ADDED = {
    'ck_registration_gender': one_of('gender', ('woman', 'man', 'other')),
    'ck_registration_an_offer_has_a_deadline': "(status = 'offered') = (reply_by IS NOT NULL)",
    'ck_registration_who_waits_has_a_turn': "status <> 'waiting' OR waiting_since IS NOT NULL",
}


def upgrade():
    op.create_table('place_limit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('category', sa.Enum(*CATEGORIES, name='category', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('organization_id', sa.Integer(), nullable=True),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.CheckConstraint('(category IS NULL) <> (organization_id IS NULL)', name=op.f('ck_place_limit_on_one_thing')),
    sa.CheckConstraint('places >= 0', name=op.f('ck_place_limit_places_not_negative')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_place_limit_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_place_limit_organization_id_organization'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_limit')),
    sa.UniqueConstraint('meeting_id', 'category', name=op.f('uq_place_limit_meeting_id_category')),
    sa.UniqueConstraint('meeting_id', 'organization_id', name=op.f('uq_place_limit_meeting_id_organization_id'))
    )
    with op.batch_alter_table('place_limit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_limit_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_place_limit_organization_id'), ['organization_id'], unique=False)

    op.create_table('registration_terms',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('waiting_list', sa.Boolean(), nullable=False),
    sa.Column('offers_by_itself', sa.Boolean(), nullable=False),
    sa.Column('reply_hours', sa.Integer(), nullable=False),
    sa.Column('changes_close', sa.DateTime(), nullable=True),
    sa.Column('changes_close_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('reply_hours BETWEEN 1 AND 720', name=op.f('ck_registration_terms_reply_within_a_month')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_registration_terms_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_registration_terms'))
    )
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(STATUS), type_='check')
        batch_op.add_column(sa.Column('gender', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('waiting_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reply_by', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('instead_of_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.create_index(batch_op.f('ix_registration_instead_of_id'), ['instead_of_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_registration_instead_of_id_registration'), 'registration', ['instead_of_id'], ['id'], ondelete='SET NULL')
        batch_op.create_check_constraint(op.f(STATUS), one_of('status', NEW))
        for name, text in ADDED.items():
            batch_op.create_check_constraint(op.f(name), text)


def downgrade():
    # Nothing before knew of these states: who waits, waits for a decision; who was cancelled, was declined.
    op.execute("UPDATE registration SET reply_by = NULL, status = 'submitted' WHERE status IN ('waiting', 'offered')")
    op.execute("UPDATE registration SET status = 'declined' WHERE status = 'cancelled'")
    with op.batch_alter_table('registration', schema=None) as batch_op:
        for name in (STATUS, *ADDED):
            batch_op.drop_constraint(op.f(name), type_='check')
        batch_op.create_check_constraint(op.f(STATUS), one_of('status', OLD))
        batch_op.drop_constraint(batch_op.f('fk_registration_instead_of_id_registration'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_registration_instead_of_id'))
        batch_op.drop_column('version')
        batch_op.drop_column('instead_of_id')
        batch_op.drop_column('reply_by')
        batch_op.drop_column('waiting_since')
        batch_op.drop_column('gender')
    op.drop_table('registration_terms')
    op.drop_table('place_limit')

"""The panel of an edition, assessments, decisions and offers; the roles of assessor and chair.

Revision ID: f2a55e55ed01
Revises: f1e7a0c6d254
Create Date: 2026-11-30 14:40:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f2a55e55ed01'
down_revision = 'f1e7a0c6d254'
branch_labels = None
depends_on = None

ROLE = 'ck_role_holding_role'
OLD = ('administrator', 'organizer', 'drafter', 'rapporteur', 'focal_point', 'participant', 'signed_in', 'anyone')
NEW = (*OLD[:6], 'assessor', 'chair', *OLD[6:])
ASSIGNMENT_STATES = ('asked', 'assessing', 'handed_in', 'conflict', 'recused', 'left')
OUTCOMES = ('shortlisted', 'selected', 'reserve', 'not_selected')
OFFER_STATES = ('open', 'accepted', 'declined', 'lapsed', 'withdrawn')


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def to(table, column, other, ondelete=None):
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}_{other}'), ondelete=ondelete)


def roles_are(codes):
    with op.batch_alter_table('role_holding', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(ROLE), type_='check')
        batch_op.create_check_constraint(op.f(ROLE), f"role IN ({', '.join(repr(code) for code in codes)})")


def upgrade():
    roles_are(NEW)
    op.create_table(
        'panel_member',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('languages', sa.JSON(), nullable=False),
        sa.Column('organization_id', sa.Integer(), nullable=True),
        sa.Column('chair', sa.Boolean(), nullable=False),
        sa.Column('assesses', sa.Boolean(), nullable=False),
        sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('left_reason', sa.Text(), nullable=False),
        sa.Column('reminded_on', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        to('panel_member', 'edition_id', 'fellowship_edition', 'CASCADE'),
        to('panel_member', 'account_id', 'account', 'SET NULL'),
        to('panel_member', 'organization_id', 'organization', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_member')),
        sa.UniqueConstraint('key', name=op.f('uq_panel_member_key')),
        sa.UniqueConstraint('edition_id', 'account_id', name=op.f('uq_panel_member_edition_id_account_id')),
    )
    for column in ('account_id', 'organization_id'):
        op.create_index(f'ix_panel_member_{column}', 'panel_member', [column])
    op.create_table(
        'assessment_assignment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('member_id', sa.Integer(), nullable=False),
        sa.Column('state', coded('assignmentstate', ASSIGNMENT_STATES), nullable=False),
        sa.Column('by_hand', sa.Boolean(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('conflict', sa.Boolean(), nullable=True),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('summary', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint("state <> 'handed_in' OR handed_in_at IS NOT NULL", name=op.f('ck_assessment_assignment_was_handed_in')),
        sa.CheckConstraint(
            "state NOT IN ('assessing', 'handed_in') OR conflict IS NOT NULL",
            name=op.f('ck_assessment_assignment_was_asked_for_a_conflict'),
        ),
        to('assessment_assignment', 'application_id', 'fellowship_application', 'CASCADE'),
        to('assessment_assignment', 'member_id', 'panel_member', 'CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_assignment')),
        sa.UniqueConstraint('key', name=op.f('uq_assessment_assignment_key')),
        sa.UniqueConstraint('application_id', 'member_id', name=op.f('uq_assessment_assignment_application_id_member_id')),
    )
    op.create_index('ix_assessment_assignment_member_id', 'assessment_assignment', ['member_id'])
    op.create_table(
        'assessment_score',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('assignment_id', sa.Integer(), nullable=False),
        sa.Column('criterion_id', sa.Integer(), nullable=False),
        sa.Column('value', sa.Integer(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        to('assessment_score', 'assignment_id', 'assessment_assignment', 'CASCADE'),
        to('assessment_score', 'criterion_id', 'fellowship_criterion', 'CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_score')),
        sa.UniqueConstraint('assignment_id', 'criterion_id', name=op.f('uq_assessment_score_assignment_id_criterion_id')),
    )
    op.create_index('ix_assessment_score_criterion_id', 'assessment_score', ['criterion_id'])
    op.create_table(
        'assessment_remark',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('by_name', sa.String(length=200), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        to('assessment_remark', 'application_id', 'fellowship_application', 'CASCADE'),
        to('assessment_remark', 'account_id', 'account', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_remark')),
    )
    for column in ('application_id', 'account_id'):
        op.create_index(f'ix_assessment_remark_{column}', 'assessment_remark', [column])
    op.create_table(
        'selection_decision',
        sa.Column('application_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('outcome', coded('outcome', OUTCOMES), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('place', sa.Integer(), nullable=True),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('by_name', sa.String(length=200), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'reserve') = (place IS NOT NULL)", name=op.f('ck_selection_decision_the_reserve_has_an_order')
        ),
        to('selection_decision', 'application_id', 'fellowship_application', 'CASCADE'),
        to('selection_decision', 'account_id', 'account', 'SET NULL'),
        sa.PrimaryKeyConstraint('application_id', name=op.f('pk_selection_decision')),
    )
    op.create_index('ix_selection_decision_account_id', 'selection_decision', ['account_id'])
    op.create_table(
        'fellowship_offer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('zone', sa.String(length=60), nullable=False),
        sa.Column('deadline', sa.DateTime(), nullable=False),
        sa.Column('deadline_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('state', coded('offerstate', OFFER_STATES), nullable=False),
        sa.Column('from_reserve', sa.Boolean(), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        to('fellowship_offer', 'application_id', 'fellowship_application', 'CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship_offer')),
        sa.UniqueConstraint('application_id', name=op.f('uq_fellowship_offer_application_id')),
        sqlite_autoincrement=True,
    )
    for column in ('deadline_at', 'state'):
        op.create_index(f'ix_fellowship_offer_{column}', 'fellowship_offer', [column])


def downgrade():
    for table in (
        'fellowship_offer', 'selection_decision', 'assessment_remark', 'assessment_score', 'assessment_assignment',
        'panel_member',
    ):
        op.drop_table(table)
    # Nothing before knew of these roles.
    op.execute("DELETE FROM role_holding WHERE role IN ('assessor', 'chair')")
    roles_are(OLD)

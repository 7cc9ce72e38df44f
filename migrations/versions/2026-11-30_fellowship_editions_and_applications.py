"""The door into the fellowship: editions with their criteria, applications with files, nominations, overrides, past fellows.

Revision ID: f1e7a0c6d254
Revises: c41d7e90b6a5
Create Date: 2026-11-30 14:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f1e7a0c6d254'
down_revision = 'c41d7e90b6a5'
branch_labels = None
depends_on = None

REGIONS = ('Africa', 'Americas', 'Arab region', 'Asia', 'Europe', 'Interregional', 'Pacific')
EDITION_STATES = ('draft', 'open', 'closed', 'assessment', 'decided', 'running', 'ended', 'cancelled')
APPLICATION_STATES = (
    'draft', 'submitted', 'more_information', 'eligible', 'not_eligible', 'shortlisted', 'selected', 'reserve',
    'not_selected', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn',
)
DOCUMENTS = ('cv', 'nomination_letter', 'reference_letter', 'language_certificate', 'work_sample')
CONDITIONS = ('serving_staff', 'nominated', 'not_a_past_fellow', 'language')
STANDS = sa.text("state IN ('asked', 'confirmed')")


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def to(table, column, other, ondelete=None):
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}_{other}'), ondelete=ondelete)


def upgrade():
    op.create_table(
        'fellowship_edition',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=120), nullable=False),
        sa.Column('cycle_id', sa.Integer(), nullable=True),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('covered', sa.Text(), nullable=False),
        sa.Column('stipend', sa.Text(), nullable=False),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=True),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('decision_by', sa.Date(), nullable=True),
        sa.Column('duration_weeks', sa.Integer(), nullable=False),
        sa.Column('places', sa.Integer(), nullable=False),
        sa.Column('tracks', sa.JSON(), nullable=False),
        sa.Column('zone', sa.String(length=60), nullable=False),
        sa.Column('opens', sa.DateTime(), nullable=False),
        sa.Column('opens_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('closes', sa.DateTime(), nullable=False),
        sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('nomination', coded('nominationway', ('either', 'nominated', 'confirmed', 'none')), nullable=False),
        sa.Column('words_most', sa.Integer(), nullable=False),
        sa.Column('documents', sa.JSON(), nullable=False),
        sa.Column('conditions', sa.JSON(), nullable=False),
        sa.Column('blind', sa.Boolean(), nullable=False),
        sa.Column('assessors_each', sa.Integer(), nullable=False),
        sa.Column('assess_by', sa.Date(), nullable=True),
        sa.Column('answer_days', sa.Integer(), nullable=False),
        sa.Column('state', coded('editionstate', EDITION_STATES), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.CheckConstraint('closes_at > opens_at', name=op.f('ck_fellowship_edition_closes_after_it_opens')),
        sa.CheckConstraint(
            'places > 0 AND duration_weeks > 0 AND words_most > 0', name=op.f('ck_fellowship_edition_terms_are_counted')
        ),
        to('fellowship_edition', 'cycle_id', 'cycle', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship_edition')),
        sa.UniqueConstraint('slug', name=op.f('uq_fellowship_edition_slug')),
    )
    op.create_index('ix_fellowship_edition_cycle_id', 'fellowship_edition', ['cycle_id'])
    op.create_index('ix_fellowship_edition_state', 'fellowship_edition', ['state'])
    op.create_index('ix_fellowship_edition_demonstration', 'fellowship_edition', ['demonstration'])
    op.create_table(
        'fellowship_criterion',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('weight', sa.Integer(), nullable=False),
        sa.Column('lowest', sa.Integer(), nullable=False),
        sa.Column('highest', sa.Integer(), nullable=False),
        sa.CheckConstraint('weight > 0', name=op.f('ck_fellowship_criterion_counts_for_something')),
        sa.CheckConstraint('highest > lowest', name=op.f('ck_fellowship_criterion_a_scale_goes_up')),
        to('fellowship_criterion', 'edition_id', 'fellowship_edition', 'CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship_criterion')),
    )
    op.create_index('ix_fellowship_criterion_edition_id', 'fellowship_criterion', ['edition_id'])
    op.create_table(
        'fellowship_application',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('sort_key', sa.String(length=200), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('organization_id', sa.Integer(), nullable=True),
        sa.Column('organization_name', sa.String(length=200), nullable=False),
        sa.Column('region', coded('region', REGIONS), nullable=True),
        sa.Column('function', sa.String(length=200), nullable=False),
        sa.Column('gender', coded('gender', ('woman', 'man', 'other')), nullable=True),
        sa.Column('languages', sa.JSON(), nullable=False),
        sa.Column('track', sa.String(length=10), nullable=False),
        sa.Column('statement', sa.Text(), nullable=False),
        sa.Column('words', sa.Integer(), nullable=False),
        sa.Column('zone', sa.String(length=60), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('state', coded('applicationstate', APPLICATION_STATES), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('asked_fields', sa.JSON(), nullable=False),
        sa.Column('asked_note', sa.Text(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('asked_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_by', sa.String(length=200), nullable=False),
        sa.Column('decided_reason', sa.Text(), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawn_reason', sa.Text(), nullable=False),
        sa.Column('forgotten_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.CheckConstraint('email = lower(email)', name=op.f('ck_fellowship_application_email_in_lower_case')),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL",
            name=op.f('ck_fellowship_application_was_submitted'),
        ),
        to('fellowship_application', 'edition_id', 'fellowship_edition', 'CASCADE'),
        to('fellowship_application', 'organization_id', 'organization', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship_application')),
        sa.UniqueConstraint('key', name=op.f('uq_fellowship_application_key')),
        sa.UniqueConstraint('edition_id', 'email', name=op.f('uq_fellowship_application_edition_id_email')),
        sa.UniqueConstraint('edition_id', 'number', name=op.f('uq_fellowship_application_edition_id_number')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_fellowship_application_email', 'fellowship_application', ['email'])
    op.create_index('ix_fellowship_application_organization_id', 'fellowship_application', ['organization_id'])
    op.create_index('ix_fellowship_application_state', 'fellowship_application', ['edition_id', 'state', 'number'])
    op.create_index('ix_fellowship_application_demonstration', 'fellowship_application', ['demonstration'])
    op.create_table(
        'fellowship_file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('kind', coded('documentkind', DOCUMENTS), nullable=False),
        sa.Column('file_id', sa.Integer(), nullable=False),
        sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=False),
        to('fellowship_file', 'application_id', 'fellowship_application', 'CASCADE'),
        to('fellowship_file', 'file_id', 'stored_file'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship_file')),
        sa.UniqueConstraint('application_id', 'kind', name=op.f('uq_fellowship_file_application_id_kind')),
        sa.UniqueConstraint('file_id', name=op.f('uq_fellowship_file_file_id')),
    )
    op.create_table(
        'fellowship_nomination',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('organization_id', sa.Integer(), nullable=True),
        sa.Column('organization_name', sa.String(length=200), nullable=False),
        sa.Column('by_name', sa.String(length=200), nullable=False),
        sa.Column('by_email', sa.String(length=254), nullable=False),
        sa.Column('by_known', sa.Boolean(), nullable=False),
        sa.Column('own_step', sa.Boolean(), nullable=False),
        sa.Column('state', coded('nominationstate', ('asked', 'confirmed', 'refused', 'withdrawn')), nullable=False),
        sa.Column('serving_staff', sa.Boolean(), nullable=True),
        sa.Column('letter_id', sa.Integer(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('by_email = lower(by_email)', name=op.f('ck_fellowship_nomination_email_in_lower_case')),
        to('fellowship_nomination', 'edition_id', 'fellowship_edition', 'CASCADE'),
        to('fellowship_nomination', 'application_id', 'fellowship_application', 'CASCADE'),
        to('fellowship_nomination', 'organization_id', 'organization', 'SET NULL'),
        to('fellowship_nomination', 'letter_id', 'stored_file'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship_nomination')),
        sa.UniqueConstraint('key', name=op.f('uq_fellowship_nomination_key')),
        sa.UniqueConstraint('letter_id', name=op.f('uq_fellowship_nomination_letter_id')),
        sqlite_autoincrement=True,
    )
    for column in ('edition_id', 'application_id', 'organization_id', 'by_email'):
        op.create_index(f'ix_fellowship_nomination_{column}', 'fellowship_nomination', [column])
    op.create_index(
        'uq_fellowship_nomination_one_stands', 'fellowship_nomination', ['application_id', 'organization_id'],
        unique=True, sqlite_where=STANDS, postgresql_where=STANDS,
    )
    op.create_table(
        'fellowship_override',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('application_id', sa.Integer(), nullable=False),
        sa.Column('condition', coded('condition', CONDITIONS), nullable=False),
        sa.Column('met', sa.Boolean(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('by_name', sa.String(length=200), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        to('fellowship_override', 'application_id', 'fellowship_application', 'CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship_override')),
        sa.UniqueConstraint(
            'application_id', 'condition', name=op.f('uq_fellowship_override_application_id_condition')
        ),
    )
    op.create_table(
        'fellowship_past',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('edition_title', sa.String(length=200), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('sort_key', sa.String(length=200), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('organization_id', sa.Integer(), nullable=True),
        sa.Column('organization_name', sa.String(length=200), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        to('fellowship_past', 'organization_id', 'organization', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship_past')),
        sa.UniqueConstraint('key', name=op.f('uq_fellowship_past_key')),
    )
    for column in ('sort_key', 'email', 'organization_id', 'demonstration'):
        op.create_index(f'ix_fellowship_past_{column}', 'fellowship_past', [column])


def downgrade():
    for table in ('past', 'override', 'nomination', 'file', 'application', 'criterion', 'edition'):
        op.drop_table(f'fellowship_{table}')

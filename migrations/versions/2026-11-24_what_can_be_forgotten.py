"""Whose a registration was can be deleted; a mail that tells of it is blanked once it has gone.

Revision ID: 2e2f35c6da3b
Revises: 3d8ad0a4a4fb
Create Date: 2026-11-24 02:05:44.289607

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '2e2f35c6da3b'
down_revision = '3d8ad0a4a4fb'
branch_labels = None
depends_on = None

REGIONS = ('Africa', 'Americas', 'Arab region', 'Asia', 'Europe', 'Interregional', 'Pacific')


def upgrade():
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('blank_after', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.add_column(sa.Column('forgotten_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('region', sa.String(length=40), nullable=True))
        batch_op.create_check_constraint(
            op.f('ck_registration_region'), f"region IN ({', '.join(repr(r) for r in REGIONS)})"
        )


def downgrade():
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_registration_region'), type_='check')
        batch_op.drop_column('region')
        batch_op.drop_column('forgotten_at')
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_column('blank_after')

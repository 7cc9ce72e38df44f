"""That both records of a merge are one person is shown by a link to the other address, or by the office's word.

Revision ID: e7a2b94d0c31
Revises: 5e0c7d2b91fa
Create Date: 2026-11-30 04:10:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e7a2b94d0c31'
down_revision = '5e0c7d2b91fa'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'merge_proof',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('merge_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('proven_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('by', sa.String(length=200), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_merge_proof_account_id_account', ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['merge_id'], ['person_merge.id'], name='fk_merge_proof_merge_id_person_merge', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name='pk_merge_proof'),
    )
    op.create_index('ix_merge_proof_account_id', 'merge_proof', ['account_id'])
    op.create_index('ix_merge_proof_merge_id', 'merge_proof', ['merge_id'])


def downgrade():
    op.drop_index('ix_merge_proof_merge_id', table_name='merge_proof')
    op.drop_index('ix_merge_proof_account_id', table_name='merge_proof')
    op.drop_table('merge_proof')

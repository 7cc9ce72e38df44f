"""Addresses with a domain in its own letters are kept as mail writes them; ı, ø, ł and đ are sorted as i, o, l and d.

What a downgrade leaves: the addresses are the same mailboxes, and names are found as before.

Revision ID: a3c85d1f90b7
Revises: f2a55e55ed01
Create Date: 2026-11-30 15:30:00.000000

"""
from alembic import op
import idna
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a3c85d1f90b7'
down_revision = 'f2a55e55ed01'
branch_labels = None
depends_on = None

# Table, column, and with what besides an address is there only once (None: as often as one likes).
ADDRESSES = (
    ('account', 'email', ()),
    ('person', 'email', ()),
    ('person_address', 'email', ()),
    ('registration', 'email', ('meeting_id',)),
    ('update_addressee', 'email', ('update_id',)),
    ('calendar_answer', 'email', ('uid',)),
    ('invitation', 'email', None),
    ('fellowship_application', 'email', None),
    ('fellowship_nomination', 'by_email', None),
    ('fellowship_past', 'email', None),
    ('merge_proof', 'email', None),
    ('outbox_message', 'to_email', None),
    ('person_request', 'email', None),
    ('received_mail', 'email', None),
    ('received_mail', 'from_email', None),
    ('released_role', 'email', None),
    ('speaker', 'email', None),
)
SORTED = ('registration', 'invitation', 'fellowship_application', 'fellowship_past')
NEAR = {'ı': 'i', 'ø': 'o', 'ł': 'l', 'đ': 'd'}


def upgrade():
    bind = op.get_bind()
    for name, column, alone in ADDRESSES:
        _plain(bind, name, column, alone)
    for name in SORTED:
        key = sa.column('sort_key')
        written = key
        for letter, plain in NEAR.items():
            written = sa.func.replace(written, letter, plain)
        found = sa.or_(*(key.contains(letter) for letter in NEAR))
        bind.execute(sa.update(sa.table(name, key)).where(found).values(sort_key=written))


def _plain(bind, name, column, alone):
    """Two rows of one mailbox are two people's until the office says otherwise: the second stays, and is told."""
    table = sa.table(name, sa.column('id'), sa.column(column), *map(sa.column, alone or ()))
    said = table.c[column]
    for row in bind.execute(sa.select(table).where(said.is_not(None)).order_by(table.c.id)).mappings().all():
        mailed = _mailed(row[column])
        if mailed == row[column]:
            continue
        same = sa.and_(said == mailed, *(table.c[one] == row[one] for one in alone or ()))
        if alone is not None and bind.scalar(sa.select(sa.func.count()).select_from(table).where(same)):
            print(f'{name} {row["id"]}: {row[column]} and {mailed} are one mailbox; merge them, or correct one.')
        else:
            bind.execute(sa.update(table).where(table.c.id == row['id']).values({column: mailed}))


def _mailed(address):
    local, at, domain = address.rpartition('@')
    if domain.isascii() or not local.isascii():
        return address
    try:
        return local + at + idna.encode(domain, uts46=True).decode()
    except UnicodeError:
        return address


def downgrade():
    pass

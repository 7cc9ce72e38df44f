"""The report with a memory: sections as rows, what each paragraph was taken from, its history, comments on it.

Revision ID: 6f2b8d41c7e3
Revises: d1b7e4c20a98
Create Date: 2026-11-30 10:15:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '6f2b8d41c7e3'
down_revision = 'd1b7e4c20a98'
branch_labels = None
depends_on = None

# The structure as every report had it until now: key, parent, title, what it takes, whether it cites paragraphs.
SKELETON = (
    ('summary', '', 'Summary', ['overview'], False),
    ('I', '', 'Introduction', ['mandate', 'workshop', 'participation'], False),
    ('II', '', 'Summary of the discussions', ['summaries'], False),
    ('practices', 'II', 'Practices, lessons learned and possible new forms of cooperation', ['practices'], False),
    ('III', '', 'Progress in implementing the resolution', [], False),
    (
        'focal_points', 'III', 'Annual meetings of focal points',
        ['focal_point_meetings', 'progress:focal_points', 'focal_point_conclusions'], True,
    ),
    ('fellowship', 'III', 'Fellowship programme', ['progress:fellowship', 'fellowship'], True),
    ('resources', 'III', 'Resources', ['progress:resources', 'resources'], True),
    ('cooperation', 'III', 'Cooperation', ['progress:cooperation'], True),
    ('workshop', 'III', 'Workshop and report', ['progress:workshop', 'progress:report'], True),
    ('IV', '', 'Conclusions and recommendations', ['conclusions'], False),
)
OLD = sa.table(
    'report_paragraph',
    *(sa.column(name) for name in ('id', 'report_id', 'source_key', 'part', 'section', 'heading', 'position')),
    *(sa.column(name) for name in ('text', 'text_taken', 'text_offered', 'touched_by', 'version')),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ('touched_at', 'removed_at')),
    *(sa.column(name, sa.JSON(none_as_null=True)) for name in ('items', 'items_taken', 'items_offered', 'sources')),
    sa.column('source_gone', sa.Boolean()),
)
NEW = sa.table(
    'report_paragraph', *(sa.column(name) for name in ('id', 'report_id', 'section_id', 'name', 'position', 'text')),
    sa.column('placed', sa.Boolean()), sa.column('items', sa.JSON()),
)
REPORT = sa.table('report', *(sa.column(name) for name in ('id', 'named')))
SECTION = sa.table(
    'report_section',
    *(sa.column(name) for name in ('id', 'report_id', 'key', 'parent', 'position', 'title', 'assigned_to', 'version')),
    sa.column('takes', sa.JSON()), sa.column('cites', sa.Boolean()), sa.column('named', sa.Boolean()),
)
TAKEN = sa.table(
    'report_taken',
    *(sa.column(name) for name in ('id', 'paragraph_id', 'position', 'source_key', 'text_taken', 'text_offered')),
    *(sa.column(name, sa.JSON(none_as_null=True)) for name in ('items_taken', 'items_offered', 'sources')),
    sa.column('gone', sa.Boolean()),
)
HISTORY = sa.table(
    'report_paragraph_version',
    *(sa.column(name) for name in ('paragraph_id', 'number', 'what', 'text', 'place', 'reason', 'by')),
    sa.column('items', sa.JSON()), sa.column('at', sa.DateTime(timezone=True)),
)


def upgrade():
    bind = op.get_bind()
    old = bind.execute(sa.select(OLD).order_by(OLD.c.report_id, OLD.c.position, OLD.c.id)).all()
    _tables()
    op.add_column('report', sa.Column('named', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('report') as batch_op:
        batch_op.alter_column('named', server_default=None)
    with op.batch_alter_table('report_paragraph') as batch_op:
        batch_op.add_column(sa.Column('section_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('name', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('placed', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('merged_into', sa.String(length=20), nullable=False, server_default=''))
    places = _sections(bind, old)
    for at, row in enumerate(old):
        _remember(bind, row, places, at + 1 - next(n for n, other in enumerate(old) if other.report_id == row.report_id))
    with op.batch_alter_table('report_paragraph') as batch_op:
        batch_op.drop_constraint('uq_report_paragraph_report_id_source_key', type_='unique')
        for name in (
            'source_key', 'part', 'section', 'heading', 'text_taken', 'items_taken', 'text_offered', 'items_offered',
            'source_gone',
        ):
            batch_op.drop_column(name)
        batch_op.alter_column('section_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('name', existing_type=sa.String(length=20), nullable=False)
        batch_op.alter_column('placed', existing_type=sa.Boolean(), server_default=None)
        batch_op.alter_column('merged_into', existing_type=sa.String(length=20), server_default=None)
        batch_op.create_unique_constraint('uq_report_paragraph_report_id_name', ['report_id', 'name'])
        batch_op.create_foreign_key(
            'fk_report_paragraph_section_id_report_section', 'report_section', ['section_id'], ['id'],
            ondelete='CASCADE',
        )
        batch_op.create_index('ix_report_paragraph_section_id', ['section_id'])


def _tables():
    op.create_table(
        'report_section',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=120), nullable=False),
        sa.Column('parent', sa.String(length=120), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('takes', sa.JSON(), nullable=False),
        sa.Column('cites', sa.Boolean(), nullable=False),
        sa.Column('named', sa.Boolean(), nullable=False),
        sa.Column('assigned_account_id', sa.Integer(), nullable=True),
        sa.Column('assigned_to', sa.String(length=200), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('words_wanted', sa.Integer(), nullable=True),
        sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['report_id'], ['report.id'], name='fk_report_section_report_id_report', ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['assigned_account_id'], ['account.id'], name='fk_report_section_assigned_account_id_account',
            ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('id', name='pk_report_section'),
        sa.UniqueConstraint('report_id', 'key', name='uq_report_section_report_id_key'),
    )
    op.create_index('ix_report_section_report_id', 'report_section', ['report_id'])
    op.create_index('ix_report_section_assigned_account_id', 'report_section', ['assigned_account_id'])
    op.create_table(
        'report_taken',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paragraph_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('source_key', sa.String(length=120), nullable=False),
        sa.Column('text_taken', sa.Text(), nullable=False),
        sa.Column('items_taken', sa.JSON(), nullable=False),
        sa.Column('text_offered', sa.Text(), nullable=True),
        sa.Column('items_offered', sa.JSON(), nullable=True),
        sa.Column('gone', sa.Boolean(), nullable=False),
        sa.Column('sources', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'], ['report_paragraph.id'], name='fk_report_taken_paragraph_id_report_paragraph',
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name='pk_report_taken'),
        sa.UniqueConstraint('paragraph_id', 'source_key', name='uq_report_taken_paragraph_id_source_key'),
    )
    op.create_index('ix_report_taken_paragraph_id', 'report_taken', ['paragraph_id'])
    op.create_table(
        'report_paragraph_version',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paragraph_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('what', sa.String(length=40), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('items', sa.JSON(), nullable=False),
        sa.Column('place', sa.String(length=300), nullable=False),
        sa.Column('reason', sa.String(length=500), nullable=False),
        sa.Column('by', sa.String(length=200), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'], ['report_paragraph.id'],
            name='fk_report_paragraph_version_paragraph_id_report_paragraph', ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name='pk_report_paragraph_version'),
        sa.UniqueConstraint('paragraph_id', 'number', name='uq_report_paragraph_version_paragraph_id_number'),
    )
    op.create_index('ix_report_paragraph_version_paragraph_id', 'report_paragraph_version', ['paragraph_id'])
    op.create_table(
        'report_comment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paragraph_id', sa.Integer(), nullable=False),
        sa.Column('answers_id', sa.Integer(), nullable=True),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('by', sa.String(length=200), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('resolved_by', sa.String(length=200), nullable=False),
        sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['paragraph_id'], ['report_paragraph.id'], name='fk_report_comment_paragraph_id_report_paragraph',
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['answers_id'], ['report_comment.id'], name='fk_report_comment_answers_id_report_comment',
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name='pk_report_comment'),
    )
    op.create_index('ix_report_comment_paragraph_id', 'report_comment', ['paragraph_id'])
    op.create_index('ix_report_comment_answers_id', 'report_comment', ['answers_id'])


def _sections(bind, old):
    """A row for each section of the skeleton and for each that paragraphs stand in; (report, part, section) → its id."""
    places = {}
    for report_id in bind.execute(sa.select(REPORT.c.id)).scalars().all():
        rows = [row for row in old if row.report_id == report_id]
        found = {}
        for row in rows:
            if row.section and row.heading:
                found.setdefault((row.part, row.section), row.heading)
        position = 0
        for key, parent, title, takes, cites in SKELETON:
            if not parent:
                places[report_id, key, ''] = _section(bind, report_id, key, '', position, title, takes, cites)
                position += 1
                inside = [each for each in SKELETON if each[1] == key]
                used = [section for part, section in found if part == key]
                ordered = [*used, *(each[0] for each in inside if each[0] not in used)]
                for section in ordered:
                    known = next((each for each in inside if each[0] == section), None)
                    title, takes, cites = known[2:] if known else (found[key, section], [], False)
                    # One heading of the drafters' own may stand in two parts.
                    clash = any(p != key and s == section for (_, p, s) in places if _ == report_id)
                    own = f'{section}:{key}'[:120] if clash else section
                    places[report_id, key, section] = _section(
                        bind, report_id, own, key, position, title, takes, cites
                    )
                    position += 1
    return places


def _section(bind, report_id, key, parent, position, title, takes, cites):
    own = key.startswith('own:')
    made = bind.execute(sa.insert(SECTION).values(
        report_id=report_id, key=key, parent=parent, position=position, title=title, takes=takes, cites=cites,
        named=own, assigned_to='', version=1,
    ).returning(SECTION.c.id))
    return made.scalar_one()


def _remember(bind, row, places, number):
    """The paragraph's name and place, what it was taken from, and how it stands as the first line of its history."""
    place = places.get((row.report_id, row.part, row.section)) or places[row.report_id, row.part, '']
    bind.execute(sa.update(NEW).where(NEW.c.id == row.id).values(
        section_id=place, name=f'p{number}', placed=row.source_key is None
    ))
    bind.execute(sa.update(REPORT).where(REPORT.c.id == row.report_id).values(named=number))
    if row.source_key is not None:
        bind.execute(sa.insert(TAKEN).values(
            paragraph_id=row.id, position=0, source_key=row.source_key, text_taken=row.text_taken,
            items_taken=row.items_taken or [], text_offered=row.text_offered,
            items_offered=None if row.text_offered is None else row.items_offered or [],
            gone=row.source_gone, sources=row.sources,
        ))
    when = row.touched_at or row.removed_at
    bind.execute(sa.insert(HISTORY).values(
        paragraph_id=row.id, number=row.version, what='before', text=row.text, items=row.items or [],
        place=row.heading, reason='', by=row.touched_by, at=when if when is not None else sa.func.current_timestamp(),
    ))


def downgrade():
    bind = op.get_bind()
    rows = bind.execute(sa.select(
        NEW.c.id, NEW.c.report_id, SECTION.c.key, SECTION.c.parent, SECTION.c.title
    ).join(SECTION, SECTION.c.id == NEW.c.section_id).order_by(NEW.c.id)).all()
    taken = bind.execute(sa.select(TAKEN).order_by(TAKEN.c.paragraph_id, TAKEN.c.position, TAKEN.c.id)).all()
    with op.batch_alter_table('report_paragraph') as batch_op:
        batch_op.drop_index('ix_report_paragraph_section_id')
        batch_op.drop_constraint('fk_report_paragraph_section_id_report_section', type_='foreignkey')
        batch_op.drop_constraint('uq_report_paragraph_report_id_name', type_='unique')
        for name in ('section_id', 'name', 'placed', 'merged_into'):
            batch_op.drop_column(name)
        batch_op.add_column(sa.Column('source_key', sa.String(length=120), nullable=True))
        for name, length in (('part', 10), ('section', 120), ('heading', 300)):
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('text_taken', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('items_taken', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('text_offered', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('items_offered', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('source_gone', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_unique_constraint('uq_report_paragraph_report_id_source_key', ['report_id', 'source_key'])
    _forget(bind, rows, taken)
    with op.batch_alter_table('report_paragraph') as batch_op:
        for name, kind in (
            ('part', sa.String(length=10)), ('section', sa.String(length=120)), ('heading', sa.String(length=300)),
            ('text_taken', sa.Text()), ('items_taken', sa.JSON()), ('source_gone', sa.Boolean()),
        ):
            batch_op.alter_column(name, existing_type=kind, server_default=None)
    with op.batch_alter_table('report') as batch_op:
        batch_op.drop_column('named')
    for table in ('report_comment', 'report_paragraph_version', 'report_taken', 'report_section'):
        op.drop_table(table)


def _forget(bind, rows, taken):
    """Each paragraph keeps its first source, unless another paragraph of the report has it already."""
    used, parts = set(), {key for key, parent, *_ in SKELETON if not parent}
    for row in rows:
        part = row.parent or row.key
        values = {
            'part': part if part in parts else 'IV',
            'section': row.key if row.parent else '',
            'heading': row.title if row.parent else '',
        }
        first = next((each for each in taken if each.paragraph_id == row.id), None)
        if first is not None and (row.report_id, first.source_key) not in used:
            used.add((row.report_id, first.source_key))
            values |= {
                'source_key': first.source_key, 'text_taken': first.text_taken, 'items_taken': first.items_taken,
                'text_offered': first.text_offered, 'items_offered': first.items_offered,
                'source_gone': first.gone,
            }
        bind.execute(sa.update(OLD).where(OLD.c.id == row.id).values(values))

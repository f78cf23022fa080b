"""A country full of matters: 3,600 authorities, tasks and findings and clues of all of them."""

import psycopg

COLUMNS = "code, name, short_name, level, parent_id, path, kind, own_name_by, from_on"
PROVINCES = f"""insert into authorities_authority ({COLUMNS})
    select 'Y' || n, '省' || n, 'Y' || n, 2, root.id, root.path || 'Y' || n || '/', 'bureau', '',
        date '2026-01-01'
    from generate_series(1, 28) n, authorities_authority root where root.parent_id is null"""
COUNTIES = f"""insert into authorities_authority ({COLUMNS})
    select 'X' || n, '县' || n, 'X' || n, 4, a.id, a.path || 'X' || n || '/', 'bureau', '',
        date '2026-01-01'
    from generate_series(1, greatest(0, 3600 - (select count(*)::int from authorities_authority))) n
    join authorities_authority a on a.code = 'Y' || (1 + n % 28)"""
# Loaded past triggers and foreign keys: what the pages do not read need not be there.
FILL = (
    """create temp table place as
    select id, path, row_number() over (order by id) - 1 as n from authorities_authority""",
    """insert into inspections_task
    (id, number, drawn_id, authority_id, organisation_id, item_code, lead_id, second_id, stage, due_on, scope)
    select g.n, '任务' || g.n, g.n, p.id, 1 + g.n %% 500, 'CI-07', 1 + g.n %% 400, 500 + g.n %% 400,
        case g.n %% 3 when 0 then 'published' else 'empty' end, date '2026-01-01' + g.n %% 700, p.path
    from generate_series(10000000, 10000000 + %s) g (n)
    join place p on p.n = g.n::bigint * 7919 %% (select count(*) from place)""",
    """insert into inspections_finding
    (id, task_id, offender_kind, offender_name, offender_code, offence_code, facts, found_on,
     found_by_id, is_handed_over, scope)
    select id, id, 'certified_organisation', '组织' || id, 'C' || id, 'CM-07', '事实', due_on, lead_id, true,
        scope from inspections_task where id >= 10000000""",
    """insert into cases_clue
    (id, number, finding_id, authority_id, offender_kind, offender_name, offender_code, offence_code,
     place, expected, is_gravely_harmful, found_on, received_on, verify_due_on, is_provisional, stage,
     scope)
    select f.id, '线索' || f.id, f.id, t.authority_id, offender_kind, offender_name, offender_code, offence_code,
        '330110', '[]', false, found_on, found_on, found_on + 15, false, 'verifying', f.scope
    from inspections_finding f join inspections_task t on t.id = f.task_id where f.id >= 10000000""",
    """insert into cases_participation
    (clue_id, authority_id, why, because, from_on, is_ended, path, clue_scope)
    select c.id, p.id, 'assistance_request', '', c.found_on, false, p.path, c.scope
    from cases_clue c join place p on p.n = c.id * 104729 %% (select count(*) from place)
    where c.id %% 20 = 0""",
)


def fill(database: str, rows: int) -> None:
    """So many tasks, findings and clues, spread over all authorities."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(PROVINCES)
        connection.execute(COUNTIES)
        connection.execute("set session_replication_role = replica")
        for statement in FILL:
            connection.execute(statement, [rows] if "%s" in statement else [], prepare=False)
        connection.execute("vacuum analyze")

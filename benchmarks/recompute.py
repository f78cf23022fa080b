"""What it costs to compute all open limits again, once the holidays of a year were approved.

    python benchmarks/recompute.py [--rows 100000]

So many clues under verification and as many cases, spread over the authorities and 60 days, all
provisional; one in a hundred was stopped or extended. Asked as the application's role, in one
transaction, as the job does.
"""

import argparse
import sys

import psycopg
from matters import fill
from sites import practice_site

# Loaded past triggers and foreign keys, as in matters.py.
FILL = (
    """update cases_clue set is_provisional = true, received_on = date '2026-11-01' + (id % 60)::int,
        verify_due_on = date '2026-11-25' + (id % 60)::int""",
    """insert into inspections_finding (id, task_id, offender_kind, offender_name, offender_code,
        offence_code, facts, found_on, found_by_id, is_handed_over, scope)
    select id + 50000000, task_id, offender_kind, offender_name, offender_code, offence_code, facts,
        found_on, found_by_id, true, scope from inspections_finding where id >= 10000000""",
    """insert into cases_clue (id, number, finding_id, authority_id, offender_kind, offender_name,
        offender_code, offence_code, place, expected, is_gravely_harmful, found_on, received_on,
        verify_due_on, is_provisional, stage, scope)
    select id + 50000000, '立' || id, id + 50000000, authority_id, offender_kind, offender_name,
        offender_code, offence_code, place, '[]', false, found_on, received_on, verify_due_on,
        false, 'filed', scope from cases_clue where id >= 10000000""",
    """insert into cases_case (number, clue_id, authority_id, first_officer_id, second_officer_id,
        approved_by_id, filed_on, due_on, is_provisional, ruling, scope)
    select '案' || id, id, authority_id, 1, 2, 3, received_on, received_on + 90, true, '{}', scope
    from cases_clue where id >= 60000000""",
    """insert into cases_extension (clue_id, "limit", since, state, document, because, asked_on,
        asked_by_id, decided_on, decided_by_id, refused_because, due_before, count, unit, approver)
    select id, case when id >= 60000000 then 'DL-C-11' else 'DL-C-01' end, received_on, 'counts', '',
        '', received_on, 1, received_on, 2, '', verify_due_on, 15, 'working_day', '负责人'
    from cases_clue where id % 100 = 0 and id >= 10000000""",
    "analyze",
)


def main() -> int:
    """Fill a database, measure, and print the figures; 1 when one is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    known = parser.parse_args()
    with practice_site() as site:
        fill(site.owner, known.rows)
        with psycopg.connect(site.owner, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            for statement in FILL:
                connection.execute(statement, prepare=False)
        return site.measure("recompute_asked")


if __name__ == "__main__":
    sys.exit(main())

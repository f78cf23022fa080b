"""What a superior's board costs, and a search of the library of replies, behind the row policies.

    python benchmarks/board.py [--rows 1000000] [--open 10]

The database of ``scope.py``: 3,600 authorities, so many tasks, as many clues, of which so many per
cent are open; a tenth as many cases, requests and open replies. The board is asked as the
application's role by officers of three levels. Limits: the counts of the board 150 ms for each kind
of matter in the database, its whole page a second, a search of the library for a word that
every reply holds 50 ms in the database.
"""

import argparse
import sys

import psycopg
from matters import fill
from sites import practice_site

# Loaded past triggers and foreign keys, as in matters.py.
FILL = (
    """update cases_clue set stage = 'filed' where id %% 100 >= %s""",
    """update inspections_task set stage = 'published' where id %% 100 >= %s""",
    """insert into cases_case (number, clue_id, authority_id, first_officer_id, second_officer_id,
        approved_by_id, filed_on, due_on, is_provisional, ruling, scope)
    select '案' || id, id, authority_id, 1, 2, 3, found_on, found_on + 90, false, '{}', scope
    from cases_clue where id % 10 = 0 and id >= 10000000""",
    """insert into consultations_consultation (number, topic, title, question, legal_questions,
        own_opinion, matter, about, authority_id, superior_id, drafted_by_id, stage, due_on,
        due_clause, is_provisional, changed_at, scope, superior_scope)
    select '请' || c.id, 'law', '关于条款的请示' || c.id, '问题', '[]', '', '', '', a.id, p.id, 1,
        case c.id % 100 when 10 then 'received' else 'replied' end, c.found_on, '', false,
        now(), a.path, p.path
    from cases_clue c join authorities_authority a on a.id = c.authority_id
    join authorities_authority p on p.id = a.parent_id where c.id % 10 = 0 and c.id >= 10000000""",
    """insert into consultations_reply (consultation_id, authority_id, asker_id, number, title, gist,
        text, clauses, reach, is_open, stage, drafted_by_id, issued_by, issued_at, because,
        ended_because, found_by, pairs, citations, scope, author_scope)
    select id, superior_id, authority_id, '复' || id, '批复' || id, '摘要', '意见', '[]', 'general',
        id % 2 = 0, 'in_force', 1, '负责人', now() - id * interval '1 minute', '', '',
        '批复 ' || id || ' 认证标志',
        array['批复', '认证', '证标', '标志', 'x' || id % 1000], array['REG', 'REG ' || id % 70],
        scope, superior_scope
    from consultations_consultation where stage = 'replied'""",
    "vacuum analyze",
)


def main() -> int:
    """Fill a database, measure, and print the figures; 1 when one is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--open", type=int, default=10, help="how many per cent are open")
    known = parser.parse_args()
    with practice_site() as site:
        fill(site.owner, known.rows)
        with psycopg.connect(site.owner, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            for statement in FILL:
                values = [known.open] if "%s" in statement else None
                connection.execute(statement, values, prepare=False)
        told = f"{known.rows:,} tasks and clues, {known.open} % open"
        return site.measure("board_asked", told)


if __name__ == "__main__":
    sys.exit(main())

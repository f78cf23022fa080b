"""What the quality cards of all bodies cost.

    python benchmarks/quality.py [--certificates 4000000] [--bodies 1230]

A throw-away database with the practice country and so many bodies and certificates more, each with
the version that reported it, half of the system certificates with an audit result, some of
everything to mend. The cards are computed by the command of the night. Beside it stands one bare
count of the certificates of each body; the limit is two minutes for four million.
"""

import argparse
import sys

import psycopg
from sites import practice_site

FULL = 4_000_000
LIMIT = 120.0  # seconds for four million certificates
# Loaded past triggers and foreign keys, as in matters.py.
FILL = (
    """insert into registers_body (approval_no, uscc, name, division, is_designated, is_foreign,
        standing, accreditations, approved_on, scope)
    select 'B' || n, 'RB' || lpad(n::text, 16, '0'), '机构' || n, '110105', false, false, 'valid',
        '{}', date '2015-01-01', '000000/' from generate_series(1, %(bodies)s) n""",
    """insert into registers_organisation (uscc, name, country, division, address, open_matters, scope)
    select '91000000QB' || lpad(n::text, 8, '0'), '组织' || n, '156',
        case when n %% 50 = 0 then '' else '110105' end, '某路', 0, '000000/'
    from generate_series(1, %(certificates)s / 2) n""",
    """insert into registers_upload (body_id, file_name, sha256, sm3, size, stage, received_at,
        problems, problem_count, warning_count, preview, marked, committed_by, plan, counts,
        undone_by, undone_because, scope)
    select b.id, 'f', m::text || b.id, '', 1, 'accepted', now() - m * interval '30 days', '[]', 0, 0,
        '{}', '', '', '', '{}', '', '', '000000/'
    from registers_body b, generate_series(0, 8) m where b.approval_no like 'B%%'""",
    """insert into registers_certificate (number, body_id, organisation_id, kind, status, item_code,
        item, standard, issued_on, expires_on, fingerprint)
    select 'Q' || lpad(n::text, 12, '0'), b.first + n %% %(bodies)s, o.first + n / 2,
        case when n %% 10 < 7 then 'system' else 'ccc' end,
        case when n %% 5 = 0 then '05' else '01' end, 'A0101', '质量管理体系认证',
        'GB/T 19001', current_date - n %% 1000, current_date - n %% 1000 + 1095, repeat('0', 64)
    from generate_series(1, %(certificates)s) n,
        (select min(id) as first from registers_body where approval_no like 'B%%') b,
        (select min(id) as first from registers_organisation where uscc like '91000000QB%%') o""",
    """insert into registers_certificateversion (certificate_id, upload_id, line, happening,
        effective_on, status, item_code, item, standard, holder, uscc, division, address, issued_on,
        expires_on, main_number, former_body, former_number, details, fingerprint, recorded_at)
    select c.id, u.id, 1, 'granted', c.issued_on, c.status, c.item_code, c.item, c.standard, '某组织',
        '', '', '', c.issued_on, c.expires_on, '', '', '', '{}', c.fingerprint,
        c.issued_on + interval '20 days'
    from registers_certificate c, (select min(id) as id from registers_upload) u
    where c.number like 'Q%%'""",
    """insert into registers_auditresult (body_id, organisation_id, certificate_id, is_factory, stage,
        starts_at, ends_at, name, registration_no, role, qualification, document_type, document_no,
        is_competent, is_fulltime, witness, result, nonconformities, decisions, team, factory_code,
        remark, fingerprint, upload_id, line, recorded_at, scope, body_scope)
    select c.body_id, c.organisation_id, c.id, false, '03', now(), now(), '', '', '', '', '', '',
        false, false, '', '', '{}', '[]', '[]', '', '', c.id::text, u.id, 1, now(), '000000/',
        '000000/'
    from registers_certificate c, (select min(id) as id from registers_upload) u
    where c.number like 'Q%%' and c.id %% 2 = 0 and c.kind = 'system'""",
    "vacuum analyze",
)


def main() -> int:
    """Fill the registers and let a process of the site compute."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--certificates", type=int, default=FULL)
    parser.add_argument("--bodies", type=int, default=1230)
    known = parser.parse_args()
    with practice_site() as site:
        with psycopg.connect(site.owner, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            for statement in FILL:
                values = vars(known) if "%(" in statement else None
                connection.execute(
                    statement.replace("%%", "%") if values is None else statement, values
                )
        limit = LIMIT * known.certificates / FULL
        return site.measure("quality_computed", known.certificates, limit)


if __name__ == "__main__":
    sys.exit(main())

"""What a certificate was on a past day, over a long history, and what it costs to take reports in.

    python benchmarks/as_at.py [--rows 1000000]

So many certificates are taken in by ``commands.take_in`` in one transaction, beside a raw COPY of as
many rows of the same columns into a bare table; then each gets three more versions, and random
certificates are asked for random days as a page asks, beside the bare query by psycopg. Target: 95
of 100 answers within 2 ms.
"""

import argparse
import sys

import psycopg
from sites import practice_site

# A suspension, its end, and a change, each a hundred days after the one before.
MORE = """
insert into registers_certificateversion (certificate_id, upload_id, line, happening, effective_on,
    status, item_code, item, standard, holder, uscc, division, address, issued_on, expires_on,
    main_number, former_body, former_number, details, fingerprint, recorded_at)
select certificate_id, upload_id, line, n.happening, effective_on + n.days, n.status, item_code,
    item, standard, holder, uscc, division, address, issued_on, expires_on, '', '', '', '{}',
    fingerprint, recorded_at + n.days * interval '1 day'
from registers_certificateversion,
    (values (100, 'suspended', '02'), (200, 'restored', '01'), (300, 'changed', '01'))
        as n (days, happening, status)
where upload_id = (select max(id) from registers_upload)
"""


def main() -> int:
    """Fill a database, measure, and say whether the target is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with practice_site() as site:
        site.measure("as_at_asked", "take-in", rows)
        with psycopg.connect(site.owner, autocommit=True) as connection:
            connection.execute(MORE)
            connection.execute("vacuum analyze registers_certificateversion")
        return site.measure("as_at_asked", "ask", rows)


if __name__ == "__main__":
    sys.exit(main())

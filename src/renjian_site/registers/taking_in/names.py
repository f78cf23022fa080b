"""The names under which subjects are found follow the registers (renjian.registers.names).

What is missing is asked in sets, so that a second run adds nothing. A name once known stays: what
was reported under it is found by it. A certificate that changed from one credit code to another
gives the present holder the former code as a name, for who looks for it by an old document.
"""

from collections.abc import Iterator

from django.db import connection

from renjian.registers.names import LONGEST, bigrams, fold
from renjian_site.registers.models import Upload
from renjian_site.registers.taking_in import staging

BATCH = 20_000
MISSING = """
select s.id, s.name from {table} s where not exists
    (select 1 from registers_knownname n where n.{subject}_id = s.id and n.text = s.name)
"""
OF_REGISTERS = {
    "organisation": "registers_organisation",
    "body": "registers_body",
    "designated_lab": "registers_designatedlab",
    "practitioner": "registers_practitioner",
}
# Names and codes that versions of certificates bear; {which} narrows them to some.
REPORTED = """
select distinct o.id, v.holder from registers_certificateversion v
    join registers_organisation o on o.uscc = v.uscc
where v.holder <> '' and {which} and not exists
    (select 1 from registers_knownname n where n.organisation_id = o.id and n.text = v.holder)
union
select distinct c.organisation_id, w.uscc from registers_certificateversion v
    join registers_certificate c on c.id = v.certificate_id
    join registers_organisation o on o.id = c.organisation_id
    join registers_certificateversion w on w.certificate_id = c.id
where w.uscc <> o.uscc and w.uscc <> '' and {which} and not exists
    (select 1 from registers_knownname n where n.organisation_id = o.id and n.text = w.uscc)
"""
OF_UPLOAD = "v.upload_id = %(upload)s"
ALL = "true"
# What an upload may have entered or renamed beside the holders of its certificates.
ENTERED_BY = {
    "organisation": """
select o.id, o.name from registers_organisation o where o.id in (
    select v.organisation_id from registers_auditplan v where v.upload_id = %(upload)s
    union select v.organisation_id from registers_auditresult v where v.upload_id = %(upload)s
    union select p.organisation_id from registers_certificateversion v
        join registers_party p on p.certificate_id = v.certificate_id
        where v.upload_id = %(upload)s)
    and not exists
    (select 1 from registers_knownname n where n.organisation_id = o.id and n.text = o.name)
""",
    "practitioner": """
select p.id, p.name from registers_practitioner p join registers_engagement v
    on v.practitioner_id = p.id
where v.upload_id = %(upload)s and not exists
    (select 1 from registers_knownname n where n.practitioner_id = p.id and n.text = p.name)
""",
}
INSERTED = """
insert into registers_knownname ({subject}_id, text, folded, bigrams)
select id, text, folded, string_to_array(bigrams, ' ') from {name}
on conflict do nothing
"""


def follow_upload(upload: Upload) -> int:
    """Add the names that an upload brought. Returns how many."""
    added = _add("organisation", REPORTED.format(which=OF_UPLOAD), upload=upload.pk)
    for subject, which in ENTERED_BY.items():
        added += _add(subject, which, upload=upload.pk)
    return added


def follow_registers() -> int:
    """Add every name that stands in the registers and is not known yet. Returns how many."""
    added = _add("organisation", REPORTED.format(which=ALL))
    for subject, table in OF_REGISTERS.items():
        added += _add(subject, MISSING.format(table=table, subject=subject))
    return added


def _add(subject: str, sql: str, **values: int) -> int:
    """Read names, fold them and add them, batch by batch as they come."""
    added = 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values or None)
        while found := cursor.fetchmany(BATCH):
            columns = "id bigint, text text, folded text, bigrams text"
            staging.table("folded_names", columns, _folded(found))
            added += staging.execute(INSERTED.format(subject=subject, name="folded_names"))
    return added


def _folded(found: list[tuple[int, str]]) -> Iterator[tuple[int, str, str, str]]:
    for key, text in found:
        plain = fold(text)
        yield key, text[:LONGEST], plain, " ".join(bigrams(plain))

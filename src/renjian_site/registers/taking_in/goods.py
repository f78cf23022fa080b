"""What stands on certificates of products: the products, who makes them, codes and transactions."""

from collections.abc import Iterable

from renjian.kernel.refusal import Refused, reason
from renjian.registers.events import CodesGiven, TransactionCertified
from renjian_site.registers.models import Upload
from renjian_site.registers.taking_in import staging

# The last version of each certificate that was just merged and names products.
NEWEST = """
create temp table newest on commit drop as
select distinct on (v.certificate_id) v.certificate_id, v.details from registers_certificateversion v
where v.certificate_id in (select n.certificate from versions n
        join incoming_certificate i on i.n = n.n where i.details <> '{}')
    and v.superseded_at is null
    and (v.details ? 'product' or v.details ? 'products' or v.details ? 'factory')
order by v.certificate_id, v.effective_on desc, v.id desc
"""
GONE = "delete from registers_{} where certificate_id in (select certificate_id from newest)"
PARTIES = """
insert into registers_party (certificate_id, organisation_id, part)
select distinct n.certificate_id, o.id, part
from newest n, unnest(array['applicant', 'producer', 'factory']) as part,
    jsonb_to_recordset(case when jsonb_typeof(n.details -> part) = 'array'
        then n.details -> part else '[]'::jsonb end) as p (key text)
    join registers_organisation o on o.uscc = p.key
"""
PRODUCTS = """
insert into registers_product (certificate_id, position, name, models_text, product_class, place,
    area_mu, output, output_unit)
select n.certificate_id, 1, left(n.details ->> 'product', 2000),
    left(coalesce(n.details ->> 'models', ''), 4000),
    left(coalesce(n.details ->> 'product_class', ''), 10), '', null, null, ''
from newest n where n.details ? 'product'
union all
select n.certificate_id, p.position, left(p.product ->> 'name', 2000),
    left(coalesce(p.product ->> 'models', ''), 4000),
    left(coalesce(p.product ->> 'class', ''), 10), left(coalesce(p.product ->> 'place', ''), 500),
    (p.product ->> 'area_mu')::numeric, (p.product ->> 'output')::numeric,
    left(coalesce(p.product ->> 'unit', ''), 20)
from newest n, jsonb_array_elements(case when jsonb_typeof(n.details -> 'products') = 'array'
    then n.details -> 'products' else '[]'::jsonb end)
    with ordinality as p (product, position)
where not n.details ? 'product'
"""
UNKNOWN = """
select i.line, i.certificate from {name} i left join registers_certificate c
    on c.number = i.certificate and c.body_id = %(body)s
where c.id is null order by 1 limit 20
"""
TRANSACTIONS = """
insert into registers_transactioncertificate (number, certificate_id, product, quantity, unit,
    buyer, buyer_uscc, issued_on, upload_id, line)
select i.number, c.id, i.product, i.quantity, i.unit, i.buyer, i.buyer_uscc, i.issued_on,
    %(upload)s, i.line
from incoming_transaction i join registers_certificate c on c.number = i.certificate
on conflict (number) do nothing
"""
CODES = """
insert into registers_organiccode (code, certificate_id, product, given_on, upload_id, line)
select i.code, c.id, i.product, i.given_on, %(upload)s, i.line
from incoming_code i join registers_certificate c on c.number = i.certificate
on conflict (code) do nothing
"""


def follow_certificates() -> None:
    """Take products and parties from the newest version of each merged certificate that names them."""
    staging.execute("drop table if exists newest")
    staging.execute(NEWEST)
    for table in ("party", "product"):
        staging.execute(GONE.format(table))
    staging.execute(PARTIES)
    staging.execute(PRODUCTS)


def take_in_transactions(upload: Upload, events: Iterable[TransactionCertified]) -> int:
    """Keep transaction certificates; one that is known stays as it is."""
    columns = (
        "line integer, number text, certificate text, product text, quantity numeric, unit text,"
        " buyer text, buyer_uscc text, issued_on date"
    )
    staging.table("incoming_transaction", columns, events)
    refuse_unknown("incoming_transaction", upload)
    return staging.execute(TRANSACTIONS, upload=upload.pk)


def take_in_codes(upload: Upload, events: Iterable[CodesGiven]) -> int:
    """Keep organic codes, each once; one that is known stays with its certificate."""
    rows = (
        (event.line, event.certificate, event.product, code, event.given_on)
        for event in events
        for code in event.codes
    )
    columns = "line integer, certificate text, product text, code text, given_on date"
    staging.table("incoming_code", columns, rows)
    refuse_unknown("incoming_code", upload)
    return staging.execute(CODES, upload=upload.pk)


def refuse_unknown(name: str, upload: Upload) -> None:
    """Refuse rows that name a certificate which the body has not reported (RP-14)."""
    found = staging.fetch(UNKNOWN.format(name=name), body=upload.body_id)
    if found:
        raise Refused(
            *(
                reason(
                    "upload.unknown-certificate",
                    "第 {line} 行的证书编号 {number} 不在本机构的证书中。请先上报证书信息，"
                    "或者核对编号。本文件未保存任何一行。",
                    line=line,
                    number=number,
                )
                for line, number in found
            )
        )

"""What was issued is neither changed nor deleted, whoever asks the database."""

from django.db import migrations

FORBID = """
create function document_stays_as_issued() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE'
        and (old.number, old.kind, old.subject, old.authority_code, old.code, old.issued_at,
             old.content, old.content_sha256)
        is not distinct from
            (new.number, new.kind, new.subject, new.authority_code, new.code, new.issued_at,
             new.content, new.content_sha256)
        and (old.pdf_sha256 = '' or old.pdf_sha256 = new.pdf_sha256)
        and (old.is_current or not new.is_current)
    then
        return new;
    end if;
    raise exception 'document % stays as it was issued: % is refused', old.number, tg_op
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger stays_as_issued before update or delete on documents_document
    for each row execute function document_stays_as_issued();
"""
ALLOW = """
drop trigger stays_as_issued on documents_document;
drop function document_stays_as_issued();
"""


class Migration(migrations.Migration):
    """A trigger against updates of what was issued, and against deletion."""

    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]

"""The database itself refuses to change, delete or empty entries and checkpoints."""

from django.db import migrations

FORBID = """
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % of % is refused', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger append_only before update or delete on ledger_entry
    for each row execute function ledger_is_append_only();
create trigger append_only_all before truncate on ledger_entry
    for each statement execute function ledger_is_append_only();
create trigger append_only before update or delete on ledger_checkpoint
    for each row execute function ledger_is_append_only();
create trigger append_only_all before truncate on ledger_checkpoint
    for each statement execute function ledger_is_append_only();
"""
ALLOW = """
drop trigger append_only on ledger_entry;
drop trigger append_only_all on ledger_entry;
drop trigger append_only on ledger_checkpoint;
drop trigger append_only_all on ledger_checkpoint;
drop function ledger_is_append_only();
"""


class Migration(migrations.Migration):
    """Triggers against update, delete and truncate."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]

"""A technical expert is never one of the two officers of a case."""

from django.db import migrations

APART = """
create function cases_case_without_experts() returns trigger
language plpgsql security definer set search_path = public as $$
declare
    today date := (now() at time zone 'Asia/Shanghai')::date;
begin
    if is_expert_between(new.first_officer_id, today, today) or is_expert_between(new.second_officer_id, today, today) then
        raise exception 'an expert is no officer'
            using errcode = 'check_violation', constraint = 'cases_case_without_experts';
    end if;
    return null;
end $$;
create constraint trigger cases_case_without_experts
    after insert or update of first_officer_id, second_officer_id on cases_case
    for each row execute function cases_case_without_experts();
"""
TOGETHER = """
drop trigger cases_case_without_experts on cases_case;
drop function cases_case_without_experts();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0005_people"),
        ("cases", "0005_scope"),
    ]

    operations = [migrations.RunSQL(APART, TOGETHER)]

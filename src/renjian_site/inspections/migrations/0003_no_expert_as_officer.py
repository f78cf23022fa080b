"""A technical expert is never one of the two officers of a task."""

from django.db import migrations

APART = """
create function inspections_task_without_experts() returns trigger
language plpgsql security definer set search_path = public as $$
declare
    today date := (now() at time zone 'Asia/Shanghai')::date;
begin
    if is_expert_between(new.lead_id, today, today) or is_expert_between(new.second_id, today, today) then
        raise exception 'an expert is no officer'
            using errcode = 'check_violation', constraint = 'inspections_task_without_experts';
    end if;
    return null;
end $$;
create constraint trigger inspections_task_without_experts
    after insert or update of lead_id, second_id on inspections_task
    for each row execute function inspections_task_without_experts();
"""
TOGETHER = """
drop trigger inspections_task_without_experts on inspections_task;
drop function inspections_task_without_experts();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0005_people"),
        ("inspections", "0002_scope"),
    ]

    operations = [migrations.RunSQL(APART, TOGETHER)]

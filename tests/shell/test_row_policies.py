"""The second wall: the database itself shows a connection only the rows of its scope."""

import psycopg
import pytest
from django.db import connection
from django.db.transaction import atomic
from psycopg.conninfo import make_conninfo

import make
from make_private import FAR, HELPER, matters
from make_roles import as_owner, rows
from renjian_site.kit import roles
from renjian_site.kit.scope import EVERYTHING, NOBODY, scope_of, within

pytestmark = pytest.mark.django_db

PRIVATE = {
    "authorities_expert",
    "authorities_formeremployer",
    "authorities_interest",
    "authorities_leave",
    "authorities_officerrecord",
    "authorities_persondetail",
    "authorities_postending",
    "authorities_postreview",
    "authorities_reviewedpost",
    "kit_bulkrow",
    "kit_bulkrun",
    "authorities_apicall",
    "authorities_apikey",
    "cases_case",
    "cases_clue",
    "cases_extension",
    "cases_intendedpenalty",
    "cases_movement",
    "cases_participation",
    "cases_stop",
    "consultations_consultation",
    "consultations_reply",
    "consultations_step",
    "documents_document",
    "draws_laterecusal",
    "draws_draw",
    "draws_testimony",
    "draws_void",
    "inspections_finding",
    "inspections_result",
    "inspections_task",
    "kit_export",
    "kit_savedsearch",
    "ledger_entry",
    "ledger_look",
    "registers_attestation",
    "registers_auditplan",
    "registers_auditresult",
    "registers_energyrecord",
    "registers_import",
    "registers_importprofile",
    "registers_objectentry",
    "registers_organisationcontact",
    "registers_practitioneridentity",
    "registers_qualitycard",
    "registers_restriction",
    "registers_signin",
    "registers_teammember",
    "registers_upload",
    "registers_versiondetail",
    "risk_creditclass",
}
# Registers that the portal shows, and what is published.
PUBLIC = {
    "draws_change",
    "draws_companion",
    "draws_drawnobject",
    "ledger_checkpoint",
    "ledger_countersignature",
    "ledger_jointcheckpoint",
    "ledger_key",
    "ledger_log",
    "ledger_stream",
    "publicity_notice",
    "registers_approveddomain",
    "registers_body",
    "registers_branch",
    "registers_certificate",
    "registers_certificateversion",
    "registers_designatedlab",
    "registers_designation",
    "registers_engagement",
    "registers_exemption",
    "registers_knownname",
    "registers_organiccode",
    "registers_organisation",
    "registers_party",
    "registers_practitioner",
    "registers_product",
    "registers_registration",
    "registers_selfdeclaration",
    "registers_transactioncertificate",
}
# The staff list and the tree, which every office needs; what the machinery keeps.
INTERNAL = {
    "authorities_breakglass",
    "authorities_passwordstate",
    "authorities_paststanding",
    "authorities_session",
    "authorities_signinevent",
    "authorities_signintries",
    "authorities_spent",
    "authorities_unitchange",
    "authorities_apiusage",
    "authorities_authority",
    "authorities_coverage",
    "authorities_person",
    "authorities_post",
    # The law as data and the working days hold for everybody.
    "catalogue_arrangement",
    "catalogue_lawchange",
    "kit_counter",
    "kit_fault",
    "kit_progress",
    "kit_snapshot",
    "kit_submission",
}
OF_LIBRARIES = ("account_", "auth_", "django_", "mfa_", "procrastinate_", "socialaccount_")
ALL_OF = "select count(*) from {}"
NOT_PLANNED = "select count(*) from draws_draw where stage = 'planned'"


# What the practice country fills in every province, each row of somebody's own.
OF_EVERY_PROVINCE = {
    "registers_auditplan",
    "registers_auditresult",
    "registers_objectentry",
    "registers_practitioneridentity",
    "registers_qualitycard",
    "registers_signin",
    "registers_teammember",
    "registers_upload",
    "registers_versiondetail",
}


def count(table):
    statement = NOT_PLANNED if table == "draws_draw" else ALL_OF.format(table)
    return rows(statement)[0][0]


def test_every_table_is_public_internal_or_private():
    found = rows("select relname, relrowsecurity from pg_class where relkind = 'r'"
                 " and relnamespace = 'public'::regnamespace")  # fmt: skip
    ours = {name: guarded for name, guarded in found if not name.startswith(OF_LIBRARIES)}
    assert set(ours) == PRIVATE | PUBLIC | INTERNAL
    assert {name for name, guarded in ours.items() if guarded} == PRIVATE


def test_who_sets_no_scope_sees_no_row_and_no_error():
    matters()
    with within(NOBODY):
        assert {table: count(table) for table in PRIVATE} == dict.fromkeys(PRIVATE, 0)


def test_every_private_table_has_a_row_to_hide():
    found = matters()
    with within(EVERYTHING):
        empty = {table for table in PRIVATE if not count(table)}
    assert empty == {"cases_movement"}
    assert found.case.clue_id == found.clue.pk


def test_another_province_sees_no_row_of_this_one():
    matters()
    stranger = make.actor(f"{FAR}.head")
    with within(scope_of(stranger)):
        assert {table for table in PRIVATE if count(table)} <= OF_EVERY_PROVINCE
        assert not rows("select 1 from registers_upload u join registers_body b on b.id = body_id"
                        " where b.division not like '46%%'")  # fmt: skip


def test_another_province_sees_only_audits_and_people_that_are_its_own():
    matters()
    with within(scope_of(make.actor(f"{FAR}.head"))):
        assert not rows("select 1 from registers_auditplan p join registers_organisation o"
                        " on o.id = p.organisation_id join registers_body b on b.id = p.body_id"
                        " where o.division not like '46%%' and b.division not like '46%%'")  # fmt: skip
        assert not rows("select 1 from registers_objectentry e join authorities_authority a"
                        " on a.id = e.authority_id where a.path not like '000000/460000/%%'")  # fmt: skip
        assert not rows("select 1 from registers_practitioneridentity i join registers_body b"
                        " on b.id = i.body_id where b.division not like '46%%'")  # fmt: skip


def test_a_clerk_sees_the_reports_of_the_own_body_and_nothing_else():
    matters()
    with within(scope_of(make.actor("clerk1"))):
        seen = {table for table in PRIVATE if count(table)}
        bodies = rows("select distinct b.approval_no from registers_upload u"
                      " join registers_body b on b.id = u.body_id")  # fmt: skip
        plans = rows("select distinct b.approval_no from registers_auditplan p"
                     " join registers_body b on b.id = p.body_id")  # fmt: skip
    assert seen == {"ledger_entry"} | (OF_EVERY_PROVINCE - {"registers_objectentry"})
    assert plans == [(make.actor("clerk1").body,)]
    assert bodies == [(make.actor("clerk1").body,)]


@pytest.mark.parametrize("account", ["330000.head", "000000.head"])
def test_superiors_see_what_is_below_them(account):
    found = matters()
    with within(scope_of(make.actor(account))):
        assert rows("select id from cases_case where id = %s", found.case.pk)
        assert rows("select 1 from inspections_finding where id = %s", found.clue.finding_id)


def test_whoever_takes_part_sees_the_matter_and_where_it_came_from():
    found = matters()
    with within(scope_of(make.actor(f"{HELPER}.head"))):
        assert rows("select id from cases_clue") == [(found.clue.pk,)]
        assert rows("select id from cases_case") == [(found.case.pk,)]
        assert rows("select id from inspections_finding") == [(found.clue.finding_id,)]
        assert rows("select count(*) from inspections_task") == [(1,)]


def test_whoever_sent_a_clue_up_sees_the_clue_and_not_the_case(at):
    movement = make.moved_clue()
    sender = make.head_of(movement.clue)
    top = make.person_of("case_handler", "000000")
    from renjian_site.cases import commands as cases

    cases.receive(top, movement.pk, at=at)
    movement.clue.refresh_from_db()
    case = make.case(movement.clue)
    with within(scope_of(sender)):
        assert rows("select id from cases_clue where id = %s", movement.clue_id)
        assert not rows("select id from cases_case where id = %s", case.pk)


def test_an_officer_of_another_unit_sees_the_task_drawn_for_them():
    task = make.task()
    stranger = make.actor(f"{FAR}.handler1")
    with as_owner() as cursor:
        cursor.execute("update inspections_task set lead_id = %s where id = %s",
                       [stranger.person_id, task.pk])  # fmt: skip
    with within(scope_of(stranger)):
        assert rows("select id from inspections_task") == [(task.pk,)]


def test_rows_go_along_when_an_authority_moves():
    found = matters()
    old, new = found.head.authority.path, f"000000/{FAR}/{found.head.authority.code}/"
    with as_owner() as cursor:
        cursor.execute("update authorities_authority set path = %s where path = %s", [new, old])
    with within(scope_of(make.actor(f"{FAR}.head"))):
        assert rows("select id from cases_case") == [(found.case.pk,)]
        assert rows("select id from inspections_finding") == [(found.clue.finding_id,)]
        assert count("documents_document") == 3  # the filing, the request and the reply
        assert rows("select id from consultations_reply") == [(found.reply.pk,)]
        assert count("ledger_entry")
    with within(scope_of(make.actor("330000.head"))):
        assert not rows("select id from cases_case")


def test_nobody_writes_into_another_scope():
    found = matters()
    refusal = pytest.raises(Exception, match="row-level security")
    with refusal, within(scope_of(found.head)), atomic(), connection.cursor() as cursor:
        cursor.execute("update cases_clue set authority_id ="
                       " (select id from authorities_authority where code = %s)", [FAR])  # fmt: skip


def test_a_foreign_row_is_neither_changed_nor_deleted():
    matters()
    with within(scope_of(make.actor(f"{FAR}.head"))), connection.cursor() as cursor:
        for statement in ("update cases_clue set place = '460000'", "delete from kit_savedsearch"):
            cursor.execute(statement)
            assert cursor.rowcount == 0


def test_a_request_leaves_nothing_of_its_scope_behind():
    head = make.sign_in("330110.head")
    with within(NOBODY):
        assert head.get("/cases/").status_code == 200
        left = rows("select current_setting('renjian.lo'), current_setting('renjian.account')")
    assert left == [("", "")]


def test_a_request_sees_what_its_actor_sees_even_where_the_query_forgets(monkeypatch):
    found = matters()
    from renjian_site.cases import queries
    from renjian_site.cases.models import Clue

    monkeypatch.setattr(queries, "clues", lambda actor: Clue.objects.all())
    assert make.sign_in(found.head).get(f"/cases/{found.clue.pk}/").status_code == 200
    stranger = make.sign_in(f"{FAR}.head")
    assert stranger.get(f"/cases/{found.clue.pk}/").status_code == 404


def test_a_scope_ends_with_the_act_that_failed():
    with within(NOBODY):
        with pytest.raises(ZeroDivisionError), within(EVERYTHING):
            raise ZeroDivisionError
        assert rows("select current_setting('renjian.hi')") == [("",)]


def test_the_sweep_reads_all_rows_and_no_identities():
    matters()
    with within(NOBODY), connection.cursor() as cursor:
        cursor.execute("set local role renjian_sweep")
        for table in PRIVATE - set(roles.IDENTITIES) - {"cases_movement"}:
            assert count(table), table
        with pytest.raises(Exception, match="permission denied"):
            cursor.execute("select * from authorities_person")


def test_the_public_role_reads_the_published_views_alone(own_database):
    with psycopg.connect(make_conninfo(own_database, user="renjian_public")) as reader:
        for view in ("bodies", "certificates", "notices", "draws", "checkpoints"):
            reader.execute(f"select * from published.{view} limit 1")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute("select * from registers_body")

import time
import pytest
import make
from django.db import connection
from django.utils import timezone
pytestmark = pytest.mark.django_db
def test_probe():
    t=time.time()
    def lap(n):
        nonlocal t; print(n, round(time.time()-t,2)); t=time.time()
    d = make.planned_draw(); lap("plan")
    from renjian_site.draws import commands as draws
    a=make.actor("330000.planner"); lap("actor")
    draws.freeze(a, d.pk, at=timezone.now()); lap("freeze")
    draws.draw(a, d.pk, at=timezone.now()); lap("draw")
    from renjian_site.inspections import commands as inspections
    print(inspections.take_up(a, d.pk, at=timezone.now())); lap("take_up")
    u=make.upload(); lap("upload")
    u=make.checked_upload(); lap("check")
    c=make.sign_in("330000.planner"); lap("signin")
    for p in ["/draws/", f"/draws/{d.pk}/", "/inbox/", "/registers/certificates/", "/ledger/","/inspections/"]:
        r=c.get(p); lap(p+str(r.status_code))
    with connection.cursor() as cur:
        cur.execute("select pg_database_size(current_database())"); print(cur.fetchone())
        for t_ in ["registers_organisation","registers_certificate","authorities_post","authorities_authority","ledger_entry","ledger_stream"]:
            cur.execute(f"select count(*) from {t_}"); print(t_,cur.fetchone())
    import sys; sys.stdout.flush()

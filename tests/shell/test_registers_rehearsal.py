"""What the preview says is what the commit does, for whatever a report changes."""

import pytest

import make
from make_registers import cells, uscc
from renjian.kernel.refusal import Refused, reason
from renjian_site.registers import commands
from renjian_site.registers.models import Certificate, Upload

pytestmark = pytest.mark.django_db
NUMBER = "900126Q00001R0M"


def told(upload):
    return tuple(upload.preview[name] for name in ("new", "changed", "same"))


def counted(upload):
    return tuple(upload.counts[name] for name in ("new", "changed", "unchanged"))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"status": "02"},
        {"standard": "GB/T 19001-2026"},
        {"address": "浙江省杭州市余杭区练习路2号"},
        {"item": "又一项"},
        {"expires_on": "2029-03-01"},
    ],
    ids=str,
)
def test_preview_and_commit_agree(changes):
    make.checked(make.report(cells()))
    other = cells(
        number="900126Q00002R0M", uscc=uscc("91330110RJ0009992"), organisation="又一厂（练习）"
    )
    upload = make.looked_at(make.report(cells(**changes), other))
    seen = told(upload)
    assert counted(make.committed(upload)) == seen


def test_a_rehearsal_leaves_nothing_behind():
    before = Certificate.objects.count()
    upload = make.looked_at(make.report(cells()))
    assert (upload.stage, Certificate.objects.count()) == ("checked", before)
    assert upload.preview["is_rehearsed"]
    assert not Upload.objects.get(pk=upload.pk).versions.exists()


def test_what_the_merge_would_refuse_is_told_by_the_check(monkeypatch):
    def refuse(*_):
        raise Refused(reason("x", "合并会被拒绝。"))

    monkeypatch.setattr(commands, "merge", refuse)
    upload = make.looked_at(make.report(cells()))
    assert (upload.stage, upload.problems[0]["template"]) == ("refused", "合并会被拒绝。")

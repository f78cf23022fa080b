"""Library and stand-alone check agree on any plan, whatever it uses."""

import json
from io import StringIO

from hypothesis import HealthCheck, given, settings

import make_draws as make
from draws_at_random import drafts
from renjian.draws import record, verify


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_the_check_agrees_with_any_draw(drafted):
    outcome = make.drawn(*drafted)
    lines = b"".join(record.lines(outcome)).decode()
    assert verify.load(StringIO(lines)) == record.public(outcome)
    assert list(verify.check(json.loads(json.dumps(record.public(outcome)))))

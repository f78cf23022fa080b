"""Published fraud patterns, each as the trace that it leaves in reported tables (certification.md 11).

A pattern changes rows of one audit and says where its trace is. What is planted is listed apart from
the reports, so that nothing but the tests of the country can know it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from renjian_world.country import Country

Row = dict[str, str]
Where = tuple[str, Row, str]  # table, row and field of the trace
CERTIFICATE, RESULT = "103010", "103011"
HEADER = ("pattern", "title", "table", "line", "certificate", "field")


@dataclass(frozen=True)
class Pattern:
    """A published pattern, and how its trace gets into the rows of an audit."""

    code: str
    title: str
    plant: Callable[[Country, Row, list[Row]], Where]


@dataclass(frozen=True)
class Planted:
    """Where a pattern was planted: the line of its table, the certificate, the field."""

    pattern: str
    title: str
    table: str
    line: int
    certificate: str
    field: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The same as a row of the list."""
        return (
            self.pattern,
            self.title,
            self.table,
            str(self.line),
            self.certificate,
            self.field,
        )


def _result(field: str, value: Callable[[Country, Row, list[Row]], str]) -> Callable[..., Where]:
    def plant(country: Country, certificate: Row, results: list[Row]) -> Where:
        results[0][field] = value(country, certificate, results)
        return RESULT, results[0], field

    return plant


def _certificate(field: str, value: Callable[[Country, Row], str]) -> Callable[..., Where]:
    def plant(country: Country, certificate: Row, _results: list[Row]) -> Where:
        certificate[field] = value(country, certificate)
        return CERTIFICATE, certificate, field

    return plant


def _moved(row: Row, field: str, days: int) -> str:
    return (date.fromisoformat(row[field][:10]) + timedelta(days=days)).isoformat()


def _other_person(country: Country) -> str:
    """The registration of somebody who works for another body."""
    own = country.bodies[0].approval_number
    return next(p.registration_number for p in country.practitioners if p.body != own)


def _same_time(_country: Country, _certificate: Row, results: list[Row]) -> Where:
    """The leader stands in both stages at one time."""
    results[2]["starts_at"], results[2]["ends_at"] = results[0]["starts_at"], results[0]["ends_at"]
    return RESULT, results[2], "starts_at"


def _short(_country: Country, _certificate: Row, results: list[Row]) -> Where:
    """Late in and early out: an hour where a day was due."""
    day = results[0]["starts_at"][:10]
    results[0]["starts_at"], results[0]["ends_at"] = f"{day} 10:30:00", f"{day} 11:30:00"
    return RESULT, results[0], "ends_at"


def _only_meetings(_country: Country, _certificate: Row, results: list[Row]) -> Where:
    """Of a remote audit only the first half hour was attended."""
    day = results[2]["starts_at"][:10]
    results[2]["starts_at"], results[2]["ends_at"] = f"{day} 08:30:00", f"{day} 09:00:00"
    return RESULT, results[2], "ends_at"


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "never-on-site",
        "审核员从未到过现场",
        _result("starts_at", lambda c, k, r: f"{_moved(r[0], 'starts_at', -60)} 08:30:00"),
    ),
    Pattern("impersonation", "冒名顶替，同时两地", _same_time),
    Pattern("remote-faked", "远程审核造假，只参加首末次会议", _only_meetings),
    Pattern(
        "papers-invented",
        "由他人收集材料、编造记录",
        _result("role", lambda c, k, r: "03"),
    ),
    Pattern(
        "controlled-sign-in",
        "按控制人指令签到",
        _result("ends_at", lambda c, k, r: f"{r[0]['starts_at'][:10]} 08:31:00"),
    ),
    Pattern("late-and-early", "迟到早退", _short),
    Pattern("man-days-cut", "审核人日减少一半以上", _certificate("man_days", lambda c, k: "1.5")),
    Pattern(
        "lent-registration",
        "挂靠注册资格",
        _result("registration_no", lambda c, k, r: _other_person(c)),
    ),
    Pattern(
        "forged-vouchers",
        "向执法人员出示伪造凭证",
        _certificate("contract", lambda c, k: "RJ-HT-0001"),
    ),
    Pattern(
        "sold-same-day",
        "网店售证，当天出证",
        _certificate("decided_on", lambda c, k: _moved(k, "audited_to", -1)),
    ),
    Pattern(
        "foreign-looking",
        "无批准的“境外”机构",
        _certificate("branch", lambda c, k: "环球认证集团（练习）"),
    ),
    Pattern(
        "forged-for-bids",
        "为投标伪造证书",
        _result("certificate", lambda c, k, r: f"{k['number'][:-3]}R9S"),
    ),
    Pattern("outside-domain", "超出批准领域认证", _certificate("item_code", lambda c, k: "A0501")),
    Pattern(
        "unregistered",
        "使用未注册人员",
        _result("registration_no", lambda c, k, r: "2026-PRAC-9999"),
    ),
    Pattern(
        "no-follow-up",
        "不跟踪监督",
        _certificate("first_issued_on", lambda c, k: _moved(k, "issued_on", -900)),
    ),
    Pattern(
        "false-approval",
        "以虚假材料取得批准",
        _certificate("decided_by", lambda c, k: "挂名评定"),
    ),
)

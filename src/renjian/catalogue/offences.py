"""Offences of certification: who commits them, what prohibits and punishes them, what follows.

A sanction kind belongs to a class. Only reprimands (申诫罚), property penalties (财产罚) and
capability penalties (能力罚) are administrative penalties (PPL 9); orders, consequences, measures
of the industry and what correction K-07 names are none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from renjian.catalogue.offenders import ANYONE, PERSONS, WIDER, OffenderKind
from renjian.catalogue.validity import Mark, kept, latest, read

PERSONAL_TARGETS = frozenset({"直接责任人员", "个人", "负责人员"})


class PenaltyClass(StrEnum):
    """The class of a sanction kind; only the first three are administrative penalties."""

    REPRIMAND = "reprimand"
    PROPERTY = "property"
    CAPABILITY = "capability_penalty"
    ORDER = "order"
    CONSEQUENCE = "consequence"
    INDUSTRY = "industry"
    NOT_A_PENALTY = "not_a_penalty"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this class."""
        return PENALTY_CLASS_TITLES[self]

    @property
    def is_penalty(self) -> bool:
        """Whether this is an administrative penalty in the sense of PPL 9."""
        return self in {PenaltyClass.REPRIMAND, PenaltyClass.PROPERTY, PenaltyClass.CAPABILITY}


PENALTY_CLASS_TITLES = {
    PenaltyClass.REPRIMAND: "申诫罚",
    PenaltyClass.PROPERTY: "财产罚",
    PenaltyClass.CAPABILITY: "能力罚",
    PenaltyClass.ORDER: "责令类行政命令",
    PenaltyClass.CONSEQUENCE: "其他法律后果",
    PenaltyClass.INDUSTRY: "行业自律措施",
    PenaltyClass.NOT_A_PENALTY: "不属于行政处罚",
}


@dataclass(frozen=True)
class SanctionKind:
    """A kind of sanction, its name in both languages and its class."""

    name: str
    title: str
    title_en: str
    penalty_class: PenaltyClass
    correction: str = ""
    from_on: date | None = None


@dataclass(frozen=True)
class Article:
    """The number an article has from a day on."""

    from_on: date
    number: str
    mark: Mark
    start_mark: Mark = Mark.VERIFIED


@dataclass(frozen=True)
class Provision:
    """A provision of an instrument, with its number in each text."""

    source: str
    articles: tuple[Article, ...]

    def clause_on(self, day: date) -> str | None:
        """The clause as it is numbered on a day, or none where the catalogue begins later."""
        article = latest(self.articles, day)
        return f"{self.source} {article.number}" if article else None


@dataclass(frozen=True)
class Sanction:
    """One sanction an offence may lead to, with its condition and its range.

    ``is_serious``: only in serious circumstances. ``on``: only against these kinds of offender.
    ``clause`` names the provision where it is not the one of the whole offence. ``needs`` is the
    fact of the table of conditions without which it does not follow. Fines are in yuan, or in
    multiples of the value of the goods; ``goods_from_yuan`` (included) and ``goods_below_yuan``
    (excluded) are the values between which it applies; ``is_instead``: it then takes the place of
    the other fine of the offence.
    """

    kind: SanctionKind
    target: str = ""
    mandatory: bool = False
    is_serious: bool = False
    on: frozenset[str] = frozenset()
    when: str = ""
    clause: str = ""
    min_yuan: int | None = None
    max_yuan: int | None = None
    min_multiple: float | None = None
    max_multiple: float | None = None
    goods_from_yuan: int | None = None
    goods_below_yuan: int | None = None
    is_instead: bool = False
    needs: str = ""
    months: int | None = None
    min_months: int | None = None
    max_months: int | None = None
    years: int | None = None
    by: str = ""
    from_on: date | None = None
    to_on: date | None = None
    start_mark: Mark = Mark.VERIFIED
    mark: Mark = Mark.VERIFIED

    @property
    def is_by_goods(self) -> bool:
        """Whether the fine is a multiple of the value of the goods."""
        return self.max_multiple is not None

    @property
    def is_personal(self) -> bool:
        """Whether it is against persons and not against the unit."""
        return self.target in PERSONAL_TARGETS

    def is_in_force(self, day: date) -> bool:
        """Whether it is the law on a day."""
        begun = self.from_on is None or self.from_on <= day
        return begun and (self.to_on is None or day <= self.to_on)

    def fits_goods(self, yuan: int) -> bool:
        """Whether goods of this value are among those it applies to."""
        above = self.goods_from_yuan is None or yuan >= self.goods_from_yuan
        return above and (self.goods_below_yuan is None or yuan < self.goods_below_yuan)

    def meets(self, offender_kind: OffenderKind) -> bool:
        """Whether it can be imposed on an offender of this kind, and not only on its persons."""
        if self.on:
            return offender_kind in self.on
        return not self.is_personal or offender_kind in PERSONS


@dataclass(frozen=True)
class Condition:
    """A fact without which a sanction does not follow, in both languages."""

    name: str
    title: str
    title_en: str


@dataclass(frozen=True)
class Element:
    """What has to be proved for an offence, in both languages."""

    title: str
    title_en: str


@dataclass(frozen=True)
class Question:
    """An element to answer in the investigation report; a no raises other offences (O-10)."""

    text: str
    raises: tuple[str, ...]


@dataclass(frozen=True)
class Offence:
    """An unlawful act of the catalogue."""

    code: str
    group: str
    title: str
    title_en: str
    subjects: frozenset[str]
    except_subjects: frozenset[str]
    notice: tuple[str, ...]
    is_focus: bool
    capability: str
    reprimand: str
    jurisdiction: str
    mark: Mark
    prohibits: tuple[Provision, ...]
    punishes: tuple[Provision, ...]
    sanctions: tuple[Sanction, ...]
    elements: tuple[Element, ...] = ()
    questions: tuple[Question, ...] = ()
    corrections: tuple[str, ...] = ()
    serious_list: str = ""
    below_minimum_needs_mitigation: bool = False
    note: str = ""
    from_on: date | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def is_in_force(self, day: date) -> bool:
        """Whether the law knows it on a day; what stood in the catalogue from the first does."""
        return self.from_on is None or self.from_on <= day

    def can_be_committed_by(self, kind: OffenderKind) -> bool:
        """Whether an offender of this kind can commit it."""
        names = {kind.value, *WIDER.get(kind, ())}
        if names & self.except_subjects:
            return False
        return ANYONE in self.subjects or bool(names & self.subjects)

    def sanctions_for(self, kind: OffenderKind, on: date | None = None) -> tuple[Sanction, ...]:
        """The sanctions that can meet an offender of this kind, on a day if one is given."""
        return tuple(
            sanction
            for sanction in self.sanctions
            if sanction.meets(kind) and (on is None or sanction.is_in_force(on))
        )

    def mandatory_penalties(self, kind: OffenderKind) -> frozenset[str]:
        """The penalties the law leaves no choice about for an offender of this kind."""
        return frozenset(
            sanction.kind.name
            for sanction in self.sanctions_for(kind)
            if sanction.mandatory and sanction.kind.penalty_class.is_penalty
        )

    def prohibited_by(self, day: date) -> tuple[str, ...]:
        """The clauses that prohibit it, numbered as on that day."""
        return _clauses(self.prohibits, day)

    def punished_by(self, day: date) -> tuple[str, ...]:
        """The clauses that punish it, numbered as on that day."""
        return _clauses(self.punishes, day)


def offence(code: str) -> Offence:
    """The offence of this code."""
    try:
        return offences()[code]
    except KeyError:
        raise LookupError(f"{code}: no such offence in the catalogue") from None


def offences_for(kind: OffenderKind) -> tuple[Offence, ...]:
    """The offences that an offender of this kind can commit, in order of the catalogue."""
    return tuple(item for item in offences().values() if item.can_be_committed_by(kind))


def sanction_kind(name: str) -> SanctionKind:
    """The sanction kind of this name."""
    try:
        return sanction_kinds()[name]
    except KeyError:
        raise LookupError(f"{name}: no such kind of sanction in the catalogue") from None


def penalty_class(name: str) -> PenaltyClass:
    """The class of a sanction kind."""
    return sanction_kind(name).penalty_class


def titles_of(kinds: Iterable[str]) -> str:
    """The Chinese names of sanction kinds in one list, in order of the catalogue."""
    chosen = set(kinds)
    known = [kind for kind in sanction_kinds().values() if kind.name in chosen]
    return "、".join(kind.title for kind in known)


@kept
def sanction_kinds() -> dict[str, SanctionKind]:
    """All kinds of sanction by name."""
    return {
        name: SanctionKind(
            name=name,
            title=row["zh"],
            title_en=row["en"],
            penalty_class=PenaltyClass(row["class"]),
            correction=row.get("correction", ""),
            from_on=row.get("from"),
        )
        for name, row in read("sanction_kinds").items()
    }


@kept
def conditions() -> dict[str, Condition]:
    """The facts that sanctions may need, by name."""
    return {name: Condition(name, row["zh"], row["en"]) for name, row in read("conditions").items()}


@kept
def offences() -> dict[str, Offence]:
    """All offences of the catalogue by code."""
    return {code: _offence(code, row) for code, row in read("offences").items()}


def _clauses(provisions: Iterable[Provision], day: date) -> tuple[str, ...]:
    clauses = (provision.clause_on(day) for provision in provisions)
    return tuple(clause for clause in clauses if clause)


def _offence(code: str, row: dict[str, Any]) -> Offence:
    return Offence(
        code=code,
        group=row["group"],
        title=row["zh"],
        title_en=row["en"],
        subjects=frozenset(row["subjects"]),
        except_subjects=frozenset(row.get("except_subjects", ())),
        notice=tuple(row["notice"]),
        is_focus=row["focus"],
        capability=row["capability"],
        reprimand=row["reprimand"],
        jurisdiction=row["jurisdiction"],
        mark=Mark(row["mark"]),
        prohibits=tuple(_provision(item) for item in row["prohibits"]),
        punishes=tuple(_provision(item) for item in row["punishes"]),
        sanctions=tuple(_sanction(item) for item in row["sanctions"]),
        elements=tuple(Element(each["zh"], each["en"]) for each in row.get("elements", ())),
        questions=tuple(
            Question(item["text"], tuple(item["raises"])) for item in row.get("questions", ())
        ),
        corrections=tuple(row.get("corrections", ())),
        serious_list=row.get("serious_list", ""),
        below_minimum_needs_mitigation=row.get("below_minimum_needs_mitigation", False),
        note=row.get("note", ""),
        from_on=row.get("from"),
    )


def _provision(row: dict[str, Any]) -> Provision:
    return Provision(
        source=row["source"],
        articles=tuple(
            Article(
                from_on=value["from"],
                number=value["article"],
                mark=Mark(value["mark"]),
                start_mark=Mark(value.get("start_mark", "V")),
            )
            for value in row["values"]
        ),
    )


def _sanction(row: dict[str, Any]) -> Sanction:
    return Sanction(
        kind=sanction_kind(row["kind"]),
        target=row.get("target", ""),
        mandatory=row.get("mandatory", False),
        is_serious=row.get("serious", False),
        on=frozenset(row.get("on", ())),
        when=row.get("when", ""),
        clause=row.get("clause", ""),
        min_yuan=row.get("min_yuan"),
        max_yuan=row.get("max_yuan"),
        min_multiple=row.get("min_multiple"),
        max_multiple=row.get("max_multiple"),
        goods_from_yuan=row.get("goods_from_yuan"),
        goods_below_yuan=row.get("goods_below_yuan"),
        is_instead=row.get("instead", False),
        needs=row.get("needs", ""),
        months=row.get("months"),
        min_months=row.get("min_months"),
        max_months=row.get("max_months"),
        years=row.get("years"),
        by=row.get("by", ""),
        from_on=row.get("from"),
        to_on=row.get("to"),
        start_mark=Mark(row.get("start_mark", "V")),
        mark=Mark(row.get("mark", "V")),
    )

"""The lists of requests for instructions, and the library of replies."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_noop

from renjian.authorities.rights import MATTER_READERS
from renjian.consultations.clauses import LONGEST, cited_or_typed, read_clause
from renjian.consultations.deadlines import TOPIC_TITLES
from renjian.consultations.rights import DRAFTERS
from renjian.consultations.stages import (
    IS_OPEN,
    ISSUED_TITLES,
    STAGE_TITLES,
    WAITS_FOR_REPLY,
)
from renjian.consultations.words import pairs, plain
from renjian_site.consultations import queries
from renjian_site.consultations.models import Reply
from renjian_site.kit.lists.columns import Column, Show, by_titles
from renjian_site.kit.lists.filters import (
    Asked,
    Choice,
    Days,
    Situation,
    Situations,
    Unit,
    Unreadable,
    Words,
)
from renjian_site.kit.lists.listing import Link, Listing

FIRST_YEAR = 2019  # of the notice that all of this serves
NEIGHBOURS = (
    Link(gettext_noop("全部请示"), "consultations:consultations"),
    Link(gettext_noop("待本单位批复"), "consultations:to-answer"),
    Link(gettext_noop("本单位提出的请示"), "consultations:asked"),
    Link(gettext_noop("批复库"), "consultations:replies"),
)
ACTS = (Link(gettext_noop("提出请示"), "consultations:new", frozenset(DRAFTERS)),)
SITUATIONS = {
    "open": Situation(gettext_noop("未批复"), lambda today: Q(stage__in=IS_OPEN)),
    "waiting": Situation(gettext_noop("待批复"), lambda today: Q(stage__in=WAITS_FOR_REPLY)),
    "late": Situation(
        gettext_noop("逾期未批复"),
        lambda today: Q(stage__in=WAITS_FOR_REPLY, due_on__lt=today),
    ),
}

CONSULTATIONS = Listing(
    name="consultations:consultations",
    title=gettext_noop("请示"),
    lead=gettext_noop("本单位提出的、主送本单位的，以及下级之间的请示。"),
    rows=queries.consultations,
    columns=(
        Column("title", gettext_noop("标题"), "title", under=("number", "topic")),
        Column("authority", gettext_noop("请示单位"), "authority__name"),
        Column("superior", gettext_noop("主送机关"), "superior__name"),
        Column(
            "stage",
            gettext_noop("状态"),
            "stage",
            Show.STATE,
            words=by_titles(STAGE_TITLES),
            tones={"replied": "good", "asked_back": "bad"},
        ),
        Column(
            "due_on",
            gettext_noop("办理期限"),
            "due_on",
            Show.CLOCK,
            can_sort=True,
            runs_while=("stage", frozenset(map(str, WAITS_FOR_REPLY))),
        ),
        Column("number", gettext_noop("文号"), "number", can_sort=True, is_default=False),
        Column(
            "topic",
            gettext_noop("请示类别"),
            "topic",
            words=by_titles(TOPIC_TITLES),
            is_default=False,
        ),
        Column("matter", gettext_noop("所涉事项"), "matter", is_default=False),
        Column("wished_on", gettext_noop("希望批复日期"), "wished_on", Show.DAY, is_default=False),
        Column(
            "changed_at",
            gettext_noop("最近办理"),
            "changed_at",
            Show.MOMENT,
            can_sort=True,
            is_default=False,
        ),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("标题、文号或所涉事项"),
            contained=("title", "number", "matter", "question"),
        ),
        Choice("stage", gettext_noop("状态"), "stage", STAGE_TITLES),
        Situations("situation", gettext_noop("办理情况"), SITUATIONS),
        Choice("topic", gettext_noop("请示类别"), "topic", TOPIC_TITLES),
        Unit("unit", gettext_noop("主送机关的名称或者代码"), "superior"),
        Unit("asker", gettext_noop("请示单位的名称或者代码"), "authority"),
        Days("due_on", gettext_noop("办理期限"), "due_on"),
    ),
    order="-changed_at",
    opens=("consultations:consultation", "pk"),
    empty=gettext_noop("还没有请示。遇到需要上级明确的问题，可以从这里提出请示。"),
    roles=MATTER_READERS,
    neighbours=NEIGHBOURS,
    acts=ACTS,
)

TO_ANSWER = replace(
    CONSULTATIONS,
    name="consultations:to-answer",
    title=gettext_noop("待本单位批复"),
    lead=gettext_noop("主送本单位、还没有批复的请示，期限近的在前。"),
    rows=queries.to_answer,
    order="due_on",
    empty=gettext_noop("没有等待本单位批复的请示。"),
)

ASKED = replace(
    CONSULTATIONS,
    name="consultations:asked",
    title=gettext_noop("本单位提出的请示"),
    lead=gettext_noop("本单位起草和报送的请示，最近办理的在前。"),
    rows=queries.asked,
)


def _among(found: str, value: object) -> RawSQL:
    """That a reply is one of those that a function finds, which is asked once for all rows."""
    sql = f"consultations_reply.id = any(array(select {found}))"
    return RawSQL(sql, [value], output_field=BooleanField())


@dataclass(frozen=True)
class Searched:
    """Words that the replies hold, from two characters on by an index of pairs."""

    kind: ClassVar[str] = "words"
    name: str
    title: str

    def names(self) -> tuple[str, ...]:
        """One name."""
        return (self.name,)

    def clean(self, name: str, text: str) -> str:
        """The words as they are searched, parted by one blank each."""
        if len(text) > LONGEST:
            raise Unreadable(name)
        return plain(text)

    def condition(self, asked: Asked) -> Q:
        """Each word stands in the reply. The function applies the scope itself: the row policies
        would keep the index from being used."""
        met = Q()
        for word in asked.get(self.name, "").split():
            if wanted := pairs(word):
                met &= Q(_among("replies_saying(%s::varchar[])", wanted))
            met &= Q(found_by__contains=word)
        return met


@dataclass(frozen=True)
class Cited:
    """A clause that the replies rest on, or something that is a part of it."""

    kind: ClassVar[str] = "words"
    name: str
    title: str

    def names(self) -> tuple[str, ...]:
        """One name."""
        return (self.name,)

    def clean(self, name: str, text: str) -> str:
        """The clause as officers cite it."""
        if len(text) > LONGEST or "\x00" in text:
            raise Unreadable(name)
        return cited_or_typed(read_clause(text))

    def condition(self, asked: Asked) -> Q:
        """The reply cites the clause."""
        clause = read_clause(asked.get(self.name, ""))
        return Q(_among("replies_citing(%s)", clause)) if clause else Q()


@dataclass(frozen=True)
class Year:
    """The year in which a reply was issued."""

    kind: ClassVar[str] = "choice"
    name: str
    title: str
    path: str

    def names(self) -> tuple[str, ...]:
        """One name."""
        return (self.name,)

    def clean(self, name: str, text: str) -> str:
        """A year that there has been since the notice."""
        if text not in {str(code) for code, _title in self.options()}:
            raise Unreadable(name)
        return text

    def condition(self, asked: Asked) -> Q:
        """The day lies in the year."""
        year = asked.get(self.name)
        return Q(**{f"{self.path}__year": int(year)}) if year else Q()

    def options(self) -> list[tuple[str, object]]:
        """The years, the present one first."""
        today: date = timezone.localdate()
        return [(str(year), str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]


REPLIES = Listing(
    name="consultations:replies",
    title=gettext_noop("批复库"),
    lead=gettext_noop("供全系统查阅的批复，以及本单位和下级作出或者收到的批复。"),
    rows=queries.replies,
    columns=(
        Column("title", gettext_noop("标题"), "title", under=("number",)),
        Column("authority", gettext_noop("批复机关"), "authority__name"),
        Column(
            "stage",
            gettext_noop("状态"),
            "stage",
            Show.STATE,
            words=by_titles(ISSUED_TITLES),
            tones={"in_force": "good", "replaced": "bad", "repealed": "bad"},
        ),
        Column("successor", gettext_noop("替代它的批复"), "replaced_by"),
        Column("reach", gettext_noop("效力"), "reach", words=by_titles(dict(Reply.Reach.choices))),
        Column("issued_at", gettext_noop("签发时间"), "issued_at", Show.MOMENT, can_sort=True),
        Column("number", gettext_noop("文号"), "number", can_sort=True, is_default=False),
    ),
    filters=(
        Searched("q", gettext_noop("标题、摘要、意见中的词（两个字起）")),
        Cited("clause", gettext_noop("依据的条款，如 认证认可条例 59")),
        Year("year", gettext_noop("年份"), "issued_at"),
        Unit("unit", gettext_noop("批复机关的名称或者代码"), "authority"),
        Choice("stage", gettext_noop("状态"), "stage", ISSUED_TITLES),
        Choice("reach", gettext_noop("效力"), "reach", dict(Reply.Reach.choices)),
    ),
    order="-issued_at",
    opens=("consultations:reply", "pk"),
    empty=gettext_noop("批复库中还没有批复。签发时选择供全系统查阅的批复会列在这里。"),
    roles=MATTER_READERS,
    neighbours=NEIGHBOURS,
)

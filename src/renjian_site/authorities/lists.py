"""The lists of accounts, of the log of signing in, and of people, posts, experts and reviews."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from renjian.authorities.posts import ORIGIN_TITLES, Role
from renjian.authorities.posts import TITLES as ROLE_TITLES
from renjian.authorities.rights import Right, who_may
from renjian.authorities.sign_in import HAPPENING_TITLES, WAY_TITLES, Happening
from renjian_site.authorities import queries
from renjian_site.kit.lists.columns import Column, Show, by_titles
from renjian_site.kit.lists.filters import Asked, Choice, Days, Words
from renjian_site.kit.lists.listing import Link, Listing

YES_OR_NO = {True: gettext_noop("有"), False: gettext_noop("无")}
ACCOUNTS = Listing(
    name="authorities:accounts",
    title=gettext_noop("账号管理"),
    lead=gettext_noop("本辖区人员的账号：怎样登录，是否锁定，有没有第二因素。"),
    rows=queries.accounts_with_state,
    columns=(
        Column("account", gettext_noop("账号"), "account", can_sort=True),
        Column("name", gettext_noop("姓名"), "name", can_sort=True),
        Column("place", gettext_noop("单位"), "place", under=("role",)),
        Column(
            "has_factor",
            gettext_noop("第二因素"),
            "has_factor",
            Show.STATE,
            words=by_titles(YES_OR_NO),
            tones={True: "good"},
        ),
        Column("locked_until", gettext_noop("锁定到"), "locked_until", Show.MOMENT),
        Column("last_login", gettext_noop("最近登录"), "last_login", Show.MOMENT),
        Column(
            "has_one_time",
            gettext_noop("一次性密码"),
            "has_one_time",
            words=by_titles(YES_OR_NO),
            is_default=False,
        ),
        Column(
            "role", gettext_noop("岗位"), "role", words=by_titles(ROLE_TITLES), is_default=False
        ),
    ),
    filters=(
        Words("q", gettext_noop("账号、姓名或单位"), contained=("account", "name", "place")),
        Choice("role", gettext_noop("岗位"), "role", ROLE_TITLES),
        Choice("has_factor", gettext_noop("第二因素"), "has_factor", YES_OR_NO),
    ),
    order="account",
    opens=("authorities:account-of", "pk"),
    empty=gettext_noop("没有这样的账号。账号由系统管理岗任命人员时建立。"),
    roles=frozenset({Role.SECURITY, Role.SYSTEM}),
)

SIGN_INS = Listing(
    name="authorities:sign-ins",
    title=gettext_noop("登录日志"),
    lead=gettext_noop("本辖区人员的登录、失败、锁定，以及对账号的改动。网络地址只保存哈希。"),
    rows=queries.sign_in_events,
    columns=(
        Column("at", gettext_noop("时间"), "at", Show.MOMENT, can_sort=True),
        Column(
            "what",
            gettext_noop("事项"),
            "what",
            Show.STATE,
            words=by_titles(HAPPENING_TITLES),
            tones={
                str(Happening.FAILED): "bad",
                str(Happening.LOCKED): "bad",
                str(Happening.REFUSED): "bad",
            },
        ),
        Column("account", gettext_noop("账号"), "person__account"),
        Column("name", gettext_noop("姓名"), "person__name"),
        Column("way", gettext_noop("方式"), "way", words=by_titles(WAY_TITLES)),
        Column("times", gettext_noop("次数"), "times", Show.NUMBER),
        Column("caller", gettext_noop("来源哈希"), "caller"),
        Column("browser", gettext_noop("浏览器"), "browser"),
        Column("by", gettext_noop("办理人"), "by__account", is_default=False),
        Column("unknown", gettext_noop("没有的账号（哈希）"), "account", is_default=False),
    ),
    filters=(
        Words("q", gettext_noop("账号或姓名"), contained=("person__account", "person__name")),
        Choice("what", gettext_noop("事项"), "what", HAPPENING_TITLES),
        Choice("way", gettext_noop("方式"), "way", WAY_TITLES),
        Days("at", gettext_noop("时间"), "at__date"),
    ),
    order="-at",
    empty=gettext_noop("还没有登录记录。有人登录后，会出现在这里。"),
    roles=frozenset({Role.SECURITY, Role.AUDIT}),
)

PEOPLE_READERS = who_may(Right.READ_PEOPLE)
OF_PEOPLE = (
    Link(gettext_noop("人员名册"), "authorities:people", PEOPLE_READERS),
    Link(gettext_noop("待确认的岗位"), "authorities:awaiting", PEOPLE_READERS),
    Link(gettext_noop("岗位复核"), "authorities:reviews", PEOPLE_READERS),
    Link(gettext_noop("技术专家"), "authorities:experts", PEOPLE_READERS),
    Link(gettext_noop("某日谁能办理"), "authorities:duties", PEOPLE_READERS),
    Link(gettext_noop("权限表"), "authorities:rights", PEOPLE_READERS),
    Link(gettext_noop("薄弱环节"), "authorities:weak-spots", who_may(Right.READ_WEAK_SPOTS)),
)
HELD_TITLES = {"held": "在岗", "awaiting": "待确认", "none": "不在岗"}
REVIEW_TITLES = {"open": "待复核", "answered": "已复核", "missed": "逾期未复核"}


@dataclass(frozen=True)
class OneOf(Choice):
    """A code that must be among those of a row, which are parted by commas."""

    def condition(self, asked: Asked) -> Q:
        """The row has the code."""
        chosen = asked.get(self.name)
        return Q(**{f"{self.path}__regex": f"(^|,){chosen}(,|$)"}) if chosen else Q()


def role_names(roles: object) -> str:
    """The names of roles in the reader's language."""
    words = by_titles(ROLE_TITLES)
    return gettext("、").join(words(role) for role in str(roles).split(",") if role)


PEOPLE = Listing(
    name="authorities:people",
    title=gettext_noop("人员名册"),
    lead=gettext_noop("在本机构和下级机构任职、曾经任职、待确认的人员。"),
    rows=queries.people_with_posts,
    columns=(
        Column("name", gettext_noop("姓名"), "name", can_sort=True, under=("account",)),
        Column("place", gettext_noop("单位"), "place"),
        Column("roles", gettext_noop("岗位"), "roles", words=role_names),
        Column(
            "state",
            gettext_noop("状态"),
            "state",
            Show.STATE,
            words=by_titles(HELD_TITLES),
            tones={"held": "good", "awaiting": "bad"},
        ),
        Column("card", gettext_noop("执法证号"), "card_number"),
        Column("card_expires_on", gettext_noop("有效期止"), "card_expires_on", Show.DAY),
        Column("account", gettext_noop("账号"), "account", can_sort=True, is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("姓名、账号、单位或执法证号"),
            contained=("name", "account", "place", "card_number"),
        ),
        OneOf("role", gettext_noop("岗位"), "roles", ROLE_TITLES),
        Choice("state", gettext_noop("状态"), "state", HELD_TITLES),
        Days("card_expires_on", gettext_noop("有效期止"), "card_expires_on"),
    ),
    order="account",
    opens=("authorities:person", "pk"),
    empty=gettext_noop("没有这样的人员。系统管理岗录入岗位时登记人员。"),
    roles=PEOPLE_READERS,
    neighbours=OF_PEOPLE,
    acts=(Link(gettext_noop("录入岗位"), "authorities:enter-post", who_may(Right.ENTER_POST)),),
)

AWAITING = Listing(
    name="authorities:awaiting",
    title=gettext_noop("待确认的岗位"),
    lead=gettext_noop("系统管理岗录入、还没有经安全管理岗确认的岗位；确认之前不生效。"),
    rows=queries.awaiting_posts,
    columns=(
        Column("entered_at", gettext_noop("录入时间"), "entered_at", Show.MOMENT),
        Column("name", gettext_noop("姓名"), "person__name", under=("account",)),
        Column("role", gettext_noop("岗位"), "role", words=by_titles(ROLE_TITLES)),
        Column("place", gettext_noop("单位"), "authority__name"),
        Column("origin", gettext_noop("来源"), "origin", words=by_titles(ORIGIN_TITLES)),
        Column("from_on", gettext_noop("任职日期"), "from_on", Show.DAY, can_sort=True),
        Column("entered_by", gettext_noop("录入人"), "entered_by__name"),
        Column("account", gettext_noop("账号"), "person__account", is_default=False),
        Column("because", gettext_noop("依据"), "because", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("姓名、账号或单位"),
            contained=("person__name", "person__account", "authority__name"),
        ),
        Choice("role", gettext_noop("岗位"), "role", ROLE_TITLES),
    ),
    order="from_on",
    opens=("authorities:person", "person_id"),
    empty=gettext_noop("没有待确认的岗位。"),
    roles=PEOPLE_READERS,
    neighbours=OF_PEOPLE,
)

EXPERTS = Listing(
    name="authorities:experts",
    title=gettext_noop("技术专家"),
    lead=gettext_noop("协助检查的技术专家。专家不作为执法人员，不计入两名执法人员。"),
    rows=queries.experts,
    columns=(
        Column("name", gettext_noop("姓名"), "name", can_sort=True),
        Column("field", gettext_noop("专业领域"), "field"),
        Column("employer", gettext_noop("工作单位"), "employer"),
        Column("authority", gettext_noop("聘任单位"), "authority__name"),
        Column("to_on", gettext_noop("聘期止"), "to_on", Show.DAY, can_sort=True),
        Column("from_on", gettext_noop("聘期起"), "from_on", Show.DAY, is_default=False),
        Column(
            "secrecy",
            gettext_noop("保密承诺签订日期"),
            "secrecy_signed_on",
            Show.DAY,
            is_default=False,
        ),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("姓名、专业领域或工作单位"),
            contained=("name", "field", "employer"),
        ),
        Days("to_on", gettext_noop("聘期止"), "to_on"),
    ),
    order="name",
    opens=("authorities:expert", "pk"),
    empty=gettext_noop("还没有技术专家。由负责人或者抽查计划岗聘任。"),
    roles=PEOPLE_READERS,
    neighbours=OF_PEOPLE,
    acts=(
        Link(gettext_noop("聘任专家"), "authorities:engage-expert", who_may(Right.ENTER_EXPERT)),
    ),
)

REVIEWS = Listing(
    name="authorities:reviews",
    title=gettext_noop("岗位复核"),
    lead=gettext_noop("每季度首日开始。负责人勾选继续任职的岗位；没有勾选的，截止日后终止。"),
    rows=queries.reviews_with_state,
    columns=(
        Column("quarter", gettext_noop("季度首日"), "quarter", Show.DAY, can_sort=True),
        Column("authority", gettext_noop("单位"), "authority__name", can_sort=True),
        Column(
            "due_on",
            gettext_noop("截止日期"),
            "due_on",
            Show.CLOCK,
            can_sort=True,
            runs_while=("answer", frozenset({"open"})),
        ),
        Column(
            "answer",
            gettext_noop("状态"),
            "answer",
            Show.STATE,
            words=by_titles(REVIEW_TITLES),
            tones={"answered": "good", "missed": "bad"},
        ),
        Column("posts", gettext_noop("岗位数"), "posts", Show.NUMBER),
        Column("go_on", gettext_noop("继续"), "go_on", Show.NUMBER),
        Column("end", gettext_noop("不继续"), "end", Show.NUMBER),
        Column("ended", gettext_noop("已终止"), "ended", Show.NUMBER),
        Column("answered_by", gettext_noop("复核人"), "answered_by__name", is_default=False),
    ),
    filters=(
        Words("q", gettext_noop("单位"), contained=("authority__name",)),
        Choice("answer", gettext_noop("状态"), "answer", REVIEW_TITLES),
        Days("quarter", gettext_noop("季度首日"), "quarter"),
    ),
    order="-quarter",
    opens=("authorities:review", "pk"),
    empty=gettext_noop("还没有岗位复核。每季度首日自动开始。"),
    roles=PEOPLE_READERS,
    neighbours=OF_PEOPLE,
)

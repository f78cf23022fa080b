"""Identity numbers: by them, and not by accounts, one person is told from another (个人信息)."""

from renjian.authorities.personal import why_not_keep
from renjian.authorities.posts import ADMINISTRATORS, PostStage
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.models import Person, PersonDetail
from renjian_site.kit.locks import one_at_a_time


def why_not_identity(person: Person, number: str) -> tuple[Reason, ...]:
    """Every reason against a person's having an identity number, on the pages.

    Nobody else may have it, also nobody who is being given it at this moment. Of whoever was one of
    the three administrators it stays, or another number would make another person of them.
    """
    found = list(_why_taken(person, number))
    known = PersonDetail.objects.filter(person=person).exclude(identity_number="").first()
    served = person.posts.filter(role__in=sorted(ADMINISTRATORS), stage=PostStage.CONFIRMED)
    if known and known.identity_number != number and served.exists():
        found.append(
            reason(
                "person.identity-stays",
                "{name}担任过系统、安全或者审计管理岗，登记的公民身份号码不能在页面上更改。"
                "登记有误的，请运维人员用命令行 renjian post --identity-number 更正。",
                name=person.name,
            )
        )
    return tuple(found)


def keep_identity(person: Person, number: str) -> None:
    """Write down whose account it is, from the command line. Raises ``Refused``."""
    if reasons := (*why_not_keep("", number), *_why_taken(person, number)):
        raise Refused(*reasons)
    PersonDetail.objects.update_or_create(person=person, defaults={"identity_number": number})


def _why_taken(person: Person, number: str) -> tuple[Reason, ...]:
    one_at_a_time(f"identity {number}")
    if not PersonDetail.objects.filter(identity_number=number).exclude(person=person).exists():
        return ()
    return (
        reason(
            "person.identity-taken",
            "这个公民身份号码已经登记在另一个账号上。一个人只用一个账号；请核对。",
        ),
    )

"""The made-up country enters the site, by the same commands that officers and clerks use.

Only this module of the country knows the site. Loading is one transaction: either the country is
there or it is not.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from renjian.registers.events import of_row
from renjian.registers.object_lists import ListedObject
from renjian.registers.objects import Source
from renjian.registers.practitioners import KIND_TITLES
from renjian_site.authorities import commands as authorities
from renjian_site.authorities.public_queries import is_set_up
from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.files import keep
from renjian_site.registers import commands as registers
from renjian_world import files
from renjian_world import registers as others
from renjian_world.bodies import COMPULSORY
from renjian_world.country import Country
from renjian_world.names import PRACTICE
from renjian_world.reports import reports

IN_OFFICE_FROM = date(2026, 1, 1)
CARDS_UNTIL = date(2031, 12, 31)
VALID_FOR = timedelta(days=6 * 365)  # an approval letter
KINDS = {title: kind.value for kind, title in KIND_TITLES.items()}


def load(country: Country, samples: Path, *, at: datetime) -> bool:
    """Load a country into an empty site and put its sample files where the pages offer them.

    Returns whether anything was loaded: a site that has authorities is left as it is.
    """
    if is_set_up():
        return False
    files.write(country, samples)
    with transaction.atomic():
        authorities.install(
            SYSTEM, country.authorities, country.coverage, from_on=IN_OFFICE_FROM, at=at
        )
        people = [
            authorities.NewPerson(
                p.account,
                p.name,
                p.card_number,
                p.posts,
                card_expires_on=CARDS_UNTIL if p.card_number else None,
            )
            for p in country.people
        ]
        authorities.appoint(SYSTEM, people, from_on=IN_OFFICE_FROM, at=at)
        registers.enter_bodies(SYSTEM, _bodies(country), at=at)
        registers.enter_designated_labs(SYSTEM, _designated_labs(country), at=at)
        actors = {post.person.account: actor_of(post) for post in posts_on(at.date())}
        _report(country, actors, at)
        _enter_others(country, at)
        registers.note_names(SYSTEM, at=at)
        registers.compute_quality(SYSTEM, at=at)
    return True


def _bodies(country: Country) -> list[registers.NewBody]:
    staff = defaultdict(list)
    for person in country.practitioners:
        staff[person.body].append((person.registration_number, person.name, KINDS[person.kind]))
    return [
        registers.NewBody(
            approval_no=body.approval_number,
            uscc=body.uscc,
            name=body.name,
            division=body.division,
            is_designated=COMPULSORY in body.items,
            practitioners=tuple(staff[body.approval_number]),
            approved_on=body.approved_on,
            approval_expires_on=body.approved_on + VALID_FOR,
            fulltime_staff=len(staff[body.approval_number]),
            domains=tuple(
                registers.Approved(item.code, item.name, body.approved_on) for item in body.items
            ),
            designations=tuple(
                registers.Approved(code, "", body.approved_on) for code in others.designations(body)
            ),
            branches=(
                registers.NewBranch(
                    f"{body.word}认证有限公司分公司{PRACTICE}", body.division, "", body.approved_on
                ),
            ),
        )
        for body in country.bodies
    ]


def _report(country: Country, actors: Mapping[str, Actor], at: datetime) -> None:
    """Each body's clerk reports the certificates that the register starts with."""
    clerks = {actor.body: actor for actor in actors.values() if actor.body}
    for body, rows in country.certificates.items():
        table = keep([files.certificates_csv(rows)])
        upload, _is_new = registers.receive(clerks[body], table, f"{body}.csv", at=at)
        registers.take_in(clerks[body], map(of_row, rows), upload.pk, at=at)
    for report in reports(country):
        text = keep(["\n".join(map(repr, report.events)).encode()])
        upload, _is_new = registers.receive(clerks[report.body], text, report.name, at=at)
        registers.take_in(clerks[report.body], report.events, upload.pk, at=at)


def _designated_labs(country: Country) -> list[registers.NewDesignatedLab]:
    first = min(body.approved_on for body in country.bodies)
    return [
        registers.NewDesignatedLab(
            designated_lab.code,
            designated_lab.uscc,
            designated_lab.name,
            designated_lab.division,
            tuple(registers.Approved(code, "", first) for code in designated_lab.classes),
        )
        for designated_lab in others.designated_labs(country)
    ]


def _enter_others(country: Country, at: datetime) -> None:
    """Enter who has no certificate, and what does without one."""
    listed: dict[tuple[Source, str], list[ListedObject]] = defaultdict(list)
    for line, one in enumerate(others.subjects(country), start=2):
        listed[one.source, one.because].append(
            ListedObject(line, one.name, one.uscc, one.division, one.address, one.tag)
        )
    for (source, because), rows in listed.items():
        wanted = registers.NewObjects(tuple(rows), source, because)
        registers.import_objects(SYSTEM, wanted, at=at)
    registers.enter_exemptions(SYSTEM, map(_exemption, others.exemptions(country)), at=at)
    registers.enter_declarations(SYSTEM, map(_declaration, others.declarations(country)), at=at)


def _holder(subject: others.Subject) -> registers.Holder:
    return registers.Holder(subject.name, subject.uscc, subject.division, subject.address)


def _exemption(paper: others.Paper) -> registers.NewExemption:
    return registers.NewExemption(
        number=paper.number,
        holder=_holder(paper.holder),
        product=paper.product,
        product_class=paper.product_class,
        purpose_item=paper.purpose_item,
        purpose="",
        quantity=paper.quantity,
        unit="台",
        issued_on=paper.issued_on,
        expires_on=paper.expires_on,
    )


def _declaration(paper: others.Paper) -> registers.NewDeclaration:
    return registers.NewDeclaration(
        number=paper.number,
        holder=_holder(paper.holder),
        product=paper.product,
        product_class=paper.product_class,
        models_text="",
        declared_on=paper.issued_on,
        laboratory="",
    )

"""The made-up country enters the site, by the same commands that officers and clerks use.

Only this module of the country knows the site. Loading is one transaction: either the country is
there or it is not.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from renjian.registers.events import of_row
from renjian.registers.practitioners import KIND_TITLES
from renjian_site.authorities import commands as authorities
from renjian_site.authorities.public_queries import is_set_up
from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.files import keep
from renjian_site.registers import commands as registers
from renjian_world import files
from renjian_world.bodies import COMPULSORY
from renjian_world.country import Country

IN_OFFICE_FROM = date(2026, 1, 1)
CARDS_UNTIL = date(2031, 12, 31)
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
        actors = {post.person.account: actor_of(post) for post in posts_on(at.date())}
        _report(country, actors, at)
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

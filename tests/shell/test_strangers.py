"""The stranger test: every address of the site, tried by those whom the matter does not concern.

The addresses are found by walking the site; one that takes arguments must say here which of the
matters it stands for, or the test fails. No stranger reads a number, a name or a text of the
matter anywhere, and none changes a row.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

import make
import make_api
import make_people
import make_sign_in
from addresses import Address, every_address
from make_private import (
    ANSWERED,
    ASKED,
    AUDITOR,
    BULK,
    CONTACT,
    DRAFTED,
    ENDING,
    EXPERT,
    FAR,
    FILE,
    PHONE,
    PLANNED,
    PURPOSE,
    QUALIFIED,
    RECUSED,
    SEARCH,
    TIE,
    TIP,
    Matters,
    matters,
)
from make_roles import rows
from make_sign_in import passkey
from renjian.authorities.kinds import Kind
from renjian.authorities.posts import ADMINISTRATORS, Role
from renjian_site.authorities import api, middleware
from renjian_site.authorities.models import Authority
from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.console import tasks
from renjian_site.console.lists import LISTS
from renjian_site.kit import command
from renjian_site.kit import commands as kit
from renjian_site.kit.exports import path_of
from renjian_site.kit.scope import EVERYTHING, within

pytestmark = pytest.mark.django_db

# What an address with arguments stands for, and a role that may see it there.
PLACES: dict[str, Callable[[Matters], dict[str, object]]] = {
    "authorities:key": lambda m: {"pk": m.key.pk},
    "authorities:revoke-key": lambda m: {"pk": m.key.pk},
    "console:reform": lambda m: {"kind": "rename", "pk": m.change.unit_id},
    **{
        f"console:{act}": lambda m: {"pk": m.change.pk}
        for act in ("approve-reform", "cancel-reform", "return-reform", "unit-change")
    },
    **{
        f"authorities:{act}": lambda m: {"pk": m.head.person_id}
        for act in (
            "account-of",
            "close-break-glass",
            "end-sessions",
            "give-password",
            "reset-factors",
            "unbind-account",
            "unlock",
        )
    },
    "mfa_remove_webauthn": lambda m: {"pk": passkey(m.head.account)},
    **{
        f"authorities:{act}": lambda m: {"pk": m.head.person_id}
        for act in (
            "declare-employer",
            "declare-interest",
            "enter-leave",
            "keep-card",
            "keep-details",
            "open-detail",
            "person",
        )
    },
    **{
        f"authorities:{act}": lambda m: {"pk": m.head.post_id}
        for act in ("confirm-post", "delegate", "end-post", "refuse-post", "take-back")
    },
    "authorities:opened-detail": lambda m: {"pk": m.head.person_id, "field": "phone"},
    "authorities:cancel-leave": lambda m: {"pk": m.of_people["leave"]},
    "authorities:end-interest": lambda m: {"pk": m.of_people["interest"]},
    "authorities:confirm-ending": lambda m: {"pk": m.of_people["ending"]},
    "authorities:review": lambda m: {"pk": m.of_people["review"]},
    "authorities:answer-review": lambda m: {"pk": m.of_people["review"]},
    "authorities:expert": lambda m: {"pk": m.of_people["expert"]},
    "authorities:dismiss-expert": lambda m: {"pk": m.of_people["expert"]},
    "kit:bulk-run": lambda m: {"pk": m.of_people["bulk"]},
    "console:board-of": lambda m: {"code": m.head.authority.code},
    "console:board-table": lambda m: {"code": m.head.authority.code},
    "console:thread": lambda m: {"kind": "clue", "pk": m.clue.pk},
    "console:ledger-entry": lambda m: {"pk": m.entry.pk},
    "console:ledger-proof": lambda m: {"pk": m.entry.pk},
    "kit:download": lambda m: {"pk": m.export.pk},
    "documents:document": lambda m: {"pk": m.document.pk},
    "documents:file": lambda m: {"pk": m.document.pk, "form": "pdf"},
    "documents:make-again": lambda m: {"pk": m.document.pk},
    "registers:upload-result": lambda m: {"pk": m.upload.pk},
    "registers:undo-upload": lambda m: {"pk": m.upload.pk},
    "registers:commit-upload": lambda m: {"pk": m.upload.pk},
    "registers:marked-copy": lambda m: {"pk": m.upload.pk},
    "registers:quality-card": lambda m: {"approval_no": m.upload.body.approval_no},
    "registers:quality-rows": lambda m: {
        "approval_no": m.upload.body.approval_no,
        "dimension": "linked",
    },
    "registers:plan": lambda m: {"pk": m.registers["plan"]},
    "registers:result": lambda m: {"pk": m.registers["result"]},
    "registers:object": lambda m: {"pk": m.registers["entry"]},
    "registers:move-object-out": lambda m: {"pk": m.registers["entry"]},
    **{
        f"registers:{act}": lambda m: {"pk": m.registers["import"]}
        for act in ("commit-import", "confirm-columns", "import", "undo-import")
    },
    "registers:lift-restriction": lambda m: {"pk": m.registers["bar"]},
    "registers:restrict-organisation": lambda m: {"pk": m.finding.task.organisation_id},
    "registers:restrict-body": lambda m: {"approval_no": m.upload.body.approval_no},
    "draws:draw": lambda m: {"pk": m.planned.pk},
    "draws:freeze": lambda m: {"pk": m.planned.pk},
    "draws:carry-out": lambda m: {"pk": m.planned.pk},
    "draws:source": lambda m: {"pk": m.planned.pk},
    "draws:visits": lambda m: {"pk": m.planned.pk},
    "draws:value": lambda m: {"pk": m.planned.pk},
    "draws:void": lambda m: {"pk": m.planned.pk},
    "draws:agree-to-void": lambda m: {"pk": m.drawn.pk},
    "draws:refuse-to-void": lambda m: {"pk": m.drawn.pk},
    "draws:reveal": lambda m: {"pk": m.drawn.pk},
    "draws:issue-minutes": lambda m: {"pk": m.drawn.pk},
    "draws:full-record": lambda m: {"pk": m.drawn.pk},
    "inspections:take-up": lambda m: {"draw_id": m.drawn.pk},
    "inspections:board": lambda m: {"draw_id": m.drawn.pk},
    "inspections:task": lambda m: {"pk": m.task.pk},
    "inspections:add-finding": lambda m: {"pk": m.task.pk},
    "inspections:enter-result": lambda m: {"pk": m.task.pk},
    "inspections:publish": lambda m: {"pk": m.task.pk},
    "inspections:issue-sheet": lambda m: {"pk": m.task.pk},
    "inspections:send-back": lambda m: {"pk": m.task.pk},
    "inspections:replace": lambda m: {"pk": m.task.pk},
    "inspections:estimates": lambda m: {"draw_id": m.drawn.pk},
    "portal:draw-changes": lambda m: {"pk": m.planned.pk},
    "inspections:recuse": lambda m: {"pk": m.task.pk},
    "cases:from-finding": lambda m: {"finding_id": m.finding.pk},
    "cases:clue": lambda m: {"pk": m.clue.pk},
    "cases:expect": lambda m: {"pk": m.clue.pk},
    "cases:file": lambda m: {"pk": m.clue.pk},
    "cases:transfer-up": lambda m: {"pk": m.clue.pk},
    "cases:replace-document": lambda m: {"pk": m.clue.pk, "document_id": m.document.pk},
    "cases:bring-in": lambda m: {"pk": m.clue.pk},
    "cases:end-part": lambda m: {"participation_id": m.part.pk},
    "cases:receive": lambda m: {"movement_id": m.clue.pk},
    "cases:file-document": lambda m: {"pk": m.clue.pk},
    "cases:act-days": lambda m: {"pk": m.clue.pk},
    "cases:limit": lambda m: {"pk": m.clue.pk},
    "cases:enter-stop": lambda m: {"pk": m.clue.pk},
    "cases:ask-extension": lambda m: {"pk": m.clue.pk},
    "cases:end-stop": lambda m: {"stop_id": m.stop.pk},
    "cases:decide-stop": lambda m: {"stop_id": m.stop.pk},
    "cases:decide-extension": lambda m: {"extension_id": m.extension.pk},
    "cases:penalty": lambda m: {"pk": m.case.pk},
    "cases:issue-notice": lambda m: {"pk": m.case.pk},
    "consultations:consultation": lambda m: {"pk": m.consultation.pk},
    "consultations:edit": lambda m: {"pk": m.request_draft.pk},
    "consultations:send": lambda m: {"pk": m.request_draft.pk},
    "consultations:receive": lambda m: {"pk": m.consultation.pk},
    "consultations:ask-back": lambda m: {"pk": m.consultation.pk},
    "consultations:supplement": lambda m: {"pk": m.consultation.pk},
    "consultations:forward": lambda m: {"pk": m.consultation.pk},
    "consultations:take-back": lambda m: {"pk": m.request_draft.pk},
    "consultations:write-reply": lambda m: {"pk": m.consultation.pk},
    "consultations:issue-reply": lambda m: {"pk": m.consultation.pk},
    "consultations:reply": lambda m: {"pk": m.reply.pk},
    "consultations:repeal": lambda m: {"pk": m.reply.pk},
    "api:commit_upload": lambda m: {"upload_id": m.upload.pk},
    "api:upload": lambda m: {"upload_id": m.upload.pk},
    "api:draw": lambda m: {"draw_id": m.planned.pk},
    "api:objects": lambda m: {"draw_id": m.planned.pk},
    "api:entry": lambda m: {"entry_id": m.registers["entry"]},
    "api:record": lambda m: {"draw_id": m.planned.pk},
    # Open to the public, who knows a document by its code and nothing else by its number.
    "portal:draw": lambda m: {"pk": m.planned.pk},
    "portal:draw-json": lambda m: {"pk": m.planned.pk},
    "portal:document": lambda m: {"code": "AAAAAAAA"},
    "portal:document-json": lambda m: {"code": "AAAAAAAA"},
}
# What there is no secret about: the law, both trees, registers, checkpoints, samples, and the machinery's own pages.
OPEN = {
    "api:body",
    "api:certificate",
    "api:declaration",
    "api:designated-lab",
    "api:exemption",
    "api:organisation",
    "api:practitioner",
    "api:deadline",
    "authorities:division",
    "authorities:divisions-below",
    "authorities:unit",
    "authorities:units-below",
    "catalogue:approve-arrangement",
    "catalogue:approve-change",
    "catalogue:arrangement",
    "catalogue:change",
    "catalogue:limit",
    "catalogue:offence",
    "catalogue:propose",
    "catalogue:refuse-arrangement",
    "catalogue:refuse-change",
    "console:bring-countersignature",
    "console:checkpoint",
    "console:countersign",
    "console:register-key",
    "console:witness-request",
    "kit:try-again",
    "openid_connect_callback",
    "portal:certificate",
    "portal:certificate-json",
    "portal:checkpoint",
    "portal:checkpoint-json",
    "portal:checkpoint-note",
    "portal:consistency",
    "registers:attest",  # a month of the own body, and no number of anybody else's
    "registers:body",
    "registers:certificate",
    "registers:declaration",
    "registers:exemption",
    "registers:import-template",
    "registers:designated-lab",
    "registers:organisation",
    "registers:practitioner",
    "registers:product",
    "registers:sample",
    "registers:transaction",
}
FILLED = {"because": "不相干的人填的", "part": "assistance_request", "authority": FAR, "codes": "1"}
SIGNED_OUT = {"authorities:sign-out"}  # ends the session of who tries it


@dataclass(frozen=True)
class Stranger:
    """Somebody whom the matter does not concern: how they come in, by which role they are asked."""

    name: str
    enter: Callable[[Matters, Role | None], Client | None]
    has_roles: bool = False
    may_read: frozenset[str] = frozenset()
    may_act: bool = False


def officer_of(code: str) -> Callable[[Matters, Role | None], Client | None]:
    """An officer of an authority, or of one below it that has the role."""

    def enter(m: Matters, role: Role | None) -> Client | None:
        return _officer(code, role)

    return enter


def _officer(code: str, role: Role | None) -> Client | None:
    posts = posts_on(make.today()).filter(authority__path__contains=f"{code}/")
    post = posts.filter(role=role or Role.HEAD).order_by("authority__path", "pk").first()
    return make.sign_in(actor_of(post)) if post else None


def sibling(m: Matters, role: Role | None) -> Client | None:
    """An officer of another county below the same province."""
    return _officer("331100" if not m.head.authority.path.startswith("000000/330000/331100")
                    else "330300", role)  # fmt: skip


def other_clerk(m: Matters, role: Role | None) -> Client | None:
    return make.sign_in("clerk2")


def nobody(m: Matters, role: Role | None) -> Client | None:
    return Client()


def ended(m: Matters, role: Role | None) -> Client | None:
    client = make.sign_in(m.head)
    make.end_posts(pk=m.head.post_id)
    return client


def expired_delegate(m: Matters, role: Role | None) -> Client | None:
    """Who stood in for the head of the county until yesterday, and is still signed in as that."""
    above = m.head.authority.path.split("/")[-3]
    stand_in = make_people.delegate(m.head.account, f"{above}.head")
    client = make.sign_in(actor_of(stand_in))
    make.end_posts(pk=stand_in.pk)
    return client


def station(m: Matters, role: Role | None) -> Client | None:
    """Somebody of a station below the county that handles the matter."""
    below = Authority.objects.filter(parent_id=m.head.authority.pk, kind=Kind.STATION)[0]
    role = role or Role.HEAD
    return make.sign_in(actor_of(make_sign_in.post(f"station.{role}", role, below.code)))


def administrators(m: Matters, role: Role | None) -> Client | None:
    """The three administrators of the very county, who look after it and have no part in matters."""
    role = role if role in ADMINISTRATORS else Role.SYSTEM
    post = make_sign_in.post(f"county.{role}", role, m.head.authority.code)
    return make.sign_in(actor_of(post))


class Clients:
    """The browsers of a stranger, one for each role in which the site is asked."""

    def __init__(self, stranger: "Stranger", m: Matters) -> None:
        self.stranger, self.matters = stranger, m
        self.known: dict[Role | None, Client | None] = {}

    def of(self, role: Role | None) -> Client | None:
        """The browser for a role, none if the stranger's place has nobody of that role."""
        key = role if self.stranger.has_roles else None
        if key not in self.known:
            self.known[key] = self.stranger.enter(self.matters, key)
        return self.known[key]

    def has_any(self) -> bool:
        """Whether anybody came in at all."""
        return any(self.known.values())


PLAN = frozenset({"plan"})  # a plan of the province is for all below it
# Numbers stand in the ledger, which everybody in the area reads; of people the administrators keep
# what the law lets them.
OF_ADMINISTRATORS = frozenset({"clue", "case", "mask", "qualification", "tie", "expert", "key"})
# A superior reads the matters of those below, and nothing that they keep for themselves.
OF_SUPERIORS = frozenset(
    {
        "clue",
        "case",
        "facts",
        "note",
        "call for help",
        "document",
        "file",
        "contact",
        "auditor",
        "tip",
        "plan",
        "request",
        "reply",
    }
    | {"recusal", "key", "mask", "qualification", "tie", "expert", "ending"}
)
STRANGERS = [
    Stranger("another province", officer_of(FAR), has_roles=True),
    Stranger("another county of the province", sibling, has_roles=True, may_read=PLAN),
    Stranger("another body's clerk", other_clerk),
    Stranger("nobody", nobody),
    Stranger("an ended post", ended),
    Stranger("an expired delegate", expired_delegate),
    Stranger("a station below", station, has_roles=True, may_read=PLAN),
    Stranger(
        "an administrator of the county", administrators, True, OF_ADMINISTRATORS, may_act=True
    ),
    Stranger("the superior", officer_of("330000"), True, OF_SUPERIORS, may_act=True),
]


def secrets_from(m: Matters, stranger: Stranger) -> dict[str, str]:
    """Texts that the stranger may read nowhere."""
    found = {
        "clue": m.clue.number,
        "case": m.case.number,
        "facts": m.finding.facts,
        "note": "只供内部的说明",
        "call for help": "请协助核对地址",
        "document": m.document.number,
        "key": PURPOSE,
        "file": FILE,
        "contact": CONTACT,
        "auditor": AUDITOR,
        "tip": TIP,
        "search": SEARCH,
        "plan": PLANNED,
        "phone": PHONE,
        "mask": "138****1234",
        "tie": TIE,
        "expert": EXPERT,
        "qualification": QUALIFIED,
        "ending": ENDING,
        "bulk": BULK,
        "recusal": RECUSED,
        "request": ASKED,
        "request that was not sent": DRAFTED,
        "reply": ANSWERED,
    }
    return {name: text for name, text in found.items() if name not in stranger.may_read}


def covered(address: Address) -> bool:
    return not address.converters or address.name in PLACES or address.name in OPEN


def test_every_address_says_what_it_stands_for():
    assert [str(each) for each in every_address() if not covered(each)] == []
    known = {each.name for each in every_address()}
    assert set(PLACES) | OPEN <= known


def paths_of(m: Matters) -> list[tuple[Address, str]]:
    found = []
    for address in every_address():
        if address.name in SIGNED_OUT:
            continue
        if not address.converters:
            found.append((address, address.at()))
        elif address.name in PLACES:
            found.append((address, address.at(**PLACES[address.name](m))))
    return found


def roles_of(address: Address) -> list[Role | None]:
    return [role for role in address.roles or () if role is not Role.CLERK] or [None]


@pytest.fixture(params=["both walls", "the first wall alone"])
def walls(request, monkeypatch):
    """With and without the policies of the database: queries must keep to their actor alone."""
    if request.param != "both walls":
        for module in (middleware, api, command):
            monkeypatch.setattr(module, "scope_of", lambda actor: EVERYTHING)


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda each: each.name)
def test_a_stranger_reads_nothing_of_the_matter(stranger, walls, files):
    m = matters()
    clients = Clients(stranger, m)
    seen = []
    for address, path in paths_of(m):
        if not address.takes("GET"):
            continue
        for role in roles_of(address)[:3]:
            if (client := clients.of(role)) is not None:
                text = _text(client.get(path))
                words = secrets_from(m, stranger).items()
                seen += [(str(address), role, name) for name, word in words if word in text]
    assert seen == []
    assert clients.has_any()


@pytest.mark.parametrize(
    "stranger", [one for one in STRANGERS if not one.may_act], ids=lambda one: one.name
)
def test_a_stranger_changes_nothing_of_the_matter(stranger, walls, files):
    m = matters()
    clients = Clients(stranger, m)
    clients.of(None)
    before = _state()
    for address, path in paths_of(m):
        if not address.takes("POST") or not address.converters:
            continue
        for role in roles_of(address)[:3]:
            if (client := clients.of(role)) is not None:
                response = client.post(path, FILLED)
                assert response.status_code in (302, 401, 403, 404, 405, 409), str(address)
                assert not any(w in _text(response) for w in secrets_from(m, stranger).values())
    assert _state() == before


@pytest.mark.parametrize("who", ["330000.head", "330000.planner", "system", "security", "audit"])
def test_who_may_look_does_not_act_in_a_matter(who, walls, files):
    m = matters()
    clients = Clients(next(one for one in STRANGERS if one.enter is administrators), m)
    client = make.sign_in(who) if "." in who else clients.of(Role(who))
    before = _state()
    acts = [
        path
        for address, path in paths_of(m)
        if address.takes("POST") and address.converters and "draw_id" not in address.converters
        if address.name.split(":")[0] in ("cases", "inspections", "documents")
    ]
    for path in acts:  # 200 and 302 are forms that are shown again
        assert client.post(path, FILLED).status_code in (200, 302, 403, 404, 409), path
    assert _state() == before


def test_who_is_concerned_does_read_it(files):
    m = matters()
    expected = {
        "authorities:key": ("330000.planner", PURPOSE),
        "console:ledger-entry": (m.head, m.head.name),
        "documents:document": (m.head, m.document.number),
        "registers:upload-result": ("clerk1", FILE),
        "registers:quality-card": ("clerk1", m.upload.body.name),
        "registers:plan": (m.head, CONTACT),
        "registers:result": (m.head, AUDITOR),
        "registers:object": (m.head, TIP),
        "draws:draw": ("330000.planner", PLANNED),
        "inspections:task": (m.lead, m.finding.facts),
        "cases:clue": (m.head, m.case.number),
        "cases:clues": (m.head, SEARCH),
        "cases:cases": ("330000.head", m.case.number),
        "cases:penalty": (m.head, make.REASONS),
        "cases:limit": (m.head, make.WHY_LONGER),
        "console:thread": ("000000.head", m.clue.number),
        "consultations:consultation": ("330000.head", ASKED),
        "consultations:consultations": (m.head, DRAFTED),
        "consultations:reply": (m.head, ANSWERED),
        "consultations:replies": ("330000.planner", ANSWERED),
    }
    paths = {address.name: path for address, path in paths_of(m)}
    for name, (who, word) in expected.items():
        assert word in _text(make.sign_in(who).get(paths[name])), name


@pytest.mark.parametrize("who", [f"{FAR}.planner", "clerk2"])
def test_the_key_of_a_stranger_opens_nothing_of_the_matter(who, walls, files):
    m = matters()
    program = make_api.program(who)
    far = next(each for each in STRANGERS if each.name == "another province")
    for address, path in paths_of(m):
        if address.space == "api" and address.takes("GET"):
            text = _text(program.get(path))
            assert [n for n, word in secrets_from(m, far).items() if word in text] == [], path


@pytest.mark.parametrize("who", [f"{FAR}.head", "clerk2"])
def test_the_exports_of_a_stranger_hold_nothing_of_the_matter(who, files):
    m = matters()
    actor = make.actor(who)
    far = next(each for each in STRANGERS if each.name == "another province")
    for name, listing in LISTS.items():
        if actor.role not in listing.roles:
            continue
        wanted = kit.Wanted(name, name, "", "csv", "zh-hans")
        export = kit.ask_for_export(actor, wanted, at=timezone.now())
        tasks.export(export.pk)
        export.refresh_from_db()
        text = path_of(export).read_text("utf-8")
        assert [n for n, word in secrets_from(m, far).items() if word in text] == [], name


def _text(response) -> str:
    body = b"".join(response) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def _state() -> dict[str, object]:
    """All private rows as they stand; who looked and who called may grow."""
    grows = {"ledger_look", "authorities_apicall", "ledger_entry"}
    with within(EVERYTHING):
        tables = [name for (name,) in rows("select relname from pg_class where relrowsecurity")]
        return {
            name: rows(f"select md5(string_agg(t::text, '|' order by t::text)) from {name} t")
            for name in tables
            if name not in grows
        }

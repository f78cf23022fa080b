"""The pages of the ledger: entries as sentences, one entry with its proof, checkpoints, looks."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.rights import REGULATORS
from renjian.ledger import proofs
from renjian_site.console import commands, queries
from renjian_site.console.sentences import codes_in, tell, title_of
from renjian_site.kit.actor import Actor
from renjian_site.kit.http import Request, for_roles
from renjian_site.ledger import looks, public_queries, witnesses
from renjian_site.ledger import queries as ledger
from renjian_site.ledger.keys import witness_name

if TYPE_CHECKING:
    from renjian_site.ledger.models import JointCheckpoint

EARLIEST, LATEST = 1900, 2999  # years that a filter may name
LONGEST = 100
PAGE = 30
MOST_STREAMS = 50


@for_roles()
@require_GET
def entries(request: Request) -> HttpResponse:
    """The entries of a ledger as sentences, newest first."""
    actor = request.actor
    name = queries.readable(actor, request.GET.get("of", "")[:LONGEST])
    wanted = _wanted(request)
    found = ledger.entries(actor, name, wanted, PAGE + 1)
    if name != actor.stream and not wanted.before:
        _note_look(actor, name, None)
    told = [line.claim for line in found[:PAGE]]
    units = queries.unit_names(actor, codes_in(told))
    fields = request.GET.copy()
    fields.pop("before", None)
    context = {
        "lines": [
            (line, claim, tell(claim, units))
            for line, claim in zip(found[:PAGE], told, strict=True)
        ],
        "ledger": name,
        "ledgers": queries.ledgers(actor),
        "wanted": request.GET,
        "acts": [(act, title_of(act)) for act in ledger.acts_in(actor, name)],
        "size": ledger.size(actor, name),
        "checkpoint": ledger.last_checkpoint(actor, name),
        "is_own": name == actor.stream,
        "older": found[PAGE - 1].place if len(found) > PAGE else "",
        "filters": fields.urlencode(),
        "tab": "entries",
    }
    return render(request, "console/ledger.html", context)


@for_roles()
@require_GET
def entry(request: Request, pk: int) -> HttpResponse:
    """One entry: what it says, its bytes, and the proof that it is in the last checkpoint."""
    line = _entry(request.actor, pk)
    claim = line.claim
    _note_look(request.actor, line.ledger, line.number)
    units = queries.unit_names(request.actor, codes_in([claim, *claim.within]))
    proof = ledger.proof(request.actor, line)
    context = {
        "line": line,
        "text": line.body.decode("utf-8", "replace"),
        "previous": line.previous,
        "claim": claim,
        "told": tell(claim, units),
        "unit": units.get(claim.unit, claim.unit),
        "proof": proof,
        "why_not": proofs.why_not(proof) if proof else [],
        "ledger": line.ledger,
        "tab": "entries",
    }
    return render(request, "console/ledger_entry.html", context)


@for_roles()
@require_GET
def entry_proof(request: Request, pk: int) -> HttpResponse:
    """The entry with its proof as a file, which ``renjian ledger prove`` checks anywhere."""
    line = _entry(request.actor, pk)
    _note_look(request.actor, line.ledger, line.number)
    proof = ledger.proof(request.actor, line)
    if proof is None:
        raise Http404
    document = proofs.to_json(proof)
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"{line.stream}-{line.number}".replace("/", "-").replace(":", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@for_roles(*REGULATORS)
@require_GET
def checkpoints(request: Request) -> HttpResponse:
    """All checkpoints with who countersigned them; the button for one more."""
    page = Paginator(ledger.joint_checkpoints(request.actor), PAGE).get_page(
        request.GET.get("page")
    )
    keys = public_queries.public_keys()
    names = queries.unit_names(request.actor, {key.authority for key in keys})
    context = {
        "page": page,
        "rows": [
            (one, [names[each.key.authority] for each in one.countersignatures.all()])
            for one in page
        ],
        "keys": [(key, names.get(key.authority, "")) for key in keys],
        "why_not_make": commands.why_not_make_checkpoint(request.actor),
        "is_maker": request.actor.role in commands.MAKERS,
        "is_witness": request.actor.role is Role.WITNESS,
        "tab": "checkpoints",
    }
    return render(request, "console/ledger_checkpoints.html", context)


@for_roles(*REGULATORS)
@require_GET
def checkpoint(request: Request, pk: int) -> HttpResponse:
    """One checkpoint: its note, what changed since the witness's last one, and countersigning."""
    found = public_queries.checkpoint(pk)
    if found is None:
        raise Http404
    signed = list(found.countersignatures.all())
    names = queries.unit_names(request.actor, {each.key.authority for each in signed})
    is_witness = request.actor.role is Role.WITNESS
    context = {
        "checkpoint": found,
        "note": public_queries.note_of(found),
        "signed": [(each, names[each.key.authority]) for each in signed],
        "is_witness": is_witness,
        "tab": "checkpoints",
        **(_for_witness(request.actor, found) if is_witness else {}),
    }
    return render(request, "console/ledger_checkpoint.html", context)


def _for_witness(actor: Actor, found: "JointCheckpoint") -> dict[str, object]:
    """What a witness sees beside a checkpoint: what grew since its last one, and the next step."""
    code = actor.authority.code
    last = witnesses.last_countersigned(code, found.log_id)
    earlier = last if last and last.size <= found.size else None
    grown = witnesses.growth(found, earlier)
    names = queries.unit_names(actor, {each.ledger for each in grown})
    return {
        "last": earlier,
        "grown": [(each, names.get(each.ledger, "")) for each in grown[:MOST_STREAMS]],
        "streams": len(grown),
        "added": sum(each.added for each in grown),
        "key": witnesses.key_in_use(code),
        "key_name": witness_name(code),
        "why_not": commands.why_not_countersign(actor, found.pk, timezone.now()),
    }


@for_roles(*commands.MAKERS)
@require_POST
def make_checkpoint(request: Request) -> HttpResponse:
    """Make a checkpoint now."""
    commands.make_checkpoint(request.actor, at=timezone.now())
    messages.success(request, _("已做检查点，并在公众页面公布。"))
    return redirect("console:checkpoints")


@for_roles(Role.WITNESS)
@require_POST
def countersign(request: Request, pk: int) -> HttpResponse:
    """Countersign a checkpoint with the key that the site keeps."""
    commands.countersign(request.actor, pk, at=timezone.now())
    messages.success(request, _("一致性核对无误，已会签。"))
    return redirect("console:checkpoint", pk)


@for_roles(Role.WITNESS)
@require_GET
def witness_request(request: Request, pk: int) -> HttpResponse:
    """The request for a witness who keeps the key elsewhere, as a file."""
    found = public_queries.checkpoint(pk)
    if found is None:
        raise Http404
    made = witnesses.request_for(found, request.actor.authority.code)
    response = HttpResponse(made.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="witness-{pk}.txt"'
    return response


@for_roles(Role.WITNESS)
@require_POST
def bring_countersignature(request: Request, pk: int) -> HttpResponse:
    """Take over the lines that a witness signed elsewhere."""
    commands.bring_countersignature(
        request.actor, pk, request.POST.get("lines", ""), at=timezone.now()
    )
    messages.success(request, _("签名有效，已登记会签。"))
    return redirect("console:checkpoint", pk)


@for_roles(Role.WITNESS)
@require_POST
def register_key(request: Request, pk: int) -> HttpResponse:
    """Register a key that the witness keeps elsewhere."""
    commands.register_key(request.actor, request.POST.get("key", ""), at=timezone.now())
    messages.success(request, _("已登记公钥，今后由本单位自行会签。"))
    return redirect("console:checkpoint", pk)


@for_roles(Role.AUDIT, Role.SYSTEM)
@require_GET
def look_list(request: Request) -> HttpResponse:
    """Who of the own and the subordinate authorities opened which ledger, entry or detail."""
    words = request.GET.get("q", "")[:LONGEST]
    found = ledger.looks(request.actor, *queries.scope(request.actor), words)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = queries.unit_names(request.actor, {look.unit for look in page})
    opened = queries.opened(request.actor, {look.ledger for look in page})
    rows = [(look, names.get(look.unit, look.unit), opened[look.ledger]) for look in page]
    context = {"page": page, "rows": rows, "q": words, "tab": "looks"}
    return render(request, "console/ledger_looks.html", context)


def _entry(actor: Actor, pk: int) -> ledger.Line:
    line = ledger.entry(actor, pk)
    if line is None:
        raise Http404
    queries.readable(actor, line.ledger)
    return line


def _wanted(request: HttpRequest) -> ledger.Wanted:
    """The filters of the address; a day that is none is left out."""
    text = {
        name: request.GET.get(name, "")[:LONGEST].strip()
        for name in ("person", "act", "subject", "before")
    }
    since, until = (_midnight(request.GET.get(name, "")) for name in ("since", "until"))
    return ledger.Wanted(
        person=text["person"],
        act=text["act"],
        subject=text["subject"],
        since=since,
        until=until + timedelta(days=1) if until else None,
        before=text["before"],
    )


def _midnight(text: str) -> datetime | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    if day is None or not EARLIEST <= day.year <= LATEST:
        return None
    return timezone.make_aware(datetime.combine(day, time.min))


def _note_look(actor: Actor, name: str, number: int | None) -> None:
    looks.note(
        account=actor.account,
        name=actor.name,
        unit=actor.unit.code if actor.unit else actor.body,
        path=actor.unit.path if actor.unit else "",
        ledger=name,
        number=number,
        at=timezone.now(),
    )

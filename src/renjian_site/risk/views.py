"""Pages of the risk classes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from renjian.authorities.posts import Role
from renjian.registers.encodings import decode
from renjian.risk.classes import TITLES, read_classes
from renjian_site.kit import samples
from renjian_site.kit.files import keep, read
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.risk import commands, queries
from renjian_site.risk.forms import ClassesForm


@for_roles(Role.PLANNER)
@require_http_methods(["GET", "POST"])
def classes(request: Request) -> HttpResponse:
    """How many organisations stand in each class, and the import of a file of classes."""
    form = ClassesForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        stored = keep(form.cleaned_data["file"].chunks())
        rows = read_classes(decode(read(stored.sha256)))
        done = commands.import_classes(request.actor, rows, stored.sha256, at=timezone.now())
        said = _("已导入 %(taken)d 家组织的风险分类，另有 %(left)d 家不在本辖区名录库，未采用。")
        messages.success(request, said % {"taken": done.taken, "left": done.left})
        return redirect("risk:classes")
    census = queries.census(request.actor, timezone.localdate())
    lines = [(letter, title, census.get(letter, 0)) for letter, title in TITLES.items()]
    context = {
        "form": form,
        "lines": lines,
        "unclassified": census[""],
        "samples": samples.names(f"classes-{request.actor.authority.code}"),
    }
    return render(request, "risk/classes.html", context)

"""The tables that the registers keep of every day."""

from renjian_site.kit.snapshots import Table
from renjian_site.registers.models import Certificate, Organisation

TABLES = (
    Table(
        "registers",
        "certificates",
        {
            "number": ("number", "text"),
            "body": ("body__approval_no", "text"),
            "uscc": ("organisation__uscc", "text"),
            "status": ("status", "text"),
            "item_code": ("item_code", "text"),
            "standard": ("standard", "text"),
            "issued_on": ("issued_on", "day"),
            "expires_on": ("expires_on", "day"),
        },
        Certificate.objects.all(),
    ),
    Table(
        "registers",
        "organisations",
        {
            "uscc": ("uscc", "text"),
            "name": ("name", "text"),
            "division": ("division", "text"),
            "authority": ("authority__code", "text"),
            "last_visited_on": ("last_visited_on", "day"),
            "open_matters": ("open_matters", "whole"),
        },
        Organisation.objects.all(),
    ),
)

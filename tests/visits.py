"""Which pages a browser visits as whom, and which addresses are no pages. Nothing may be in neither."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from addresses import every_address


@dataclass(frozen=True)
class Visit:
    """One look at a page. ``who`` is an account or the name of one among the matters.

    ``about`` names the matters that the address takes; a value that names none is taken as it is.
    ``query`` names them in braces.
    """

    name: str
    who: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, *self.about.values(), self.query, self.who)))

    def account(self, matters: Mapping[str, int | str]) -> str:
        """Who looks; nobody in particular for a public page."""
        return str(matters.get(self.who, self.who))

    def path(self, matters: Mapping[str, int | str]) -> str:
        """Where the page is."""
        values = {name: matters.get(what, what) for name, what in self.about.items()}
        return PAGES[self.name].at(**values) + self.query.format_map(matters)


PAGES = {one.name: one for one in every_address()}
PLANNER, CLERK, SYSTEM = "330000.planner", "clerk1", "system"
COUNTY_OFFICER, COUNTY_HEAD, TOP = "330110.officer1", "330110.head", "000000.handler1"

ADMINISTRATOR = "330000.system"
DECIDED = "&on=2026-12-31&because=浙编〔2026〕1号"

PUBLIC = (
    Visit("portal:home"),
    Visit("portal:certificate", about={"number": "number"}),
    Visit("portal:certificate", about={"number": "none"}, status=404),
    Visit("portal:holders", query="?q=练习"),
    Visit("portal:draws"),
    Visit("portal:draw", about={"pk": "frozen"}),
    Visit("portal:draw", about={"pk": "drawn"}),
    Visit("portal:draw", about={"pk": "voided"}),
    Visit("portal:documents"),
    Visit("portal:document", about={"code": "code"}),
    Visit("portal:document", about={"code": "none"}, status=404),
    Visit("portal:checkpoints"),
    Visit("portal:checkpoint", about={"pk": "checkpoint"}),
    Visit("portal:results"),
    Visit("authorities:sign-in"),
    Visit("authorities:sign-in-rules"),
    Visit("api:openapi-view"),
)
FRAME = (
    Visit("console:inbox", CLERK),
    Visit("console:inbox", PLANNER),
    Visit("console:inbox", COUNTY_OFFICER, query="?tab=unit"),
    Visit("console:inbox", "head", query="?tab=waiting"),
    Visit("console:search", COUNTY_OFFICER, query="?q=余杭"),
    Visit("console:search", TOP, query="?q=认证"),
    Visit("console:ledger", CLERK),
    Visit("console:ledger", PLANNER),
    Visit("console:ledger-entry", PLANNER, {"pk": "entry"}),
    Visit("console:checkpoints", PLANNER),
    Visit("console:checkpoint", "330000.witness", {"pk": "checkpoint"}),
    Visit("console:looks", "330000.audit"),
    Visit("kit:downloads", SYSTEM),
    Visit("kit:bulk-runs", TOP),
    Visit("kit:bulk-run", TOP, {"pk": "run"}),
    Visit("kit:jobs", SYSTEM),
    Visit("authorities:keys", CLERK),
    Visit("authorities:new-key", CLERK),
    Visit("authorities:key", CLERK, {"pk": "key"}),
    Visit("documents:document", "head", {"pk": "issued"}),
)
UNITS = (
    Visit("authorities:units", COUNTY_OFFICER),
    Visit("authorities:units", COUNTY_OFFICER, query="?q=鼓楼区"),
    Visit("authorities:units", COUNTY_OFFICER, query="?in={unit}"),
    Visit("authorities:unit", COUNTY_OFFICER, {"pk": "unit"}, query="?on=2026-06-30"),
    Visit("authorities:unit", ADMINISTRATOR, {"pk": "renamed"}),
    Visit("authorities:divisions", COUNTY_OFFICER),
    Visit("authorities:divisions", COUNTY_OFFICER, query="?q=余杭"),
    Visit("authorities:division", COUNTY_OFFICER, {"code": "330110"}, query="?on=2000-01-01"),
    Visit("authorities:division", COUNTY_OFFICER, {"code": "330104"}),
    Visit("console:reform", ADMINISTRATOR, {"kind": "establish", "pk": "unit"}),
    Visit("console:reform", ADMINISTRATOR, {"kind": "rename", "pk": "unit"}),
    Visit("console:reform", ADMINISTRATOR, {"kind": "cover", "pk": "unit"}),
    Visit(
        "console:reform",
        ADMINISTRATOR,
        {"kind": "move", "pk": "unit"},
        query=f"?parent=330200{DECIDED}",
    ),
    Visit(
        "console:reform",
        ADMINISTRATOR,
        {"kind": "move", "pk": "unit"},
        query=f"?parent_words=鼓楼{DECIDED}",
    ),
    Visit(
        "console:reform",
        ADMINISTRATOR,
        {"kind": "abolish", "pk": "unit"},
        query=f"?successor=330106{DECIDED}",
    ),
    Visit("console:unit-change", ADMINISTRATOR, {"pk": "proposed_change"}),
    Visit("console:unit-change", SYSTEM, {"pk": "proposed_change"}),
)
ACCOUNTS = (
    Visit("authorities:account", "keeper"),
    Visit("authorities:password", "keeper"),
    Visit("authorities:posts", "keeper"),
    Visit("authorities:accounts", "keeper"),
    Visit("authorities:account-of", "keeper", {"pk": "person"}),
    Visit("authorities:account-of", SYSTEM, {"pk": "person"}),
    Visit("authorities:sign-ins", "330000.audit"),
    Visit("account_reauthenticate", "keeper"),
    Visit("mfa_reauthenticate", "keeper"),
    Visit("mfa_index", "keeper"),
    Visit("mfa_index", COUNTY_OFFICER),
    Visit("mfa_activate_totp", COUNTY_OFFICER),
    Visit("mfa_deactivate_totp", "keeper"),
    Visit("mfa_add_webauthn", COUNTY_OFFICER),
    Visit("mfa_view_recovery_codes", "keeper"),
    Visit("mfa_generate_recovery_codes", "keeper"),
)
PEOPLE = (
    Visit("authorities:me", COUNTY_OFFICER),
    Visit("authorities:people", ADMINISTRATOR),
    Visit("authorities:awaiting", "330000.security"),
    Visit("authorities:enter-post", ADMINISTRATOR),
    Visit("authorities:duties", COUNTY_HEAD),
    Visit("authorities:rights", COUNTY_HEAD),
    Visit("authorities:weak-spots", "330000.security"),
    Visit("authorities:person", ADMINISTRATOR, {"pk": "officer_person"}),
    Visit("authorities:person", COUNTY_HEAD, {"pk": "officer_person"}),
    Visit("authorities:opened-detail", ADMINISTRATOR, {"pk": "officer_person", "field": "phone"}),
    Visit("authorities:refuse-post", "000000.security", {"pk": "waiting_post"}),
    Visit("authorities:end-post", ADMINISTRATOR, {"pk": "held_post"}),
    Visit("authorities:delegate", COUNTY_HEAD, {"pk": "held_post"}),
    Visit("authorities:reviews", COUNTY_HEAD),
    Visit("authorities:review", COUNTY_HEAD, {"pk": "review"}),
    Visit("authorities:experts", COUNTY_HEAD),
    Visit("authorities:engage-expert", COUNTY_HEAD),
    Visit("authorities:expert", COUNTY_HEAD, {"pk": "expert"}),
    Visit("authorities:dismiss-expert", COUNTY_HEAD, {"pk": "expert"}),
)
SLICES = (
    Visit("registers:certificates", CLERK),
    Visit("registers:certificate", CLERK, {"number": "number"}),
    Visit("registers:certificate", CLERK, {"number": "number"}, query="?on=2026-01-01"),
    Visit("registers:quality", TOP),
    Visit("registers:month", CLERK),
    Visit("registers:quality-card", CLERK, {"approval_no": "approval_no"}),
    Visit("registers:quality-rows", CLERK, {"approval_no": "approval_no", "dimension": "linked"}),
    Visit("registers:bodies", COUNTY_HEAD),
    Visit("registers:body", COUNTY_HEAD, {"approval_no": "approval_no"}),
    Visit("registers:designated-labs", COUNTY_HEAD),
    Visit("registers:designated-lab", COUNTY_HEAD, {"code": "designated_lab"}),
    Visit("registers:practitioners", COUNTY_HEAD),
    Visit("registers:practitioner", CLERK, {"registration_no": "practitioner"}),
    Visit("registers:organisations", COUNTY_HEAD),
    Visit("registers:organisation", CLERK, {"pk": "organisation"}),
    Visit("registers:restrict-organisation", COUNTY_HEAD, {"pk": "of_county"}),
    Visit("registers:restrict-body", "000000.head", {"approval_no": "approval_no"}),
    Visit("registers:lift-restriction", COUNTY_HEAD, {"pk": "bar"}),
    Visit("registers:plans", CLERK),
    Visit("registers:plan", CLERK, {"pk": "audit_plan"}),
    Visit("registers:sign-ins", CLERK),
    Visit("registers:results", CLERK),
    Visit("registers:result", CLERK, {"pk": "audit_result"}),
    Visit("registers:products", PLANNER),
    Visit("registers:product", TOP, {"pk": "product"}),
    Visit("registers:transactions", CLERK),
    Visit("registers:transaction", CLERK, {"pk": "transaction"}),
    Visit("registers:codes", CLERK),
    Visit("registers:exemptions", PLANNER),
    Visit("registers:exemption", TOP, {"pk": "exemption"}),
    Visit("registers:declarations", PLANNER),
    Visit("registers:declaration", TOP, {"pk": "declaration"}),
    Visit("registers:objects", PLANNER),
    Visit("registers:object", TOP, {"pk": "by_hand"}),
    Visit("registers:object-counts", PLANNER),
    Visit("registers:enter-object", COUNTY_OFFICER),
    Visit("registers:import-objects", COUNTY_OFFICER),
    Visit("registers:move-object-out", TOP, {"pk": "by_hand"}),
    Visit("registers:imports", PLANNER),
    Visit("registers:import", PLANNER, {"pk": "import"}),
    Visit("registers:undo-import", PLANNER, {"pk": "import"}),
    Visit("registers:undo-upload", CLERK, {"pk": "accepted"}),
    Visit("registers:upload", CLERK),
    Visit("registers:uploads", CLERK),
    Visit("registers:checks", CLERK),
    Visit("registers:upload-result", CLERK, {"pk": "accepted"}),
    Visit("registers:upload-result", CLERK, {"pk": "refused"}),
    Visit("risk:classes", PLANNER),
    Visit("draws:draws", PLANNER),
    Visit("draws:new", PLANNER),
    Visit("draws:draw", PLANNER, {"pk": "planned"}),
    Visit("draws:draw", PLANNER, {"pk": "frozen"}),
    Visit("draws:draw", PLANNER, {"pk": "drawn"}),
    Visit("draws:draw", PLANNER, {"pk": "voided"}),
    Visit("draws:draw", "330000.head", {"pk": "frozen"}),
    Visit("draws:new", PLANNER, query="?after={voided}"),
    Visit("draws:source", PLANNER, {"pk": "planned"}, query="?kind=lottery"),
    Visit("draws:source", PLANNER, {"pk": "planned"}, query="?kind=commit-reveal"),
    Visit("draws:visits", PLANNER, {"pk": "planned"}),
    Visit("draws:value", PLANNER, {"pk": "by_dice"}),
    Visit("draws:void", PLANNER, {"pk": "by_dice"}),
    Visit("inspections:tasks", PLANNER),
    Visit("inspections:board", PLANNER, {"draw_id": "drawn"}),
    Visit("inspections:estimates", PLANNER, {"draw_id": "drawn"}),
    Visit("inspections:task", PLANNER, {"pk": "task"}),
    Visit("inspections:task", "officer", {"pk": "task"}),
    Visit("inspections:task", "reviewer", {"pk": "entered"}),
    Visit("cases:clues", PLANNER),
    Visit("cases:clues", TOP),
    Visit("cases:clues", TOP, query="?bulk=receive&row={moved}&row={received}"),
    Visit("cases:cases", "head"),
    Visit("cases:from-finding", "finder", {"finding_id": "finding"}),
    Visit("cases:clue", "head", {"pk": "filed"}),
    Visit("cases:clue", TOP, {"pk": "moved"}),
    Visit("cases:limit", "head", {"pk": "filed"}),
    Visit("cases:act-days", "handler", {"pk": "filed"}),
    Visit("cases:penalty", "intended_head", {"pk": "intended"}),
    Visit("cases:penalty", "head", {"pk": "notified"}),
    Visit("cases:try", COUNTY_OFFICER),
    Visit(
        "cases:try",
        PLANNER,
        query="?o1_kind=body&o1_offence=CB-03&o1_expected=fine&place1=330106"
        "&o2_kind=practitioner&o2_offence=PR-06",
    ),
)
CONSULTATIONS = (
    Visit("consultations:consultations", PLANNER),
    Visit("consultations:asked", "330100.head"),
    Visit("consultations:to-answer", "330100.head"),
    Visit("consultations:new", COUNTY_OFFICER, query="?matter=余市监线索〔2026〕1号"),
    Visit("consultations:edit", COUNTY_HEAD, {"pk": "request_draft"}),
    Visit("consultations:consultation", COUNTY_HEAD, {"pk": "request_draft"}),
    Visit("consultations:consultation", "330100.head", {"pk": "request"}),
    Visit("consultations:consultation", COUNTY_HEAD, {"pk": "replied"}),
    Visit("consultations:write-reply", "330100.head", {"pk": "request"}),
    Visit("consultations:write-reply", "330100.head", {"pk": "replied"}),
    Visit("consultations:replies", COUNTY_OFFICER),
    Visit("consultations:replies", COUNTY_OFFICER, query="?q=标志&clause=认证认可条例 59"),
    Visit("consultations:reply", "460000.head", {"pk": "replaced_reply"}),
    Visit("consultations:reply", "330100.head", {"pk": "reply"}),
)
BOARD = (
    Visit("console:board", "000000.head"),
    Visit("console:board", PLANNER),
    Visit("console:board-of", PLANNER, {"code": "330100"}),
    Visit("registers:reports", PLANNER),
    Visit("inspections:tasks", PLANNER, query="?situation=late&unit=330100&unit_alone=1"),
)
LAW = (
    Visit("catalogue:law", COUNTY_OFFICER),
    Visit("catalogue:law", CLERK, query="?q=REG 66&kind=seller&on=2021-01-01"),
    Visit("catalogue:offence", COUNTY_OFFICER, {"code": "CB-03"}),
    Visit("catalogue:offence", COUNTY_OFFICER, {"code": "CC-12"}, query="?on=2023-07-20"),
    Visit("catalogue:limits", COUNTY_OFFICER),
    Visit("catalogue:limit", COUNTY_OFFICER, {"name": "DL-C-11"}, query="?from_on=2026-07-03"),
    Visit("catalogue:limit", COUNTY_OFFICER, {"name": "DL-T-09"}),
    Visit("catalogue:lawful-days", COUNTY_OFFICER, query="?step=decide&filed=2026-03-02"),
    Visit("catalogue:instruments", COUNTY_OFFICER),
    Visit("catalogue:procedure", COUNTY_OFFICER),
    Visit("catalogue:differences", COUNTY_OFFICER, query="?one=2020-11-28&other=2020-11-29"),
    Visit("catalogue:unsettled", COUNTY_OFFICER),
    Visit("catalogue:changes", TOP),
    Visit("catalogue:propose", TOP, {"table": "settings", "entry": "reg-2023-start"}),
    Visit("catalogue:change", "000000.head", {"pk": "change"}),
    Visit("catalogue:working-days", COUNTY_OFFICER),
    Visit("catalogue:enter-year", TOP),
    Visit("catalogue:arrangement", "000000.head", {"pk": "arrangement"}),
)
VISITS = (*LAW, *PUBLIC, *FRAME, *UNITS, *ACCOUNTS, *PEOPLE, *SLICES, *CONSULTATIONS, *BOARD)

JSON = "a JSON answer for programs"
FILE = "a file, downloaded and not shown"
NO_PAGES = {
    "portal:certificate-json": JSON,
    "portal:draw-json": JSON,
    "portal:draw-changes": FILE,
    "portal:document-json": JSON,
    "portal:checkpoints-json": JSON,
    "portal:checkpoint-json": JSON,
    "portal:consistency": JSON,
    "portal:results-json": JSON,
    "portal:verifier": FILE,
    "portal:ledger-keys": FILE,
    "portal:checkpoint-note": FILE,
    "console:ledger-proof": FILE,
    "console:witness-request": FILE,
    "console:board-table": FILE,
    "kit:download": FILE,
    "documents:file": FILE,
    "registers:sample": FILE,
    "registers:marked-copy": FILE,
    "registers:report-template": FILE,
    "registers:import-template": FILE,
    "draws:full-record": FILE,
    "console:keep": "a number, for the script of the frame",
    "authorities:enter": "leads on to the post, or to what has to be done first",
    "catalogue:add": "leads on to the form of the new entry, or back",
    "authorities:portal-sign-in": "leads to a portal, which this site does not have",
    "openid_connect_callback": "leads on from a portal, which this site does not have",
    "mfa_authenticate": "belongs to a sign-in under way: tests/browser/test_signing_in.py",
    "mfa_login_webauthn": "options for the script of passkeys: tests/browser/test_signing_in.py",
    "mfa_reauthenticate_webauthn": "needs a passkey: tests/browser/test_signing_in.py",
    "mfa_remove_webauthn": "needs a passkey: tests/browser/test_signing_in.py",
    "authorities:units-below": "a part of a page: tests/shell/test_unit_pages.py",
    "authorities:divisions-below": "a part of a page: tests/shell/test_unit_pages.py",
    "authorities:unit-options": "a part of a page: tests/shell/test_unit_pages.py",
    "authorities:division-options": "a part of a page: tests/shell/test_unit_pages.py",
    "console:thread": "a part of a page, visited with the page",
    "api:openapi-json": JSON,
    "api:api-root": "refers nobody anywhere: answers programs with 404",
    "set_language": "takes a form alone; Django's view refuses nobody",
    "healthz": "one word for the watcher of the process",
}

"""The lists in the import contracts are complete, and the contracts bite."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from project_tree import LIBRARY, ROOT, SITE, SRC, WORLD, contracts, dotted, modules, slices

ON_TABLES = {"registers", "risk", "reports"}
LINTER = Path(sys.executable).with_name("lint-imports")


def listed(contract: str, key: str = "source_modules") -> set[str]:
    return set(contracts()[contract][key])


def test_every_slice_with_models_protects_them():
    with_models = [name for name in slices(SITE) if list((SITE / name).glob("models*"))]
    assert len(with_models) > 5
    for name in with_models:
        contract = contracts()[f"models-of-{name}"]
        assert contract["type"] == "protected"
        assert contract["protected_modules"] == [f"renjian_site.{name}.models"]
        assert contract["allowed_importers"] == [f"renjian_site.{name}"]


def test_no_protected_slice_has_gone():
    protected = {name.removeprefix("models-of-") for name in contracts() if "models-of" in name}
    assert protected <= set(slices(SITE))


def test_every_library_slice_but_three_keeps_off_tables():
    wanted = {f"renjian.{name}" for name in slices(LIBRARY) if name not in ON_TABLES}
    assert listed("no-tables") == wanted


def test_in_registers_only_reading_and_intake_work_on_tables():
    files = [path for path in modules(LIBRARY / "registers") if path.name != "__init__.py"]
    names = {dotted(path) for path in files if "intake" not in path.parts}
    assert listed("no-tables-in-registers") == names - {"renjian.registers.reading"}


def test_in_the_made_up_country_only_year_and_cli_may_know_the_site():
    names = {dotted(path) for path in modules(WORLD) if path.name != "__init__.py"}
    packages = {dotted(path) for path in WORLD.glob("*/__init__.py")}
    outside = {n for n in names if not any(n.startswith(f"{p}.") for p in packages)} | packages
    assert outside, "the made-up country has no modules"
    allowed = {"renjian_world.year", "renjian_world.cli"}
    assert listed("world-without-site") == outside - allowed


def test_no_contract_has_exceptions():
    excused = [name for name, contract in contracts().items() if "ignore_imports" in contract]
    assert not excused


def test_a_new_folder_must_be_placed_in_the_order():
    assert contracts()["library-layers"]["exhaustive"] is True
    assert contracts()["site-layers"]["exhaustive"] is True
    assert set(contracts()["site-layers"]["exhaustive_ignores"]) == {"settings", "urls", "wsgi"}


BREACHES = {
    "library-alone": ("renjian/cases/breach.py", "import django.db"),
    "no-tables": ("renjian/draws/breach.py", "import ibis"),
    "library-layers": ("renjian/ledger/breach.py", "import renjian.cases"),
    "site-layers": ("renjian_site/draws/breach.py", "import renjian_site.cases.apps"),
    "inside-a-slice": ("renjian_site/cases/models.py", "import renjian_site.cases.queries"),
    "pages-without-models": ("renjian_site/cases/views.py", "import renjian_site.cases.models"),
    "portal-in-public": ("renjian_site/portal/breach.py", "import renjian_site.draws.commands"),
    "world-outside": ("renjian_site/kit/breach.py", "import renjian_world"),
    "world-without-site": ("renjian_world/{world}.py", "import renjian_site.cases.commands"),
    "boot-alone": ("renjian_site/kit/boot/breach.py", "import django.conf"),
    "no-tables-in-registers": ("renjian/registers/rows.py", "import duckdb"),
    "models-of-registers": ("renjian_site/cases/breach.py", "import renjian_site.registers.models"),
}


@pytest.fixture(scope="module")
def broken_report(tmp_path_factory):
    """What the linter says of a copy of the project with one breach of each kind."""
    copy = tmp_path_factory.mktemp("breached")
    shutil.copytree(SRC, copy / "src", ignore=shutil.ignore_patterns("static", "templates", "data"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for file, line in BREACHES.values():
        world = sorted(listed("world-without-site"))[0].partition(".")[2]
        with (copy / "src" / file.format(world=world)).open("a", encoding="utf-8") as target:
            target.write(f"\n{line}\n")
    command = [str(LINTER), "--no-cache", "--no-logo"]
    environment = {"PYTHONPATH": str(copy / "src"), "COLUMNS": "200"}
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_of_each_contract_is_found(broken_report, contract):
    assert f"{contracts()[contract]['name']} BROKEN" in broken_report

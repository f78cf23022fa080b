import sys

from project_tree import ROOT

# The tools are scripts, not a package: tests import them as their neighbours do.
sys.path.insert(0, str(ROOT / "tools"))

"""What runs before a commit is what `./bin/test` runs: one list of linters, not two."""

import re
from pathlib import Path

LINTERS = ("format", "lint", "imports", "types", "templates")


def test_the_hooks_are_the_linters_of_bin_test():
    steps = re.findall(r'^step "(\w+)" (.+)$', Path("bin/test").read_text(), re.M)
    hooks = Path(".pre-commit-config.yaml").read_text()
    names = re.findall(r"^ +name: (\w+)$", hooks, re.M)
    entries = re.findall(r"^ +entry: (.+)$", hooks, re.M)

    ours = [(name, command) for name, command in steps if name in LINTERS]
    assert list(zip(names, entries, strict=True)) == ours
    assert tuple(names) == LINTERS

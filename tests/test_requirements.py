from pathlib import Path

import pytest

FILES = sorted(Path("requirements").iterdir())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_requirements_name_no_host(file: Path):
    assert "://" not in file.read_text(), (
        f"{file} names a host; compile it with --no-annotate --no-header."
    )


@pytest.mark.parametrize(
    "file", [f for f in FILES if f.suffix == ".txt"], ids=lambda file: file.name
)
def test_every_pin_has_its_hashes(file: Path):
    pins = [line for line in file.read_text().splitlines() if "==" in line]
    lines = file.read_text().splitlines()

    bare = [pin for pin in pins if "--hash=" not in lines[lines.index(pin) + 1]]

    assert bare == []

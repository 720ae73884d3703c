import re
from pathlib import Path

import pytest
from django.conf import settings as real
from django.template.loader import render_to_string
from django.test import Client

from actionlearning.lib import storage

STATIC = Path(real.BASE_DIR) / "static"
PAGES = ["400", "403", "csrf", "404", "405", "413", "429", "500", "503"]


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)])
def test_the_style_guide_is_open_in_the_demo_only(settings, demo, status):
    settings.DEMO = demo

    assert Client().get("/styleguide/").status_code == status


@pytest.mark.django_db
def test_the_style_guide_gives_every_field_its_own_id(settings):
    settings.DEMO = True

    page = Client().get("/styleguide/").content.decode()

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_an_error_page_stands_without_a_request(name):
    page = render_to_string(f"web/errors/{name}.html")

    assert '<a class="btn go" href="/">' in page


def test_the_bundled_style_holds_every_sheet():
    whole = storage.Bundled("css/app.css", lambda name: (STATIC / name).read_text())

    text = whole.open("").read().decode()

    assert "@import" not in text
    assert "@layer components {\n/* The round" in text


def test_a_script_that_needs_another_stays_an_import():
    files = {"a.js": "const one = 1;\n", "b.js": 'import "./c.js";\n'}

    joined = storage.script('import "./a.js";\nimport "./b.js";\n', files.__getitem__)

    assert joined == '{\nconst one = 1;\n}\nimport "./b.js";\n'


def test_every_sheet_is_worn():
    worn = set(re.findall(r'url\("([^"]+)"\)', (STATIC / "css/app.css").read_text()))
    sheets = {
        str(path.relative_to(STATIC / "css")) for path in STATIC.glob("css/**/*.css")
    }

    assert worn == sheets - {"app.css"}


def test_every_token_of_the_sheets_exists():
    tokens = set(
        re.findall(r"^\s*(--[\w-]+):", (STATIC / "css/tokens.css").read_text(), re.M)
    )
    text = "".join(path.read_text() for path in STATIC.glob("css/**/*.css"))

    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    local = set(re.findall(r"[{;\s](--[\w-]+):", text))

    assert used - tokens - local == set()

"""A button of the room is a form: it works without scripts, and escapes what it shows."""

from types import SimpleNamespace

from django.template import Context, Template

MEETING = SimpleNamespace(code="c0de")


def _button(tag: str, **known: object) -> str:
    context = Context({"meeting": MEETING, "csrf_token": "token", **known})
    return Template("{% load room %}" + tag).render(context)


def test_a_button_sends_its_fields_and_the_token():
    html = _button('{% command "pause" "Pause" kind="aside" clock="stop" %}')

    assert html == (
        '<form method="post" action="/meetings/c0de/room/pause/"'
        ' hx-post="/meetings/c0de/room/pause/" hx-sync="drop">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="token">'
        '<input type="hidden" name="clock" value="stop">'
        '<button class="btn aside">Pause</button></form>'
    )


def test_a_button_names_its_row_and_its_key():
    html = _button('{% command "turn_end" "Done" key="Space" of=7 %}')

    assert 'action="/meetings/c0de/room/turns/7/end/"' in html
    assert ' id="key-Space" aria-keyshortcuts="Space">Done<' in html


def test_a_button_escapes_names_notes_and_values():
    tag = '{% command "floor" name note=name who=name %}'

    html = _button(tag, name='<b>"Ann"')

    assert html.count("&lt;b&gt;&quot;Ann&quot;") == 3
    assert "<b>" not in html

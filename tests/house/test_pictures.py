"""The manual's pictures of the web app are drawn from what the app is now."""

import pictures


def test_every_picture_is_current():
    assert pictures.outdated() == [], "run: python tools/pictures.py"


def test_a_changed_page_would_be_seen(monkeypatch, tmp_path):
    monkeypatch.setattr(pictures, "NOTE", tmp_path / "web.json")
    assert pictures.outdated() == [*pictures.PICTURES, pictures.REPORT]

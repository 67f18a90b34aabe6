"""A record of an older shape, and a trial that runs, in the browser: both go on there."""

import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect
from tests.site.test_site import running, saved
from tests.site.test_tasks import frame_of

from dolomite.app import household, safekeeping, trial_begin
from dolomite.store.opening import open_store
from dolomite.store.port import STORE

pytestmark = pytest.mark.browser
# A made-up next shape that does what is hardest in SQLite: the table is built anew and its rows are moved.
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade():
    for row in op.get_bind().execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        op.execute(f"DROP TRIGGER {row.name}")
    with op.batch_alter_table("entry", recreate="always") as table:
        table.add_column(sa.Column("mood", sa.Text))
    op.create_index("entry_mood", "entry", ["person", "mood"])
"""
MIGRATE = """
import json, shutil
from datetime import UTC, date, datetime
from pathlib import Path
from dolomite.store import backup, migrate, verify
from dolomite.store.opening import open_store
from dolomite.store.port import Draft, new_uid

def migrated(next):
    day, here = date(2026, 11, 1), Path("/older")
    store = open_store(here / "dolomite.sqlite")
    pains = [Draft(uid=new_uid(), day=day, kind="pain", data={"pain_nrs": n}) for n in range(5)]
    store.append("anna", pains, utc=datetime(2026, 11, 1, tzinfo=UTC))
    before = store.history("anna")
    shutil.copytree(migrate.FOLDER, here / "migrations")
    (here / "migrations" / "versions" / "v0002.py").write_text(next)
    store.backups = here / "backups"
    migrate.to_newest(store, folder=here / "migrations", newest="0002")
    with store.reading() as connection:
        shape = migrate.version(connection)
    whys = [one.why for one in backup.listed(here / "backups")]
    return [shape, store.history("anna") == before, whys, list(verify.verified(store).faults)]
"""
ANNA = "a" * 32
ANSWERS = {
    "sex": "female",
    "age_years": 42,
    "country": "us",
    "medicines": [],
    "conditions": [],
    "kidney": {"egfr": 95},
    "supplements": [],
    "red_flags": [],
    "pain": {"kind": "low_back", "severity_nrs": 6, "duration_weeks": 20},
}


def test_a_record_of_an_older_shape_is_brought_to_the_newest(host, profile):
    page = profile().new_page()
    page.goto(host.address)
    running(page)
    (worker,) = page.workers
    inside = "([code, next]) => inside().runPython(code + `\njson.dumps(migrated(${JSON.stringify(next)}))`)"
    assert json.loads(worker.evaluate(inside, [MIGRATE, NEXT])) == ["0002", True, ["before-migration"], []]


def test_a_trial_that_runs_elsewhere_goes_on_here(host, profile, tmp_path, monkeypatch):
    monkeypatch.setattr("dolomite.trial.power.TRIALS", 4)
    monkeypatch.setattr("dolomite.trial.power.SEQUENCES", 1)
    data, utc, today = tmp_path / "data", datetime.now(UTC), date.today()
    data.mkdir()
    store = open_store(data / STORE)
    household.keep_answers(store, ANNA, ANSWERS, day=today, utc=utc)
    said = trial_begin.Said(points="2", pairs="3", how="open", prescribed="no", new_treatment="no")
    trial_begin.begin(store, household.member(store, ANNA), said, data=data, on=today, utc=utc)
    store.close()
    (tmp_path / "computer.zip").write_bytes(safekeeping.packed(data, data))

    page = profile().new_page()
    page.goto(host.address)
    app = running(page)
    bring_back(app, tmp_path / "computer.zip")
    frame_of(page).goto(f"{host.address}/p/{ANNA}/trial")
    app.locator("#day-form input[name=pain][value='4']").check(force=True)
    app.locator("#day-form button").first.click()
    expect(app.locator("#day-form h2")).to_have_text("Today is written down")
    before = saved(page, tmp_path / "before.zip")
    with zipfile.ZipFile(tmp_path / "before.zip") as held:
        journal = held.read(f"trials/{ANNA}/1/journal.jsonl").decode().splitlines()
    assert json.loads(journal[-1])["data"]["values"] == {"pain_nrs": 4.0}
    page.evaluate("indexedDB.databases().then(all => all.forEach(one => indexedDB.deleteDatabase(one.name)))")
    page.goto(host.address)  # closing the page closes the record: now it is gone
    app = running(page)
    bring_back(app, tmp_path / "before.zip")
    assert saved(page, tmp_path / "after.zip") == before


def bring_back(app, file):
    """A saved file, from the first page."""
    app.get_by_role("link", name="I saved my record as a file").click()
    app.locator("#file").set_input_files(file)
    app.get_by_role("button", name="Bring it back").click()
    app.get_by_role("link", name="Food").first.wait_for()

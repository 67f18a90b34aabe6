"""A trial in the app: power first, a day in one form, sealed until the end, the same bytes whatever was drawn."""

import io
import json
import re
import secrets
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from dolomite.app import design_trial, household, profile, safekeeping, trial_begin, trial_place
from dolomite.store import journal
from dolomite.trial.schedule import read_sheet
from dolomite.view import trial_design
from server.conftest import Served

DAY_ONE = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
ANSWERS = {
    "sex": "female",
    "age_years": 42,
    "country": "us",
    "medicines": [],
    "conditions": [],
    "kidney": {"egfr": 95},
    "supplements": [],
    "pain": {"kind": "low_back", "severity_nrs": 6, "duration_weeks": 20},
}
SIGNS = ("numb_seat", "bladder_bowel", "legs", "sudden_pain", "accident", "fever_ill")
PLAN = {"points": "2", "how": "helper", "pairs": "3", "prescribed": "no", "new_treatment": "no"}


class Clocked(Served):
    def __init__(self, folder, **also):
        self.at = DAY_ONE
        super().__init__(folder, now=lambda: self.at)
        self.ask("POST", "/start/checks", data={"all": "none", "uid": "b" * 32})
        self.id = self.desk.store.people()[0]
        household.keep_answers(self.desk.store, self.id, ANSWERS | also, day=self.at.date(), utc=self.at)
        self.ask("POST", f"/p/{self.id}/questions", data={"all": "none"})
        self.url = f"/p/{self.id}/trial"

    def get(self, path=""):
        return self.ask("GET", self.url + path)

    def post(self, path, **data):
        return self.ask("POST", self.url + path, data=data)

    def day(self, number):
        self.at = DAY_ONE + timedelta(days=number - 1)

    @property
    def member(self):
        return household.member(self.desk.store, self.id)

    @property
    def folder(self):
        return trial_place.newest(self.desk.data, self.id)


@pytest.fixture
def app(tmp_path):
    made = Clocked(tmp_path)
    yield made
    made.desk.store.close()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Few made-up trials for the chances, and no PDF of the labels: what is tested here is the page."""
    monkeypatch.setattr("dolomite.trial.power.TRIALS", 4)
    monkeypatch.setattr("dolomite.trial.power.SEQUENCES", 1)
    monkeypatch.setattr("dolomite.report.pdf.from_html", lambda page: b"%PDF-1.4")


def text_of(answer):
    return re.sub(r"<[^>]+>", " ", answer.text)


def test_the_power_sentence_stands_before_everything_else(app):
    page = app.get().text
    assert page.index("will end in “cannot tell”") < page.index("<form")
    assert "lose nothing" in page and app.folder is None


def test_the_sentence_and_the_chart_of_chances_say_one_number(app):
    before = trial_begin.before(app.desk.store, app.member, trial_begin.Said(points="2", pairs="3"), on=app.at.date())
    (chart,) = trial_design.section(before.designed, plan="").charts
    design = before.designed.design
    drawn = {row["effect"]: row["chance"] for row in chart.rows if str(row["design"]).startswith("3 pairs,")}
    assert f"it helps in {drawn[design.worthwhile_points]:.0f} of 100 cases" in " ".join(before.power)


def test_what_a_page_leaves_out_changes_no_chance(app):
    said = trial_begin.choices(trial_begin.Said(points="2", pairs="3"))
    document = json.dumps(ANSWERS | {"red_flags": []}).encode()
    short, whole = (
        design_trial.design(document, name="p", on=app.at.date(), choices=replace(said, chances_alone=alone))
        for alone in (True, False)
    )
    assert short.chances == whole.chances and short.text == whole.text
    assert short.missed == () and whole.missed


def test_each_length_says_its_days(app):
    words = text_of(app.get())
    assert re.search(r"Shorter: (\d+) days.*As suggested: (\d+) days.*Longer, and surer: (\d+) days", words, re.DOTALL)


@pytest.mark.parametrize("also", [{"kidney": {"egfr": 22}}, {"conditions": ["myasthenia_gravis"]}])
def test_a_stop_shows_nothing_of_a_plan(tmp_path, also):
    made = Clocked(tmp_path, **also)
    page = made.get().text
    assert "Why no trial is planned" in page
    assert not re.search(r"\d+ ?mg|\d+ days|/trial/start", text_of(made.get()))
    assert made.post("/start", **PLAN).status_code == 422 and made.folder is None
    made.desk.store.close()


def test_unanswered_questions_hold_the_start(app):
    page = app.post("/plan", **PLAN | {"prescribed": ""}).text
    assert "Not answered yet" in page and "Start today" not in page
    assert app.post("/start", **PLAN | {"prescribed": ""}).status_code == 422 and app.folder is None
    assert "Start today" in app.post("/plan", **PLAN).text


def test_inside_a_browser_no_trial_begins_without_a_saved_file(app):
    app.desk.inside = True
    assert "save your record as a file" in app.post("/plan", **PLAN).text
    refused = app.post("/start", **PLAN)
    assert refused.status_code == 422 and "Save your record as a file first" in refused.text and app.folder is None
    assert app.ask("GET", "/record.zip").status_code == 200
    app.day(2)
    assert app.post("/start", **PLAN).status_code == 422, "yesterday's file does not hold today"
    assert app.ask("GET", f"/p/{app.id}/me/export.zip").status_code == 200
    assert app.post("/start", **PLAN).status_code == 303 and app.folder is not None


def test_a_running_trial_goes_on_where_its_file_was_brought_back(app, tmp_path):
    assert app.post("/start", **PLAN | {"how": "open"}).status_code == 303
    assert app.post("/day", pain="4").status_code == 303
    file = app.ask("GET", "/record.zip").content
    (tmp_path / "elsewhere").mkdir()
    other = Clocked.__new__(Clocked)
    other.at = DAY_ONE
    Served.__init__(other, tmp_path / "elsewhere", now=lambda: other.at)
    other.id, other.url = app.id, app.url
    for _ in range(2):  # a second time nothing is new
        assert other.ask("POST", "/record", files={"file": ("saved.zip", file, "application/zip")}).status_code == 303
    assert other.folder is not None and other.ask("GET", "/record.zip").content == file
    other.day(2)
    assert other.post("/day", pain="5").status_code == 303
    assert (other.folder / journal.NAME).read_bytes().startswith((app.folder / journal.NAME).read_bytes())
    other.desk.store.close()


def test_a_file_that_names_a_trial_by_its_number_finds_the_person(app, tmp_path):
    assert app.post("/start", **PLAN | {"how": "open"}).status_code == 303
    with zipfile.ZipFile(io.BytesIO(app.ask("GET", "/record.zip").content)) as now:
        older = {name.replace(f"trials/{app.id}/", "trials/"): now.read(name) for name in now.namelist()}
    manifest = json.loads(older["manifest.json"])
    manifest["files"] = {name.replace(f"trials/{app.id}/", "trials/"): one for name, one in manifest["files"].items()}
    older["manifest.json"] = json.dumps(manifest).encode()
    file = tmp_path / "older.zip"
    with zipfile.ZipFile(file, "w") as out:
        for name, content in older.items():
            out.writestr(name, content)
    assert "trials/1/journal.jsonl" in older
    assert safekeeping.import_export(tmp_path / "data", file).trials == (tmp_path / "data" / "trials" / app.id / "1",)
    assert trial_place.newest(tmp_path / "data", app.id) is not None


def test_a_fault_stands_at_its_field_with_what_was_typed(app):
    answer = app.post("/plan", **PLAN | {"points": "many"})
    assert answer.status_code == 422 and 'id="points-wrong"' in answer.text and 'value="many"' in answer.text


def test_a_trial_from_its_start_to_the_letter(app):
    assert app.post("/start", **PLAN).status_code == 303
    packed = zipfile.ZipFile(io.BytesIO(app.post("/helper").content))
    sheet = packed.read("code-sheet.txt")
    assert app.post("/handed-over").status_code == 303
    assert not trial_place.helper_of(app.folder).exists()
    assert app.post("/start", **PLAN).status_code == 422  # one at a time
    known = trial_place.standing(app.desk.data, app.id, None, on=DAY_ONE.date())
    for number in range(1, known.days + 1):
        app.day(number)
        assert app.post("/day", pain=str(4 + number % 3)).status_code == 303
        if number == 20:
            assert app.post("/open", sheet="").status_code == 422
            assert app.get("/result").headers["location"] == app.url
            assert app.get("/days.csv").status_code == 303
    app.day(known.days + 1)
    for period in range(1, 7):
        assert app.post("/guess", period=str(period), arm="unknown").status_code == 303
    wrong = app.ask("POST", app.url + "/open", files={"sheet": ("code-sheet.txt", b"nothing")})
    assert wrong.status_code == 422 and "code sheet" in wrong.text
    assert app.ask("POST", app.url + "/open", files={"sheet": ("code-sheet.txt", sheet)}).status_code == 303
    before = (app.folder / journal.NAME).read_bytes()
    page = app.get("/result").text
    assert "A letter to your doctor" in page and "CENT 2015" in page and "Did it work for you?" in page
    assert app.get("/days.csv").text.startswith("day,")
    assert (app.folder / journal.NAME).read_bytes() == before  # looking writes nothing


def found_by(folder, better):
    """The page of a finished trial in which one arm is so many points better; the parts of it in their order."""
    made = Clocked(folder)
    made.post("/start", **PLAN | {"how": "helper"})
    order = read_sheet((trial_place.helper_of(made.folder) / "code-sheet.txt").read_text(), name="sheet").sequence
    known = trial_place.standing(made.desk.data, made.id, None, on=DAY_ONE.date())
    length = [len(circles) for _, circles in known.parts]
    arms = ["", *order]
    pain = [7 - better * (arm == "magnesium") for arm, days in zip(arms, length, strict=True) for _ in range(days)]
    for number, rated in enumerate(pain, start=1):
        made.day(number)
        made.post("/day", pain=str(rated + (0, 1, 2, 0, 2, 1, 0, 1, 0, 2, 2)[number % 11]))
    made.day(known.days + 1)
    for period in range(1, len(order) + 1):
        made.post("/guess", period=str(period), arm="unknown")
    assert made.post("/open").status_code == 303
    page = made.get("/result").text
    made.desk.store.close()
    parts = re.findall(r"<(?:section|figure|h[1-3])\b[^>]*", page)
    return re.search(r"<h1>(.*?)</h1>", page)[1], [re.sub(r' class="[^"]*"', "", part) for part in parts]


@pytest.mark.slow
def test_every_answer_has_the_same_layout(tmp_path):
    one, parts = found_by(tmp_path / "a", 0)
    assert len(parts) > 5
    answers = {one}
    for draw in ("b", "c", "d", "e", "f"):  # the order is drawn by chance: one of a few tells a difference of 5 points
        other, same = found_by(tmp_path / draw, 5)
        assert parts == same
        answers.add(other)
        if len(answers) > 1:
            break
    assert len(answers) > 1


def test_a_day_to_come_cannot_be_written_and_a_missed_one_can(app):
    app.post("/start", **PLAN)
    app.day(3)
    assert app.post("/day", pain="5", day="4").status_code == 422
    assert app.post("/day", pain="5", day="2").status_code == 303
    assert app.post("/day", pain="").status_code == 422
    assert app.post("/day", pain="11").status_code == 422


def test_the_same_day_sent_twice_is_one_word(app):
    app.post("/start", **PLAN)
    app.post("/day", pain="5")
    before = (app.folder / journal.NAME).read_bytes()
    app.post("/day", pain="5")
    assert (app.folder / journal.NAME).read_bytes() == before


def test_safety_that_changed_interrupts(tmp_path):
    made = Clocked(tmp_path)
    made.post("/start", **PLAN | {"how": "open"})
    made.day(9)
    assert "Take today:" not in made.get().text, "the warning signs wait for an answer"
    made.post("/signs", **{f"sign-{name}": "no" for name in SIGNS})
    assert "Take today:" in made.get().text

    household.keep_answers(made.desk.store, made.id, {"kidney": {"egfr": 22}}, day=made.at.date(), utc=made.at)
    page = made.get().text
    assert "Do not go on taking it for now" in page and "Take today:" not in page
    made.desk.store.close()


def test_a_copy_that_runs_for_others_says_that_it_does_not_advise_and_nothing_of_changed_answers(tmp_path, monkeypatch):
    made = Clocked(tmp_path)
    made.post("/start", **PLAN | {"how": "open"})
    monkeypatch.setattr(profile._in_force, "profile", "information")
    page = made.get().text
    made.desk.store.close()
    assert "What to take is not told here" in page and "Your safety answers changed" not in page
    assert "Take today:" not in page and "general information only" in page


def test_words_of_an_emergency_are_acted_on_at_once_and_the_day_is_kept(app):
    app.post("/start", **PLAN)
    page = app.post("/day", pain="5", note="numb around my bottom").text
    assert "emergency department" in page
    assert "Is any of these so?" in app.post("/wrong", adverse="not at ease").text


def test_the_signs_are_asked_before_a_period_until_they_are_answered(app):
    app.post("/start", **PLAN)
    assert 'id="signs-form"' not in app.get().text
    app.day(7)
    assert 'id="signs-form"' in app.get().text
    assert app.post("/signs", **{f"sign-{name}": "no" for name in SIGNS}).status_code == 303
    assert 'id="signs-form"' not in app.get().text
    kinds = [one.kind for one in journal.read(app.folder).entries]
    assert kinds[-1] == "signs"


def test_a_sign_that_is_so_or_not_answered_interrupts_the_trial(app):
    app.post("/start", **PLAN)
    app.day(7)
    page = app.post("/signs", **{f"sign-{name}": "no" for name in SIGNS[1:]}).text  # one left out counts as not sure
    assert "Take no more for the trial" in page and "Not sure: Numb" in page
    assert "Do not go on taking it for now" in app.get().text
    page = app.post("/signs", **{f"sign-{name}": "no" for name in SIGNS} | {"sign-legs": "yes"}).text
    assert "emergency" in page and "911" in page
    app.post("/signs", **{f"sign-{name}": "no" for name in SIGNS})
    assert "Do not go on taking it for now" not in app.get().text


def test_something_wrong_says_what_to_do_and_leads_to_the_emergency_questions(app):
    app.post("/start", **PLAN)
    page = app.post("/wrong", adverse="loose stools all day").text
    assert "What to do now" in page and f'href="/p/{app.id}/checks"' in page
    assert "ended" in app.post("/wrong", ends="yes", stop="enough").text
    assert "The trial was ended" in app.get().text


def test_practice_is_marked_and_goes_without_a_letter(app):
    assert app.post("/start", **PLAN | {"practice": "yes"}).status_code == 303
    assert "Practice." in app.get().text
    assert not list(app.desk.store.current(app.id, kinds=("trial",)))
    assert app.post("/end-practice").status_code == 303 and app.folder is None


def test_a_real_trial_cannot_be_thrown_away_as_practice(app):
    app.post("/start", **PLAN)
    assert app.post("/end-practice").status_code == 422 and app.folder is not None


def test_the_command_line_and_the_page_write_in_the_same_folder(app):
    from dolomite.app import log_day
    from dolomite.app.trial_folder import told

    app.post("/start", **PLAN)
    log_day.log(told(app.folder), day=1, values={"pain_nrs": 5.0}, note=None, on=app.at.date(), utc=app.at)
    assert "Today is written down" in app.get().text


PAGES = ("", "/plan", "/result", "/days.csv", "/report.pdf")
ELSEWHERE = ("answer", "magnesium", "doctor", "report", "food", "body", "me", "me/history")


def everything_said(folder, monkeypatch, bits):
    """Every page of a running trial on several days, with the order that these random bits draw."""
    monkeypatch.setattr(secrets, "randbits", lambda _n: bits)
    made = Clocked(folder)
    made.post("/start", **PLAN)
    order = read_sheet((trial_place.helper_of(made.folder) / "code-sheet.txt").read_text(), name="sheet").sequence
    made.post("/handed-over")
    said = []
    for number in (1, 15, 31):
        made.day(number)
        said += [made.post("/day", pain="5").text, made.post("/wrong", adverse="tired").text]
        said += [made.get(page).text for page in PAGES] + [made.ask("GET", f"/p/{made.id}/{p}").text for p in ELSEWHERE]
        said += [made.ask("GET", f"/api/v1/people/{made.id}/{p}").text for p in ("trial", "report")]
    made.desk.store.close()
    clean = [re.sub(r"[0-9a-f]{32}", "ID", text.replace(made.id, "WHO").replace(str(folder), "HERE")) for text in said]
    return order, clean


def test_nothing_that_differs_between_the_arms_reaches_a_page_before_the_end(tmp_path, monkeypatch):
    one, said_one = everything_said(tmp_path / "a", monkeypatch, 1)
    first = np.random.default_rng(1).permutation(2).tolist()
    bits = next(n for n in range(2, 50) if np.random.default_rng(n).permutation(2).tolist() != first)
    other, said_other = everything_said(tmp_path / "b", monkeypatch, bits)
    assert one[0] != other[0]  # another arm comes first
    assert said_one == said_other


def test_deleting_the_person_deletes_the_trial(app):
    app.post("/start", **PLAN)
    app.ask("POST", f"/p/{app.id}/me/delete", data={"confirm": "delete", "whom": "me"})
    assert not list((app.desk.data / "trials").glob("*"))

"""The JSON of every example is the same in the browser as in CPython, byte for byte, where the room runs there."""

import json
import subprocess
import sys

import pytest
from tests.site.conftest import ROOT
from tests.site.test_site import MOST_MEMORY, memory, running

pytestmark = pytest.mark.browser
HERE = ROOT / "tests" / "site"
EXAMPLES = ("*.yaml", "*.csv")
MODEL = "mechanism"  # the one part of a report that computes with NumPy
RUN = """async ([files]) => {
  const python = inside();
  python.FS.mkdirTree("/examples");
  for (const [name, content] of Object.entries(files)) python.FS.writeFile("/examples/" + name, content);
  return python.runPython(`
import json, sys
from pathlib import Path
sys.path.insert(0, "/examples")
import answers
json.dumps(answers.answers(Path("/examples")))`);
}"""
HERE_TOO = "import json, sys; sys.path.insert(0, sys.argv[1]); import answers; from pathlib import Path; "
HERE_TOO += "print(json.dumps(answers.answers(Path(sys.argv[2]))))"


def test_every_example_is_told_alike_in_the_browser_and_in_cpython(host, profile):
    page = profile().new_page()
    page.goto(host.address)
    running(page)
    paths = [HERE / "answers.py", *(path for kind in EXAMPLES for path in (ROOT / "examples").glob(kind))]
    files = {path.name: path.read_text(encoding="utf-8") for path in paths}
    (worker,) = page.workers
    inside = json.loads(worker.evaluate(RUN, [files]))
    ran = subprocess.run(
        [sys.executable, "-c", HERE_TOO, HERE, ROOT / "examples"], capture_output=True, check=True, text=True
    )
    here = json.loads(ran.stdout)
    assert inside.keys() == here.keys() and len(here) > 100
    assert all(text is not None for text in here.values())
    other = {name for name in here if inside[name] != here[name]}
    model = {name for name in here if name.endswith(f", {MODEL}")}
    computed = {name for name in here if name.startswith(("pool ", "trial analyse "))}
    assert other == model | computed and len(model) == 4 and len(computed) == 7
    assert all(json.loads(inside[name])[MODEL] == {} for name in model)
    assert all(inside[name] is None for name in computed), "told in one sentence that NumPy is missing"
    assert memory(page) < MOST_MEMORY

"""The Tab key finishes commands, options and names: by the protocol of each shell, and in bash itself."""

import os
import subprocess
import sys

import pytest


def asked(shell, words, at, **more):
    environment = {
        **os.environ,
        "_DOLOMITE_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(at),
        **more,
    }
    program = "from dolomite.cli.main import run; run()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    "words, at, finishes",
    [
        ("dolomite sa", 1, "safety"),
        ("dolomite trial an", 2, "analyse"),
        ("dolomite need --bo", 2, "--body"),
        ("dolomite need p.yaml --body d", 4, "dach"),
        ("dolomite trial design p.yaml --form cit", 5, "citrate"),
        ("dolomite completion z", 2, "zsh"),
    ],
)
def test_what_each_shell_is_told(shell, words, at, finishes):
    more = {"COMP_CWORD": words.split()[-1]} if shell == "fish" else {}
    assert finishes in asked(shell, words, at, **more)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_lines_for_a_shell_name_the_program(shell, dolomite):
    code, out, err = dolomite("completion", shell)
    assert (code, err) == (0, "")
    assert "_DOLOMITE_COMPLETE" in out and f"{shell}_complete" in out


def test_another_shell_is_refused_with_the_names(dolomite):
    code, _, err = dolomite("completion", "tcsh")
    assert (code, "Use one of: bash, fish, zsh" in err) == (2, True)


def test_bash_itself_finishes_a_word(tmp_path):
    program = tmp_path / "dolomite"
    program.write_text(f"#!{sys.executable}\nfrom dolomite.cli.main import run\nrun()\n")
    program.chmod(0o755)
    script = (
        'eval "$(dolomite completion bash)"; COMP_WORDS=(dolomite sup); COMP_CWORD=1; '
        '_dolomite_completion dolomite; echo "${COMPREPLY[@]}"'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert (done.stdout.strip(), done.stderr) == ("supplement", "")

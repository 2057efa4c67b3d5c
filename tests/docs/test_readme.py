"""The README's tour is run, and every line of output that it shows must be printed."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from multipolar import load_scenario, simulate
from multipolar.cli import tables

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf8")
RUN = "import sys; from multipolar.cli import main; sys.argv = ['multipolar', *sys.argv[1:]]; main()"


def test_the_tour_prints_what_it_shows(tmp_path: Path) -> None:
    mine = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert mine
    (tmp_path / "mine.yaml").write_text(mine[1], encoding="utf8")
    (tmp_path / "wrong.yaml").write_text(mine[1].replace("by: EU", "by: EUU"), encoding="utf8")
    blocks = re.findall(r"```\n\$ multipolar (.*?)\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 12
    for command, shown in blocks:
        done = subprocess.run(
            [sys.executable, "-c", RUN, *command.split()],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, "COLUMNS": "100"},
            check=False,
        )
        printed = done.stdout + done.stderr
        for line in shown.splitlines():
            assert line in printed, f"multipolar {command} does not print: {line}\n{printed}"


def test_the_columns_of_a_run_are_called_as_the_readme_calls_them() -> None:
    shown = io.StringIO()
    tables.result(Console(file=shown, width=200), simulate(load_scenario("us-china-60"), sensitivity=False))
    columns = ("real wage", "exports", "change of duty revenue, pp of GDP")
    text = " ".join(README.split())
    for column in columns:
        assert column in shown.getvalue()
        assert column.replace(", pp of", " in points of") in text


def test_every_command_is_in_the_readme() -> None:
    from multipolar import cli

    for app, prefix in ((cli.app, ""), (cli.world_app, "world "), (cli.scenario_app, "scenario ")):
        for command in app.registered_commands:
            name = command.name or getattr(command.callback, "__name__", "")
            first, _, rest = f"{prefix}{name}".partition(" ")
            assert re.search(rf"`multipolar {first}", README), name
            assert not rest or f"`{rest}`" in README or f"{first} {rest}`" in README, name


def test_the_python_example_runs() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    space: dict[str, object] = {}
    exec(code[1], space)
    result = space["result"]
    assert round(result.country("real_income_pct")["VNM"], 3) == 0.535  # type: ignore[attr-defined]

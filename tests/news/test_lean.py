"""The reader starts without spaCy's command line, whatever spaCy's modules look like, and collects no garbage meanwhile."""

from __future__ import annotations

import gc
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from multipolar.news import lean
from multipolar.news.lean import import_spacy, uncollected

SOURCE = Path(lean.__file__).parents[2]
HERE = "import sys; from multipolar.news.lean import import_spacy; spacy = import_spacy(); "
LAYOUTS = {
    "info": "from .cli.info import info",
    "more of the module": "from .cli.info import info, info_cli",
    "the package": "from .cli import info",
    "another module": "from .cli.other import info",
    "no command line": "from .about import info",
}


def _run(code: str, *folders: Path) -> str:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*folders, SOURCE)))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _made(folder: Path, first: str) -> Path:
    """A package of the name spacy whose command is in `cli/info.py`, as in spaCy, and which begins with a line."""
    files = {
        "__init__.py": first,
        "about.py": "def info(name='all'): return f'info of {name}'",
        "cli/__init__.py": "from .info import info, info_cli\nfrom .other import info as again",
        "cli/info.py": "def info(name='all'): return f'info of {name}'\ndef info_cli(): return 'printed'",
        "cli/other.py": "def info(name='all'): return f'info of {name}'",
    }
    for name, text in files.items():
        path = folder / "spacy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spacy_works_whatever_it_imports_from_its_command_line(layout: str, tmp_path: Path) -> None:
    folder = _made(tmp_path, LAYOUTS[layout])
    code = f"{HERE}from spacy.cli.info import info_cli; print(spacy.info(), spacy.info('x'), info_cli())"
    assert _run(code, folder) == "info of all info of x printed"


def test_only_the_command_line_that_is_asked_for_is_loaded(tmp_path: Path) -> None:
    left = "print(sorted(name for name in sys.modules if name.startswith('spacy.')))"
    assert _run(HERE + left, _made(tmp_path, LAYOUTS["info"])) == "[]"
    assert "'spacy.cli.other'" in _run(HERE + left, _made(tmp_path, LAYOUTS["the package"]))


def test_a_name_that_the_command_has_not_is_told_as_ever(tmp_path: Path) -> None:
    folder = _made(tmp_path, "try:\n    from .cli.info import nothing\nexcept ImportError as e:\n    print(e)")
    assert "cannot import name 'nothing'" in _run(HERE, folder)


def test_without_spacy_the_import_fails_and_leaves_nothing() -> None:
    code = (
        "import sys; from multipolar.news.lean import import_spacy; sys.path = sys.path[:1]\n"
        "try:\n    import_spacy()\n"
        "except ModuleNotFoundError as e:\n    print(e.name, [name for name in sys.modules if 'spacy' in name])"
    )
    assert _run(code) == "spacy []"


@pytest.mark.skipif(importlib.util.find_spec("spacy") is None, reason="the extra is not installed")
def test_the_reader_starts_without_network_and_command_line_and_spacy_stays_whole() -> None:
    unused = "{'httpx', 'requests', 'urllib3', 'typer', 'weasel', 'jinja2', 'spacy.cli'} & set(sys.modules)"
    code = (
        f"import sys; from multipolar.news.parse import language; language(); print(sorted({unused})); import spacy; "
        "print(spacy.info(silent=True)['spacy_version'] == spacy.__version__); import spacy.cli; "
        "print(spacy.cli.info.__module__, callable(spacy.cli.download))"
    )
    assert _run(code).split("\n") == ["[]", "True", "spacy.cli.info True"]


def test_spacy_that_is_imported_already_is_taken() -> None:
    spacy = pytest.importorskip("spacy")
    command = sys.modules.get(lean.COMMAND)
    assert import_spacy() is spacy
    assert sys.modules.get(lean.COMMAND) is command


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_again_where_it_was(enabled: bool) -> None:
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
        with pytest.raises(KeyError), uncollected():
            raise KeyError
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()

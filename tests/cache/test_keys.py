"""A result's name changes with everything that it depends on, and with nothing else."""

import ast
from pathlib import Path

import pytest

import evidence_check
from evidence_check.cache import keys
from evidence_check.resources import standards_dir

PACKAGE = Path(evidence_check.__file__).parent


def imported(*starts: str) -> set[str]:
    """The modules of the package that some modules import, wherever in them, and those that these import."""
    found: dict[str, Path] = {}
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        path = PACKAGE.parent / Path(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name in found or not file.is_file():
            continue
        found[name] = file
        waiting.append(name.rpartition(".")[0] or name)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                waiting += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return {file.relative_to(PACKAGE).as_posix() for file in found.values()}


def readers() -> list[str]:
    files = (PACKAGE / "documents").rglob("*.py")
    return [".".join(("evidence_check", *file.relative_to(PACKAGE).with_suffix("").parts)) for file in files]


def parts(names: set[str]) -> set[str]:
    return {name.partition("/")[0] for name in names}


def test_no_module_that_a_reading_depends_on_is_left_out_of_its_name() -> None:
    needed = parts(imported("evidence_check.unpack", "evidence_check.executors.work", *readers()))
    assert needed & {*keys.EXAMINING_CODE, *keys.JUDGING_CODE} == set()
    assert needed <= set(keys._reading_code())


def test_no_module_that_an_examination_depends_on_is_left_out_of_its_name() -> None:
    needed = parts(imported("evidence_check.examine", "evidence_check.examining"))
    assert needed & set(keys.JUDGING_CODE) == set()
    assert needed <= {*keys._reading_code(), *keys.EXAMINING_CODE}


@pytest.mark.parametrize("name", (*keys.EXAMINING_CODE, *keys.JUDGING_CODE))
def test_what_is_named_is_there(name: str) -> None:
    assert (PACKAGE / name).exists()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package and its data, to be edited."""
    for name in ("documents/a.py", "matching/b.py", "report/c.py", "standards/documents/d.yaml", "standards/e.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    monkeypatch.setattr(keys, "_PACKAGE", tmp_path)
    monkeypatch.setattr(keys, "standards_dir", lambda: tmp_path / "standards")
    return tmp_path


def digests() -> tuple[str, str]:
    keys.reading_digest.cache_clear()
    keys.examining_digest.cache_clear()
    return keys.reading_digest(), keys.examining_digest("registry")


@pytest.mark.parametrize(
    ("edited", "reading", "examining"),
    [
        ("documents/a.py", True, True),
        ("standards/documents/d.yaml", True, True),
        ("matching/b.py", False, True),
        ("report/c.py", False, False),
        ("brand_new.py", True, True),
        ("brand_new/d.py", True, True),
        ("documents/__pycache__/a.pyc", False, False),
    ],
)
def test_an_edit_renames_what_depends_on_it(copy: Path, edited: str, reading: bool, examining: bool) -> None:
    before = digests()
    (copy / edited).parent.mkdir(exist_ok=True)
    (copy / edited).write_text("y", encoding="utf-8")
    after = digests()
    assert (before[0] != after[0], before[1] != after[1]) == (reading, examining)


def test_another_version_of_a_readers_library_renames_readings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests()
    (tmp_path / "lxml-99.0.dist-info").mkdir()
    (tmp_path / "ruff-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert digests() != before
    assert "ruff-99.0.dist-info" not in keys._libraries()


def teardown_module() -> None:
    keys.reading_digest.cache_clear()
    keys.examining_digest.cache_clear()


@pytest.mark.parametrize(
    ("name", "hint"),
    [("a/b.TXT", ".txt"), ("b", "."), ("x/~$b.docx", "~$.docx"), ("a.b/c", "."), ("制度.v2.pdf", ".pdf")],
)
def test_of_a_name_its_ending_bears_on_the_reading(name: str, hint: str) -> None:
    assert keys.hint_of(name) == hint


def test_keys_tell_texts_apart_wherever_they_are_cut() -> None:
    assert len({keys.key("ab", "c"), keys.key("a", "bc"), keys.key("abc"), keys.key("abc", "")}) == 4
    assert keys.key("\udcff") != keys.key("\udcfe")


def test_the_standards_are_where_the_key_looks_for_them() -> None:
    assert all((standards_dir() / name).exists() for name in keys._READING_DATA)

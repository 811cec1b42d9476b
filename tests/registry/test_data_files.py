"""Every file below ``standards/`` is described in docs/data-files.md, fits its schema, and is refused when broken."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator

from evidence_check.data import DataError, read_yaml
from evidence_check.registry.build import build
from evidence_check.resources import standards_dir

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "data-files.md"


class Row(NamedTuple):
    """A row of the page's tables."""

    pattern: str
    schema: str | None
    reader: str


def _rows() -> list[Row]:
    found = re.findall(r"^\| `([^`]+)` \| (?:`(\w+)`|–) \| `?([^`|]+?)`? \|", PAGE.read_text(encoding="utf-8"), re.M)
    return [Row(pattern, schema or None, reader) for pattern, schema, reader in found]


def _rows_of(path: PurePosixPath) -> list[Row]:
    """The rows that describe a file, by its path below ``standards``; a name beats a pattern."""
    rows = [row for row in _rows() if len(PurePosixPath(row.pattern).parts) == len(path.parts)]
    return [row for row in rows if row.pattern == str(path)] or [row for row in rows if path.match(row.pattern)]


def _files() -> list[PurePosixPath]:
    root = standards_dir()
    paths = [path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return sorted(PurePosixPath(path.relative_to(root).as_posix()) for path in paths)


def _one_of_each() -> list[Row]:
    return [row for row in _rows() if row.schema and any(_rows_of(path) == [row] for path in _files())]


def _example(row: Row) -> Path:
    """The smallest file that a row describes."""
    paths = [standards_dir() / path for path in _files() if _rows_of(path) == [row]]
    return min(paths, key=lambda path: path.stat().st_size)


# --- the page and the files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", _files(), ids=str)
def test_every_file_is_described_once(path: PurePosixPath) -> None:
    assert len(_rows_of(path)) == 1, f"describe standards/{path} in docs/data-files.md"


@pytest.mark.parametrize("path", [path for path in _files() if path.suffix in (".yaml", ".yml")], ids=str)
def test_every_yaml_file_names_a_schema_and_fits_it(path: PurePosixPath) -> None:
    (row,) = _rows_of(path)
    assert row.schema
    assert read_yaml(standards_dir() / path, row.schema) is not None


def test_every_schema_is_a_schema_and_is_used() -> None:
    schemas = {path.name.removesuffix(".schema.json"): path for path in standards_dir().glob("schema/*.schema.json")}
    assert set(schemas) == {row.schema for row in _rows() if row.schema}
    for path in schemas.values():
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row.pattern)
def test_the_reader_that_the_page_names_reads_it(row: Row) -> None:
    if row.reader == "people":
        return
    folder = ROOT if row.reader.startswith("benchmarks/") else ROOT / "evidence_check"  # some serve at build time
    code = (folder / row.reader).read_text(encoding="utf-8")
    if row.schema:
        assert f'"{row.schema}"' in code or f"{row.schema}.schema.json" in code


# --- broken files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", _one_of_each(), ids=lambda row: row.pattern)
def test_a_broken_file_of_any_kind_is_refused_with_its_line(row: Row, tmp_path: Path) -> None:
    good = _example(row).read_bytes().rstrip() + b"\n"
    last = good.count(b"\n") + 1
    key = re.search(rb"^([\w/.#-]+):", good, re.MULTILINE)
    assert key
    path = tmp_path / "broken.yaml"
    spoilt = {
        rf"broken\.yaml:{last}: not UTF-8": good + "# 说明\n".encode("gbk"),
        rf"broken\.yaml:{last}: .*given twice": good + key.group(0) + b" 1\n",
        rf"broken\.yaml:{last}: ": good + b"}\n",
        r"broken\.yaml:1: the file: .*is not of type 'object'": b"[1]\n",
        r"broken\.yaml:\d+: ": good + b"no_such_key: 1\n",
    }
    for message, content in spoilt.items():
        path.write_bytes(content)
        with pytest.raises(DataError, match=message):
            read_yaml(path, row.schema)


SOURCE = "2099/source/sample.txt"
WISHES = "2099/requirements/sample-common.yaml"
DISPLAY = "standard: sample-common\ntitle: {zh: 样本, en: Sample}\nclauses:\n  sample-common/9: {en: Keep files.}\n"
CROSSING = "from,to,relation,note\nsample-common/1.1,sample-common/9,same,\n"
STRUCTURE = "items:\n- {clause: sample-common/9, item: '1', file: sample.txt, line: 6, reason: x}\n"
LIKE = "- clause: sample-common/2\n  like: sample-common/9\n"


@pytest.mark.parametrize(
    ("name", "more", "encoding", "message"),
    [
        (SOURCE, "说明\n", "gbk", r"sample\.txt:18: not UTF-8"),
        (WISHES, "# 说明\n", "gbk", r"sample-common\.yaml:20: not UTF-8"),
        (WISHES, LIKE, "utf-8", r"sample-common\.yaml:21: .*'sample-common/9'"),
        ("crosswalk.csv", CROSSING, "utf-8", r"crosswalk\.csv:2: there is no clause 'sample-common/9'"),
        ("2099/display/a.yaml", DISPLAY, "utf-8", r"a\.yaml:4: there is no clause 'sample-common/9'"),
        ("2099/structure.yaml", STRUCTURE, "utf-8", r"structure\.yaml:\d+: the sources have no clause sample-common/9"),
    ],
)
def test_what_is_not_text_or_names_what_is_not_there_is_refused(
    sample: Path, name: str, more: str, encoding: str, message: str
) -> None:
    assert build(sample, "x").standards
    path = sample / name
    path.write_bytes((path.read_bytes() if path.is_file() else b"") + more.encode(encoding))
    with pytest.raises(DataError, match=message):
        build(sample, "x")

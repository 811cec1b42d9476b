"""The samples of the reports serve here too; a fresh workbook, and a file that verdicts are brought into."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "report"))


@pytest.fixture(scope="session")
def fresh() -> bytes:
    from scored_samples import scored

    from evidence_check.report import workbook

    return workbook.render(*scored("2022"))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    from import_hands import YAML

    path = tmp_path / "enterprise.yaml"
    path.write_text(YAML, encoding="utf-8")
    return path

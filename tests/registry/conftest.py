"""Registries for the tests: the package's own texts without what they want, and a small made-up edition."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence_check.model import Clause, Registry
from evidence_check.registry.build import build
from evidence_check.resources import standards_dir

EDITION = """\
id: "2099"
title: {zh: 样本标准, en: Sample standard}
issuer: {zh: 样本, en: Sample}
announcement: 样本公告第1号
in_force_from: "2099-01-01"
in_force_to: null
replaced_by: null
verified_on: "2026-11-20"
grammar:
  options: {met: [合格], basically_met: [基本合格], not_met: [不合格], not_applicable: [无关]}
  category_kinds: {internal_control: [管理], trade_security: [安保]}
  pointers: [另见他表]
  prohibited: [不得有]
sources:
- file: sample.txt
  language: zh
  layout: table
  columns: [group, item, clause]
  clause_mark: paren
  numbering: per_item
  standards: [{id: sample-common, heading: 样本通用}]
standards:
- {id: sample-common, level: advanced, clauses: 7}
"""

TABLE = """\
样本公告
(样本通用)

标准\t\t\t情况\t\t\t
一、管理\t\t\t合 格 0\t基本合格 -1\t不合格 -2\t无关 -
(一) 文\t1.文件\t(1) 建立文件管 理制度。\t\t\t
件\t\t\t(2) 保存文件三年。\t\t\t

\t2.登记\t到访人员应当登记，\t\t\t
\t\t并佩戴标识。\t\t\t
二、安保\t\t\t合格 0\t不合格 -2
(二) 安保\t3.禁止\t1年内不得有下列情形：\t\t\t
\t\t(1) 丢失货物。\t\t
\t\t隐瞒事故。\t\t
(3) 伪造记录。\t\t\t\t
\t4.他表\t另见他表。\t\t
附则
"""

REQUIREMENTS = """\
standard: sample-common
clauses:
- clause: sample-common/1.1
  decided_by: documents
  applies_when: {profile: producer}
  not_applicable_proof: file-rules
  requirements:
  - slug: file-rules
    kind: written_system
    counts: required
    basis: clause
    source: [{file: sample.txt, line: 6}]
    title: {zh: 文件管理制度, en: File rules}
    titles: [文件管理办法]
    topic: ["@file & 管理"]
    elements:
    - key: owner
      name: {zh: 责任部门, en: Department in charge}
      cues: ["责任部门|归口部门"]
"""

LEXICON = """\
concepts:
- id: file
  zh: [文件, 档案]
  en: [file, record]
"""


@pytest.fixture(scope="session")
def bare_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the standards folder that holds the texts and nothing that other files add to them."""
    root = tmp_path_factory.mktemp("standards")
    for edition in ("2018", "2022"):
        shutil.copytree(standards_dir() / edition, root / edition, ignore=shutil.ignore_patterns("requirements"))
    shutil.copytree(standards_dir() / "schema", root / "schema")
    shutil.copy(standards_dir() / "crosswalk.csv", root)
    return root


@pytest.fixture(scope="session")
def texts(bare_root: Path) -> Registry:
    """Return the registry of the package's own texts."""
    return build(bare_root, "texts")


@pytest.fixture(scope="session")
def clause(texts: Registry) -> Callable[[str], Clause]:
    """Return the way from a clause id to the clause."""
    clauses = {one.id: one for standard in texts.standards for one in standard.clauses}
    return clauses.__getitem__


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a standards folder with one made-up edition, which a test may spoil."""
    root = tmp_path / "standards"
    for name in ("2099/source", "2099/requirements", "2099/display", "lexicon"):
        (root / name).mkdir(parents=True)
    shutil.copytree(standards_dir() / "schema", root / "schema")
    (root / "2099/edition.yaml").write_text(EDITION, encoding="utf-8")
    (root / "2099/source/sample.txt").write_text(TABLE, encoding="utf-8")
    (root / "2099/requirements/sample-common.yaml").write_text(REQUIREMENTS, encoding="utf-8")
    (root / "lexicon/sample.yaml").write_text(LEXICON, encoding="utf-8")
    return root

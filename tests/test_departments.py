"""Every clause has a usual owner, by data that names only what exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence_check import departments, registry
from evidence_check.data import DataError, read_yaml
from evidence_check.model import Bilingual, Item
from evidence_check.resources import standards_dir

CONTENT = read_yaml(standards_dir() / "departments.yaml", "departments")


def test_every_item_of_every_standard_has_an_owner() -> None:
    known = departments.load()
    without = [i.id for s in registry.load().standards for i in s.items if known.owner(None, i) is None]
    assert without == []


def test_the_data_names_no_item_and_no_requirement_that_does_not_exist() -> None:
    loaded = registry.load()
    titles = {item.title.zh for standard in loaded.standards for item in standard.items}
    names = {requirement.id.partition("#")[2] for requirement in loaded.requirements}
    assert {title for owned in CONTENT["items"].values() for title in owned} <= titles
    assert {name for owned in CONTENT["requirements"].values() for name in owned} <= names


def test_a_stated_department_is_named_in_the_line_that_it_cites() -> None:
    """Only the first two characters: 财务部门 is printed 财务 in a list that ends on 等部门."""
    said = {"logistics": "仓储", "security": "贸易安全"}
    for each in CONTENT["departments"]:
        if each["basis"] == "standard":
            path = next(standards_dir().glob(f"*/source/{each['source']['file']}"))
            line = path.read_text(encoding="utf-8").splitlines()[each["source"]["line"] - 1]
            assert said.get(each["id"], each["zh"][:2]) in line, each["id"]


def item(title: str) -> Item:
    return Item("x/1", "1", Bilingual(title, None), None, None, None, None, (), ("x/1",))


def test_a_requirement_of_its_own_owner_leaves_its_item() -> None:
    known = departments.load()
    training = item("海关业务和贸易安全培训")
    assert [d.id for d in known.owners([], training)] == ["hr"]
    asked = ["2022-common/62#information-security-training-records", "2022-common/58#training-system"]
    assert [d.id for d in known.owners(asked, training)] == ["hr", "it"]


def test_an_edition_of_a_users_own_has_no_owner_and_does_not_fail() -> None:
    assert departments.load().owner("mine/1#policy", item("自定项目")) is None
    assert departments.load().owners([], item("自定项目")) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  finance: [会计信息", "  treasury: [会计信息", "no department 'treasury'"),
        ("  purchasing: [商业伙伴安全]", "  purchasing: [商业伙伴安全, 会计信息]", "two owners"),
        ("basis: practice", "basis: hearsay", "hearsay"),
    ],
)
def test_a_mistake_in_the_data_names_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    text = (standards_dir() / "departments.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "departments.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(departments, "standards_dir", lambda: tmp_path)
    departments.load.cache_clear()
    try:
        with pytest.raises(DataError, match=rf"departments.yaml:\d+: .*{said}"):
            departments.load()
    finally:
        departments.load.cache_clear()

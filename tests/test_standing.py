"""Whose document it is and which version is in force, before anything counts."""

from dataclasses import replace

import pytest

from evidence_check.company_names import same_company
from evidence_check.findings import file_findings
from evidence_check.matching.roles import Judged
from evidence_check.model import Examined, Locator, Mention, Passage
from evidence_check.standing import standings
from tests.builders import enterprise, examined, mention

OWN = "苏州恒锐机电有限公司"
OTHER = "昆山大华电子股份有限公司"


def test_a_policy_headed_by_another_company_is_refused_and_names_it() -> None:
    found = standings([examined("a.docx", mentions=(mention(OTHER, 5),))], enterprise())["a.docx"]
    assert found.refused is not None and OTHER in (found.refused.zh or "")
    assert not found.adopted


def test_another_companys_text_that_this_enterprise_adopted_says_so() -> None:
    mentions = (mention(OTHER, 5), mention(OWN, 1, subject=False))
    assert standings([examined("a.docx", mentions=mentions)], enterprise())["a.docx"].adopted


@pytest.mark.parametrize("name", ["partners", "other_names"])
def test_partners_and_former_names_may_stand_in_a_policy(name: str) -> None:
    allowed = enterprise(**{name: (OTHER,)})
    assert standings([examined("a.docx", mentions=(mention(OTHER, 5),))], allowed)["a.docx"].refused is None


def scoped(text: str, mentions: tuple[Mention, ...]) -> Examined:
    """A rule with one line, and the remarks that are made on it."""
    file = examined("a.docx", mentions=mentions)
    document = replace(file.document, passages=(Passage(0, text, "paragraph", Locator(paragraph=1)),))
    return replace(file, findings=file_findings(document, Judged(file.role, frozenset())))


def test_a_rule_that_says_that_it_holds_for_others_alone_never_counts() -> None:
    sister = "苏州恒锐木业有限公司"
    ours = enterprise(other_names=(sister,))
    said = f"第一条 本办法适用于{sister}堆场，集团本部及其他所属企业不适用。"
    assert standings([scoped(said, (mention(sister, 3),))], ours)["a.docx"].refused is not None
    assert standings([scoped("第一条 来访车辆停在卡口内。", (mention(sister, 3),))], ours)["a.docx"].refused is None
    named = scoped(said, (mention(sister, 3), mention(OWN, 1, subject=False)))
    assert standings([named], ours)["a.docx"].refused is None, "it names the enterprise itself"


def test_a_name_left_in_one_spot_of_an_own_policy_does_not_disown_it() -> None:
    mentions = (mention(OWN, 4), mention(OTHER, 1))
    assert standings([examined("a.docx", mentions=mentions)], enterprise())["a.docx"].refused is None


def test_a_group_policy_counts_where_it_names_the_enterprise_and_not_where_it_leaves_it_out() -> None:
    parent = mention("Hengrui Motor Holding GmbH", 3)
    local = mention("Suzhou Hengrui Motor Co., Ltd.", 1, subject=False)
    ours = enterprise(other_names=("Suzhou Hengrui Motor Co., Ltd.",))
    assert standings([examined("a.docx", mentions=(parent, local))], ours)["a.docx"].refused is None
    assert standings([examined("a.docx", mentions=(parent,))], ours)["a.docx"].refused is not None


def test_an_affiliates_policy_counts_only_where_it_names_the_enterprise_itself() -> None:
    affiliates = ("Hengrui Motor Holding GmbH", "Hengrui Motor UK Ltd.")
    ours = enterprise(other_names=affiliates)
    named = (mention(affiliates[0], 3), mention(affiliates[1], 1, subject=False))
    assert standings([examined("a.docx", mentions=named)], ours)["a.docx"].refused is not None
    with_annex = (*named, mention(OWN, 1, subject=False))
    assert standings([examined("a.docx", mentions=with_annex)], ours)["a.docx"].refused is None


def test_a_contract_rightly_names_a_partner() -> None:
    found = standings([examined("a.docx", "contract", mentions=(mention(OTHER, 5),))], enterprise())
    assert found["a.docx"].refused is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"version": "A/1"}, {"version": "B/0"}),
        ({"version": "V1.9"}, {"version": "V1.10"}),
        ({"effective": "2023-01-01"}, {"effective": "2024-06-01"}),
    ],
)
def test_of_two_versions_of_one_policy_the_older_is_superseded(old: dict[str, str], new: dict[str, str]) -> None:
    files = [examined("封条 旧.docx", title="封条管理办法", **old), examined("封条.docx", title="封条管理办法", **new)]
    found = standings(files, enterprise())
    assert found["封条 旧.docx"].newer == "封条.docx"
    assert found["封条.docx"].refused is None


def test_two_policies_of_different_subjects_do_not_supersede_each_other() -> None:
    files = [
        examined("a.docx", title="封条管理办法", version="A/1"),
        examined("b.docx", title="访客管理办法", version="B/0"),
    ]
    assert all(standing.refused is None for standing in standings(files, enterprise()).values())


def test_copies_of_one_file_both_stand() -> None:
    one = examined("a.docx", title="封条管理办法", version="A/1")
    assert all(s.refused is None for s in standings([one, one], enterprise()).values())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (OWN, "苏州恒锐机电", True),
        ("Suzhou Hengrui Motor Co., Ltd.", "SUZHOU HENGRUI MOTOR CO.,LTD", True),
        (OWN, OTHER, False),
        ("桂屿对外贸易集团有限公司", "外贸易集团有限公司", True),  # cut where 对 was taken for a particle
        ("桂屿东方贸易有限公司", "桂屿东海贸易有限公司", False),
    ],
)
def test_names_of_one_company_are_told_from_another(one: str, other: str, same: bool) -> None:
    assert same_company(one, other) is same

"""The cue language: what a data author writes is what is looked for."""

import pytest

from evidence_check.matching.cues import CueError, concept_literals, expand, literals, parse, split


def test_groups_stand_for_every_combination() -> None:
    assert expand("(外|来)(客|宾)") == ["外客", "外宾", "来客", "来宾"]
    assert expand("(进|出|)口") == ["进口", "出口", "口"]
    assert expand("a(b(c|d)|e)") == ["abc", "abd", "ae"]


def test_literals_are_normalised_and_keep_the_mark_of_a_whole_word() -> None:
    assert literals("訪客") == ("访客",)
    assert literals("Log$") == ("log$",)


def test_a_cue_has_one_term_per_part_and_concepts_bring_their_forms() -> None:
    concepts = concept_literals({"visitor": ("(访|来)客", "guest")})
    assert parse("@visitor & 登记|sign in", concepts) == (
        frozenset({"访客", "来客", "guest"}),
        frozenset({"登记", "sign in"}),
    )


@pytest.mark.parametrize("cue", ["@nobody & 登记", "(外|来", "外)客", " & 登记"])
def test_a_cue_that_makes_no_sense_is_refused(cue: str) -> None:
    with pytest.raises(CueError):
        parse(cue, {})


def test_separators_inside_brackets_do_not_split() -> None:
    assert split("a(b|c)|d", "|") == ["a(b|c)", "d"]

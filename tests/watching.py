"""A progress that writes down what it is told."""

from __future__ import annotations

from collections.abc import Sequence


class Watching:
    """Takes down the files of a run."""

    watched = True

    def __init__(self) -> None:
        self.todo: list[str] = []
        self.kept: list[str] = []
        self.through: list[str] = []

    def expect(self, todo: Sequence[tuple[str, int]], kept: Sequence[tuple[str, int]]) -> None:
        """Take down what is to do."""
        self.todo += sorted(name for name, _ in todo)
        self.kept += sorted(name for name, _ in kept)

    def working(self, names: Sequence[str]) -> None:
        """Only files that are to do can be in work."""
        assert set(names) <= set(self.todo)

    def done(self, name: str, size: int, seconds: float) -> None:
        """Take down a file that is through."""
        assert size >= 0
        assert seconds >= 0
        self.through.append(name)

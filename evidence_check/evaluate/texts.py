"""Gives the whole texts of a labelled dossier's files, for the baselines that ``evaluate`` prints beside us."""

from __future__ import annotations

from pathlib import Path

from evidence_check import documents, walk


def texts_of(folder: Path) -> dict[str, str]:
    """Return path → text of every file of a folder that can be read."""
    read = {
        walk.relative(path, folder): documents.read(path.read_bytes(), path.name).passages
        for path in walk.files(folder)
        if path.is_file()
    }
    return {name: "\n".join(passage.text for passage in passages) for name, passages in read.items()}

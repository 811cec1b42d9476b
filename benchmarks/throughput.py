"""Times reading and matching of a folder in one process, and prints a line of JSON for the table.

Processor seconds, so that other programs on the machine hardly matter. Run it as

    python benchmarks/throughput.py FOLDER STANDARD
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import bare  # noqa: E402

from evidence_check import registry  # noqa: E402
from evidence_check.examine import Examiner  # noqa: E402
from evidence_check.model import Document, Requirement  # noqa: E402
from evidence_check.unpack import documents_of  # noqa: E402

_MANY = 10


def timed(work: Callable[[], object]) -> float:
    """Return the processor seconds that something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def read_by_kind(files: list[Path]) -> tuple[dict[str, tuple[float, float]], list[Document]]:
    """Return (our seconds, the bare library's) of each kind of file, and what was read."""
    seconds: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    documents: list[Document] = []
    warmed: set[str] = set()
    for path in files:
        data = path.read_bytes()
        if path.suffix not in warmed:  # libraries load with the first file of a kind
            warmed.add(path.suffix)
            list(documents_of(data, path.name))
            bare.EXTRACT[path.suffix](data)
        found: list[Document] = []
        seconds[path.suffix][0] += timed(lambda: found.extend(documents_of(data, path.name)))  # noqa: B023
        seconds[path.suffix][1] += timed(lambda: bare.EXTRACT[path.suffix](data))  # noqa: B023
        documents += found
    return {kind: (ours, theirs) for kind, (ours, theirs) in seconds.items()}, documents


def several(requirements: tuple[Requirement, ...], times: int) -> Iterator[Requirement]:
    """Yield requirements with copies of themselves under other ids, as many as make ``times`` their number."""
    for number in range(times):
        for one in requirements:
            yield replace(one, id=f"{one.id}~{number}") if number else one


def main() -> None:
    """Print seconds of reading by kind, and of matching and examining with 1× and 10× the requirements."""
    folder, standard = Path(sys.argv[1]), sys.argv[2]
    kinds, documents = read_by_kind(sorted(path for path in folder.rglob("*") if path.suffix in bare.EXTRACT))
    whole = registry.load()
    own = tuple(one for one in whole.requirements if one.clause.partition("/")[0] == standard)
    others = tuple(one for one in whole.requirements if one.clause.partition("/")[0] != standard)
    sizes = {
        "1": own,
        "all": (*own, *others),
        str(_MANY): tuple(several((*own, *others), 1 + _MANY * len(own) // len(whole.requirements)))[
            : _MANY * len(own)
        ],
    }
    matching = {}
    for name, requirements in sizes.items():
        given = replace(whole, requirements=requirements)
        examiner: list[Examiner] = []
        compiling = timed(lambda: examiner.append(Examiner(given)))  # noqa: B023
        matcher = examiner[0]._matcher
        for document in documents[:2]:  # word lists load with the first
            examiner[0].examine_document(document)
        gc.collect()
        gc.freeze()  # as a worker does (executors/processes.py)
        gc.set_threshold(50_000, 20, 50)
        matching[name] = {
            "requirements": len(requirements),
            "compiling": compiling,
            "matching": timed(lambda: [matcher.match(matcher.read(document)) for document in documents]),  # noqa: B023
        }
        if name == "1":
            matching[name]["examining"] = timed(lambda: [examiner[0].examine_document(one) for one in documents])  # noqa: B023
    text = sum(len(passage.text.encode()) for document in documents for passage in document.passages)
    print(json.dumps({"kinds": kinds, "text": text, "documents": len(documents), "matching": matching}))


if __name__ == "__main__":
    main()

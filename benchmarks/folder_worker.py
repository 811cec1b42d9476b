"""Reads every file of a folder with one reader and prints a line of JSON; started by bench_folder.py, one per reader.

Needs nothing but the reader itself, so that a rival may live in an environment of its own. Ends with 3 where the reader
is not installed.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def evidence_check() -> Callable[[Path], str]:
    """Return a function from a file to its title and text: every passage, and those of attached files; no OCR."""
    from evidence_check import documents
    from evidence_check.documents import ocr

    ocr.available = lambda: False  # type: ignore[assignment]

    def read(path: Path) -> str:
        data = path.read_bytes()
        found = documents.read(data, path.name)
        texts = [found.properties.get("title", ""), *(passage.text for passage in found.passages)]
        if found.format in ("eml", "msg"):
            for name, inner in documents.members(data, path.name):
                texts += [p.text for p in documents.read(inner, name).passages] if isinstance(inner, bytes) else []
        return "\n".join(texts)

    return read


def kreuzberg() -> Callable[[Path], str]:
    """Return the same for kreuzberg, with its defaults but neither cache nor OCR."""
    from kreuzberg import ExtractionConfig, extract_file_sync

    config = ExtractionConfig(use_cache=False)

    def read(path: Path) -> str:
        result = extract_file_sync(str(path), config=config)
        return f"{result.metadata.get('title') or ''}\n{result.content}"

    return read


def markitdown() -> Callable[[Path], str]:
    """Return the same for markitdown, with its defaults."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)

    def read(path: Path) -> str:
        result = converter.convert(str(path))
        return f"{result.title or ''}\n{result.text_content}"

    return read


def main() -> int:
    """Read the folder named on the command line and print what came of it."""
    name, folder, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    start = time.perf_counter()
    try:
        read = {"evidence_check": evidence_check, "kreuzberg": kreuzberg, "markitdown": markitdown}[name]()
    except ImportError:
        return 3
    started = time.perf_counter() - start
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    texts: dict[str, str | None] = {}
    seconds: list[float] = []
    for _ in range(rounds + 1):
        start = time.process_time()
        for path in files:
            try:
                texts[path.relative_to(folder).as_posix()] = read(path)
            except Exception:  # whatever a library raises, the file was not read
                texts[path.relative_to(folder).as_posix()] = None
        seconds.append(time.process_time() - start)
    counted = seconds[1:] or seconds  # 0 rounds: the first one counts, with all that it loads
    middle = sorted(counted)[len(counted) // 2]
    print(json.dumps({"seconds": middle, "start": started, "megabytes": peak(), "texts": texts}))
    return 0


def peak() -> float:
    """Return the process's largest resident size in megabytes, 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


if __name__ == "__main__":
    raise SystemExit(main())

"""What all tests share: caches of dossiers go to a folder of the test run, not to the user's."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("EVIDENCE_CHECK_CACHE")
    os.environ["EVIDENCE_CHECK_CACHE"] = str(tmp_path_factory.mktemp("caches"))
    yield
    if before is None:
        del os.environ["EVIDENCE_CHECK_CACHE"]
    else:
        os.environ["EVIDENCE_CHECK_CACHE"] = before

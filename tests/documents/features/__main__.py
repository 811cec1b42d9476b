"""Writes the table of features to standard output: python -m tests.documents.features > docs/reading.md."""

import sys

from tests.documents.features.table import page

sys.stdout.write(page())

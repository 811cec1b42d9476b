"""Many clients at once: every client folder below a folder is scanned on one pool; one overview says how they stand.

``clients`` finds the folders, ``survey`` scans them, ``write`` and ``sheet`` write the overview. No client's data ever
meets another's: each has its own cache, its own report, and one line here.
"""

from evidence_check.portfolio.survey import Client, survey
from evidence_check.portfolio.write import write

__all__ = ["Client", "survey", "write"]

"""What one file says is computed once: kept per dossier in one SQLite file, under a digest of all that it depends on.

``keys`` says what a result depends on, ``store`` keeps it, ``place`` decides where, and goes on where that can't be.
"""

from evidence_check.cache.place import NOT_KEPT, Cached, Keeping
from evidence_check.cache.store import Part, Store, StoreChanged

__all__ = ["NOT_KEPT", "Cached", "Keeping", "Part", "Store", "StoreChanged"]

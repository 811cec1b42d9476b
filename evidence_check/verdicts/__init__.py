"""An assessor's verdicts: brought back from the workbook, kept in ``enterprise.yaml``, held against later evidence."""

from evidence_check.verdicts.fingerprint import StandingVerdict, fingerprints, standing_verdicts

__all__ = ["StandingVerdict", "fingerprints", "standing_verdicts"]

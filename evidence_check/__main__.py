"""``python -m evidence_check`` and the ``evidence-check`` command."""

from evidence_check.cli import main

if __name__ == "__main__":
    main()

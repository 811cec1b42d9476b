"""``python -m evidence_check`` and the ``evidence-check`` command."""


def main() -> None:
    """Run the command line. It is imported here because every worker imports this module anew, and wants none of it."""
    from evidence_check.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()

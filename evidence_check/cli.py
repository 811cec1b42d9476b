"""The command line: every command, and what happens to errors."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from evidence_check import __version__
from evidence_check.commands import clients, comparing, importing, reading, scanning, scoring, standards, templates
from evidence_check.commands.shared import app, tell
from evidence_check.errors import EvidenceCheckError, ExitCode

COMMANDS = (scanning, clients, importing, comparing, reading, standards, scoring, templates)
"""The files that hold the commands; importing one adds its commands to the application."""


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", help="显示版本 / show the version")] = False,
) -> None:
    if version:
        typer.echo(f"evidence-check {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line: unusable input is one plain sentence and exit code 2, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a GBK console has no sign for everything that stands in a dossier
    try:
        app()
    except EvidenceCheckError as error:
        tell(error.message)
        if error.hint:
            tell(error.hint)
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        tell("已中断 / interrupted")
        raise SystemExit(ExitCode.INTERRUPTED) from None

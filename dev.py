"""Sets up and runs Evidence Check from a checkout with nothing but Python 3.11+: ``dev.py demo`` and ``dev.py test``.

It makes a virtual environment in ``.venv``, installs the package and what its tests need into it, and runs the command
there. Uses the standard library only, and no feature newer than Python 3.8, so that an old Python gets a plain answer.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / ".evidence-check-installed"
EXTRAS = "[ocr,archives]"  # without them scans, 7z and rar are listed as unread
# Debian's: a browser to test the report in, Chinese letters to draw scans with, and what unpacks rar
TEST_PACKAGES = ("chromium", "fonts-wqy-zenhei", "libarchive-tools")
USAGE = """usage: python3 dev.py COMMAND
  demo [options]     run the main job on the sample enterprise, and say where the report is
  test [options]     run every check: style, types, tests, and the built wheel in an empty environment
  run ARGS...        run evidence-check itself, e.g. run scan my-folder
"""


def run(*command, **options):
    """Run a command; stop with its exit code if it fails."""
    result = subprocess.run([str(part) for part in command], **options)
    if result.returncode:
        raise SystemExit(result.returncode)


def make_environment():
    """Create .venv. Debian's Python may come without ensurepip; then virtualenv is fetched with its pip."""
    if PYTHON.exists():
        return
    shutil.rmtree(str(VENV), ignore_errors=True)
    try:
        venv.create(str(VENV), with_pip=True)
    except (subprocess.CalledProcessError, SystemExit, OSError):
        shutil.rmtree(str(VENV), ignore_errors=True)
        print("this Python can't make environments by itself; fetching virtualenv", file=sys.stderr)
        target = ROOT / ".bootstrap"
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", target, "virtualenv")
        run(sys.executable, "-m", "virtualenv", VENV, env=dict(os.environ, PYTHONPATH=str(target)))
        shutil.rmtree(str(target), ignore_errors=True)


def install(groups):
    """Install the checkout (editable) with its extras and dependency groups, unless this pyproject.toml had it done.

    Where no wheel of an extra fits this machine, the rest is installed all the same, and said so.
    """
    content = (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    wanted = " ".join([hashlib.sha256(content).hexdigest(), EXTRAS, *groups])
    if STAMP.exists() and set(wanted.split()) <= set(STAMP.read_text().split()):
        return
    print("installing into .venv (a minute or two the first time) …", file=sys.stderr)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--upgrade", "pip>=25.1")
    groups_options = [option for group in groups for option in ("--group", group)]
    command = [str(PYTHON), "-m", "pip", "install", "--quiet"]
    if subprocess.run([*command, "--editable", "." + EXTRAS, *groups_options], cwd=str(ROOT)).returncode:
        run(*command, "--editable", ".", *groups_options, cwd=str(ROOT))
        print("the extras " + EXTRAS + " can't be installed here: scans, 7z and rar will be listed as unread; "
              "扫描件、7z、rar 将列为未读取", file=sys.stderr)  # fmt: skip
        return  # without a stamp, so that the next run tries again
    STAMP.write_text(wanted)


def install_debian(packages):
    """Install Debian packages that tests use, where this is Debian and we are root; elsewhere name them in one line.

    Tests that need a package skip with a reason where it is absent.
    """
    if shutil.which("dpkg-query"):
        known = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages], capture_output=True, text=True
        )
        packages = [name for name in packages if name + " installed" not in known.stdout.splitlines()]
    if not packages:
        return
    names = " ".join(packages)
    if not shutil.which("apt-get") or getattr(os, "geteuid", lambda: 1)() != 0:
        print("not installed, so some tests skip: " + names, file=sys.stderr)
        return
    print("apt-get installs what some tests use: " + names, file=sys.stderr)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        if subprocess.run(["apt-get", "-qq", *step], env=environment, **quiet).returncode:
            print("apt-get " + step[0] + " failed, so some tests skip: " + names, file=sys.stderr)
            return


def test(arguments):
    """Run every check, the quick ones first."""
    run(PYTHON, "-m", "ruff", "check", cwd=str(ROOT))
    run(PYTHON, "-m", "ruff", "format", "--check", cwd=str(ROOT))
    run(PYTHON, "-m", "mypy", cwd=str(ROOT))
    run(PYTHON, "-m", "pytest", *arguments, cwd=str(ROOT))


def main():
    """Run the command that is asked for."""
    if sys.version_info < (3, 11):
        raise SystemExit("Evidence Check needs Python 3.11 or newer; this is " + sys.version.split()[0])
    if len(sys.argv) < 2 or sys.argv[1] not in ("demo", "test", "run"):
        raise SystemExit(USAGE)
    command, arguments = sys.argv[1], sys.argv[2:]
    make_environment()
    install(["dev"] if command == "test" else [])
    if command == "test":
        install_debian(TEST_PACKAGES)
        test(arguments)
    else:
        first = ["demo"] if command == "demo" else []
        run(PYTHON, "-m", "evidence_check", *first, *arguments)


if __name__ == "__main__":
    main()

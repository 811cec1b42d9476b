"""The built wheel alone, in an empty environment, from another folder: what a user who runs pip gets."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_carries_all_it_needs_for_the_demo(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [scripts / "evidence-check", "demo"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "demo-report" / "report.html").stat().st_size > 50_000
    assert (elsewhere / "demo-report" / "report.json").is_file()
    assert (elsewhere / "demo-report" / "gaps.xlsx").stat().st_size > 50_000
    assert (elsewhere / "demo-report" / "report.docx").stat().st_size > 30_000

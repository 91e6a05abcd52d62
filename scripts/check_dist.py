"""Build the wheel and the sdist, install the wheel into a clean environment and run it there.

The dependencies are taken from this environment (a path file), so that only the project's own
packaging is tried: a data file that the wheel lacks shows at once.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = (".toml", ".json", ".tsv", ".js", ".css", ".html", ".typed", ".txt")


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, cwd=cwd)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", scratch / "dist", ROOT)
        (wheel,) = (scratch / "dist").glob("*.whl")
        (sdist,) = (scratch / "dist").glob("*.tar.gz")
        wanted = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "timeline").rglob("*")
            if path.is_file() and (path.suffix == ".py" or path.suffix in DATA) and "__pycache__" not in path.parts
        }
        held = set(zipfile.ZipFile(wheel).namelist())
        with tarfile.open(sdist) as archive:
            shipped = {member.split("/", 1)[1] for member in archive.getnames() if "/" in member}
        for kind, names in (("wheel", held), ("sdist", shipped)):
            if lacking := sorted(wanted - names):
                sys.exit(f"the {kind} lacks {', '.join(lacking)}")
        venv.create(scratch / "clean", with_pip=True)
        python = scratch / "clean" / "bin" / "python"
        run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel)
        site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
        (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
        article = scratch / "story.txt"
        article.write_text("The council met on Monday. It will vote on Friday.\n")
        out = run(
            scratch / "clean" / "bin" / "timeline", "build", article, "--date", "2022-01-21",
            "--format", "csv", "-o", "-", cwd=scratch,
        )  # fmt: skip
        if "2022-01-17" not in out:
            sys.exit(f"the installed program did not build the timeline:\n{out}")
    print(f"{wheel.name} and {sdist.name} are whole; the installed program runs")
    return 0


if __name__ == "__main__":
    sys.exit(main())

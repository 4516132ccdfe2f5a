"""The wheel is whole: it serves from an empty folder with nothing else installed."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.serving import serving

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


def test_the_wheel_contains_everything_that_is_not_code(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    packed = {"templates": "kb/templates", "content": "kb/content", "kb": "kb"}
    expected = {
        f"{inside}/{path.relative_to(ROOT / outside).as_posix()}"
        for outside, inside in packed.items()
        for path in (ROOT / outside).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert expected - names == set()
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"kb"}


def test_the_wheel_serves_from_an_empty_folder_with_a_clean_venv(wheel: Path, tmp_path: Path) -> None:
    locked = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    constraints = tmp_path / "constraints.txt"
    # Pip refuses a wheel of ours beside hashes: here the versions hold, in the lock the hashes do too.
    constraints.write_text("\n".join(re.findall(r"^[\w.-]+==.*?(?= \\$)", locked, re.MULTILINE)) + "\n")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "-c", str(constraints), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    empty = tmp_path / "empty"
    empty.mkdir()

    with serving([str(python.parent / "kb")], empty, {"KB_DATA": str(tmp_path / "data")}) as running:
        health = running.json("/healthz")
        assert "Key account manager" in running.get("/en/")
        assert 'lang="ru"' in running.get("/ru/")

    assert health["status"] == "ok"
    assert health["languages"] == ["en", "no", "ru"]
    assert [path.name for path in empty.iterdir()] == ["serve.log"]

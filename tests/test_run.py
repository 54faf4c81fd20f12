"""The set-up, with pip and apt replaced: what it decides, and what it says."""

import ast
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py as a module, whose environment is in a temporary folder."""
    spec = importlib.util.spec_from_file_location("samuraivision_run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("SAMURAIVISION_VENV", str(tmp_path / "venv"))
    return module


class Commands:
    """Stands in for subprocess.run: remembers commands, answers with a code."""

    def __init__(self, **codes: int) -> None:
        self.made: list[list[str]] = []
        self._codes = codes

    def __call__(self, command: list[str], **_: Any) -> SimpleNamespace:
        self.made.append(command)
        code = next((code for word, code in self._codes.items() if word in command), 0)
        return SimpleNamespace(
            returncode=code, stdout="GPU 0" if code == 0 else "", stderr="E: no such package"
        )


def test_an_old_python_reads_it_and_is_told(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)
    with pytest.raises(setup.SetupError, match=r"needs Python 3\.11 or newer"):
        setup.require_python([])


def test_an_old_python_goes_on_with_a_newer_one(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(
        setup.shutil, "which", lambda name: "/usr/bin/" + name if name == "python3.12" else None
    )
    became: list[list[str]] = []
    monkeypatch.setattr(setup, "become", lambda command: became.append(command) or 0)
    with pytest.raises(SystemExit):
        setup.require_python(["doctor"])
    assert became == [["/usr/bin/python3.12", str(ROOT / "run.py"), "doctor"]]


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_it_is_set_up_once_and_again_when_the_project_changes(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def make(venv: Path) -> None:
        done.append("made")
        python = setup.venv_python(venv)
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)

    monkeypatch.setattr(setup, "make_venv", make)
    monkeypatch.setattr(setup, "install", lambda python, log: done.append("installed"))
    monkeypatch.setattr(setup, "runs_this_version", lambda python: python.exists())
    python = setup.ensure_venv()
    assert done == ["made", "installed"]
    assert python.is_relative_to(tmp_path / "venv")
    setup.ensure_venv()
    assert done == ["made", "installed"]
    monkeypatch.setattr(setup, "stamp_text", lambda: "another project")
    setup.ensure_venv()
    assert done == ["made", "installed", "installed"]


def test_a_set_up_that_was_broken_off_is_taken_up_again(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise setup.SetupError("Set-up failed.")

    monkeypatch.setattr(setup, "make_venv", lambda venv: venv.mkdir(exist_ok=True))
    monkeypatch.setattr(setup, "install", broken)
    for _ in range(2):
        with pytest.raises(setup.SetupError):
            setup.ensure_venv()


def test_a_failing_pip_is_quoted(setup: ModuleType, tmp_path: Path) -> None:
    fake = tmp_path / "python"
    fake.write_text(
        "#!/bin/sh\necho Collecting torch\n"
        "echo '  Downloading torch-2.13.0-cp311-cp311-linux.whl (532.1 MB)'\n"
        "echo 'ERROR: No matching distribution found for torch==2.13.0'\nexit 1\n"
    )
    fake.chmod(0o755)
    with pytest.raises(setup.SetupError, match=r"No matching distribution found for torch==2\.13\.0"):
        setup.pip(fake, ["torch"], tmp_path / "setup.log")
    assert "Collecting torch" in (tmp_path / "setup.log").read_text()


def test_large_downloads_are_told(
    setup: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = tmp_path / "python"
    fake.write_text(
        "#!/bin/sh\n"
        "echo '  Downloading torch-2.13.0-cp311-cp311-linux.whl (532.1 MB)'\n"
        "echo '  Downloading https://host/a/nvidia_cublas_cu13-13.1-py3-none-any.whl (1.2 GB)'\n"
        "echo '  Downloading tqdm-4.70-py3-none-any.whl (78.4 kB)'\n"
    )
    fake.chmod(0o755)
    setup.pip(fake, ["torch"], tmp_path / "setup.log")
    said = capsys.readouterr().err
    assert "downloading torch (532.1 MB)" in said
    assert "downloading nvidia_cublas_cu13 (1.2 GB)" in said
    assert "tqdm" not in said


def test_the_pins_are_taken_from_the_project(setup: ModuleType) -> None:
    pins = setup.torch_pins()
    assert [pin.split("==")[0] for pin in pins] == ["torch", "torchvision"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert all("==" in pin for pin in project["dependencies"])


@pytest.mark.parametrize(
    ("system", "gpu", "asked"), [("Windows", True, True), ("Windows", False, False), ("Linux", True, False)]
)
def test_windows_with_nvidia_gets_the_cuda_build(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, gpu: bool, asked: bool
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(setup.platform, "system", lambda: system)
    monkeypatch.setattr(setup, "has_nvidia_gpu", lambda: gpu)
    monkeypatch.setattr(setup, "pip", lambda python, arguments, log, mode="a": calls.append(arguments))
    setup.install(tmp_path / "python", tmp_path / "log")
    assert calls[0][0].startswith("setuptools")
    assert any("--index-url" in call for call in calls) is asked
    assert calls[-1] == ["--no-build-isolation", "-e", f"{ROOT}[dev]"]


def test_a_cuda_build_that_fails_is_no_end(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[list[str]] = []

    def pip(python: Path, arguments: list[str], log: Path, mode: str = "a") -> None:
        calls.append(arguments)
        if "--index-url" in arguments:
            raise setup.SetupError("no route")

    monkeypatch.setattr(setup.platform, "system", lambda: "Windows")
    monkeypatch.setattr(setup, "has_nvidia_gpu", lambda: True)
    monkeypatch.setattr(setup, "pip", pip)
    setup.install(tmp_path / "python", tmp_path / "log")
    assert len(calls) == 3


# --- System libraries ----------------------------------------------------------------------------------


@pytest.fixture
def debian(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A Debian that lacks one library; we are root."""
    monkeypatch.setattr(setup.platform, "system", lambda: "Linux")
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(setup, "missing_packages", lambda wanted: ["libxcb-cursor0"])
    return setup


def test_root_installs_what_is_missing(debian: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = Commands()
    monkeypatch.setattr(debian.subprocess, "run", commands)
    debian.ensure_libraries(debian.QT_WINDOW_LIBRARIES)
    assert commands.made[-1][-2:] == ["install", "libxcb-cursor0"]
    assert "sudo" not in commands.made[-1]


def test_a_user_with_free_sudo_uses_it(debian: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = Commands()
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(debian.subprocess, "run", commands)
    debian.ensure_libraries(debian.QT_WINDOW_LIBRARIES)
    assert commands.made[-1][:2] == ["/usr/bin/sudo", "-n"]


def test_anyone_else_is_told_the_one_command(debian: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(debian.subprocess, "run", Commands(true=1))
    with pytest.raises(debian.SetupError, match="sudo apt-get install libxcb-cursor0"):
        debian.ensure_libraries(debian.QT_WINDOW_LIBRARIES)


def test_what_apt_says_is_passed_on(debian: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian.subprocess, "run", Commands(install=100))
    with pytest.raises(debian.SetupError, match="E: no such package"):
        debian.ensure_libraries(debian.QT_WINDOW_LIBRARIES)


def test_a_system_without_apt_is_told_what_it_needs(
    debian: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian.shutil, "which", lambda name: None)
    with pytest.raises(debian.SetupError, match="libxcb-cursor0"):
        debian.ensure_libraries(debian.QT_WINDOW_LIBRARIES)


def test_a_library_that_cannot_be_loaded_is_missing(setup: ModuleType) -> None:
    assert setup.missing_packages({"libsamuraivision-none.so.1": "libnone1"}) == ["libnone1"]


@pytest.mark.parametrize(
    ("words", "screen", "wanted"),
    [
        (["track", "a.mp4"], True, 0),
        (["--help"], True, 0),
        ([], True, 15),
        (["a.mp4"], True, 15),
        ([], False, 0),
    ],
)
def test_only_a_window_needs_qt_s_libraries(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, words: list[str], screen: bool, wanted: int
) -> None:
    asked: list[int] = []
    became: list[list[str]] = []
    monkeypatch.setattr(setup, "ensure_venv", lambda: Path("/venv/bin/python"))
    monkeypatch.setattr(setup, "has_screen", lambda: screen)
    monkeypatch.setattr(setup, "ensure_libraries", lambda libraries: asked.append(len(libraries)))
    monkeypatch.setattr(setup, "become", lambda command: became.append(command) or 0)
    assert setup.main(words) == 0
    assert sum(asked) == wanted
    assert became[0][-len(words) - 2 :] == ["-m", "core.cli", *words]


def test_every_command_is_known_to_need_no_window(setup: ModuleType) -> None:
    from core.cli.main import COMMANDS

    assert set(COMMANDS) <= setup.WINDOWLESS


# --- The checks ----------------------------------------------------------------------------------------


def test_all_checks_run_and_one_failure_fails(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = Commands(mypy=1)
    monkeypatch.setattr(setup.subprocess, "run", commands)
    assert setup.run_checks(Path("/venv/bin/python"), ["-x"]) == 1
    assert [next(w for w in c if w in ("ruff", "mypy", "pytest") or "lint" in w) for c in commands.made] == [
        "ruff", "mypy", "/venv/bin/lint-imports", "pytest",
    ]  # fmt: skip
    assert commands.made[-1][-1] == "-x"
    assert capsys.readouterr().err.strip().endswith("Failed: mypy.")
    monkeypatch.setattr(setup.subprocess, "run", Commands())
    assert setup.run_checks(Path("/venv/bin/python"), []) == 0


def test_set_up_errors_are_told_without_a_traceback(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Path:
        raise setup.SetupError("The disk is full.")

    monkeypatch.setattr(setup, "ensure_venv", broken)
    assert setup.main(["doctor"]) == 1


def test_ci_uses_a_fresh_environment_and_the_same_command() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert 'SAMURAIVISION_VENV="$folder/venv" python3 run.py test' in script
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)

"""The .deb and the self-extracting archive of a toy bundle, really made and unpacked; the others' scripts."""

import configparser
import importlib
import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
EPOCH = 1_700_000_000

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not here")


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The packaging scripts; they lie beside each other and are not a package of the app."""
    for folder in ("windows", "linux", "."):
        monkeypatch.syspath_prepend(str(PACKAGING / folder))
    names = ("product", "manual", "tree", "deb", "archive", "smoke", "clean_root")
    modules = {name: importlib.import_module(name) for name in names}
    yield SimpleNamespace(**modules)
    for name in (*names, "build"):
        sys.modules.pop(name, None)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A program that says which it is, with a library and a resource."""
    folder = tmp_path / "SAMuraiVision"
    (folder / "_internal" / "resources").mkdir(parents=True)
    program = folder / "samuraivision"
    program.write_text('#!/bin/sh\necho "samuraivision 0.1.0 $*"\n', encoding="utf-8")
    program.chmod(0o755)
    (folder / "_internal" / "resources" / "a b.txt").write_text("kept", encoding="utf-8")
    (folder / "_internal" / "link.so").symlink_to("resources/a b.txt")
    return folder


@pytest.fixture
def icons(tmp_path: Path) -> Path:
    folder = tmp_path / "icons"
    folder.mkdir()
    (folder / "app-48.png").write_bytes(b"png")
    return folder


def make_deb(scripts: SimpleNamespace, bundle: Path, icons: Path, out: Path) -> Path:
    root = out / "root"
    root.mkdir(parents=True)
    scripts.tree.lay_out(bundle, icons, root, "2026-01-02")
    return scripts.deb.build_deb(root, out, 123_456, "xz", 1, EPOCH)


@needs_dpkg
def test_the_deb_holds_the_program_and_what_a_desktop_wants(
    scripts: SimpleNamespace, bundle: Path, icons: Path, tmp_path: Path
) -> None:
    package = make_deb(scripts, bundle, icons, tmp_path / "out")
    assert re.fullmatch(r"samuraivision_[\d.]+(~\w+)?_(amd64|arm64)\.deb", package.name)
    root = tmp_path / "there"
    subprocess.run(["dpkg-deb", "-R", str(package), str(root)], check=True)
    control = (root / "DEBIAN" / "control").read_text(encoding="utf-8")
    assert f"Version: {scripts.product.version()}\n" in control
    assert "Installed-Size: 121\n" in control
    for library in ("libxcb-randr0", "libegl1", "libstdc++6"):
        assert library in control
    started = root / str((root / "usr/bin/samuraivision").readlink()).lstrip("/")
    said = subprocess.run([started, "doctor"], capture_output=True, text=True, check=True).stdout
    assert said == "samuraivision 0.1.0 doctor\n"
    assert (root / "opt/samuraivision/_internal/link.so").read_text(encoding="utf-8") == "kept"
    for place in (
        "icons/hicolor/48x48/apps/samuraivision.png",
        "icons/hicolor/scalable/apps/samuraivision.svg",
    ):
        assert (root / "usr/share" / place).is_file()
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(root / "usr/share/applications/samuraivision.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == "samuraivision %f"
    assert scripts.product.MIME_TYPE in entry["Desktop Entry"]["MimeType"].split(";")
    types = ET.parse(root / "usr/share/mime/packages/samuraivision.xml")
    kind = types.find("{*}mime-type")
    assert kind.get("type") == scripts.product.MIME_TYPE
    assert kind.find("{*}glob").get("pattern") == f"*{scripts.product.FILE_SUFFIX}"


def test_the_package_names_no_address_that_nobody_reads(
    scripts: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEBFULLNAME", raising=False)
    monkeypatch.delenv("DEBEMAIL", raising=False)
    assert "\nMaintainer: The SAMuraiVision project\n" in scripts.deb.control(1)
    monkeypatch.setenv("DEBEMAIL", "someone@example.org")
    assert "\nMaintainer: The SAMuraiVision project <someone@example.org>\n" in scripts.deb.control(1)


@needs_dpkg
def test_the_same_tree_gives_the_same_package(
    scripts: SimpleNamespace, bundle: Path, icons: Path, tmp_path: Path
) -> None:
    first = make_deb(scripts, bundle, icons, tmp_path / "one")
    second = make_deb(scripts, bundle, icons, tmp_path / "two")
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("ours", "debian"),
    [("1.0", "1.0"), ("1.0rc1", "1.0~rc1"), ("1.0a2", "1.0~a2"), ("1.0.dev3", "1.0~dev3")],
)
def test_debian_sorts_versions_as_python_does(scripts: SimpleNamespace, ours: str, debian: str) -> None:
    assert scripts.deb.deb_version(ours) == debian


@pytest.fixture
def archive(scripts: SimpleNamespace, bundle: Path, icons: Path, tmp_path: Path) -> Path:
    if shutil.which("dpkg-deb") is None or shutil.which("xz") is None:
        pytest.skip("dpkg-deb or xz is not here")
    package = make_deb(scripts, bundle, icons, tmp_path / "out")
    return scripts.archive.build_archive(package, tmp_path / "out", 10_000)


def sh(archive: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"}
    command = ["sh", str(archive), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_archive_installs_runs_and_goes_without_a_trace(archive: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "a place"
    done = sh(archive, "--prefix", str(prefix), home=tmp_path)
    assert done.returncode == 0, done.stderr
    said = subprocess.run([prefix / "bin/samuraivision"], capture_output=True, text=True, check=True).stdout
    assert said.startswith("samuraivision 0.1.0")
    entry = (prefix / "share/applications/samuraivision.desktop").read_text(encoding="utf-8")
    assert f"\nTryExec={prefix}/opt/samuraivision/samuraivision\n" in entry
    assert sh(archive, "--prefix", str(prefix), home=tmp_path).returncode == 0  # over the one before
    assert not list(prefix.glob(".samuraivision.*"))
    (prefix / "share" / "applications" / "other.desktop").write_text("", encoding="utf-8")
    subprocess.run(["sh", prefix / "opt/samuraivision/uninstall.sh"], check=True)
    left = {path.name for path in prefix.rglob("*") if not path.is_dir()} - {"mimeinfo.cache"}
    assert "other.desktop" in left
    assert not {name for name in left if "samuraivision" in name}


def test_the_archive_only_unpacks_where_asked(archive: Path, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    assert sh(archive, "--extract", str(place), home=tmp_path).returncode == 0
    assert {path.name for path in place.iterdir()} == {"samuraivision", "_internal"}
    again = sh(archive, "--extract", str(place), home=tmp_path)
    assert again.returncode == 1
    assert "already" in again.stderr


def test_a_damaged_archive_says_so_and_installs_nothing(archive: Path, tmp_path: Path) -> None:
    assert sh(archive, "--check", home=tmp_path).returncode == 0
    content = bytearray(archive.read_bytes())
    content[-40] ^= 0xFF
    archive.write_bytes(content)
    done = sh(archive, "--prefix", str(tmp_path / "prefix"), home=tmp_path)
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert not (tmp_path / "prefix").exists()


def test_what_is_no_package_makes_no_archive(scripts: SimpleNamespace, tmp_path: Path) -> None:
    file = tmp_path / "x.deb"
    file.write_bytes(b"hello, this is not one")
    with pytest.raises(LookupError, match="no Debian package"):
        scripts.archive.build_archive(file, tmp_path, 1)


def test_the_manual_has_every_command_and_option(scripts: SimpleNamespace, tmp_path: Path) -> None:
    from core.cli.main import COMMANDS

    page = scripts.manual.man_page("2026-01-02")
    for name in COMMANDS:
        assert f".SS {name}\n" in page
    for option in (r"\fB\-\-skip\fR", r"\fB\-\-json\fR", r"\fB\-\-epochs\fR", "SAMURAIVISION_HOME"):
        assert option in page
    if shutil.which("groff"):
        words = ["groff", "-man", "-Tutf8", "-ww", "-z"]
        told = subprocess.run(words, input=page, capture_output=True, text=True, check=True).stderr
        assert told == ""


# --- The smoke test's own wits -----------------------------------------------------------------------------


def test_smoke_runs_what_is_packaged_in_a_home_of_its_own(
    scripts: SimpleNamespace, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    program = bundle / "samuraivision"
    program.write_text(
        '#!/bin/sh\necho "{\\"home\\": \\"$HOME\\", \\"path\\": \\"$PYTHONPATH\\", \\"words\\": \\"$*\\"}"\n'
    )
    stage = scripts.smoke.Stage(bundle, Path("/"), tmp_path)
    assert stage.run("doctor") == {"home": str(tmp_path), "path": "", "words": "doctor --json"}
    assert stage.executable("samuraivision-app") == program  # on Linux they are one
    program.write_text("#!/bin/sh\necho it is broken >&2\nexit 1\n")
    with pytest.raises(scripts.smoke.StepError, match="ended with 1: it is broken"):
        stage.run("doctor")


def test_smoke_finds_missing_licences(scripts: SimpleNamespace, bundle: Path, tmp_path: Path) -> None:
    stage = scripts.smoke.Stage(bundle, Path("/"), tmp_path)
    with pytest.raises(scripts.smoke.StepError, match="licences"):
        scripts.smoke.check_licences(stage)


def test_smoke_knows_an_app_and_another_root(scripts: SimpleNamespace, tmp_path: Path) -> None:
    app = tmp_path / "SAMuraiVision.app"
    (app / "Contents" / "MacOS").mkdir(parents=True)
    for name in ("samuraivision", "samuraivision-app"):
        (app / "Contents" / "MacOS" / name).write_text("")
    stage = scripts.smoke.Stage(app, Path("/"), tmp_path)
    assert stage.executable("samuraivision-app").name == "samuraivision-app"
    inner = scripts.smoke.Stage(app, tmp_path, tmp_path / "home", ["unshare", "-n"])
    words = inner.command("samuraivision", "doctor")
    assert words[:2] == ["unshare", "-n"]
    assert Path(words[2]).is_absolute() and Path(words[2]).name == "chroot"
    assert words[-2:] == ["/SAMuraiVision.app/Contents/MacOS/samuraivision", "doctor"]
    assert inner.environment()["HOME"] == "/home"


# --- Scripts of other systems, as far as they can be looked at here ----------------------------------------


@pytest.mark.parametrize("script", ["linux/installer.sh", "macos/build.sh"])
def test_shell_scripts_are_well_formed(script: str) -> None:
    shell = "bash" if script.startswith("macos") else "sh"
    subprocess.run([shell, "-n", str(PACKAGING / script)], check=True)


def test_property_lists_are_well_formed() -> None:
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert rights["com.apple.security.cs.disable-library-validation"] is True
    types = plistlib.loads((PACKAGING / "macos" / "document-type.plist").read_bytes())
    (ours,) = types["UTExportedTypeDeclarations"]
    assert ours["UTTypeTagSpecification"]["public.filename-extension"] == ["samurai"]


def test_inno_setup_is_told_all_that_its_script_asks(
    scripts: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING / "windows"))
    sys.modules.pop("build", None)
    build = importlib.import_module("build")
    script = build.SCRIPT.read_text(encoding="utf-8")
    told = {word[2:].partition("=")[0] for word in build.defines(Path("b"), Path("g"), Path("o"), "sign $f")}
    defined = set(re.findall(r"^#define (\w+)", script, re.MULTILINE))
    asked = set(re.findall(r"\{#(\w+)\}", script))
    assert asked <= told | defined
    assert {"Version", "Bundle"} <= told
    for line in script.splitlines():
        line = line.partition(";")[0] if line.startswith(";") else line
        assert line.count('"') % 2 == 0, line
    sections = re.findall(r"^\[(\w+)\]$", script, re.MULTILINE)
    assert len(sections) == len(set(sections))
    assert {"Setup", "Files", "Icons", "Registry", "Run", "Code"} <= set(sections)
    assert script.count("begin\n") == len(re.findall(r"^\s*end;", script, re.MULTILINE))
    assert f"Software\\Classes\\{scripts.product.FILE_SUFFIX}" in script
    assert f'#define Command "{scripts.product.COMMAND}.exe"' in script
    assert f'#define App "{scripts.product.WINDOW}.exe"' in script


def test_the_workflow_calls_what_there_is() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "packages.yml").read_text(encoding="utf-8"))
    assert set(workflow["jobs"]) == {"linux", "windows", "macos"}
    for name, job in workflow["jobs"].items():
        commands = "\n".join(step.get("run", "") for step in job["steps"])
        called = {
            word.replace("\\", "/") for word in re.findall(r"packaging[/\\][\w/\\]+\.(?:py|sh)", commands)
        }
        assert called, name
        for word in called:
            assert (ROOT / word).is_file(), word
        assert any("smoke.py" in word or "clean_root.py" in word for word in called), name
        assert "timeout-minutes" in job


@pytest.mark.skipif(
    not os.environ.get("SAMURAIVISION_CLEAN_ROOT"),
    reason="set SAMURAIVISION_CLEAN_ROOT to a .deb to install it in a bare Debian and do the main job there",
)
def test_the_main_job_in_a_bare_debian(scripts: SimpleNamespace) -> None:
    package = os.environ["SAMURAIVISION_CLEAN_ROOT"]
    words = [sys.executable, str(PACKAGING / "linux" / "clean_root.py"), package]
    assert subprocess.run(words, check=False).returncode == 0

"""What goes into a bundle and what does not, on each system; the icons, the licences, the way in."""

import ast
import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The packaging scripts; they lie beside each other and are not a package of the app."""
    import importlib

    monkeypatch.syspath_prepend(str(PACKAGING))
    names = ("product", "trim", "icons", "licences", "bundle")
    modules = {name: importlib.import_module(name) for name in names}
    yield SimpleNamespace(**modules)
    for name in names:
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    "place",
    [
        "torch/lib/libtorch_cpu.so",
        "torch/lib/libtorch_python.so",
        "torch/bin/torch_shm_manager",
        "torch/testing/__init__.py",
        "torch/_inductor/config.py",
        "sam2/configs/sam2.1/sam2.1_hiera_t.yaml",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "samuraivision-0.1.0.dist-info/METADATA",
        "resources/models/nano.safetensors",
        "numpy.libs/libscipy_openblas64_.so",
    ],
)
def test_what_the_program_needs_is_kept(scripts: SimpleNamespace, place: str) -> None:
    assert scripts.trim.is_kept(place)
    assert scripts.trim.is_kept(place.replace("/", "\\"))


@pytest.mark.parametrize(
    "place",
    [
        "torch/include/ATen/ATen.h",
        "torch/test/cpp/api.py",
        "torch/share/cmake/Torch/TorchConfig.cmake",
        "torch/bin/protoc",
        "torch/bin/test_jit",
        "torch/lib/libjitbackend_test.so",
        "torch\\lib\\torch_cpu.lib",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "samuraivision-0.1.0.dist-info/direct_url.json",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    ],
)
def test_the_rest_is_left_out(scripts: SimpleNamespace, place: str) -> None:
    assert not scripts.trim.is_kept(place)


@pytest.mark.parametrize(
    ("place", "source", "left"),
    [
        ("libstdc++.so.6", "/lib/x86_64-linux-gnu/libstdc++.so.6", True),
        ("libmvec.so.1", "/usr/lib/x86_64-linux-gnu/libmvec.so.1", True),
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", False),
        ("libsqlite3.so.0", "/lib/x86_64-linux-gnu/libsqlite3.so.0", False),
        ("libpython3.11.so.1.0", "/usr/lib/libpython3.11.so.1.0", False),
        ("libgomp.so.1", "/home/me/venv/torch/lib/libgomp.so.1", False),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/usr/lib/python3/PySide6/Qt/lib/libQt6Core.so.6", False),
    ],
)
def test_what_the_system_has_is_left_to_it(
    scripts: SimpleNamespace, place: str, source: str, left: bool
) -> None:
    assert scripts.trim.is_the_systems(place, source) == left


def test_versions_as_each_system_writes_them(scripts: SimpleNamespace) -> None:
    assert scripts.product.version_of_four("1.2.3rc1") == (1, 2, 3, 0)
    assert scripts.product.version_of_four("0.10") == (0, 10, 0, 0)
    resource = scripts.bundle.version_resource("1.2.3")
    assert "(1, 2, 3, 0)" in resource
    assert isinstance(ast.parse(resource).body[0], ast.Expr)
    assert scripts.product.archive_name("run").startswith(f"SAMuraiVision-{scripts.product.version()}-")


def test_icons_for_each_system(scripts: SimpleNamespace, tmp_path: Path) -> None:
    scripts.icons.write_icons(tmp_path)
    with Image.open(tmp_path / "app.ico") as ico:
        assert {(size, size) for size in scripts.icons.WINDOWS_SIZES_PX} == set(ico.info["sizes"])
    with Image.open(tmp_path / "app.icns") as icns:
        assert (512, 512, 2) in icns.info["sizes"]
    for size in scripts.icons.LINUX_SIZES_PX:
        with Image.open(tmp_path / f"app-{size}.png") as picture:
            assert picture.size == (size, size)
            assert picture.getpixel((0, 0))[3] < 128  # the corners are round
            assert picture.getpixel((size // 2, 1 + size // 16))[3] == 255


def test_licences_follow_what_is_required(scripts: SimpleNamespace) -> None:
    names = {scripts.licences.normal(name) for name in scripts.licences.required("sam2")}
    assert {"torch", "hydra-core", "antlr4-python3-runtime", "portalocker"} <= names
    assert "torchvision" not in names
    assert "pytest" not in names


def test_licences_name_the_gpl_parts_and_hold_the_texts(scripts: SimpleNamespace) -> None:
    works = [scripts.licences.work_of("av"), scripts.licences.work_of("numpy")]
    text = scripts.licences.document(works)
    assert "with x264: GPL-2.0-or-later" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert works[0].text in text
    assert str(ROOT) not in text


def test_a_package_that_hides_its_licence_is_noticed(
    scripts: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = tmp_path / "shy-1.0.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text("Metadata-Version: 2.1\nName: shy\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(LookupError, match="licence of shy"):
        scripts.licences.work_of("shy")


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What bundle.py would have made for the spec."""
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / "THIRD-PARTY.txt").write_text("", encoding="utf-8")
    monkeypatch.setenv("SAMURAIVISION_GENERATED", str(tmp_path))
    return tmp_path


def _run_spec(monkeypatch: pytest.MonkeyPatch, platform: str) -> dict[str, list[tuple[tuple, dict]]]:
    """Run the spec as on another system, with stand-ins that note what PyInstaller is asked for."""
    asked: dict[str, list[tuple[tuple, dict]]] = {}

    def note(name: str):
        def called(*words: object, **named: object) -> SimpleNamespace:
            asked.setdefault(name, []).append((words, named))
            return SimpleNamespace(
                datas=[("torch/include/a.h", "", "DATA"), ("torch/version.py", "", "DATA")],
                binaries=[("torch/bin/protoc", "", "BINARY"), ("libX11.so.6", "/lib/libX11.so.6", "BINARY")],
                pure=[],
                scripts=[("hook", "", "S"), ("start_command", "", "S"), ("start_window", "", "S")],
            )

        return called

    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = lambda name: [f"{name}.one"]
    hooks.copy_metadata = lambda name, recursive: [(name, f"{name}.dist-info")]
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    monkeypatch.setattr(sys, "path", list(sys.path))
    words = {name: note(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    monkeypatch.setattr(sys, "platform", platform)
    runpy.run_path(str(PACKAGING / "samuraivision.spec"), {**words, "SPECPATH": str(PACKAGING)})
    monkeypatch.undo()
    sys.modules.pop("product", None)
    sys.modules.pop("trim", None)
    return asked


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_the_spec_on_each_system(platform: str, generated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _run_spec(monkeypatch, platform)
    ((scripts,), given) = asked["Analysis"][0]
    assert all(Path(script).is_file() for script in [*scripts, *given["runtime_hooks"]])
    shipped = {f"{folder}/{Path(file).name}" for file, folder in given["datas"]}
    for name in ("models/nano.safetensors", "models/nano.yaml", "demo/demo.mp4", "demo/truth.json"):
        assert f"resources/{name}" in {place.replace(os.sep, "/") for place in shipped}
    assert "resources/licences/THIRD-PARTY.txt" in shipped
    assert not any(place.endswith(".py") for place in shipped)
    assert {"core.one", "desktop.one", "resources"} <= set(given["hiddenimports"])
    made = {named["name"]: named for _, named in asked["EXE"]}
    if platform == "linux":
        assert list(made) == ["samuraivision"]
        assert made["samuraivision"]["icon"] is None
    else:
        assert [named["console"] for named in made.values()] == [True, False]
        assert made["samuraivision-app"]["icon"].endswith("app.ico" if platform == "win32" else "app.icns")
    for words, named in asked["EXE"]:
        started = {name for name, _, _ in words[1]} & {"start_command", "start_window"}
        assert started == {"start_window" if named["name"].endswith("-app") else "start_command"}
    assert (made["samuraivision"]["version"] is not None) == (platform == "win32")
    collected = [entry for part in asked["COLLECT"][0][0] if isinstance(part, list) for entry in part]
    assert ("libX11.so.6" in {place for place, _, _ in collected}) == (platform != "linux")
    assert {place for place, _, _ in collected} - {"libX11.so.6"} == {"torch/version.py"}
    if platform == "darwin":
        information = asked["BUNDLE"][0][1]["info_plist"]
        types = {kind for each in information["CFBundleDocumentTypes"] for kind in each["LSItemContentTypes"]}
        assert information["UTExportedTypeDeclarations"][0]["UTTypeIdentifier"] in types
        assert made["samuraivision"]["entitlements_file"] is not None
    else:
        assert "BUNDLE" not in asked


def test_the_program_has_streams_and_lends_nobody_its_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/samuraivision/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/mine")
    runpy.run_path(str(PACKAGING / "runtime_hook.py"))
    stderr = sys.stderr
    assert stderr is not None
    stderr.write("a library's progress bar")
    assert os.environ["LD_LIBRARY_PATH"] == "/usr/mine"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
    runpy.run_path(str(PACKAGING / "runtime_hook.py"))
    assert "LD_LIBRARY_PATH" not in os.environ
    monkeypatch.undo()
    stderr.close()


def test_nothing_that_the_program_imports_is_excluded(scripts: SimpleNamespace) -> None:
    everything = (
        "import sys, desktop.app, core.cli.main, core.tracking.tracker, core.training.fit;"
        "import core.formats.registry, core.training.compare, core.media.reader, desktop.guide;"
        "print(*sys.modules)"
    )
    words = [sys.executable, "-c", everything]
    loaded = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert "PySide6.QtWidgets" in loaded
    assert "torch" in loaded
    # pyqtgraph looks whether these are there, and does without them.
    assert set(scripts.trim.EXCLUDED_MODULES) & set(loaded) <= {"scipy", "h5py", "numba", "cupy"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux's libraries are stripped")
def test_what_is_stripped_is_there(scripts: SimpleNamespace) -> None:
    packages = Path(Image.__file__).parents[1]
    found = [p for p in scripts.trim.STRIPPED if p.startswith(("torch/", "yaml/")) and list(packages.glob(p))]
    assert len(found) == 3
    assert all(scripts.trim.is_kept(pattern) for pattern in found)

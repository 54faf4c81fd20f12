"""What a bundle does without: parts of its packages that only their developers need, or that the system has.

Each line was tried: the smoke test passes without it. What looks as useless but is not: `torch.testing`,
which torch itself imports; Qt's OpenGL and test modules, which pyqtgraph imports; the .py files beside
torch's compiled ones, which its configuration reads; the symbols of the libraries that are not in `STRIPPED`,
for stripping everything breaks NumPy's OpenBLAS.
"""

import fnmatch

EXCLUDED_MODULES = (
    # The program uses none of torchvision; sam2's image predictor, which would, is not ours.
    "torchvision",
    # Optional friends of our packages, in case the machine that builds has them.
    "IPython", "OpenGL", "cupy", "h5py", "matplotlib", "numba", "pandas", "scipy", "tensorboard", "triton",
    # Developers' tools.
    "_pytest", "mypy", "pip", "pytest", "pytestqt", "ruff", "setuptools", "wheel", "pkg_resources",
    # Other windows, and a prompt's memory.
    "tkinter", "readline", "PyQt5", "PyQt6", "PySide2", "PySide6.QtQml", "PySide6.QtQuick",
    # PyTorch's tests of itself, beside the part of torch.testing that it needs.
    "torch.testing._internal.distributed", "torch.testing._internal.opinfo", "torch.utils.benchmark",
)  # fmt: skip

LEFT_OUT = (
    # headers, C++ tests and tools of PyTorch
    "torch/test/*", "torch/include/*", "torch/share/*", "torch/lib/*_test.so", "torch/lib/*_test.dll",
    "torch/lib/*.lib", "torch/lib/*.a", "torch/lib/libbackend_with_compiler.*",
    "torch/lib/libaoti_custom_ops.*", "torch/testing/_internal/generated/*", "torch/*.pyi",
    # Qt's own translations are kept; its QML and its designer are not ours
    "PySide6/Qt/qml/*", "PySide6/Qt/lib/libQt6Q[mu]*", "PySide6/Qt/lib/libQt6VirtualKeyboard*",
    "PySide6/Qt/plugins/platforminputcontexts/*virtualkeyboard*",
    "PySide6/Qt/plugins/egldeviceintegrations/*", "PySide6/Qt/plugins/networkinformation/*",
    "PySide6/Qt/plugins/generic/*", "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/lib/libQt6Egl*", "libQt6Egl*",
    "PySide6/Qt/plugins/qmltooling/*", "PySide6/Qt/plugins/sqldrivers/*",
    "PySide6/Qt/plugins/platforms/libqeglfs.so", "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
    "PySide6/Qt/plugins/platforms/libqminimal*.so", "PySide6/Qt/plugins/platforms/libqv*.so",
    # where and how this machine installed the packages is nobody's business
    "*.dist-info/RECORD", "*.dist-info/direct_url.json", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED",
    "*.dist-info/licenses/*", "*.dist-info/sboms/*",
)  # fmt: skip

KEPT = ("torch/bin/torch_shm_manager*",)
"""Of torch/bin, which is left out."""


STRIPPED = (
    "torch/lib/libtorch_cpu.so",
    "torch/lib/libtorch_python.so",
    "libpython3.*.so*",
    "yaml/_yaml*.so",
)
"""Libraries on Linux whose symbol tables nobody reads; they take 117 MB."""


SYSTEM_LIBRARIES = (
    # Python's own
    "libpython3*", "libbz2.so*", "libcrypto.so*", "libffi.so*", "liblzma.so*", "libsqlite3.so*", "libssl.so*",
    "libuuid.so*",
    # those of Qt's window on X11 that a desktop may lack
    "libxcb-cursor.so*", "libxcb-icccm.so*", "libxcb-image.so*", "libxcb-keysyms.so*",
    "libxcb-render-util.so*", "libxcb-util.so*", "libxcb-xkb.so*", "libxkbcommon*",
)  # fmt: skip
"""What a Linux bundle takes from the system that it is built on. All else it leaves to the system it runs on:
an older libstdc++, libexpat, libzstd or libX11 of ours would take the place of the one that a graphics driver
there was made for, and libmvec belongs to one glibc alone."""


def is_the_systems(place: str, source: str) -> bool:
    """Whether a library is left to the system: one of the builder's own that is not in `SYSTEM_LIBRARIES`."""
    if "/" in place or not source.startswith(("/lib", "/usr/lib")):
        return False
    return not any(fnmatch.fnmatch(place, pattern) for pattern in SYSTEM_LIBRARIES)


def is_kept(place: str) -> bool:
    """Whether a file belongs into the bundle; `place` is where it would lie in it, with any slashes."""
    place = place.replace("\\", "/")
    if place.startswith("torch/bin/"):
        return any(fnmatch.fnmatch(place, pattern) for pattern in KEPT)
    return not any(fnmatch.fnmatch(place, pattern) for pattern in LEFT_OUT)

"""The Debian package: control files, and dpkg-deb."""

import os
import subprocess
from pathlib import Path

import product

DEPENDS = (
    "libc6 (>= 2.35)", "libstdc++6 (>= 12)", "libgcc-s1", "zlib1g",
    # Qt's own needs …
    "libgl1", "libegl1", "libglib2.0-0 | libglib2.0-0t64", "libfontconfig1", "libfreetype6", "libdbus-1-3",
    "libbrotli1", "libzstd1", "libgssapi-krb5-2",
    # … and those of its windows on X11 and on Wayland
    "libx11-6", "libx11-xcb1", "libxcb1", "libxcb-glx0", "libxcb-randr0", "libxcb-render0", "libxcb-shape0",
    "libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0", "libwayland-client0", "libwayland-cursor0",
    "libwayland-egl1", "xkb-data",
    "fonts-dejavu-core | fonts-noto-core | fonts-liberation",
)  # fmt: skip
RECOMMENDS = ("fonts-noto-cjk", "xdg-utils", "xdg-desktop-portal")

AFTER = """\
#!/bin/sh
# The desktop's caches; each has triggers of its own on Debian, so that this is for systems without them.
set -e
for command in "update-desktop-database -q" "update-mime-database /usr/share/mime" \\
        "gtk-update-icon-cache -q -t /usr/share/icons/hicolor"; do
    if command -v "${command%% *}" > /dev/null; then $command || true; fi
done
"""


def architecture() -> str:
    """Debian's name of this machine's processor."""
    return {"x86_64": "amd64"}.get(product.machine(), product.machine())


def deb_version(version: str) -> str:
    """A version that Debian sorts as Python does: 1.0rc1 comes before 1.0."""
    for mark in ("a", "b", "rc", ".dev"):
        head, found, tail = version.partition(mark)
        if found and tail.isdigit():
            return f"{head}~{mark.lstrip('.')}{tail}"
    return version


def file_name() -> str:
    """`samuraivision_0.1.0_amd64.deb`, as Debian names packages."""
    return f"{product.COMMAND}_{deb_version(product.version())}_{architecture()}.deb"


def maintainer() -> str:
    """Who answers for the package: DEBFULLNAME and DEBEMAIL, as Debian's own tools read them.

    Without them the project's name alone. An address that nobody reads would be worse than none.
    """
    name, address = os.environ.get("DEBFULLNAME", product.PUBLISHER), os.environ.get("DEBEMAIL")
    return f"{name} <{address}>" if address else name


def control(installed_kib: int) -> str:
    """The package's control file."""
    return f"""\
Package: {product.COMMAND}
Version: {deb_version(product.version())}
Architecture: {architecture()}
Maintainer: {maintainer()}
Installed-Size: {installed_kib}
Depends: {", ".join(DEPENDS)}
Recommends: {", ".join(RECOMMENDS)}
Section: video
Priority: optional
Description: {product.SUMMARY[:1].lower() + product.SUMMARY[1:]}
 Click an object on one frame and its mask follows it through the video. Correct
 it where it went wrong, approve, export ground truth in the format of your team,
 and train the model on what was approved. Works without network and without GPU.
"""


def build_deb(root: Path, out: Path, installed_bytes: int, compression: str, level: int, epoch: int) -> Path:
    """Pack the tree `root` into a package in the folder `out`.

    Args:
        compression: "xz", "zstd" or "gzip".
        epoch: no file in it is younger, in seconds since 1970, so that the same tree gives the same package.

    Raises:
        subprocess.CalledProcessError: dpkg-deb would not.
    """
    debian = root / "DEBIAN"
    debian.mkdir()
    (debian / "control").write_text(control(-(-installed_bytes // 1024)), encoding="utf-8", newline="\n")
    for name in ("postinst", "postrm"):
        script = debian / name
        script.write_text(AFTER, encoding="utf-8", newline="\n")
        script.chmod(0o755)
    package = out / file_name()
    words = ["--root-owner-group", f"-Z{compression}", f"-z{level}", "--build", str(root), str(package)]
    environment = dict(os.environ, SOURCE_DATE_EPOCH=str(epoch))
    subprocess.run(["dpkg-deb", *words], check=True, env=environment, stdout=subprocess.DEVNULL)
    return package

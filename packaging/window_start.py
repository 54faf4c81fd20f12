"""How long a packaged program takes to its first paint, seen from outside: by what is on the screen.

On Linux in an X server of our own, whose screen is a file (Xvfb's -fbdir) that is read as it changes.
Elsewhere by the line that the program writes into its log once the window is shown.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from smoke import Stage

SIZE = (1600, 1000)
PAINTED_SHARE = 0.2
LOOK_EVERY_S = 0.02
SETTLE_S = 12.0
SHOWN = "The window is shown."
WINDOW = "samuraivision-app"


class NoWindowError(ValueError):
    """No window came; the text says what came instead."""


def forget_files() -> bool:
    """Empty the system's cache of files, so that the next start reads the disk; False where refused."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except (OSError, AttributeError):
        return False
    return True


def computed_s(pid: int) -> float | None:
    """The processor time that a process has taken so far, on Linux."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return None


class Screen:
    """Something to show a window on, for as long as the `with` lasts."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._linux = sys.platform.startswith("linux")
        self._server: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._mounted: Path | None = None
        self._display = ""

    def __enter__(self) -> Screen:
        if self._linux:
            self._start_server()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._mounted is not None:
            subprocess.run(["umount", str(self._mounted)], check=False)
            self._mounted.unlink(missing_ok=True)
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)
            shutil.rmtree(self._folder, ignore_errors=True)

    def start_s(self, patience_s: float, picture: Path | None) -> tuple[float, float | None]:
        """Start the program, wait for its first paint, end it.

        Returns the seconds from its start to its first paint, and how many of them it computed, which a busy
        machine does not change; None where the system does not tell.

        Args:
            picture: keep a picture of the screen here, taken when the window has settled.
        """
        environment = self.stage.environment(**({"DISPLAY": self._display} if self._linux else {}))
        log = self.stage.home / "window.log"
        with log.open("wb") as output:
            began = time.monotonic()
            process = subprocess.Popen(
                self.stage.command(WINDOW),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
            try:
                while not self._is_painted():
                    if process.poll() is not None:
                        said = log.read_text(encoding="utf-8", errors="replace").strip()[-1500:]
                        raise NoWindowError(f"it ended with {process.returncode}: {said}")
                    if time.monotonic() - began > patience_s:
                        raise NoWindowError(f"there was no window after {patience_s:.0f} s")
                    time.sleep(LOOK_EVERY_S)
                taken, computed = time.monotonic() - began, computed_s(process.pid)
                if picture is not None and self._linux:
                    time.sleep(SETTLE_S)
                    picture.write_bytes(self._png())
                if process.poll() is not None:
                    raise NoWindowError(f"it ended with {process.returncode} soon after its window was shown")
                return taken, computed
            finally:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                self._wipe()

    # ---- Linux

    def _start_server(self) -> None:
        if shutil.which("Xvfb") is None:
            raise NoWindowError("Xvfb is needed to show a window on: install the package xvfb")
        self._folder = tempfile.mkdtemp(prefix="samuraivision-screen-")
        read, write = os.pipe()
        words = [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{SIZE[0]}x{SIZE[1]}x24",
            "-nolisten",
            "tcp",
        ]
        # -noreset: it stays as the last window goes; -ac: a user in another root has no key to it.
        words += ["-fbdir", self._folder, "-noreset", "-ac"]
        self._server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self._display = f":{answer.readline().strip()}"
        if self._display == ":":
            raise NoWindowError("Xvfb did not start")
        if self.stage.root != Path("/"):
            # The socket alone: whoever clears the root away cannot take the machine's others with it.
            socket = Path("/tmp/.X11-unix") / f"X{self._display[1:]}"
            self._mounted = self.stage.root / socket.relative_to("/")
            self._mounted.parent.mkdir(exist_ok=True)
            self._mounted.touch()
            subprocess.run(["mount", "--bind", str(socket), str(self._mounted)], check=True)

    def _pixels(self) -> bytes:
        """The screen, 4 bytes (blue, green, red, nothing) a pixel, without padding."""
        content = (Path(self._folder) / "Xvfb_screen0").read_bytes()
        # The XWD header: its size, the bytes of a line, and how many colours of 12 bytes stand behind it.
        header = struct.unpack(">25I", content[:100])
        start, line = header[0] + header[19] * 12, header[12]
        return b"".join(content[start + y * line : start + y * line + SIZE[0] * 4] for y in range(SIZE[1]))

    def _is_painted(self) -> bool:
        if not self._linux:
            logs = self.stage.home.rglob("samuraivision.log")
            return any(SHOWN in log.read_text(encoding="utf-8", errors="replace") for log in logs)
        sample = self._pixels()[::404]  # the blue of each 101st pixel
        return sum(value != 0 for value in sample) > PAINTED_SHARE * len(sample)

    def _wipe(self) -> None:
        """So that the next start finds nothing of this one."""
        if not self._linux:
            for log in self.stage.home.rglob("samuraivision.log"):
                log.unlink(missing_ok=True)
            return
        end = time.monotonic() + 5
        while self._is_painted() and time.monotonic() < end:
            time.sleep(LOOK_EVERY_S)

    def _png(self) -> bytes:
        width, height = SIZE
        pixels = self._pixels()
        rows = bytearray()
        for y in range(height):
            row = pixels[y * width * 4 : (y + 1) * width * 4]
            colours = bytearray(width * 3)
            colours[0::3], colours[1::3], colours[2::3] = row[2::4], row[1::4], row[0::4]
            rows += b"\0" + colours
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
        chunks = (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in parts
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)

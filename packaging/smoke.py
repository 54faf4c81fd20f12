"""Start a packaged program as its user would and see whether it does its job: `python3 smoke.py BUNDLE`.

    python3 packaging/smoke.py dist/SAMuraiVision                what bundle.py made
    python3 packaging/smoke.py SAMuraiVision.app                 what is in the dmg
    python3 packaging/smoke.py /opt/samuraivision --root DIR     installed in another root folder (chroot)

Nothing of the machine that builds helps it: a home of its own, no Python, no variables, no network (where the
system lets a process be cut off from it). Prints a table, and ends with 1 where something did not work. Needs
Python's standard library; on Linux Xvfb for the window.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COMMAND, WINDOW = "samuraivision", "samuraivision-app"
MAX_BYTES = 1_000_000_000
MAX_COLD_START_S = 3.0
EPOCHS = 2
PATIENCE_S = 540.0
WINDOW_PATIENCE_S = 60.0
USER = 1000


class StepError(Exception):
    """A step did not do what it should; the text says what was wrong."""


@dataclass
class Stage:
    """Where and how the program runs.

    Args:
        folder: the bundle, as this process sees it.
        root: the root folder that it runs in.
        home: the user's folder, as this process sees it.
        cut_off: words that begin each command, and keep it from the network; none where that cannot be done.
    """

    folder: Path
    root: Path
    home: Path
    cut_off: list[str] = field(default_factory=list)

    def inside(self, path: Path) -> str:
        """A path as the program sees it."""
        return str(path) if self.root == Path("/") else f"/{path.relative_to(self.root)}"

    def executable(self, name: str) -> Path:
        """The file to start; the app's is the command's where there is only that."""
        places = [self.folder / "Contents" / "MacOS", self.folder]
        for word in (name, COMMAND):
            for place in places:
                for file in (place / word, place / f"{word}.exe"):
                    if file.is_file():
                        return file
        raise StepError(f"{self.folder} holds no {name}")

    def command(self, name: str, *words: str) -> list[str]:
        """What to start, from this process."""
        inner = [self.inside(self.executable(name)), *words]
        if self.root == Path("/"):
            return [*self.cut_off, *inner]
        chroot = shutil.which("chroot") or "/usr/sbin/chroot"  # not in the PATH that the command is given
        return [*self.cut_off, chroot, f"--userspec={USER}:{USER}", str(self.root), *inner]

    def environment(self, **more: str) -> dict[str, str]:
        """What a user's desktop would set, and nothing of who builds."""
        home = self.inside(self.home)
        if os.name == "nt":
            kept = {key: os.environ[key] for key in ("SYSTEMROOT", "WINDIR", "PATH") if key in os.environ}
            temporary = self.home / "Temp"
            temporary.mkdir(exist_ok=True)
            places = {"USERPROFILE": home, "LOCALAPPDATA": f"{home}\\Local", "APPDATA": f"{home}\\Roaming"}
            return {**kept, **places, "TEMP": str(temporary), "TMP": str(temporary), **more}
        return {"HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **more}

    def run(self, *words: str, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        """Run a command with --json; its object.

        Raises:
            StepError: it ended with another code than 0, or said nothing.
        """
        try:
            done = subprocess.run(
                self.command(COMMAND, *words, "--json"),
                env=self.environment(),
                cwd=self.home if self.root == Path("/") else "/",
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=patience_s,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise StepError(f"it was not done after {patience_s:.0f} s") from late
        lines = done.stdout.strip().splitlines()
        if done.returncode != 0 or not lines:
            raise StepError(
                f"it ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-1500:]}"
            )
        values = json.loads(lines[-1])
        assert isinstance(values, dict)
        return values


def works(words: list[str]) -> bool:
    """Whether a command ends well."""
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def cut_off_from_network() -> list[str]:
    """How a command is begun without any network here; nothing where that is not possible."""
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        if shutil.which(words[0]) and works([*words, "true"]):
            return words
    return []


# --- The steps ---------------------------------------------------------------------------------------------


def check_size(stage: Stage) -> str:
    """All files of the bundle together."""
    files = [path for path in stage.folder.rglob("*") if path.is_file() and not path.is_symlink()]
    total = sum(path.stat().st_size for path in files)
    if total > MAX_BYTES:
        raise StepError(f"{total / 1e6:.0f} MB are more than {MAX_BYTES / 1e6:.0f} MB")
    return f"{total / 1e6:.0f} MB in {len(files)} files"


def check_licences(stage: Stage) -> str:
    """The file is there and names what must be named."""
    found = list(stage.folder.rglob("resources/licences/THIRD-PARTY.txt"))
    if not found:
        raise StepError("the licences of what is inside are missing")
    text = found[0].read_text(encoding="utf-8")
    for name in ("x264", "x265", "PySide6", "torch", "GNU GENERAL PUBLIC LICENSE"):
        if name not in text:
            raise StepError(f"{name} is not in {found[0].name}")
    return f"{len(text) // 1024} KiB of text"


def check_version(stage: Stage) -> str:
    """Whatever it says first, and how soon."""
    began = time.monotonic()
    words = stage.command(COMMAND, "--version")
    done = subprocess.run(words, env=stage.environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0 or not done.stdout.startswith(COMMAND):
        raise StepError((done.stderr or done.stdout).strip()[-1500:])
    return f"{done.stdout.strip()} after {time.monotonic() - began:.1f} s"


def check_doctor(stage: Stage) -> str:
    """Nothing that does not work."""
    values = stage.run("doctor")
    told = [f["name"] for f in values["findings"] if f["state"] not in ("ok", "note")]
    return f"{len(values['findings'])} findings" + (f", warns of {', '.join(told)}" if told else ", all well")


def check_demo(stage: Stage) -> str:
    """The demo, tracked and exported."""
    values = stage.run("demo", "--out", f"{stage.inside(stage.home)}/demo")
    if values["J"] < 0.8:
        raise StepError(f"J is {values['J']:.3f}: the model does not follow what it should")
    return f"{values['frames']} frames, J {values['J']:.3f}, {values['s_per_frame']:.3f} s a frame"


def check_track(stage: Stage) -> str:
    """A video of the user's own, into a project."""
    demo = next(stage.folder.rglob("resources/demo/demo.mp4"))
    shutil.copyfile(demo, stage.home / "film.mp4")
    (stage.home / "film.mp4").chmod(0o644)
    x, y = json.loads((demo.parent / "truth.json").read_text(encoding="ascii"))["click"]
    home = stage.inside(stage.home)
    out = ["--project", f"{home}/film.samurai", "--out", f"{home}/tracked", "--format", "davis"]
    values = stage.run("track", f"{home}/film.mp4", "--point", f"{x},{y}", "--skip", "auto", *out)
    return f"{values['frames']} frames, {values['fraction_inferred']:.0%} of them inferred"


def check_export(stage: Stage) -> str:
    """That project as COCO: every frame that has a mask."""
    home = stage.inside(stage.home)
    stage.run("export", f"{home}/film.samurai", "--format", "coco", "--out", f"{home}/coco")
    files = (stage.home / "coco").rglob("*.json")
    annotations = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    count = sum(len(each.get("annotations", ())) for each in annotations if isinstance(each, dict))
    frames = sum(len(each.get("images", ())) for each in annotations if isinstance(each, dict))
    if not count:
        raise StepError("no mask was exported")
    return f"{frames} frames, {count} masks"


def check_training(stage: Stage) -> str:
    """With the pictures and the masks that were exported, as the app trains: in a process of its own."""
    home = stage.inside(stage.home)
    for folder, files in (("images", "coco/images/*.jpg"), ("masks", "tracked/**/*.png")):
        (stage.home / "taught" / folder).mkdir(parents=True)
        for file in stage.home.glob(files):
            shutil.copyfile(file, stage.home / "taught" / folder / file.name)
    epochs = ["--epochs", str(EPOCHS), "--copies", "1", "--patience", "0"]
    data = ["train", f"{home}/taught", "--val", "0.2"]
    values = stage.run(*data, "--out", f"{home}/tuned.safetensors", *epochs)
    size = (stage.home / "tuned.safetensors").stat().st_size
    return f"{values.get('epochs_made', EPOCHS)} epochs, {size / 1e6:.1f} MB"


def check_tuned(stage: Stage) -> str:
    """The model that was just trained tracks."""
    home = stage.inside(stage.home)
    values = stage.run("demo", "--model", f"{home}/tuned.safetensors", "--out", f"{home}/again")
    return f"J {values['J']:.3f}"


STEPS: dict[str, Callable[[Stage], str]] = {
    "size": check_size,
    "licences": check_licences,
    "version": check_version,
    "doctor": check_doctor,
    "demo": check_demo,
    "track": check_track,
    "export": check_export,
    "train": check_training,
    "tuned model": check_tuned,
}


def check_window(stage: Stage, cold: bool, picture: Path | None) -> str:
    """From starting it to the first paint, twice; `cold`: with no file of it in memory before."""
    from window_start import Screen, forget_files

    cold = cold and forget_files()
    with Screen(stage) as screen:
        first, computed = screen.start_s(WINDOW_PATIENCE_S, picture)
        second, _ = screen.start_s(WINDOW_PATIENCE_S, None)
    words = f"first paint after {first:.1f} s{' (cold)' if cold else ''}, again after {second:.1f} s"
    if computed is not None:
        words += f", {computed:.1f} s of it computing"
    if first > MAX_COLD_START_S:
        words += f"; it should take {MAX_COLD_START_S:.0f} s"
    return words


def main() -> int:
    """Run the steps; 1 where one failed."""
    parser = argparse.ArgumentParser(description="Start a packaged program as its user would.")
    parser.add_argument("bundle", type=Path, help="its folder, or an .app; below --root where that is given")
    parser.add_argument("--root", type=Path, default=Path("/"), help="a root folder that it is installed in")
    parser.add_argument("--only", help="some steps, with commas: " + ", ".join([*STEPS, "window"]))
    parser.add_argument(
        "--cold", action="store_true", help="empty the cache of files before the window (root)"
    )
    parser.add_argument("--picture", type=Path, help="keep a picture of the window here (PNG)")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end")
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    bundle = arguments.bundle.resolve() if root == Path("/") else root / str(arguments.bundle).lstrip("/")
    wanted = arguments.only.split(",") if arguments.only else [*STEPS, "window"]
    home = Path(
        tempfile.mkdtemp(prefix="samuraivision-smoke-", dir=None if root == Path("/") else root / "tmp")
    )
    if root != Path("/"):
        os.chown(home, USER, USER)
    stage = Stage(bundle, root, home, cut_off_from_network())
    steps = {**STEPS, "window": lambda stage: check_window(stage, arguments.cold, arguments.picture)}
    rows: list[tuple[str, bool, float, str]] = []
    try:
        for name in wanted:
            began = time.monotonic()
            try:
                found, well = steps[name](stage), True
            except (StepError, OSError, KeyError, ValueError, StopIteration) as error:
                found, well = f"{type(error).__name__}: {error}", False
            rows.append((name, well, time.monotonic() - began, found))
            print(f"{'ok' if well else 'FAILED':7} {name:12} {rows[-1][2]:6.1f} s  {found}", flush=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print("Network: " + ("none" if stage.cut_off else "could not be cut off here"))
    if arguments.json:
        print(json.dumps({name: {"ok": well, "seconds": s, "found": f} for name, well, s, f in rows}))
    return 0 if all(row[1] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Nano under our tracker against sam2.1-tiny under sam2's own predictor: seconds a frame, and peak memory.

    python tests/bench/bench_tracker.py [--frames 100 400] [--threads 2] [--size 854x480] [--video FILE]

Each line is measured in a process of its own, from a fresh start, on the same frames: those of a video, or
else noise with a moving disc. sam2.1-tiny has random weights where it is not downloaded: its speed and memory
are the same. What counts is everything: decoding, the model, and a full-resolution mask.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LABELS = {
    "ours:nano": "nano, our tracker",
    "ours:sam2.1-tiny": "sam2.1-tiny, our tracker",
    "stock:sam2.1-tiny": "sam2.1-tiny, sam2's predictor",
}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--frames", type=int, nargs="+", default=[100, 400])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--size", default="854x480")
    parser.add_argument("--video", type=Path, help="measure on this video instead of generated frames")
    parser.add_argument("--what", nargs="+", default=["ours:nano", "stock:sam2.1-tiny"], choices=list(LABELS))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.frames[0], options)))
        return 0
    where = options.video.name if options.video else f"generated {options.size} frames"
    print(f"{where}, {options.threads} CPU threads, device {os.environ.get('BENCH_DEVICE', 'cpu')}")
    print(f"{'':32}{'frames':>8}{'s/frame':>10}{'peak MiB':>10}{'GPU MiB':>10}")
    for what in options.what:
        for frames in options.frames:
            command = [sys.executable, __file__, "--one", what, "--frames", str(frames)]
            command += ["--threads", str(options.threads), "--size", options.size]
            command += ["--video", str(options.video)] if options.video else []
            environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": str(options.threads)}
            done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
            if done.returncode:
                print(f"{LABELS[what]:32}{frames:8}  failed: {done.stderr.strip().splitlines()[-1]}")
                continue
            row = json.loads(done.stdout.splitlines()[-1])
            print(
                f"{LABELS[what]:32}{frames:8}{row['s_per_frame']:10.3f}{row['peak_mib']:10.0f}{row['gpu_mib']:10.0f}",
                flush=True,
            )
    return 0


def measure(what: str, frame_count: int, options: argparse.Namespace) -> dict[str, float]:
    """One line of the table, in this process."""
    import core  # says how OpenMP waits, and so comes before torch

    assert core.__doc__
    import numpy as np
    import torch

    from core.engine.device import read_memory, set_threads
    from core.engine.loader import load_model, random_model
    from core.engine.registry import MODELS
    from core.errors import ModelError

    set_threads(options.threads)
    torch.manual_seed(0)
    way, name = what.split(":")
    device = os.environ.get("BENCH_DEVICE", "cpu")
    try:
        loaded = load_model(name, device)
    except ModelError:
        loaded = random_model(name, device)
    frames = source(frame_count, options)
    size = frames.size_wh
    box = (size[0] * 0.1, size[1] * 0.3, size[0] * 0.5, size[1] * 0.9)
    peak = Peak()
    if way == "ours":
        from core.cancel import NeverCancel
        from core.tracking.tracker import FrameTracked, ObjectPrompts, TrackRequest, track
        from core.types import Box, FramePrompt

        request = TrackRequest((ObjectPrompts(1, (FramePrompt(0, box=Box(*box)),)),), 0, frame_count - 1)
        with peak:
            began = time.perf_counter()
            done = sum(isinstance(e, FrameTracked) for e in track(frames, loaded, request, NeverCancel()))
            seconds = time.perf_counter() - began
        assert done == frame_count
    else:
        import cv2
        from hydra.utils import instantiate

        # sam2 wants a folder of JPEG files; writing it is not counted, reading it is.
        config = MODELS[name].config().copy()
        config._set_flag("readonly", False)
        config._target_ = "sam2.sam2_video_predictor.SAM2VideoPredictor"
        predictor = instantiate(config).eval().to(loaded.device)
        predictor.load_state_dict(loaded.model.state_dict(), assign=True)  # no second copy in memory
        with tempfile.TemporaryDirectory() as folder:
            for index in range(frame_count):
                cv2.imwrite(f"{folder}/{index:05}.jpg", np.ascontiguousarray(frames.read(index)[:, :, ::-1]))
            with peak, torch.inference_mode(), torch.autocast(loaded.device.type, torch.bfloat16):
                began = time.perf_counter()
                state = predictor.init_state(folder)
                predictor.add_new_points_or_box(state, 0, 1, box=np.array(box, dtype=np.float32))
                for _, _, logits in predictor.propagate_in_video(state):
                    (logits[:, 0] > 0).cpu().numpy()
                seconds = time.perf_counter() - began
    reading = read_memory(loaded.device)
    return {"s_per_frame": seconds / frame_count, "peak_mib": peak.mib, "gpu_mib": reading.gpu_peak_mib}


class Peak:
    """The largest resident memory of this process while it was watched."""

    def __init__(self) -> None:
        self.mib = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        import psutil

        process = psutil.Process()
        while not self._stop.wait(0.05):
            self.mib = max(self.mib, process.memory_info().rss / 2**20)


def source(frame_count: int, options: argparse.Namespace):
    """The frames: of the video, repeated if it is too short, or generated."""
    if options.video is None:
        from tests.tiny_model import BlobFrames

        width, height = options.size.split("x")
        return BlobFrames(frame_count, (int(width), int(height)))
    from core.media.reader import open_media

    media = open_media(options.video)

    class Repeated:
        size_wh = media.size_wh

        def __init__(self) -> None:
            self.frame_count = frame_count

        def read(self, frame_index: int):
            return media.read(frame_index % media.frame_count)

    return Repeated()


if __name__ == "__main__":
    sys.exit(main())

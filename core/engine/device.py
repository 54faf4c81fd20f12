"""Where and how exactly the model computes: device, precision, threads, and how much memory it takes."""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import psutil
import torch

from core.errors import InputError
from core.wording import say

DEVICES = ("auto", "cuda", "mps", "cpu")
PRECISIONS = ("auto", "float32", "bfloat16")
GAIN = 1.5
"""So many times as fast must a CPU multiply bfloat16 for the rest of a model, which gains less, to gain."""


def choose_device(wanted: str = "auto") -> torch.device:
    """The device for a setting: "auto" takes CUDA, then MPS, then the CPU; "cuda:1" and the like are taken
    as they are.

    Raises:
        InputError: there is no such device on this machine.
    """
    if wanted == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    kind = wanted.split(":")[0]
    available = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if kind not in available:
        raise InputError(
            say(
                "“{wanted}” is not a device; use one of {devices}.", wanted=wanted, devices=", ".join(DEVICES)
            )
        )
    if not available[kind]:
        raise InputError(
            say("This machine has no usable {kind} device; choose “auto” or “cpu”.", kind=kind.upper())
        )
    try:
        device = torch.device(wanted)
    except RuntimeError:
        raise InputError(
            say(
                "“{wanted}” is not a device; use one of {devices}.", wanted=wanted, devices=", ".join(DEVICES)
            )
        ) from None
    if kind == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        raise InputError(
            say(
                "This machine has no device {wanted}; it has {device_count}.",
                wanted=wanted,
                device_count=torch.cuda.device_count(),
            )
        )
    return device


def graphics_devices() -> list[tuple[str, str]]:
    """The devices besides the CPU that can be used here, each with a name to show; the best one first."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    names = [(f"cuda:{index}" if index else "cuda", index) for index in range(count)]
    found = [(name, torch.cuda.get_device_name(index)) for name, index in names]
    return [*found, ("mps", "Apple GPU")] if torch.backends.mps.is_available() else found


def choose_precision(device: torch.device, wanted: str = "auto") -> torch.dtype:
    """bfloat16 where the device is faster at it, else float32.

    On a CPU that is tried out, because its flags do not tell. With AMX, one thread, a whole tracking step of
    nano takes 67 ms in place of 92, and one of sam2.1-tiny 4.0 s in place of 6.2; another processor, whose
    flags name AVX512-BF16 alone, multiplies bfloat16 at half of float32's speed, and nano takes 190 ms in
    place of 140. On MPS it is left off: not every macOS supports it.

    Raises:
        InputError: the setting is none of `PRECISIONS`.
    """
    if wanted not in PRECISIONS:
        raise InputError(
            say(
                "“{wanted}” is not a precision; use one of {precisions}.",
                wanted=wanted,
                precisions=", ".join(PRECISIONS),
            )
        )
    if wanted != "auto":
        return torch.float32 if wanted == "float32" else torch.bfloat16
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.get_device_capability(device)[0] >= 8 else torch.float32
    if device.type == "cpu" and _cpu_gains_by_bfloat16():
        return torch.bfloat16
    return torch.float32


def _cpu_gains_by_bfloat16() -> bool:
    # Private in torch 2.13, so their absence in another version means only "no".
    probes = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    claimed = any(bool(getattr(torch.cpu, probe, lambda: False)()) for probe in probes)
    return claimed and _gain_by_bfloat16() >= GAIN


@cache
def _gain_by_bfloat16() -> float:
    """How many times as fast as float32 the CPU multiplies bfloat16; known after some 15 ms."""
    return _time_product(torch.float32) / _time_product(torch.bfloat16)


def _time_product(precision: torch.dtype) -> float:
    """The seconds of one product of matrices, the best of a few: what else runs here only ever adds."""
    matrix = torch.ones(384, 384, dtype=precision)

    def one() -> float:
        start = time.perf_counter()
        torch.mm(matrix, matrix)
        return time.perf_counter() - start

    return min(one() for _ in range(6))


def set_threads(threads: int | None) -> int:
    """Use that many threads for CPU work, or, with None, one for each core this process may use.

    More threads than free cores can be ten times slower than one, so this is a setting. Returns the number.
    """
    count = threads if threads is not None and threads > 0 else usable_cores()
    torch.set_num_threads(count)
    return count


def usable_cores() -> int:
    """How many cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class MemoryReading:
    """Memory in MiB: this process's resident set, and what torch holds on a GPU (0 without one)."""

    resident_mib: float
    gpu_mib: float
    gpu_peak_mib: float


def read_memory(device: torch.device | None = None) -> MemoryReading:
    """Memory in use now. Cheap enough for a status bar (under a millisecond)."""
    resident = psutil.Process().memory_info().rss / 2**20
    if device is not None and device.type == "cuda":
        return MemoryReading(
            resident,
            torch.cuda.memory_allocated(device) / 2**20,
            torch.cuda.max_memory_allocated(device) / 2**20,
        )
    return MemoryReading(resident, 0.0, 0.0)


def describe_device(device: torch.device) -> str:
    """A few words for the status bar: "NVIDIA H100", "Apple GPU", "CPU, 2 threads"."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    if device.type == "mps":
        return "Apple GPU"
    threads = torch.get_num_threads()
    return say("CPU, {n} thread", n=threads) if threads == 1 else say("CPU, {n} threads", n=threads)


@contextlib.contextmanager
def computing(device: torch.device, precision: torch.dtype) -> Iterator[None]:
    """Inference mode, and autocast if the precision is not float32.

    Both are thread-local: enter this in the thread that computes, around each step and never across a
    `yield`, where it would leak into the caller.
    """
    with torch.inference_mode():
        if precision == torch.float32:
            yield
        else:
            with torch.autocast(device.type, dtype=precision):
                yield

"""What the model computes on: the graphics card and its driver against what PyTorch was built for."""

import re
import shutil
import subprocess
from collections.abc import Iterator

from core.cancel import CancelToken
from core.doctor.finding import Finding, Health
from core.wording import marked, say

GIB = 2**30
LITTLE_VRAM = 2 * GIB
NAME = marked("Graphics card")
DRIVERS = "https://www.nvidia.com/drivers"


def check_graphics(_cancel: CancelToken) -> Iterator[Finding]:
    """A GPU that works, one that cannot be used and why, or the CPU."""
    import torch

    from core.engine.device import choose_device, choose_precision, describe_device

    device = choose_device()
    precision = str(choose_precision(device)).removeprefix("torch.")
    if device.type == "cuda":
        yield _cuda(precision)
    elif device.type == "mps":
        yield Finding(
            NAME,
            Health.OK,
            say("Apple GPU, {precision}, PyTorch {version}", precision=precision, version=torch.__version__),
        )
    elif (driver := nvidia_driver()) is not None:
        yield _unused(driver, torch.version.cuda)
    else:
        found = say(
            "none that computes; {device}, {precision}, PyTorch {version}",
            device=describe_device(device),
            precision=precision,
            version=torch.__version__,
        )
        yield Finding(NAME, Health.OK, found)


def _cuda(precision: str) -> Finding:
    import torch

    free, total = torch.cuda.mem_get_info()
    cuda = torch.version.cuda
    found = say(
        "{card}, {free:.1f} of {total:.1f} GiB free, CUDA {cuda}",
        card=torch.cuda.get_device_name(),
        free=free / GIB,
        total=total / GIB,
        cuda=cuda,
    )
    try:
        ones = torch.ones(64, 64, device="cuda")
        right = float((ones @ ones).sum()) == 64.0**3
    except RuntimeError as error:
        reason = str(error).splitlines()[0]
        advice = say(
            "This PyTorch ({version}) cannot use this card: update its driver ({page}), or "
            "choose Model > Device > CPU.",
            version=torch.__version__,
            page=DRIVERS,
        )
        return Finding(
            NAME,
            Health.FAULT,
            say("{found}; it does not compute: {reason}", found=found, reason=reason),
            advice,
        )
    if not right:
        advice = say("Choose Model > Device > CPU, and have the card looked at.")
        return Finding(NAME, Health.FAULT, say("{found}; it computes wrongly", found=found), advice)
    if free < LITTLE_VRAM:
        advice = say("Close other programs that use the card, or choose a smaller model.")
        return Finding(NAME, Health.WARNING, found, advice)
    return Finding(NAME, Health.OK, f"{found}, {precision}")


def _unused(driver: str, built_for: str | None) -> Finding:
    """There is an NVIDIA driver, but PyTorch sees no card."""
    if built_for is None:
        advice = say(
            "The model runs on the processor. For the card install the version for NVIDIA, or, from source, "
            "delete .venv and start python3 run.py again."
        )
        return Finding(
            NAME,
            Health.WARNING,
            say("{driver}, but this PyTorch is built without CUDA", driver=driver),
            advice,
        )
    supports = re.search(r"CUDA ([\d.]+)", driver)
    if supports and _version(supports[1]) < _version(built_for):
        found = say("{driver}, but this PyTorch needs CUDA {built_for}", driver=driver, built_for=built_for)
        return Finding(NAME, Health.WARNING, found, say("Update the NVIDIA driver: {page}", page=DRIVERS))
    advice = say(
        "Restart the computer; if that does not help install the NVIDIA driver again: {page}",
        page=DRIVERS,
    )
    return Finding(
        NAME, Health.WARNING, say("{driver}, but PyTorch finds no card that works", driver=driver), advice
    )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def nvidia_driver() -> str | None:
    """What `nvidia-smi` says of the driver, "NVIDIA driver 550.54, CUDA 12.4"; None where there is none."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    try:
        told = subprocess.run(
            [program],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return say("an NVIDIA driver that does not answer")
    driver, cuda = (
        re.search(r"Driver Version:\s*([\d.]+)", told),
        re.search(r"CUDA Version:\s*([\d.]+)", told),
    )
    if driver is None:
        return say("an NVIDIA driver that does not answer")
    if cuda is None:
        return say("NVIDIA driver {version}", version=driver[1])
    return say("NVIDIA driver {version}, CUDA {cuda}", version=driver[1], cuda=cuda[1])

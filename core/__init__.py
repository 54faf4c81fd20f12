"""The half of SAMuraiVision that runs without a screen: media, models, tracking, documents, formats."""

import os
import sys

# OpenMP's threads spin for their next piece of work unless told to sleep. Beside anything else that computes
# (the window, the thread that decodes) two spinning threads on two cores wait for each other for whole time
# slices: one small operation then took 60 ms in place of 0.3, a frame of tracking 1.5 s in place of 0.1.
# Sleeping costs some 30 µs an operation on an idle machine. It must be set before torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _keep_freed_memory() -> None:
    """Let the C library keep what large arrays leave rather than hand it back at once.

    A model makes and drops arrays of some megabytes all the time, and every page of one that comes anew from
    the system costs a fault: a seventh of the time of tracking, a tenth of that of training. The most memory
    that the process takes stays the same. Only glibc can be told; a user who told it has the last word.
    """
    if sys.platform != "linux" or any(name.startswith("MALLOC_") for name in os.environ):
        return
    import ctypes

    if tell := getattr(ctypes.CDLL(None), "mallopt", None):
        trim_threshold, mmap_threshold = -1, -3  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD of malloc.h
        tell(mmap_threshold, 32 << 20)  # the largest that it takes
        tell(trim_threshold, 256 << 20)


_keep_freed_memory()

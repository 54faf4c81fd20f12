"""The half of SAMuraiVision that runs without a screen: media, models, tracking, documents, formats."""

import os
import sys

# OpenMP's threads spin for their next piece of work unless told to sleep. Beside anything else that computes
# (the window, the thread that decodes) two spinning threads on two cores wait for each other for whole time
# slices: a frame of tracking took 0.5 to 1.5 s in place of 0.1. But waking one that sleeps takes longer than
# most operations do. So they spin for some microseconds and then sleep. A frame on two threads, in seconds,
# on a processor where it takes 0.14 on one thread: spinning a third as long, 0.16; so, 0.11; ten times as
# long, 0.09; and beside a busy core 0.16, 0.20 and 0.79. It must be set before torch is loaded.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    os.environ.setdefault("GOMP_SPINCOUNT", "3000")


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

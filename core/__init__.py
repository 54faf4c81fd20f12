"""The half of SAMuraiVision that runs without a screen: media, models, tracking, documents, formats."""

import os

# OpenMP's threads spin for their next piece of work unless told to sleep. Beside anything else that computes
# (the window, the thread that decodes) two spinning threads on two cores wait for each other for whole time
# slices: one small operation then took 60 ms in place of 0.3, a frame of tracking 1.5 s in place of 0.1.
# Sleeping costs some 30 µs an operation on an idle machine. It must be set before torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

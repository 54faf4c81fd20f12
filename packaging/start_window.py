"""The packaged app of Windows and macOS: the window, with the project or video it was asked to open."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from desktop.app import main

    # Older versions of macOS hand a program started from Finder its process's serial number.
    sys.exit(main([word for word in sys.argv[1:] if not word.startswith("-psn_")]))

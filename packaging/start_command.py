"""The packaged command line: `samuraivision track …`; on Linux, where it is the app too, also the window."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from core.cli.main import main

    sys.exit(main())

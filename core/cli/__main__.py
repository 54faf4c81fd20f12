"""`python -m core.cli`: the same as the command `samuraivision`."""

import sys

from core.cli.main import main

sys.exit(main())

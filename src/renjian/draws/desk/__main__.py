"""``python -m renjian.draws.desk draw …``, for a machine that has only the library."""

import sys

from renjian.draws.desk.shell import main

if __name__ == "__main__":
    sys.exit(main())

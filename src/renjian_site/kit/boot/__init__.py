"""How the site is set up, started and supervised by `./run` (no Django in here).

`environment` runs on the system's Python before anything is installed and needs the standard
library only; everything else runs in `.venv` and may use psycopg and polib. `throwaway` gives the
test suite a server of its own.
"""

"""`yimen divisions`, `yimen organs`, `yimen officers`: where the city begins, from the command line."""

from yimen.registers.agencies.commands.divisions import divisions
from yimen.registers.agencies.commands.officers import officers
from yimen.registers.agencies.commands.organs import organs

apps = {"divisions": divisions, "organs": organs, "officers": officers}
__all__ = ["apps", "divisions", "officers", "organs"]

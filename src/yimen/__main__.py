"""`python -m yimen` is the same as `yimen`."""

from yimen.site.command import main

main()

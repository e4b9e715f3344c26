"""Pages and API for a WSGI server; `yimen serve` serves yimen.site.served, which adds turns and live events."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.site.settings")

application = get_wsgi_application()

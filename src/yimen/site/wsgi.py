"""Pages and API for a WSGI server."""

import os
from typing import Final

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.site.settings")
PROXIES: Final = os.environ.get("YIMEN_PROXIES", "127.0.0.1")  # whose word is taken for who called

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), PROXIES)

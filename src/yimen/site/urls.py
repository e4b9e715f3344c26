"""Every address: each mounted module brings its own."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

from yimen.ground.modules import ModuleConfig

urlpatterns = [
    # first: programs call oftener than people, and wait for each answer
    path("", include("yimen.doors.api.urls")),
    *(
        path(config.prefix, include(f"{config.name}.urls"))
        for config in apps.get_app_configs()
        if isinstance(config, ModuleConfig) and config.label != "api" and find_spec(f"{config.name}.urls")
    ),
    path("accounts/", include("allauth.urls")),
    path("", include("allauth.idp.urls")),
]

handler400 = "yimen.ground.look.pages.bad_request"
handler403 = "yimen.ground.look.pages.forbidden"
handler404 = "yimen.ground.look.pages.not_found"
handler500 = "yimen.ground.look.pages.broken"

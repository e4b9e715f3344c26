"""The interface described for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yimen.doors.api.problems import MEANT
from yimen.doors.api.shell import api
from yimen.ground.gates import public


@public
@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """Say what each code of a problem means; its address stands in the `type` of every problem."""
    return render(request, "api/problems.html", {"meant": MEANT.items()})


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every address of the interface, its input and its scope, made from the description for machines."""
    described = api.get_openapi_schema()
    groups: dict[str, list[dict[str, str]]] = {}
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            tag = (one.get("tags") or ["other"])[0]
            body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            schema = body.get("$ref", "").rpartition("/")[2]
            words = {
                "method": method.upper(),
                "path": path,
                "summary": one.get("summary", ""),
                "body": schema,
                "scope": one["security"][0]["oauth2"][0],
            }
            groups.setdefault(tag, []).append({**words, "text": one.get("description", "")})
    return render(request, "api/docs.html", {"groups": groups.items()})

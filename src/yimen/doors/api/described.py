"""The interface as its description for machines tells it: OpenAPI 3.1 with scopes, keys and problems."""

import json
import re
from functools import cached_property
from http.client import responses
from typing import Any, Final

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser

from yimen.doors.api.acts import SCOPES
from yimen.doors.api.examples import EXAMPLES
from yimen.doors.api.once import LONGEST
from yimen.doors.api.problems import MEDIA_TYPE
from yimen.doors.api.schemas import DIGITS
from yimen.ground.bus.event import kinds

SCOPE: Final = "x-scope"
ESCAPED: Final = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
UNREADABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
DEEPEST: Final = 32
CONVERTED: Final = re.compile(r"<(?:\w+:)?(\w+)>")  # a part of an address as it is found by
KEY: Final = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "Sent again with the same body, the same answer is given and nothing is done.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}
PROBLEM: Final = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
WAIT: Final = {"Retry-After": {"description": "seconds", "schema": {"type": "integer", "minimum": 1}}}
OAUTH: Final = {
    "type": "oauth2",
    "flows": {"clientCredentials": {"tokenUrl": "/identity/o/api/token", "scopes": dict(SCOPES)}},
}


def needs(scope: str) -> dict[str, Any]:
    """Describe an operation as one that needs a scope."""
    return {SCOPE: scope}


def _refuse_number(word: str) -> None:
    message = f"{word} is not JSON"
    raise ValueError(message)


def _clean(value: Any, depth: int = 0) -> bool:  # noqa: ANN401 JSON from anywhere
    """Say whether every text in a body can be stored, and it is not nested endlessly."""
    if isinstance(value, str):
        return not UNREADABLE.search(value)
    if depth > DEEPEST:
        return False
    if isinstance(value, dict):
        return all(_clean(name) and _clean(one, depth + 1) for name, one in value.items())
    return not isinstance(value, list) or all(_clean(one, depth + 1) for one in value)


class Reader(Parser):
    """Reads bodies strictly: JSON as the standard has it, with text that can be stored."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 JSON from anywhere
        """Return the body. Raises ValueError."""
        words = request.body
        body = json.loads(words, parse_constant=_refuse_number)
        suspicious = ESCAPED.search(words) or words.count(b"[") + words.count(b"{") > DEEPEST
        if suspicious and not _clean(body):
            message = "text that cannot be stored"
            raise ValueError(message)
        return body


def _describe(method: str, one: dict[str, Any]) -> None:
    """Complete an operation: its scope, its key, and the problems that apply to it."""
    one["security"] = [{"oauth2": [one.pop(SCOPE)]}]
    answers, posts = one["responses"], method == "post"
    for parameter in one.get("parameters", []):
        if parameter["in"] == "path" and parameter["schema"].get("type") == "integer":
            parameter["schema"] = {**DIGITS, "title": parameter["schema"].get("title", "")}
    if example := EXAMPLES.get(one["operationId"]):
        one["requestBody"]["content"]["application/json"]["example"] = example
    answers[405] = {"description": responses[405]}
    if posts:
        one.setdefault("parameters", []).append(KEY)
        answers |= {status: {"description": responses[status]} for status in (411, 413, 415)}
    else:
        answers.pop(409, None)
    if not posts and not any(parameter["required"] for parameter in one["parameters"]):
        answers.pop(404, None)
    answers[503] = {"description": responses[503]}
    for status, words in answers.items():
        if status >= 400:
            words["content"] = PROBLEM
    answers[429]["headers"] = answers[503]["headers"] = WAIT


class Described(NinjaAPI):
    """The interface with a whole description, made once."""

    @cached_property
    def _whole(self) -> OpenAPISchema:
        schema = super().get_openapi_schema()
        for methods in schema["paths"].values():
            for method, one in methods.items():
                _describe(method, one)
        schema["components"]["securitySchemes"] = {"oauth2": OAUTH}
        wanted = schema["components"]["schemas"]["WebhookIn"]["properties"]["kinds"]
        wanted["items"] = {"type": "string", "enum": sorted(kinds())}
        return schema

    @cached_property
    def _queries(self) -> dict[tuple[str, str], frozenset[str]]:
        return {
            (method.upper(), path): frozenset(
                parameter["name"] for parameter in one.get("parameters", []) if parameter["in"] == "query"
            )
            for path, methods in self._whole["paths"].items()
            for method, one in methods.items()
        }

    def unknown_in_query(self, request: HttpRequest) -> list[str]:
        """Return what a call asks for in its query that its operation does not know."""
        found = request.resolver_match
        path = "/" + CONVERTED.sub(r"{\1}", found.route if found else "")
        return sorted({*request.GET} - self._queries.get((request.method or "", path), frozenset()))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of an operation: the last part of the address of an act, a verb and its thing otherwise."""
        return str(operation.view_func.__name__).replace("_", "-")

    def get_openapi_schema(
        self,
        *,
        path_prefix: str | None = None,  # noqa: ARG002 ninja's signature
        path_params: dict[str, Any] | None = None,  # noqa: ARG002 ninja's signature
    ) -> OpenAPISchema:
        """Return the description."""
        return self._whole

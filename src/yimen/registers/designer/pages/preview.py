"""Seeing the form of a version as people will: in every language, in large print and high contrast, online and at the window."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from yimen.ground.clock import now
from yimen.ground.look.forms import bound
from yimen.ground.questions import form_of, with_row
from yimen.registers.agencies.gates import staff
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.designer.gates import READERS, may_draw_up, version_for

MODES = ("standard", "elder", "contrast")
FACES = ("online", "window")


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show the form; what is filled in is judged by the same rules and kept nowhere."""
    draft = version_for(request, version_id)
    wished = request.GET.get("language", "")
    language = wished if wished in dict(settings.LANGUAGES) else translation.get_language() or "zh-hans"
    face = request.GET.get("face", "online")
    if request.GET.get("mode") in MODES:
        request.mode = request.GET["mode"]  # type: ignore[attr-defined]  # our own mark
    matter = catalogue.previewed(draft.matter, draft.content)
    with translation.override(language):
        known = {one.name: "…" for one in matter.form if one.known.startswith("person.")}
        kind = form_of(matter.form, language, known=known)
        form = bound(kind, request)
        sound = False
        if "_row" in request.POST:
            form = kind(initial=with_row(matter.form, form.typed(), request.POST["_row"]))
        elif request.method == "POST" and not getattr(request, "switching", False):
            form.is_valid()
            answers = catalogue.kept(matter, form.cleaned_data)
            errors = catalogue.check_form(matter, answers, today=now().date())
            sound = not errors
            form.mark(errors)
        context = {
            "draft": draft,
            "may_edit": may_draw_up(request, draft),
            "matter": matter,
            "form": form,
            "sound": sound,
            "face": face if face in FACES else "online",
            "tongue": language,
            "tongues": settings.LANGUAGES,
            "shown_mode": getattr(request, "mode", "standard"),
            "keeps_form": True,
        }
        answer = render(request, "designer/preview.html", context)
    answer["Content-Language"] = language
    return answer


@staff(*READERS)
@require_safe
def schema(request: HttpRequest, version_id: int) -> HttpResponse:
    """Give the form as JSON Schema 2020-12."""
    draft = version_for(request, version_id)
    matter = catalogue.previewed(draft.matter, draft.content)
    said = catalogue.json_schema(matter, translation.get_language() or "zh-hans")
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 2})

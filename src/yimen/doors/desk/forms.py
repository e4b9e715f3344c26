"""What officers fill in for each act."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts import DeclineGround, DeliveryMethod, SuspensionGround, ToldBy, Verdict
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import NeededField, PlainForm
from yimen.registers.people.reads import clean_name, clean_number, clean_phone

LONG = {"rows": 3}
QUESTIONS = "q"  # before the name of each question of a matter, beside those about the person


class NoForm(PlainForm):
    """An act that needs no words."""


class ReviewForm(PlainForm):
    """What a reviewer finds at one of the open steps."""

    step = forms.TypedChoiceField(label=_("Step"), coerce=int, widget=forms.RadioSelect)
    verdict = forms.ChoiceField(label=_("Finding"), choices=Verdict.choices, widget=forms.RadioSelect)
    opinion = forms.CharField(
        label=_("Opinion"), max_length=2000, required=False, widget=forms.Textarea(attrs=LONG)
    )
    second = forms.ChoiceField(
        label=_("Second officer"), required=False, help_text=_("Where two have to verify")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 Django's own
        steps: Sequence[tuple[int, str]] = (),
        officers: Sequence[tuple[str, str]] = (),
        two: bool = False,
        **kwargs: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("step", steps)
        self.offer("second", [("", "–"), *officers])
        self.fields["second"].required = two
        if not officers:
            del self.fields["second"]
        self.initial.setdefault("step", next((n for n, _name in steps), None))


class GrantForm(PlainForm):
    """Conditions of the permit with what they rest on, if any, and a remark that stays inside."""

    conditions = forms.CharField(
        label=_("Conditions of the permit"),
        help_text=_("Printed in the decision and on the certificate."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    conditions_why = NeededField(
        label=_("Reasons and legal basis of the conditions"),
        help_text=_("If there are conditions"),
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
    )
    remark = forms.CharField(
        label=_("Remark for the file"),
        help_text=_("Stays inside: it is neither printed nor published."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )


class ReasonForm(PlainForm):
    """Reasons that the person concerned will read."""

    reason = forms.CharField(label=_("Reasons"), max_length=4000, widget=forms.Textarea(attrs=LONG))


class RefuseForm(ReasonForm):
    """Reasons of a refusal, and whether the papers were false."""

    false_papers = forms.BooleanField(
        label=_("Facts were concealed or papers are false"),
        help_text=_(
            "Where safety, health, life or property are concerned, the applicant may not apply again for one year."
        ),
        required=False,
    )


class DeclineForm(PlainForm):
    """Why an application is not accepted, and who is competent."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    competent_organ = NeededField(
        label=_("Competent organ"), max_length=200, help_text=_("If another organ is competent")
    )
    reason = forms.CharField(label=_("Reasons"), max_length=4000, widget=forms.Textarea(attrs=LONG))

    def __init__(self, *args: Any, grounds: Sequence[str] = (), **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.offer("ground", [one for one in DeclineGround.choices if one[0] in grounds])


class ExtendForm(PlainForm):
    """By how many days, and why."""

    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=10, initial=5)
    reason = forms.CharField(label=_("Reasons"), max_length=2000, widget=forms.Textarea(attrs=LONG))


class SuspendForm(PlainForm):
    """Which special procedure, on which basis, for how long."""

    ground = forms.ChoiceField(label=_("Procedure"), choices=SuspensionGround.choices)
    basis = forms.CharField(label=_("Legal basis"), max_length=300)
    planned_days = forms.IntegerField(
        label=_("Working days told to the applicant"),
        min_value=1,
        max_value=365,
        help_text=_("The clock stands only once the notice is served."),
    )


class ProlongForm(PlainForm):
    """How many days more, and why."""

    planned_days = forms.IntegerField(
        label=_("Working days told to the applicant"), min_value=1, max_value=365
    )
    reason = forms.CharField(label=_("Reasons"), max_length=200, widget=forms.Textarea(attrs=LONG))


class DeliverForm(PlainForm):
    """How the decision was served."""

    method = forms.ChoiceField(
        label=_("Way of delivery"),
        choices=[one for one in DeliveryMethod.choices if one[0] != DeliveryMethod.NOTICE],
        help_text=_("By post it is on its way until the day of its receipt is written down"),
    )
    witnesses = NeededField(
        label=_("Witnesses"), max_length=200, help_text=_("If it was left at the address")
    )
    proof = NeededField(label=_("Proof"), max_length=200, help_text=_("Signature, postal number, record"))


class SendBackForm(PlainForm):
    """To which of the steps that were done, and why."""

    step = forms.TypedChoiceField(label=_("Step"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reasons"), max_length=2000, widget=forms.Textarea(attrs=LONG))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 Django's own
        steps: Sequence[tuple[int, str]] = (),
        **kwargs: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("step", steps)


class AbsenceForm(PlainForm):
    """When one will be away."""

    first = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)


class WalkInForm(PlainForm):
    """Someone stands at the window; the matter was chosen before."""

    name = forms.CharField(label=_("Name"), max_length=100)
    id_kind = forms.ChoiceField(
        label=_("Identity document"),
        choices=[
            ("resident", _("Resident identity card")),
            ("uscc", _("Unified social credit code")),
            ("passport", _("Passport")),
        ],
    )
    id_number = forms.CharField(label=_("Number of the document"), max_length=30)
    phone = forms.CharField(label=_("Telephone"), max_length=20)
    renamed = forms.BooleanField(
        label=_("The document shows this name; put right another that is registered"), required=False
    )
    account = forms.CharField(
        label=_("Sign-in name or e-mail of the person's own account"),
        help_text=_("Only if the person says that it is theirs: it is verified by the document you see."),
        max_length=254,
        required=False,
    )
    code = forms.CharField(label=_("Code of the matter"), max_length=200, widget=forms.HiddenInput)
    ticket = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def clean(self) -> None:
        """Judge name, number and telephone at once, so that everything wrong is said together."""
        given = self.cleaned_data
        if "name" in given:
            self._judge(lambda: clean_name(given["name"]))
        if "id_kind" in given and "id_number" in given:
            self._judge(lambda: clean_number(given["id_kind"], given["id_number"], today=now().date()))
        if "phone" in given:
            self._judge(lambda: clean_phone(given["phone"]))

    def _judge(self, rule: Callable[[], object]) -> None:
        try:
            rule()
        except Refused as refused:
            self.refuse(refused)


class RevealForm(PlainForm):
    """Why one has to see a hidden number."""

    why = forms.CharField(
        label=_("Why do you need to see it?"),
        max_length=200,
        error_messages={"required": _("Say why you need to see this.")},
    )


class ForwardForm(PlainForm):
    """The opinion that goes up with every paper."""

    verdict = forms.ChoiceField(label=_("Finding"), choices=Verdict.choices, widget=forms.RadioSelect)
    opinion = forms.CharField(label=_("Opinion"), max_length=2000, widget=forms.Textarea(attrs=LONG))


class IntentionForm(PlainForm):
    """What an elderly person answered when asked what they want."""

    said = forms.CharField(
        label=_("What the person said"),
        help_text=_("Asked in person, without anyone who gains by it."),
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
    )


class ByTwoForm(PlainForm):
    """A finding against somebody, which a second officer makes too (A-302)."""

    second = forms.ChoiceField(
        label=_("Second officer"), help_text=_("Needed for a finding against the holder."), required=False
    )

    field_order = ("outcome", "mended", "finding", "second")

    def __init__(self, *args: Any, officers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.offer("second", [("", "–"), *officers])


class CheckForm(ByTwoForm):
    """What the check of a commitment found."""

    outcome = forms.ChoiceField(
        label=_("Finding"),
        choices=[
            ("kept", _("The commitment is kept")),
            ("not_kept", _("Something is to be mended")),
            ("false", _("It was promised falsely")),
        ],
        widget=forms.RadioSelect,
    )
    finding = NeededField(
        label=_("What was found"),
        max_length=2000,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("Unless the commitment is kept"),
    )


class MendedForm(ByTwoForm):
    """Whether what was not kept has been mended."""

    mended = forms.ChoiceField(
        label=_("Finding"),
        choices=[("yes", _("It is mended")), ("no", _("It is not mended; the grant is to be revoked"))],
        widget=forms.RadioSelect,
    )
    finding = NeededField(
        label=_("What was found"),
        max_length=2000,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("Unless it is mended"),
    )


class RepairForm(PlainForm):
    """How the record of a false promise was repaired."""

    repair = forms.CharField(label=_("How the record was repaired"), max_length=300)


TOLD_BY = ToldBy.choices

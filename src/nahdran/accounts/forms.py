# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of sign-in, of one's own account, and of people and roles. Each checks shape and spelling; who may do what is checked elsewhere."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, ClassVar

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from nahdran.accounts import throttle
from nahdran.accounts.models import Role, User
from nahdran.accounts.rules import may_grant
from nahdran.accounts.scopes import api_scopes
from nahdran.kit.language import Worded
from nahdran.kit.text import clean_line
from nahdran.ui.forms import DateField, EmailField, LineField, UiForm

# A code must not work twice, in any process. Its window is 90 seconds long, with one period of tolerance on both sides.
CODE_WINDOW = 120


def _count_try(user: Any) -> None:
    """Whoever got hold of an open session must not guess the rest. allauth counts too, but each process for itself."""
    if not throttle.hit("again", str(user.pk), 10, 900):
        raise forms.ValidationError(_("Das waren zu viele Versuche. Bitte warten Sie eine Viertelstunde."))


class NoExtrasMixin:
    """allauth puts placeholders and CSS into its widgets; labels say it better."""

    fields: dict[str, forms.Field]

    def plain(self, **labels: Any) -> None:
        for name, label in labels.items():
            field = self.fields[name]
            field.label = label
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class StaffSignInForm(UiForm, NoExtrasMixin, LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain(login=_("E-Mail-Adresse"), password=_("Passwort"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(UiForm, NoExtrasMixin, PasswordAgainForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain(password=_("Passwort"))

    def clean_password(self) -> str:
        _count_try(self.user)
        return str(super().clean_password())


class CodeMixin(UiForm, NoExtrasMixin):
    """The code of an authenticator app or a recovery code."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain(code=_("Code"))
        self.fields["code"].widget.attrs["autocomplete"] = "one-time-code"

    def clean_code(self) -> str:
        if settings.DEMO and (shown := self._shown_code()):
            return shown
        code: str = super().clean_code()  # type: ignore[misc]
        typed = "".join(sign for sign in code if sign.isalnum()).lower()
        if not throttle.hit("used-code", f"{self.user.pk}:{typed}", 1, CODE_WINDOW):
            raise forms.ValidationError(_("Dieser Code wurde schon benutzt. Warten Sie auf den nächsten."))
        return code

    def _shown_code(self) -> str | None:
        """In the demonstration many people sign in with the code that the page shows, so there it may be used again."""
        code = str(self.cleaned_data["code"]).replace(" ", "")  # type: ignore[attr-defined]
        for factor in Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP):
            if validate_totp_code(decrypt(factor.data["secret"]), code):
                self.authenticator = factor
                return code
        return None


class SecondFactorForm(CodeMixin, AuthenticateForm):
    pass


class SecondFactorAgainForm(CodeMixin, CodeAgainForm):
    def clean_code(self) -> str:
        _count_try(self.user)
        return super().clean_code()


class ActivateTotpForm(UiForm, NoExtrasMixin, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain(code=_("Code aus der App"))


class AddPasskeyForm(UiForm, NoExtrasMixin, AddWebAuthnForm):
    """A passkey of ours always works without a password, so there is nothing to tick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.plain(name=_("Name des Passkeys"))

    def clean(self) -> dict:
        self.cleaned_data.setdefault("passwordless", True)
        return super().clean()


class RenamePasskeyForm(UiForm, NoExtrasMixin, EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain(name=_("Name des Passkeys"))


class EmailForm(UiForm, forms.Form):
    """One address: for a citizen's code, and for a forgotten password."""

    email = EmailField(label=_("E-Mail-Adresse"), max_length=254)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class CodeForm(UiForm, forms.Form):
    code = forms.CharField(
        label=_("Code aus der E-Mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class NewPasswordForm(UiForm, forms.Form):
    """Sets a password; the rules stand beside the field before they are broken."""

    password = forms.CharField(
        label=_("Neues Passwort"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Neues Passwort noch einmal"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("Die beiden Passwörter sind verschieden."))
        return data


class OwnDetailsForm(UiForm, forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": _("Name"), "language": _("Sprache")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["language"] = forms.ChoiceField(label=_("Sprache der E-Mails"), choices=settings.LANGUAGES)

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"])


class EraseForm(UiForm, forms.Form):
    """Deleting an account asks for the address, so that nobody does it by a slip."""

    email = EmailField(label=_("Ihre E-Mail-Adresse zur Bestätigung"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        if email != self.user.email:
            raise forms.ValidationError(_("Das ist nicht die Adresse dieses Kontos."))
        return email


class RolesField(forms.ModelMultipleChoiceField):
    """Roles as checkboxes; those the actor may not give are shown but cannot be changed."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> Worded:
        name, description = obj.label, obj.description_label
        return Worded(f"{name}: {description}", description.language) if description else name


class InviteForm(UiForm, forms.Form):
    name = LineField(label=_("Name"), max_length=150)
    email = EmailField(label=_("E-Mail-Adresse"), max_length=254)
    roles = RolesField(label=_("Rollen in der ganzen Stadt"), queryset=Role.objects.none(), required=False)

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = grantable_roles(actor)  # type: ignore[attr-defined]


class PersonForm(UiForm, forms.Form):
    name = LineField(label=_("Name"), max_length=150)
    roles = RolesField(label=_("Rollen in der ganzen Stadt"), queryset=Role.objects.none(), required=False)

    def __init__(self, *args: Any, actor: User, person: User, **kwargs: Any) -> None:
        held = Role.objects.filter(grants__user=person)
        kwargs.setdefault("initial", {"name": person.name, "roles": list(held)})
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = grantable_roles(actor)  # type: ignore[attr-defined]
        # Roles beyond the actor's own rights stay with the person whatever is ticked here.
        self.kept = [role for role in held if not may_grant(actor, role)]

    def wanted_roles(self) -> list[Role]:
        return [*self.cleaned_data["roles"], *self.kept]


class RoleForm(UiForm, forms.Form):
    """A role's name and its rights; ``keys`` are checkboxes drawn as a table by the template."""

    languages: ClassVar[dict[str, str]] = {"name": "de", "description": "de"}
    name = LineField(label=_("Bezeichnung"), max_length=80)
    description = LineField(label=_("Beschreibung"), max_length=200, required=False)

    def __init__(self, *args: Any, role: Role | None, known: Iterable[str], **kwargs: Any) -> None:
        if role is not None:
            kwargs.setdefault("initial", {"name": role.name, "description": role.description})
        super().__init__(*args, **kwargs)
        self.role = role
        self.fields["keys"] = forms.MultipleChoiceField(choices=[(key, key) for key in known], required=False)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Role.objects.filter(name__iexact=name)
        if self.role is not None:
            others = others.exclude(pk=self.role.pk)
        if others.exists():
            raise forms.ValidationError(_("Eine Rolle mit dieser Bezeichnung gibt es schon."))
        return name


class ApiKeyForm(UiForm, forms.Form):
    """A key for another program. Which scopes there are, the installed apps say."""

    name = LineField(
        label=_("Name"),
        max_length=80,
        help_text=_("Wer benutzt ihn? Zum Beispiel: Melde-App des Kreises."),
    )
    scopes = forms.MultipleChoiceField(label=_("Wofür"), widget=forms.CheckboxSelectMultiple)
    rate_per_minute = forms.IntegerField(label=_("Anfragen je Minute"), min_value=1, max_value=10_000, initial=120)
    expires = DateField(label=_("Gültig bis"), required=False, help_text=_("Leer: bis er zurückgezogen wird."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(scope.key, f"{scope.label}. {scope.description}".rstrip(". ") + ".") for scope in api_scopes]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]

    def expires_at(self) -> datetime | None:
        """The last moment of the chosen day."""
        day = self.cleaned_data["expires"]
        return make_aware(datetime.combine(day, time.max)) if day else None


def grantable_roles(actor: User) -> Any:
    """The roles that ``actor`` may give, in order."""
    return Role.objects.filter(pk__in=[role.pk for role in Role.objects.all() if may_grant(actor, role)])

# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A person who signs in. No user name: the e-mail address is the name, in lower case, once per address.

What a person may do is decided in ``accounts.rules``, never by reading fields here.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.enums import Kind


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A citizen unless ``kind`` says otherwise; without a password nobody can sign in by password."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{"kind": Kind.STAFF, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    name = models.CharField(_("Name"), max_length=150, blank=True)
    kind = models.CharField(_("Art des Kontos"), max_length=10, choices=Kind.choices, default=Kind.CITIZEN)
    language = models.CharField(_("Sprache"), max_length=8, default="de")
    is_active = models.BooleanField(_("Aktiv"), default=True)
    created_at = models.DateTimeField(_("Angelegt am"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("Zuletzt gesehen"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once"),
            models.CheckConstraint(name="accounts_user_kind", condition=models.Q(kind__in=Kind.values)),
        ]
        indexes = [models.Index(fields=["kind", "name", "id"], name="accounts_user_by_name")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Wagtail and Django ask by this name."""
        return self.kind == Kind.STAFF

    @property
    def audit_label(self) -> str:
        """How the log names this person. Citizens by number: their name must not outlive their account there."""
        return str(self) if self.is_staff else f"Bürgerkonto {self.pk}"

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

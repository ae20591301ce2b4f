"""What people say of themselves."""

from django import forms

from entities.forms.widgets import LanguageSelect
from entities.models import DirectoryEntry, User


class ProfileForm(forms.ModelForm):
    """Name and language of a person."""

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput({"autocomplete": "name", "dir": "auto"}), "language": LanguageSelect}


class DirectoryForm(forms.ModelForm):
    """What the directory of the network tells of a person."""

    class Meta:
        model = DirectoryEntry
        fields = ["office", "function", "phone", "shows_name", "shows_email", "shows_phone"]
        widgets = {"phone": forms.TextInput({"autocomplete": "tel", "type": "tel"})}

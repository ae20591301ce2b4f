"""What people say of themselves."""

from django import forms

from entities.models import User


class ProfileForm(forms.ModelForm):
    """Name and language of a person."""

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput({"autocomplete": "name", "dir": "auto"})}

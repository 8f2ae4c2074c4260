"""The form of a redaction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.drafting import box
from ideas.forms.shared import FormKey
from ideas.redaction import LONGEST_PASSAGE, NotAPassage, Passage


class RedactForm(FormKey):
    """The passage to look for."""

    words = box(
        _("The words to take out"), LONGEST_PASSAGE,
        _("A name, say, exactly as far as it should go. Capitals, spaces and line ends make no difference."),
        required=True, one_line=True,
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["autocomplete"] = "off"

    def clean_words(self) -> Passage:
        """Return the passage that is meant."""
        try:
            return Passage.of(self.cleaned_data["words"])
        except NotAPassage:
            raise forms.ValidationError(_("Type at least two characters of the words to take out.")) from None

"""Fields of the form for badges: how much a level takes, and what is said and shown in each language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import format_decimal, gettext as _, lazy_gettext as _l
from wtforms import Field, FileField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from forum.badges.models import HIGHEST, NAME_LENGTH, TEXT_LENGTH
from forum.core.metrics import Metric, metrics

TENTHS = 10
MOST = Decimal(10) * HIGHEST
"""Whatever is beyond is too much anyway; 1e999999999 would take for ever to be written out."""


class LevelField(StringField):  # type: ignore[misc]  # WTForms has no types
    """How much a level takes: a number, with a comma or a point where tenths are counted."""

    data: Decimal | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is no level."""
        typed = (valuelist[0] if valuelist else "").strip().replace(",", ".")
        try:
            self.data = Decimal(typed) if typed else None
        except InvalidOperation as error:
            self.data = None
            raise ValueError(self.gettext(_("Type a number."))) from error

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no amount, or falls between two steps of what is counted.

        Raises:
            ValidationError: with the reason.
        """
        if self.data is None:
            return
        if not self.data.is_finite():
            self.data = None
            raise ValidationError(_("Type a number."))
        metric = metrics.get(form.metric.data or "")
        if self._steps(metric) != self._steps(metric).to_integral_value():
            self.data = None
            is_in_tenths = metric is not None and metric.tenths
            raise ValidationError(
                _("At most one digit after the comma.") if is_in_tenths else _("Whole numbers only.")
            )

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return str(format_decimal(self.data)) if self.data is not None else ""

    def threshold(self, metric: Metric | None) -> int | None:
        """Return what was typed as the metric counts it."""
        return None if self.data is None else int(self._steps(metric))

    def _steps(self, metric: Metric | None) -> Decimal:
        within = max(-MOST, min(self.data or Decimal(0), MOST))
        return within * (TENTHS if metric is not None and metric.tenths else 1)


def level_shown(threshold: int | None, metric: Metric | None) -> Decimal | None:
    """Return a threshold as people type it."""
    if threshold is None:
        return None
    return Decimal(threshold) / TENTHS if metric is not None and metric.tenths else Decimal(threshold)


def fields_for(code: str, language: str) -> dict[str, Field]:
    """Return the fields of one language, by name: what the badge is called, what it is for, its picture there."""
    return {
        f"names-{code}": StringField(
            _l("Name (%(language)s)", language=language), render_kw={"maxlength": NAME_LENGTH}
        ),
        f"texts-{code}": TextAreaField(
            _l("What it is for (%(language)s)", language=language),
            render_kw={"maxlength": TEXT_LENGTH, "rows": 2},
        ),
        f"picture-{code}": SelectField(_l("Picture (%(language)s)", language=language), default=""),
        f"file-{code}": FileField(_l("A picture of your own (%(language)s)", language=language)),
    }

"""A number that a channel's formulas speak of by name."""

from keyword import iskeyword
from typing import Annotated

from pydantic import StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from ..units import named_number, quantity
from ..values import NAMED, value
from .expression import FUNCTIONS, GIVEN

Name = Annotated[str, StringConstraints(pattern=NAMED, max_length=40)]


@value
class Param:
    """A named value with its unit, such as the largest time constant of a channel or the shift of its voltages."""

    name: Name
    value: named_number
    """{name}: {help}"""
    unit: str
    help: str

    @model_validator(mode="after")
    def _is_of_its_unit(self) -> "Param":
        if self.name in FUNCTIONS or self.name in GIVEN:
            raise ValueError(f"Param {self.name!r}: a formula knows this name already")
        if iskeyword(self.name):
            raise ValueError(f"Param {self.name!r}: a formula cannot speak of it; give it another name")
        try:
            quantity(self.unit).check(self.value)
        except PydanticCustomError as error:
            raise ValueError(f"Param {self.name!r} = {self.value:g} {self.unit}: {error.message()}") from None
        return self

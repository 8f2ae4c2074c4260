"""The content of the guide."""

from characteristics.models.characteristic import (
    Characteristic,
    Component,
    Connection,
    Example,
    Mechanism,
    Pitfall,
)
from characteristics.models.page import Page, Principle, PrinciplePoint, Reference, Resource, Term
from characteristics.models.question import Question, Wording
from characteristics.models.source import KeyManager, Source, Sourced
from characteristics.models.weighing import WordToWeigh

__all__ = [
    "Characteristic",
    "Component",
    "Connection",
    "Example",
    "KeyManager",
    "Mechanism",
    "Page",
    "Pitfall",
    "Principle",
    "PrinciplePoint",
    "Question",
    "Reference",
    "Resource",
    "Source",
    "Sourced",
    "Term",
    "WordToWeigh",
    "Wording",
]

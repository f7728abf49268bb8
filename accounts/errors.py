"""Refusals of the domain: the request is right, the moment is wrong. 409 by the API, a sentence on the form by a page."""


class DomainError(Exception):
    """Says what happened in a sentence for people; `code` names it for other systems."""

    code = "conflict"


class RuleBroken(DomainError):
    """The database refused the write by a rule of its own; `code` is the rule's name."""

    def __init__(self, sentence: str, code: str) -> None:
        super().__init__(sentence)
        self.code = code


class ChangedMeanwhile(DomainError):
    """Someone else saved first."""

    code = "changed_meanwhile"

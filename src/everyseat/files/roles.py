"""How a file spells who rated: self, manager, peer, report."""

import re

from everyseat.files.texts import folded

SELF, MANAGER, PEER, REPORT = "self", "manager", "peer", "report"
SPELLINGS = {
    SELF: (
        "self|myself|me|own|oneself|self assessment|self assessor|self rating|self rater|"
        "self evaluation|self review|self report|self reported|self score|own assessment|"
        "own rating|own view|self feedback|self appraisal|self perception|ego|"
        "themselves|themself|leader self|leader (self)|(self)|self (leader)|participant (self)|"
        "hunan|hunanasesiad|fi fy hun|selbst|selbsteinschätzung|selbstbild|"
        "autoévaluation|auto évaluation|autoevaluation|auto evaluation|autoevaluación|"
        "auto evaluación|autoevaluacion|autovalutazione|soi même|zelf|zelfevaluatie|"
        "zelfbeoordeling|själv|selv"
    ),
    MANAGER: "manager|managers|my manager|line manager|line managers|direct manager|their manager|"
    "boss|supervisor|rheolwr",
    PEER: "peer|peers|a peer|my peer|my peers",
    REPORT: "report|reports|direct report|direct reports|my direct report|a direct report|"
    "my direct reports",
}
_ROLE = {spelling: role for role, text in SPELLINGS.items() for spelling in text.split("|")}
_MAY_BE_SELF = re.compile(r"\b(self|own|myself|oneself|selbst|auto)\b")


def _plain(text: str) -> str:
    """Return a spelling without hyphens, underscores, full stops and quotation marks."""
    return " ".join(re.sub(r"[-‐‑–_./'\"]+", " ", folded(text)).split())


def role(text: str) -> str:
    """Return self, manager, peer or report for its spellings, "" for anything else."""
    return _ROLE.get(_plain(text), "")


def may_be_self(text: str) -> bool:
    """Return whether a relationship that is not known might be a self-assessment."""
    return not role(text) and bool(_MAY_BE_SELF.search(_plain(text)))


def is_relationship(values: set[str]) -> bool:
    """Return whether a column of these values says who rated: two of them are known roles."""
    roles = {role(value) for value in values} - {""}
    return len(roles) > 1 or (SELF in roles and len(values) > 1)

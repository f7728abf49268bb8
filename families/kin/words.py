"""The words themselves: whole terms where the set is finite, a few named patterns where it is not (domain.md §5.4).

The tables are marked for translation here and translated when a term is asked for, so each reader has their language.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from families.kin.bonds import BondState
from families.kin.graph import Basis, Gender, PartnershipKind


@dataclass(frozen=True, slots=True)
class Words:
    """One term for a woman or girl, for a man or boy, and for anyone else or not recorded."""

    woman: str
    man: str
    neutral: str

    def of(self, gender: Gender) -> str:
        """The reader's word for someone of this gender."""
        return gettext(self.raw(gender))

    def raw(self, gender: Gender) -> str:
        """The same, not yet translated."""
        match gender:
            case Gender.WOMAN_GIRL:
                return self.woman
            case Gender.MAN_BOY:
                return self.man
        return self.neutral


SELF = _("self")
CONNECTED = _("connected person")

PARENT = Words(_("mother"), _("father"), _("parent"))
PARENT_ON_BASIS: Mapping[Basis, Words] = {
    Basis.BIRTH: Words(_("birth mother"), _("birth father"), _("birth parent")),
    Basis.ADOPTIVE: Words(_("adoptive mother"), _("adoptive father"), _("adoptive parent")),
}
GRANDPARENT = Words(_("grandmother"), _("grandfather"), _("grandparent"))
CHILD = Words(_("daughter"), _("son"), _("child"))
GRANDCHILD = Words(_("granddaughter"), _("grandson"), _("grandchild"))
AUNT = Words(_("aunt"), _("uncle"), _("parent’s sibling"))
GREAT_AUNT = Words(_("great-aunt"), _("great-uncle"), _("grandparent’s sibling"))
NIECE = Words(_("niece"), _("nephew"), _("sibling’s child"))
GREAT_NIECE = Words(_("great-niece"), _("great-nephew"), _("sibling’s grandchild"))

SIBLING = Words(_("sister"), _("brother"), _("sibling"))
HALF_SIBLING = Words(_("half-sister"), _("half-brother"), _("half-sibling"))
SIBLING_NOT_KNOWN = Words(
    _("sister (full or half not known)"),
    _("brother (full or half not known)"),
    _("sibling (full or half not known)"),
)

COUSIN = _("cousin")
COUSINS = (_("first cousin"), _("second cousin"), _("third cousin"), _("fourth cousin"), _("fifth cousin"))
REMOVED = (
    "%(cousin)s",
    _("%(cousin)s once removed"),
    _("%(cousin)s twice removed"),
    _("%(cousin)s three times removed"),
    _("%(cousin)s four times removed"),
)

MATERNAL: Mapping[tuple[int, int], Words] = {
    (2, 0): Words(_("maternal grandmother"), _("maternal grandfather"), _("maternal grandparent")),
    (2, 1): Words(_("maternal aunt"), _("maternal uncle"), _("mother’s sibling")),
    (2, 2): Words(_("maternal cousin"), _("maternal cousin"), _("maternal cousin")),
}
PATERNAL: Mapping[tuple[int, int], Words] = {
    (2, 0): Words(_("paternal grandmother"), _("paternal grandfather"), _("paternal grandparent")),
    (2, 1): Words(_("paternal aunt"), _("paternal uncle"), _("father’s sibling")),
    (2, 2): Words(_("paternal cousin"), _("paternal cousin"), _("paternal cousin")),
}
MATERNAL_PATTERN = _("maternal %(term)s")
PATERNAL_PATTERN = _("paternal %(term)s")
SIDE_PATTERN = _("%(term)s (on %(name)s’s side)")

_WED = {
    BondState.CURRENT: Words(_("wife"), _("husband"), _("partner")),
    BondState.SEPARATED: Words(_("wife (separated)"), _("husband (separated)"), _("partner (separated)")),
    BondState.EX: Words(_("ex-wife"), _("ex-husband"), _("ex-partner")),
    BondState.LATE: Words(_("late wife"), _("late husband"), _("late partner")),
    BondState.BEREAVED: Words(_("widow"), _("widower"), _("surviving partner")),
}
_CIVIL = {
    BondState.CURRENT: _("civil partner"),
    BondState.SEPARATED: _("civil partner (separated)"),
    BondState.EX: _("ex-civil partner"),
    BondState.LATE: _("late civil partner"),
    BondState.BEREAVED: _("surviving civil partner"),
}
_TOGETHER = {
    BondState.CURRENT: _("partner"),
    BondState.SEPARATED: _("partner (separated)"),
    BondState.EX: _("ex-partner"),
    BondState.LATE: _("late partner"),
    BondState.BEREAVED: _("surviving partner"),
}


def _same(terms: Mapping[BondState, str]) -> Mapping[BondState, Words]:
    return {state: Words(term, term, term) for state, term in terms.items()}


PARTNER: Mapping[PartnershipKind, Mapping[BondState, Words]] = {
    PartnershipKind.MARRIED: _WED,
    PartnershipKind.CIVIL: _same(_CIVIL),
    PartnershipKind.COHABITING: _same(_TOGETHER),
    PartnershipKind.RELATIONSHIP: _same(_TOGETHER),
}

CARER: Mapping[Basis, str] = {
    Basis.GUARDIAN: _("special guardian"),
    Basis.KINSHIP_CARER: _("kinship carer"),
    Basis.FOSTER: _("foster carer"),
}
FORMER_CARER: Mapping[Basis, str] = {
    Basis.GUARDIAN: _("former special guardian"),
    Basis.KINSHIP_CARER: _("former kinship carer"),
    Basis.FOSTER: _("former foster carer"),
}
CARED_FOR: Mapping[Basis, str] = {
    Basis.GUARDIAN: _("child in special guardianship"),
    Basis.KINSHIP_CARER: _("child in kinship care"),
    Basis.FOSTER: _("foster child"),
}
FORMERLY_CARED_FOR: Mapping[Basis, str] = {
    Basis.GUARDIAN: _("child formerly in special guardianship"),
    Basis.KINSHIP_CARER: _("child formerly in kinship care"),
    Basis.FOSTER: _("former foster child"),
}
FOSTER_SIBLING = Words(_("foster sister"), _("foster brother"), _("foster sibling"))
FORMER_FOSTER_SIBLING = Words(_("former foster sister"), _("former foster brother"), _("former foster sibling"))

STEP_PARENT = Words(_("stepmother"), _("stepfather"), _("step-parent"))
FORMER_STEP_PARENT = Words(_("former stepmother"), _("former stepfather"), _("former step-parent"))
STEP_CHILD = Words(_("stepdaughter"), _("stepson"), _("stepchild"))
FORMER_STEP_CHILD = Words(_("former stepdaughter"), _("former stepson"), _("former stepchild"))
STEP_SIBLING = Words(_("stepsister"), _("stepbrother"), _("step-sibling"))
STEP_GRANDPARENT = Words(_("step-grandmother"), _("step-grandfather"), _("step-grandparent"))
STEP_GRANDCHILD = Words(_("step-granddaughter"), _("step-grandson"), _("step-grandchild"))
STEP_PATTERN = _("step-%(term)s")

IN_LAW: Mapping[tuple[int, int], Words] = {
    (1, 0): Words(_("mother-in-law"), _("father-in-law"), _("parent-in-law")),
    (0, 1): Words(_("daughter-in-law"), _("son-in-law"), _("child-in-law")),
    (1, 1): Words(_("sister-in-law"), _("brother-in-law"), _("sibling-in-law")),
}
IN_LAW_PATTERN = _("%(term)s-in-law")
BY_MARRIAGE: Mapping[tuple[int, int], Words] = {
    (2, 1): Words(_("aunt by marriage"), _("uncle by marriage"), ""),
    (1, 2): Words(_("niece by marriage"), _("nephew by marriage"), ""),
    (2, 2): Words(_("cousin by marriage"), _("cousin by marriage"), _("cousin by marriage")),
}
BY_MARRIAGE_PATTERN = _("%(term)s by marriage")

RELATIVES_PARTNER: Mapping[tuple[int, int], Words] = {
    (1, 0): Words(_("mother’s partner"), _("father’s partner"), _("parent’s partner")),
    (2, 0): Words(_("grandmother’s partner"), _("grandfather’s partner"), _("grandparent’s partner")),
    (0, 1): Words(_("daughter’s partner"), _("son’s partner"), _("child’s partner")),
    (0, 2): Words(_("granddaughter’s partner"), _("grandson’s partner"), _("grandchild’s partner")),
    (1, 1): Words(_("sister’s partner"), _("brother’s partner"), _("sibling’s partner")),
    (2, 1): Words(_("aunt’s partner"), _("uncle’s partner"), _("parent’s sibling’s partner")),
    (1, 2): Words(_("niece’s partner"), _("nephew’s partner"), _("sibling’s child’s partner")),
    (2, 2): Words(_("cousin’s partner"), _("cousin’s partner"), _("cousin’s partner")),
}
RELATIVES_PARTNER_PATTERN = _("%(relative)s’s partner")
RELATIVES_FORMER_PARTNER_PATTERN = _("%(relative)s’s former partner")
RELATIVES_LATE_PARTNER_PATTERN = _("%(relative)s’s late partner")

PARTNERS_RELATIVE: Mapping[tuple[int, int], Words] = {
    (1, 0): Words(_("partner’s mother"), _("partner’s father"), _("partner’s parent")),
    (2, 0): Words(_("partner’s grandmother"), _("partner’s grandfather"), _("partner’s grandparent")),
    (0, 1): Words(_("partner’s daughter"), _("partner’s son"), _("partner’s child")),
    (0, 2): Words(_("partner’s granddaughter"), _("partner’s grandson"), _("partner’s grandchild")),
    (1, 1): Words(_("partner’s sister"), _("partner’s brother"), _("partner’s sibling")),
    (2, 1): Words(_("partner’s aunt"), _("partner’s uncle"), _("partner’s parent’s sibling")),
    (1, 2): Words(_("partner’s niece"), _("partner’s nephew"), _("partner’s sibling’s child")),
    (2, 2): Words(_("partner’s cousin"), _("partner’s cousin"), _("partner’s cousin")),
}
PARTNERS_RELATIVE_PATTERN = _("partner’s %(relative)s")
EX_PARTNERS_RELATIVE_PATTERN = _("ex-partner’s %(relative)s")
LATE_PARTNERS_RELATIVE_PATTERN = _("late partner’s %(relative)s")

BETWEEN_PATTERN = _("%(relative)s’s %(other)s")
"""Through whom two people are joined: "daughter's father", "son's foster carer"."""

GREAT_PATTERN = _("great-%(term)s")
"""One generation further: great-grandmother, great-great-aunt, grandparent's sibling → great-grandparent's sibling."""
SIBLINGS_DESCENDANT_PATTERN = _("sibling’s %(descendant)s")
"""The neutral great-niece or -nephew beyond the grandchild, whose "great-" falls inside the term."""

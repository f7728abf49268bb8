from django.urls import include, path

from families.views import access, contact, families, goals, keeping, kinship, looked, people, settling, sign_ins, tree

app_name = "families"

family_urls = [
    path("change/", families.family_change, name="family-change"),
    path("people/", families.family_people, name="family-people"),
    path("people/add/", families.person_add, name="person-add"),
    path("tree/", tree.family_tree, name="family-tree"),
    path("tree/people/<uuid:focus>/", tree.family_tree, name="family-tree-around"),
    path("tree/people/<uuid:focus>/print/", tree.family_tree_print, name="family-tree-print"),
    path("who-has-looked/", looked.family_looked, name="family-looked"),
    path("goals/add/", goals.goal_add, name="goal-add"),
    path("alongside/begin/", access.involvement_begin, name="involvement-begin"),
]

person_urls = [
    path("change/", people.person_change, name="person-change"),
    path("facts/", people.person_facts, name="person-facts"),
    path("who-has-looked/", looked.person_looked, name="person-looked"),
    path("what-changed/", looked.person_changes, name="person-changes"),
    path("as-it-was/", looked.person_as_it_was, name="person-as-it-was"),
    path("names/add/", people.name_add, name="name-add"),
    path("families/add/", people.membership_add, name="membership-add"),
    path("parents/add/", kinship.parent_add, name="parent-add"),
    path("children/add/", kinship.child_add, name="child-add"),
    path("partners/add/", kinship.partner_add, name="partner-add"),
    path("siblings/add/", kinship.sibling_add, name="sibling-add"),
    path("responsibilities/add/", kinship.responsibility_add, name="responsibility-add"),
    path("homes/add/", contact.residence_add, name="residence-add"),
    path("contact-points/add/", contact.contact_point_add, name="contact-point-add"),
    path("who-may-see/", keeping.who_may_see, name="who-may-see"),
    path("blocks/add/", keeping.block_add, name="block-add"),
    path("restrictions/add/", keeping.restriction_add, name="restriction-add"),
    path("interests/add/", keeping.interest_add, name="interest-add"),
    path("agreements/add/", keeping.agreement_add, name="agreement-add"),
    path("sign-in/", sign_ins.person_sign_in, name="person-sign-in"),
    path("sign-in/invite/", sign_ins.invitation_add, name="invitation-add"),
    path("sign-in/end/", sign_ins.sign_in_end, name="sign-in-end"),
]

urlpatterns = [
    path("families/", families.family_list, name="family-list"),
    path("families/begin/", families.family_begin, name="family-begin"),
    path("families/<uuid:pk>/", include(family_urls)),
    path("our-page/who-has-looked/", looked.our_looked, name="our-looked"),
    path("access-log/", looked.access_log, name="access-log"),
    path("search/", families.search, name="search"),
    path("people/without-a-family/", people.intake_list, name="intake-list"),
    path("people/<uuid:pk>/", include(person_urls)),
    path("memberships/<uuid:pk>/end/", people.membership_end, name="membership-end"),
    path("parentages/<uuid:pk>/end/", kinship.parentage_end, name="parentage-end"),
    path("partnerships/<uuid:pk>/end/", kinship.partnership_end, name="partnership-end"),
    path("siblings/<uuid:pk>/end/", kinship.sibling_end, name="sibling-end"),
    path("names/<uuid:pk>/end/", people.name_end, name="name-end"),
    path("responsibilities/<uuid:pk>/end/", kinship.responsibility_end, name="responsibility-end"),
    path("homes/<uuid:pk>/end/", contact.residence_end, name="residence-end"),
    path("contact-points/<uuid:pk>/end/", contact.contact_point_end, name="contact-point-end"),
    path("alongside/<uuid:pk>/end/", access.involvement_end, name="involvement-end"),
    path("blocks/<uuid:pk>/end/", keeping.block_end, name="block-end"),
    path("restrictions/<uuid:pk>/end/", keeping.restriction_end, name="restriction-end"),
    path("interests/", keeping.interests, name="interests"),
    path("interests/<uuid:pk>/end/", keeping.interest_end, name="interest-end"),
    path("agreements/<uuid:pk>/withdraw/", keeping.agreement_withdraw, name="agreement-withdraw"),
    path("to-settle/", settling.to_settle, name="to-settle"),
    path("to-settle/<uuid:pk>/", settling.settle, name="settle"),
    path("invitations/<str:token>/", sign_ins.invitation_accept, name="invitation-accept"),
    path("goals/<uuid:pk>/score/", goals.goal_score, name="goal-score"),
]

from django.urls import include, path

from casework.urls_conferences import conference_urls
from casework.urls_learning import learning_urls
from casework.urls_supervision import supervision_urls
from casework.urls_window_checks import window_check_urls
from casework.urls_worries import worry_urls
from casework.views import (
    adding,
    anew,
    confidence,
    continuity,
    conversation_papers,
    conversations,
    corrections,
    looking_again,
    mending,
    my_plans,
    pages,
    processing,
    questions,
    records,
    safety_drafts,
    safety_maps,
    safety_sheets,
    scaling,
    self_reviews,
    sharing,
    sign_offs,
    story,
    support_maps,
    tips,
)

app_name = "casework"

family_urls = [
    path("", pages.family, name="family"),
    path("conversations/", conversations.conversation_list, name="conversation-list"),
    path("conversations/new/", conversations.conversation_new, name="conversation-new"),
    path("conversations/new/draft/", conversations.conversation_draft, name="conversation-draft"),
    path("conversations/new/words/", conversations.conversation_words, name="conversation-words"),
    path(
        "conversations/new/draft/discard/", conversations.conversation_draft_discard, name="conversation-draft-discard"
    ),
    path("scales/", scaling.family_scales, name="family-scales"),
    path("safety-maps/", safety_maps.family_safety_maps, name="family-safety-maps"),
    path("safety-maps/begin/", safety_sheets.safety_map_begin, name="safety-map-begin"),
    path("safety-maps/begin/draft/", safety_drafts.safety_map_begin_draft, name="safety-map-begin-draft"),
    path(
        "safety-maps/begin/draft/discard/",
        safety_drafts.safety_map_begin_draft_discard,
        name="safety-map-begin-draft-discard",
    ),
    path("told/", sharing.family_told, name="family-told"),
    path("told/new/", sharing.told_new, name="told-new"),
    path("told/new/draft/", sharing.told_new_draft, name="told-new-draft"),
    path("told/new/draft/discard/", sharing.told_new_draft_discard, name="told-new-draft-discard"),
    path("story/", story.family_story, name="family-story"),
    path("story/print/", story.family_story_print, name="family-story-print"),
    path("story/pdf/", story.family_story_pdf, name="family-story-pdf"),
    path("support-map/", support_maps.family_maps, name="family-maps"),
    path("support-map/draw/", support_maps.family_map_draw, name="family-map-draw"),
    path("support-map/draw/draft/", support_maps.family_map_draft, name="family-map-draft"),
    path("support-map/draw/draft/discard/", support_maps.family_map_draft_discard, name="family-map-draft-discard"),
]

safety_map_urls = [
    path("", safety_maps.safety_map, name="safety-map"),
    path("add/", safety_sheets.safety_map_add, name="safety-map-add"),
    path("danger/", safety_sheets.danger_write, name="danger-write"),
    path("draft/", safety_drafts.safety_map_draft, name="safety-map-draft"),
    path("draft/discard/", safety_drafts.safety_map_draft_discard, name="safety-map-draft-discard"),
    path("complete/", safety_maps.safety_map_complete, name="safety-map-complete"),
    path("go-on/", safety_maps.safety_map_go_on, name="safety-map-go-on"),
]

danger_urls = [
    path("goal/", safety_sheets.danger_goal, name="danger-goal"),
    path("scale/", safety_sheets.danger_scale, name="danger-scale"),
    path("differently/", safety_sheets.danger_differently, name="danger-differently"),
    path("take-off/", safety_maps.danger_take_off, name="danger-take-off"),
]

my_plan_urls = [
    path("", my_plans.my_plan, name="my-plan"),
    path("print/", my_plans.my_plan_print, name="my-plan-print"),
    path("days/", my_plans.my_plan_days, name="my-plan-days"),
    path("people/", my_plans.my_plan_people, name="my-plan-people"),
    path("hopes/", my_plans.my_plan_hopes, name="my-plan-hopes"),
    path("more/", my_plans.my_plan_more, name="my-plan-more"),
    path("readers/", my_plans.my_plan_readers, name="my-plan-readers"),
    path("as-it-was/", my_plans.my_plan_versions, name="my-plan-versions"),
    path("looking-back/", self_reviews.my_plan_reviews, name="my-plan-reviews"),
    path("look-back/", self_reviews.my_plan_look_back, name="my-plan-look-back"),
]

person_urls = [
    path("", pages.person, name="person"),
    path("plan/", my_plans.person_plan, name="person-plan"),
    path("plan/invite/", my_plans.person_plan_invite, name="person-plan-invite"),
    path("told/", sharing.person_told, name="person-told"),
    path("story/", story.person_story, name="person-story"),
    path("story/print/", story.person_story_print, name="person-story-print"),
    path("story/pdf/", story.person_story_pdf, name="person-story-pdf"),
    path("support-map/", support_maps.person_maps, name="person-maps"),
    path("support-map/draw/", support_maps.person_map_draw, name="person-map-draw"),
    path("support-map/draw/draft/", support_maps.person_map_draft, name="person-map-draft"),
    path("support-map/draw/draft/discard/", support_maps.person_map_draft_discard, name="person-map-draft-discard"),
]

list_urls = [
    path("words/", tips.tip_list, name="tip-list"),
    path("words/hear-again/", tips.tip_hear_again, name="tip-hear-again"),
    path("administration/words/begin/", tips.tips_begin, name="tips-begin"),
    path("administration/words/add/", tips.tip_add, name="tip-add"),
    path("administration/words/<uuid:pk>/", tips.tip_change, name="tip-change"),
    path("questions/", questions.question_list, name="question-list"),
    path("administration/questions/begin/", questions.questions_begin, name="questions-begin"),
    path("administration/questions/add/", questions.question_add, name="question-add"),
    path("administration/questions/<uuid:pk>/", questions.question_change, name="question-change"),
    path("why-we-hold-it/", processing.why_held, name="why-held"),
    path("why-we-hold-it/list/", processing.basis_list, name="basis-list"),
    path("administration/bases/begin/", processing.bases_begin, name="bases-begin"),
    path("administration/bases/add/", processing.basis_add, name="basis-add"),
    path("administration/bases/<uuid:pk>/", processing.basis_change, name="basis-change"),
]

urlpatterns = [
    *list_urls,
    *conference_urls,
    *worry_urls,
    *learning_urls,
    *supervision_urls,
    *window_check_urls,
    path("", pages.home, name="home"),
    path("today/", pages.today_page, name="today"),
    path("continuity/", continuity.continuity, name="continuity"),
    path("our-page/", pages.our_page, name="our-page"),
    path("families/<uuid:pk>/", include(family_urls)),
    path("people/<uuid:pk>/", include(person_urls)),
    path("support-maps/<uuid:pk>/", support_maps.support_map, name="support-map"),
    path("support-maps/<uuid:pk>/picture/", support_maps.support_map_picture, name="support-map-picture"),
    path("safety-maps/<uuid:pk>/", include(safety_map_urls)),
    path("safety-map-items/<uuid:pk>/take-off/", safety_maps.safety_map_item_take_off, name="safety-map-item-take-off"),
    path("dangers/<uuid:pk>/", include(danger_urls)),
    path("our-page/told/", sharing.our_told, name="our-told"),
    path("told/<uuid:pk>/", sharing.told, name="told"),
    path("our-page/my-plan/", my_plans.our_plan, name="our-plan"),
    path("our-page/my-plan/begin/", my_plans.our_plan_begin, name="our-plan-begin"),
    path("my-plans/<uuid:pk>/", include(my_plan_urls)),
    path("my-plan-versions/<uuid:pk>/", my_plans.my_plan_version, name="my-plan-version"),
    path("plan-invitations/<uuid:pk>/not-now/", my_plans.plan_invitation_not_now, name="plan-invitation-not-now"),
    path("talks-wanted/<uuid:pk>/", self_reviews.talk_wanted, name="talk-wanted"),
    path("our-page/only-mine/", confidence.only_mine, name="only-mine"),
    path("our-page/only-mine/write/", confidence.only_mine_write, name="only-mine-write"),
    path("only-mine/<uuid:pk>/readers/", confidence.only_mine_readers, name="only-mine-readers"),
    path("chosen-readers/<uuid:pk>/take-back/", confidence.reader_take_back, name="reader-take-back"),
    path("our-page/write/", adding.our_write, name="our-write"),
    path("our-page/write/draft/", adding.our_write_draft, name="our-write-draft"),
    path("our-page/write/draft/discard/", adding.our_write_draft_discard, name="our-write-draft-discard"),
    path("conversations/<uuid:pk>/print/", conversation_papers.conversation_print, name="conversation-print"),
    path("conversations/<uuid:pk>/pdf/", conversation_papers.conversation_pdf, name="conversation-pdf"),
    path("conversations/<uuid:pk>/add/", adding.conversation_add, name="conversation-add"),
    path("conversations/<uuid:pk>/add/draft/", adding.conversation_add_draft, name="conversation-add-draft"),
    path(
        "conversations/<uuid:pk>/add/draft/discard/",
        adding.conversation_add_draft_discard,
        name="conversation-add-draft-discard",
    ),
    path("conversations/<uuid:pk>/mend/", mending.conversation_mend, name="conversation-mend"),
    path("conversations/<uuid:pk>/mend/draft/", mending.conversation_mend_draft, name="conversation-mend-draft"),
    path(
        "conversations/<uuid:pk>/mend/draft/discard/",
        mending.conversation_mend_draft_discard,
        name="conversation-mend-draft-discard",
    ),
    path("entries/<uuid:pk>/take-back/", adding.entry_take_back, name="entry-take-back"),
    path("scales/<uuid:pk>/", scaling.scale, name="scale"),
    path("records/<uuid:pk>/look-again/", looking_again.record_look_again, name="look-again"),
    path("records/<uuid:pk>/", records.record, name="record"),
    path("conversations/<uuid:pk>/", conversations.conversation, name="conversation"),
    path("conversations/<uuid:pk>/not-how-it-was/", corrections.conversation_not_how_it_was, name="not-how-it-was"),
    path("conversations/<uuid:pk>/how-i-see-it/", sign_offs.conversation_how_i_see_it, name="how-i-see-it"),
    path("entries/<uuid:pk>/not-how-it-was/", corrections.entry_not_how_it_was, name="entry-not-how-it-was"),
    path("entries/<uuid:pk>/put-right/", anew.entry_put_right, name="entry-put-right"),
    path("corrections/<uuid:pk>/answer/", corrections.correction_answer, name="correction-answer"),
]

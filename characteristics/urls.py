"""Addresses of the guide."""

from django.urls import path

from characteristics import views, workshop

app_name = "characteristics"
urlpatterns = [
    path("characteristics/", views.characteristic_list, name="characteristic_list"),
    path("characteristics/<slug:slug>/", views.characteristic_detail, name="characteristic_detail"),
    path("workshop/<slug:slug>/", workshop.workshop_pack, name="workshop_pack"),
    path("about/", views.page_list, name="page_list"),
    path("about/resources/", views.resource_list, name="resource_list"),
    path("about/references/", views.reference_list, name="reference_list"),
    path("about/words/", views.term_list, name="term_list"),
    path("about/words-to-weigh/", views.word_list, name="word_list"),
    path("about/words-to-weigh.json", views.word_data, name="word_data"),
    path("about/<slug:slug>/", views.page_detail, name="page_detail"),
    path("seven-characteristics/", views.principle_list, name="principle_list"),
    path("seven-characteristics/check/", views.principle_check, name="principle_check"),
    path("seven-characteristics/<slug:slug>/", views.principle_detail, name="principle_detail"),
]

"""Addresses of the case studies and the directory."""

from django.urls import path

from casestudies import views

app_name = "casestudies"
urlpatterns = [
    path("case-studies/", views.casestudy_list, name="casestudy_list"),
    path("case-studies/<slug:slug>/", views.casestudy_detail, name="casestudy_detail"),
    path("programmes/", views.programme_list, name="programme_list"),
]

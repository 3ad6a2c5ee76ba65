from django.urls import path

from everyseat.moments import views

urlpatterns = [
    path("moments/", views.moments, name="moments"),
    path("moments/new/", views.moment_new, name="moment_new"),
    path("moments/<uuid:pk>/", views.moment, name="moment"),
    path("felt/<str:code>/", views.felt, name="felt"),
    path("felt/<str:code>/sent/", views.felt_sent, name="felt_sent"),
]

from everyseat.improvement.urls import public, services

urlpatterns = [*services.urlpatterns, *public.urlpatterns]

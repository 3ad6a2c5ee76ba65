from everyseat.improvement.urls import measures, public, services

urlpatterns = [*services.urlpatterns, *measures.urlpatterns, *public.urlpatterns]

from everyseat.improvement.urls import collecting, measures, public, services

urlpatterns = [
    *services.urlpatterns,
    *measures.urlpatterns,
    *collecting.urlpatterns,
    *public.urlpatterns,
]

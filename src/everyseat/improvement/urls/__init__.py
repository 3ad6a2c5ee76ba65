from everyseat.improvement.urls import (
    collecting,
    comments,
    frameworks,
    measures,
    public,
    services,
)

urlpatterns = [
    *services.urlpatterns,
    *comments.urlpatterns,
    *frameworks.urlpatterns,
    *measures.urlpatterns,
    *collecting.urlpatterns,
    *public.urlpatterns,
]

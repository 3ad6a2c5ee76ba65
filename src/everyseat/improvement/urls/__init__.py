from everyseat.improvement.urls import (
    capacity,
    collecting,
    comments,
    frameworks,
    issues,
    measures,
    public,
    services,
)

urlpatterns = [
    *services.urlpatterns,
    *comments.urlpatterns,
    *frameworks.urlpatterns,
    *issues.urlpatterns,
    *measures.urlpatterns,
    *capacity.urlpatterns,
    *collecting.urlpatterns,
    *public.urlpatterns,
]

from everyseat.improvement.urls import (
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
    *collecting.urlpatterns,
    *public.urlpatterns,
]

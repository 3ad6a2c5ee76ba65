from everyseat.improvement.urls import measures, public, services

urlpatterns = [*services.urlpatterns, *measures.urlpatterns, *public.urlpatterns]
from everyseat.improvement.urls import collecting, public, services

urlpatterns = [*services.urlpatterns, *collecting.urlpatterns, *public.urlpatterns]

"""The application that granian serves."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everyseat.site.settings")
application = get_asgi_application()

if os.environ.get("EVERYSEAT_JOBS"):
    from everyseat.site.jobs import start_thread

    start_thread()

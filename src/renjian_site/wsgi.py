"""The application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from renjian_site.authorities.starting import refuse_to_serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renjian_site.settings.web")
application = get_wsgi_application()
refuse_to_serve()

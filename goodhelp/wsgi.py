"""The way in for a production server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodhelp.settings")
application = get_wsgi_application()

# Here and not in AppConfig.ready(): every command would then ask the database before it may start.
from django.db import connections  # noqa: E402

from goodhelp.checks import refuse_demo_accounts_in_production  # noqa: E402

refuse_demo_accounts_in_production()
# A server that makes its workers out of this process (--preload) would give each the same connection.
connections.close_all()

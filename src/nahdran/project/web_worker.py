# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every worker process of the web server loads: the WSGI application, and the promise not to outlive the server.

Without it, a worker whose server was killed would keep the port and answer on with nobody to look after it.
"""

import os

from nahdran.project.orphans import die_with_parent

die_with_parent("SIGKILL")()
if os.environ.get("NAHDRAN_WEB_SERVER", str(os.getppid())) != str(os.getppid()):  # it died before we asked
    raise SystemExit("The web server is gone.")

from nahdran.project.wsgi import application  # noqa: E402

__all__ = ["application"]

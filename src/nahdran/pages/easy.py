# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the start page says in Leichte Sprache. Registered in ``panels.py``; a town may word it anew. German only, so nothing is marked for translation."""

HOME = """\
Das ist die Internet-Seite von der Stadt.

Hier können Sie der Stadt sagen:
- Eine Lampe ist kaputt.
- Auf der Straße ist ein Loch.
- Irgendwo liegt Müll.

Drücken Sie dafür auf **Melden**.
Wir erklären Ihnen jeden Schritt.

Haben Sie schon etwas gemeldet?
Dann drücken Sie auf **Stand ansehen**.
Dort sehen Sie: Was macht die Stadt gerade?"""

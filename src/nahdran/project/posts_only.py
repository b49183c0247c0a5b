# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page for people who come with GET to an address that takes only forms: by reloading, or after signing in again. Django's answer is empty."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nahdran.project.resend import failure_page

GetResponse = Callable[[HttpRequest], HttpResponse]


class PostsOnly:
    """Keeps the status 405 and the Allow header, and gives those who read pages one that says the way on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        looks = request.method == "GET" and request.accepts("text/html")
        if response.status_code != 405 or response.content or not looks:
            return response
        page = failure_page(request, "405.html", 405)
        page["Allow"] = response["Allow"]
        return page

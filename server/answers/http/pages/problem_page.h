#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PROBLEM_PAGE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PROBLEM_PAGE_H

#include "server/answers/http/base/message.h"

/* Turns a problem document into a page (static/problem.html) if the client prefers one, as browsers do when a
 * person follows a link or types an address. Status and headers stay. Leaves every other reply, and
 * the document if memory runs out. */
void problem_page_offer(const struct api_request *request, struct api_reply *reply);

#endif

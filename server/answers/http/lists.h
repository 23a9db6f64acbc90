#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_LISTS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_LISTS_H

#include "server/answers/http/base/exchange.h"

/*
 * The values to choose from: every block of the Unicode Standard, every script that has a
 * character, every general category, each with its number of characters in the index.
 */

void lists_answer_blocks(const struct exchange *exchange);     /* GET /api/v1/blocks */
void lists_answer_scripts(const struct exchange *exchange);    /* GET /api/v1/scripts */
void lists_answer_categories(const struct exchange *exchange); /* GET /api/v1/categories */

#endif

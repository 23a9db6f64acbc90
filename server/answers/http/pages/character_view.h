#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_VIEW_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_VIEW_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "server/answers/http/pages/reader.h"
#include "server/answers/http/pages/subject.h"
#include "server/base/site.h"

/*
 * The page of a character as the server renders it: static/character.html filled in with the document of
 * the API. It works in w3m and without JavaScript. Thread-safe.
 */

struct character_options {
    bool pictured; /* there is a picture at /api/v1/characters/…/glyph.svg and glyph.png */
    bool fonts;    /* links lead to pages with fonts of the server */
};

/* Appends the page. The reader's languages decide which short name comes first. The site may be NULL: not
 * known. When memory runs out, the buffer is marked failed. */
void character_view_append(struct buffer *out, const struct subject *subject,
                           const struct reader *reader, const struct site *site,
                           const struct character_options *options);

#endif

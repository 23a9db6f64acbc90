#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_TEMPLATE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_TEMPLATE_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * Templates: a small subset of Mustache.
 *
 *     {{name}}              text, escaped for HTML and XML
 *     {{#name}} … {{/name}} repeated as long as the section callback returns true
 *     {{^name}} … {{/name}} sent once if the first call of the section callback returns false
 *     {{! …}}               a comment, not sent
 */

struct template_view {
    /* Appends the plain text of this name; the template escapes it. */
    void (*text)(void *context, struct slice name, struct buffer *out);
    /* Returns whether to send the section (again). Called with round 0, then with the next round
     * each time it has returned true. NULL if the template has no sections. */
    bool (*section)(void *context, struct slice name, unsigned round);
    void *context; /* passed to both */
};

/* Appends the document. When memory runs out, `out` is marked failed. A template with an unclosed
 * section is a bug in this program. Thread-safe. */
void template_render(struct buffer *out, struct slice template, const struct template_view *view);

#endif

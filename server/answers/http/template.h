#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_TEMPLATE_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_TEMPLATE_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * Documents with places to fill in: a small part of Mustache.
 *
 *     {{name}}              text, escaped for HTML and XML
 *     {{#name}} … {{/name}} what is between, as often as the section says
 *     {{^name}} … {{/name}} what is between, where the section says never
 *     {{! …}}               a remark, never sent
 */

struct template_view {
    /* Appends the text of that name, plain; escaping it is the template's. */
    void (*text)(void *context, struct slice name, struct buffer *out);
    /* Is the section of that name to be sent (once more)? Asked with round 0, and again with the
     * next round after each time that it said so. NULL for a template without sections. */
    bool (*section)(void *context, struct slice name, unsigned round);
    void *context; /* handed to both */
};

/* Appends the document. Out of memory, `out` has failed. A template with a section that does not
 * end is our own mistake. */
void template_render(struct buffer *out, struct slice template, const struct template_view *view);

#endif

#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PAGE_WORDS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_PAGE_WORDS_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "server/answers/http/pages/page_view.h"

/*
 * The sentences of the search page that have values in them, in the language of the page. Each function appends
 * plain text. static/find/status.js says the same.
 */

/* What was found, or why there is nothing. */
void page_words_status(struct buffer *out, const struct page_view *view);

/* Was another spelling searched, and is there another query that finds something? Then the status has a link
 * to it, with these texts before and after it. */
bool page_words_suggested(const struct page_view *view);
bool page_words_way_out(const struct page_view *view);
void page_words_before(struct buffer *out, const struct page_view *view);
void page_words_after(struct buffer *out, const struct page_view *view);

void page_words_title(struct buffer *out, const struct page_view *view);

/* Which rows are shown; nothing if there are none. */
void page_words_range(struct buffer *out, const struct page_view *view);

/* The heading of the start page: how many characters there are. Needs an index. */
void page_words_newest(struct buffer *out,
                       const struct page_view *view); /* "New in Unicode 17.0" */
void page_words_characters(struct buffer *out, const struct page_view *view);

/* The property whose values are listed. */
void page_words_browsed(struct buffer *out, const struct page_view *view);

/* The category of the current row. */
void page_words_category(struct buffer *out, const struct page_view *view);

/* Its script: in the language of the page, or else as the index has it. */
void page_words_script(struct buffer *out, const struct page_view *view);

/* "new in 17.0", of the current row. */
void page_words_new_in(struct buffer *out, const struct page_view *view);

/* What the row is labelled with (parts_label()); readings are names. */
void page_words_label(struct buffer *out, const struct page_view *view, const char *label);

#endif

/*
 * Every sentence is one message, with its numbers and quoted queries put in. Where a part of it is a link, the
 * message is cut there.
 */

#include "server/answers/http/pages/page_words.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/base/repr.h"
#include "server/answers/http/pages/complaint_words.h"

#define SITE_NAME "charfinder"

enum { KEY_SIZE = 64 }; /* bytes of a key that is put together */

static void say(struct buffer *out, const struct page_view *view, const char *key,
                const struct message_value *values)
{
    message_append(out, view->messages, slice_of(key), values);
}

static struct slice text_of(const struct buffer *text)
{
    return (struct slice){.bytes = text->bytes ? text->bytes : "", .size = text->size};
}

/* A query in quotation marks, to be released. */
static struct buffer quoted(struct slice query)
{
    struct buffer out = BUFFER_INIT;

    repr_append(&out, query.bytes, query.size);
    return out;
}

/* The key for a name of the index in a table of words: "wider.fewer-words". No key is as long as one that is
 * cut. */
static struct slice key_of(char key[static KEY_SIZE], const char *section, const char *name)
{
    (void)snprintf(key, KEY_SIZE, "%s%s", section, name);
    for (char *at = key; *at; at++) {
        *at = ascii_lower(*at);
        if (*at == ' ')
            *at = '-';
    }
    return slice_of(key);
}

bool page_words_suggested(const struct page_view *view)
{
    return view->state == PAGE_RESULTS && view->search.suggestion;
}

bool page_words_way_out(const struct page_view *view)
{
    return view->state == PAGE_RESULTS && !view->search.suggestion && view->search.nothing &&
           view->search.nothing->query[0] && !view->search.nothing->all_languages;
}

/*
 * What was found.
 */

static void append_found(struct buffer *out, const struct page_view *view)
{
    struct buffer query = quoted(view->query);
    const struct message_value values[] = {
        MESSAGE_NUMBER("count", view->total), MESSAGE_TEXT("query", text_of(&query)), {0}};

    say(out, view, view->total > 0 ? "status.found" : "status.none", values);
    out->failed = out->failed || query.failed;
    buffer_release(&query);
}

/* Why there is nothing: to readers of English in the words that programs get, which say more. */
static void append_reason(struct buffer *out, const struct page_view *view)
{
    const struct nothing *nothing = view->search.nothing;
    char key[KEY_SIZE];

    assert(nothing);
    if (strcmp(view->messages->language, "en") == 0)
        buffer_append_text(out, nothing->message);
    else
        message_append(out, view->messages,
                       key_of(key, "reason.", nothing_code_name(nothing->code)), NULL);
}

/* The message and its values, for whatever writes it: all of it, or the parts around a link. */
struct sentence {
    const char *key, *link;
    struct buffer query, status, reason;
    struct message_value values[5];
};

static void sentence_open(struct sentence *sentence, const struct page_view *view)
{
    const char *other = page_words_suggested(view) ? view->search.suggestion
                        : page_words_way_out(view) ? view->search.nothing->query
                                                   : "";

    *sentence = (struct sentence){.query = quoted(slice_of(other))};
    if (page_words_suggested(view)) {
        sentence->key = "status.instead";
        sentence->link = "{suggestion}";
        sentence->status = quoted(view->query);
        sentence->values[0] = MESSAGE_TEXT("query", text_of(&sentence->status));
        sentence->values[1] = MESSAGE_TEXT("suggestion", text_of(&sentence->query));
        sentence->values[2] = MESSAGE_NUMBER("count", view->total);
        return;
    }
    append_found(&sentence->status, view);
    append_reason(&sentence->reason, view);
    sentence->key = page_words_way_out(view) ? "status.way-out" : "status.explained";
    sentence->link = "{query}";
    sentence->values[0] = MESSAGE_TEXT("status", text_of(&sentence->status));
    sentence->values[1] = MESSAGE_TEXT("reason", text_of(&sentence->reason));
    sentence->values[2] = MESSAGE_TEXT("query", text_of(&sentence->query));
}

static void sentence_close(struct sentence *sentence, struct buffer *out)
{
    out->failed =
        out->failed || sentence->query.failed || sentence->status.failed || sentence->reason.failed;
    buffer_release(&sentence->query);
    buffer_release(&sentence->status);
    buffer_release(&sentence->reason);
}

static void append_part(struct buffer *out, const struct page_view *view, enum message_part part)
{
    struct sentence sentence;

    sentence_open(&sentence, view);
    message_append_part(out, view->messages, sentence.key, sentence.values, sentence.link, part);
    sentence_close(&sentence, out);
}

void page_words_before(struct buffer *out, const struct page_view *view)
{
    append_part(out, view, MESSAGE_BEFORE);
}

void page_words_after(struct buffer *out, const struct page_view *view)
{
    append_part(out, view, MESSAGE_AFTER);
}

static void append_results(struct buffer *out, const struct page_view *view)
{
    struct sentence sentence;

    if (!page_words_suggested(view) && !view->search.nothing) {
        append_found(out, view);
        return;
    }
    sentence_open(&sentence, view);
    say(out, view, sentence.key, sentence.values);
    sentence_close(&sentence, out);
}

static void append_failure(struct buffer *out, const struct page_view *view)
{
    const struct message_value values[] = {
        MESSAGE_TEXT("reason", slice_of(view->catalog->failure.text)), {0}};

    if (view->catalog->state == CATALOG_FAILED)
        say(out, view, "status.failed", values);
    else
        say(out, view, "status.memory", NULL);
}

static void append_error(struct buffer *out, const struct page_view *view)
{
    const struct query_error *error = &view->error;
    const struct message_value column[] = {MESSAGE_NUMBER("column", (uint32_t)error->column), {0}};

    message_append_part(out, view->messages, "status.column", column, "{problem}", MESSAGE_BEFORE);
    complaint_words_append(out, view->messages, slice_of(complaint_code(error->complaint)),
                           slice_of(error->key ? error->key : ""), slice_of(error->closest));
    message_append_part(out, view->messages, "status.column", column, "{problem}", MESSAGE_AFTER);
}

static void append_progress(struct buffer *out, const struct page_view *view)
{
    const struct message_value values[] = {MESSAGE_NUMBER("percent", view->catalog->progress), {0}};

    say(out, view, "status.building", values);
}

void page_words_status(struct buffer *out, const struct page_view *view)
{
    switch (view->state) {
    case PAGE_HOME:
        return;
    case PAGE_RESULTS:
        append_results(out, view);
        return;
    case PAGE_BAD_QUERY:
        append_error(out, view);
        return;
    case PAGE_BUILDING:
        append_progress(out, view);
        return;
    case PAGE_FAILED:
        append_failure(out, view);
        return;
    }
}

/* The title does not say why there is nothing. */
void page_words_title(struct buffer *out, const struct page_view *view)
{
    if (view->state == PAGE_HOME) {
        say(out, view, "title.home", NULL);
        return;
    }
    if (page_words_suggested(view))
        page_words_status(out, view);
    else if (view->state == PAGE_RESULTS)
        append_found(out, view);
    else if (view->state == PAGE_BUILDING)
        append_progress(out, view);
    if (view->state == PAGE_RESULTS || view->state == PAGE_BUILDING)
        buffer_append_text(out, " · ");
    buffer_append_text(out, SITE_NAME);
}

/*
 * The rest of the page.
 */

void page_words_range(struct buffer *out, const struct page_view *view)
{
    const struct message_value values[] = {
        MESSAGE_NUMBER("first", view->offset + 1),
        MESSAGE_NUMBER("last", view->offset + view->shown),
        MESSAGE_NUMBER("total", view->total),
        {0},
    };

    if (view->shown > 0)
        say(out, view, "range.shown", values);
    else if (view->total > 0)
        say(out, view, "range.last", values);
}

void page_words_newest(struct buffer *out, const struct page_view *view)
{
    const struct message_value values[] = {
        MESSAGE_TEXT("version", slice_of(charindex_unicode_version(view->catalog->index))),
        {0},
    };

    say(out, view, "browse.newest", values);
}

void page_words_new_in(struct buffer *out, const struct page_view *view)
{
    const struct message_value values[] = {
        MESSAGE_TEXT("version", slice_of(view->facts.age)),
        {0},
    };

    say(out, view, "rows.new", values);
}

void page_words_characters(struct buffer *out, const struct page_view *view)
{
    const struct charindex *index = view->catalog->index;
    const struct message_value values[] = {
        MESSAGE_NUMBER("count", charindex_characters(index)),
        MESSAGE_TEXT("version", slice_of(charindex_unicode_version(index))),
        {0},
    };

    say(out, view, "intro.characters", values);
}

void page_words_browsed(struct buffer *out, const struct page_view *view)
{
    char key[KEY_SIZE];

    message_append(out, view->messages, key_of(key, "browse.", property_name(view->browse)), NULL);
}

void page_words_category(struct buffer *out, const struct page_view *view)
{
    char key[KEY_SIZE];

    message_append(out, view->messages, key_of(key, "category.", view->facts.category), NULL);
}

void page_words_script(struct buffer *out, const struct page_view *view)
{
    char key[KEY_SIZE];

    if (!message_append_known(out, view->messages, key_of(key, "script.", view->facts.script)))
        buffer_append_text(out, view->facts.script);
}

void page_words_label(struct buffer *out, const struct page_view *view, const char *label)
{
    char key[KEY_SIZE];

    if (!message_append_known(out, view->messages, key_of(key, "wider.", label)))
        buffer_append_text(out, label);
}

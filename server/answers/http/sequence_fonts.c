/*
 * Only sequences that the index has are made, and marks on ◌: so that clients cannot fill the disk.
 */

#include "server/answers/http/sequence_fonts.h"

#include <string.h>

#include "index/unicode/character.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/base/tagged.h"
#include "server/answers/http/base/wish_store.h"
#include "server/answers/http/font_set.h"
#include "server/answers/http/pages/subject.h"

enum { DOTTED_CIRCLE = 0x25CC, DIGITS_MAX = 6 };

static const char prefix[] = "s-";

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads "1f1e8-1f1ed". Returns false if it is not that. */
static bool read_points(struct slice text, struct character_path *path)
{
    size_t digits = 0;

    path->count = 0;
    for (size_t i = 0; i <= text.size; i++) {
        int digit = i < text.size ? digit_of(text.bytes[i]) : -1;

        if (digit >= 0 && digits < DIGITS_MAX && path->count < CHARACTER_PATH_MAX) {
            path->points[path->count] =
                (digits == 0 ? 0 : path->points[path->count] * 16) + (uint32_t)digit;
            digits++;
        } else if (digit < 0 && digits > 0 && (i == text.size || text.bytes[i] == '-')) {
            path->count++;
            digits = 0;
        } else {
            return false;
        }
    }
    return path->count > 1;
}

static bool is_mark_on_circle(const struct repertoire *repertoire,
                              const struct character_path *path)
{
    struct character_facts facts;

    if (path->count != 2 || path->points[0] != DOTTED_CIRCLE || path->points[1] > CHARACTER_LAST)
        return false;
    character_facts(repertoire, path->points[1], &facts);
    return facts.category[0] == 'M';
}

static void wish_for(const struct repertoire *repertoire, struct wish *wish, const uint32_t *points,
                     size_t count)
{
    memset(wish, 0, sizeof *wish);
    wish->sliced = 1;
    wish->count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        wish->points[i] = points[i];
        if (points[i] == VARIATION_SELECTOR_16 || character_is_colourful(repertoire, points[i]))
            wish->coloured = 1;
    }
}

/* Returns false if that may not be wished for. */
static bool find_wish(const struct exchange *exchange, struct slice text, struct wish *wish)
{
    const struct charindex *index = exchange->catalog->index;
    const struct repertoire *repertoire = index ? charindex_repertoire(index) : NULL;
    struct character_path path;
    struct subject subject;

    if (!read_points(text, &path))
        return false;
    if (is_mark_on_circle(repertoire, &path)) {
        wish_for(repertoire, wish, path.points, path.count);
        return true;
    }
    if (subject_find(&subject, index, &path) != SUBJECT_FOUND)
        return false;
    if (!subject.is_sequence) /* with U+FE0F */
        subject.points[subject.count++] = VARIATION_SELECTOR_16;
    wish_for(repertoire, wish, subject.points, subject.count);
    return true;
}

static void append_rule(struct buffer *out, struct slice text, const struct made *made)
{
    char digest[FONT_DIGEST_SIZE];

    font_digest(made_part(made, MADE_WOFF2), digest);
    buffer_append_format(out,
                         "@font-face{font-family:" FONT_FAMILY
                         "-%.*s;src:url(fonts/%s%.*s-%s.woff2)format(\"woff2\")" FONT_METRICS "}\n",
                         (int)text.size, text.bytes, prefix, (int)text.size, text.bytes, digest);
}

/* Appends what there is for one: for what is not a sequence there is nothing. */
static void append_one(const struct exchange *exchange, struct slice text, struct buffer *out,
                       bool *whole)
{
    struct made *made = NULL;
    struct wish wish;

    if (!exchange->catalog->wishes || !find_wish(exchange, text, &wish))
        return;
    switch (wish_store_ask(exchange->catalog->wishes, &wish, &made)) {
    case WISH_READY:
        append_rule(out, text, made);
        made_unref(made);
        return;
    case WISH_AWAITED:
    case WISH_BUSY:
        *whole = false;
        return;
    case WISH_NONE:
    case WISH_FAILED:
        return;
    }
}

bool sequence_fonts_append_css(const struct exchange *exchange, struct slice list,
                               struct buffer *out, bool *whole)
{
    struct character_path path;
    size_t begin = 0, count = 0;

    for (size_t i = 0; i <= list.size; i++) {
        const struct slice one = {list.bytes + begin, i - begin};

        if (i < list.size && list.bytes[i] != ',')
            continue;
        if (++count > SEQUENCE_FONTS_MAX || !read_points(one, &path))
            return false;
        append_one(exchange, one, out, whole);
        begin = i + 1;
    }
    return true;
}

bool sequence_fonts_named(struct slice name)
{
    return slice_has_prefix(name, slice_of(prefix));
}

void sequence_fonts_answer(const struct exchange *exchange, struct slice name)
{
    const size_t begin = sizeof prefix - 1, end = FONT_DIGEST_SIZE; /* with its hyphen */
    char digest[FONT_DIGEST_SIZE];
    struct buffer body = BUFFER_INIT;
    struct made *made = NULL;
    struct slice woff2;
    struct wish wish;

    enum wish_state state;

    exchange->reply->status = 404;
    if (!exchange->catalog->wishes || !exchange->catalog->index || name.size < begin + end ||
        name.bytes[name.size - end] != '-' ||
        !find_wish(exchange, (struct slice){name.bytes + begin, name.size - begin - end}, &wish))
        return;
    state = wish_store_ask(exchange->catalog->wishes, &wish, &made);
    if (state == WISH_AWAITED) {
        exchange_fail(exchange, 503, "The slice is being made again; retry in a second");
        reply_header(exchange->reply, "Retry-After", "1");
    }
    if (state != WISH_READY)
        return;
    woff2 = made_part(made, MADE_WOFF2);
    font_digest(woff2, digest);
    if (memcmp(digest, name.bytes + name.size - end + 1, end - 1) == 0) {
        exchange->reply->status = 200;
        reply_header(exchange->reply, "Cache-Control", "public, max-age=31536000, immutable");
        buffer_append(&body, woff2.bytes, woff2.size);
        tagged_reply(exchange, digest, "font/woff2", &body);
    }
    made_unref(made);
}

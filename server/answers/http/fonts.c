/*
 * Slices of fonts at immutable addresses, and the style sheets that name them. A style sheet lists only
 * slices that have been made, so that nothing is ever waited for. One that lacks some has them made, and
 * says so by a rule: the page asks again in a second.
 */

#include "server/answers/http/fonts.h"

#include "index/base/hex.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/base/tagged.h"
#include "server/answers/http/font_set.h"
#include "server/answers/http/pages/webfonts.h"
#include "server/answers/http/sequence_fonts.h"

_Static_assert((int)WEBFONTS_ROWS <= (int)FONTS_ROWS_MAX, "a page asks for no more");

/* Reads "26,1f3". Returns how many rows there are, or 0 if it is not such a list. */
static size_t read_rows(struct slice text, uint32_t rows[static FONTS_ROWS_MAX])
{
    size_t count = 0, digits = 0;
    uint32_t row = 0;

    for (size_t i = 0; i <= text.size; i++) {
        const char c = *(i < text.size ? text.bytes + i : ",");
        int value = hex_value(c);

        if (value >= 0 && digits < 4) {
            row = row * 16 + (uint32_t)value;
            digits++;
        } else if (c == ',' && digits > 0 && row < FONT_ROWS && count < FONTS_ROWS_MAX) {
            rows[count++] = row;
            row = 0;
            digits = 0;
        } else {
            return 0;
        }
    }
    return count;
}

void fonts_answer_css(const struct exchange *exchange)
{
    static const char *const names[] = {"row", "sequence", NULL};
    const struct slice *wanted = target_value(exchange->target, "row"),
                       *sequences = target_value(exchange->target, "sequence");
    const struct catalog *catalog = exchange->catalog;
    char digest[FONT_DIGEST_SIZE];
    bool whole = true;
    struct buffer css = BUFFER_INIT;
    uint32_t rows[FONTS_ROWS_MAX];
    size_t count;

    if (!exchange_sends_once(exchange, names) || !exchange_sends_only(exchange, names))
        return;
    count = wanted ? read_rows(*wanted, rows) : 0;
    if (count == 0 && (wanted || !sequences)) {
        exchange_refuse(exchange, "row",
                        "Send up to %d rows of 256 code points, as 26,1f3 for U+2600 to U+26FF and "
                        "U+1F300 to U+1F3FF",
                        FONTS_ROWS_MAX);
        return;
    }
    buffer_append_text(&css, "/* Slices of the fonts installed beside the daemon. */\n");
    for (size_t i = 0; catalog->font_demand && i < count; i++) {
        if (catalog->fonts)
            font_set_append_css(catalog->fonts, rows[i], &css);
        if (catalog->fonts && font_set_made(catalog->fonts, rows[i]))
            continue;
        font_demand_add(catalog->font_demand, rows[i]);
        whole = false;
    }
    if (sequences && !exchange_ready(exchange)) {
        buffer_release(&css);
        return;
    }
    if (sequences && !sequence_fonts_append_css(exchange, *sequences, &css, &whole)) {
        buffer_release(&css);
        exchange_refuse(exchange, "sequence", "Send up to %d sequences, as 1f1e8-1f1ed,25cc-301",
                        SEQUENCE_FONTS_MAX);
        return;
    }
    if (!whole)
        buffer_append_text(&css, FONTS_UNFINISHED "{}\n");
    reply_header(exchange->reply, "Cache-Control", whole ? "public, max-age=60" : "no-store");
    font_digest((struct slice){css.bytes, css.size}, digest);
    tagged_reply(exchange, digest, "text/css; charset=utf-8", &css);
}

void fonts_answer_slice(const struct exchange *exchange)
{
    static const char ending[] = ".woff2";
    const struct font_set *set = exchange->catalog->fonts;
    struct slice name = exchange->rest;
    size_t end = sizeof ending - 1;
    const struct font_slice *slice = NULL;
    struct buffer bytes = BUFFER_INIT;
    struct slice woff2;

    if (name.size > end && sequence_fonts_named(name) &&
        memcmp(name.bytes + name.size - end, ending, end) == 0) {
        sequence_fonts_answer(exchange, (struct slice){name.bytes, name.size - end});
        return;
    }
    if (set && name.size > end && memcmp(name.bytes + name.size - end, ending, end) == 0)
        slice = font_set_find(set, (struct slice){name.bytes, name.size - end});
    if (!slice) {
        exchange->reply->status = 404;
        return;
    }
    reply_header(exchange->reply, "Cache-Control", "public, max-age=31536000, immutable");
    /* A copy: the set may be replaced while the reply is sent. */
    woff2 = font_slice_bytes(slice);
    buffer_append(&bytes, woff2.bytes, woff2.size);
    tagged_reply(exchange, font_slice_digest(slice), "font/woff2", &bytes);
}

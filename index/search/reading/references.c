/*
 * Character references of HTML that the query language refuses: without the semicolon ("&hearts",
 * "&#9728"), with white space between them, or among other characters ("M&uuml;ller"). Numbers of
 * C1 controls are read as HTML does: &#151; is a character of windows-1252.
 */

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/search/reading/points.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"
#include "index/text/code_page.h"
#include "index/text/entity.h"
#include "index/unicode/character.h"

enum { NAME_STEPS = 500, NAME_MAX_SIZE = 40, DIGITS_MAX = 7 };

static bool take_number(struct slice *text, uint32_t *value, bool *windows)
{
    struct slice left = *text;
    unsigned base = 10;

    if (!scan_take(&left, "#"))
        return false;
    if (scan_take(&left, "x"))
        base = 16;
    if (!scan_number(&left, base, 1, DIGITS_MAX, value) || *value > CHARACTER_LAST)
        return false;
    if (*value >= 0x80 && *value <= 0x9F)
        *windows = code_page_decode(CODE_PAGE_WINDOWS_1252, (unsigned char)*value, value);
    *text = left;
    return true;
}

/* Takes what stands after the "&". */
static bool take_reference(struct reader *reader, struct slice *text, struct points *points,
                           bool *windows)
{
    uint32_t named[ENTITY_MAX_POINTS], value;
    size_t size = 0, count;

    if (take_number(text, &value, windows)) {
        points_add(points, value);
    } else {
        while (size < text->size &&
               (ascii_is_digit(text->bytes[size]) || ascii_is_letter(text->bytes[size])))
            size++;
        if (size == 0 || size > NAME_MAX_SIZE ||
            !budget_take(reader->budget, BUDGET_EVALUATE, NAME_STEPS))
            return false;
        count = entity_find(text->bytes, size, named);
        for (size_t i = 0; i < count; i++)
            points_add(points, named[i]);
        if (count == 0)
            return false;
        text->bytes += size;
        text->size -= size;
    }
    (void)scan_take(text, ";");
    return true;
}

static void read_text(struct reader *reader, struct slice text)
{
    struct points points, referred;
    bool windows = false; /* a number that HTML reads as windows-1252 */

    points_init(&points);
    points_init(&referred);
    while (text.size > 0) {
        size_t at = 0, before = referred.count;

        if (scan_take_any(&text, ""))
            continue;
        if (scan_take(&text, "&")) {
            if (!take_reference(reader, &text, &referred, &windows))
                points_add(&points, '&');
            for (; before < referred.count; before++)
                points_add(&points, referred.list[before]);
            continue;
        }
        points_add(&points, (uint32_t)utf8_next(text.bytes, text.size, &at));
        text.bytes += at;
        text.size -= at;
    }
    if (referred.count == 0 || (!windows && scan_is_notation(reader->text)))
        return;
    if (points.count > referred.count)
        reader_place(reader, READING_AFTER_EXACT);
    reader_add_points(reader, referred.list, referred.count);
    reader_add_points(reader, points.list, points.count);
}

void reading_references(struct reader *reader)
{
    if (memchr(reader->text.bytes, '&', reader->text.size))
        read_text(reader, scan_unwrap(reader->text));
}

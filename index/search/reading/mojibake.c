/*
 * UTF-8 that was read as an older character set, once or twice: "â€™" is ’ read as windows-1252.
 * Turning the text into bytes of that set must give valid UTF-8 beyond ASCII, all of it. The first
 * two characters beyond ASCII rule out most texts: they stand together, and code pages have them.
 */

#include "index/base/utf8.h"
#include "index/search/reading/points.h"
#include "index/search/reading/table.h"
#include "index/text/code_page.h"
#include "index/unicode/character.h"

enum { PAGE_STEPS = 300, TIMES_MAX = 3 };

static bool beyond_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] >= 0x80)
            return true;
    return false;
}

/* May a code page have it? Their characters are in this range, but for three of Macintosh. */
static bool in_code_pages(uint32_t point)
{
    enum { LAST = 0x25FF, APPLE = 0xF8FF, FI = 0xFB01, FL = 0xFB02 };

    return point >= 0x80 && (point <= LAST || point == APPLE || point == FI || point == FL);
}

/* Is it a plain letter of Russian? These are first bytes of UTF-8 in windows-1251, never others. */
static bool is_russian(uint32_t point)
{
    return point >= 0x410 && point <= 0x44F;
}

/* May the text be UTF-8 that was misread? Then its first two characters beyond ASCII are bytes of a
 * code page, and stand together. */
static bool is_likely(const char *text, size_t size)
{
    size_t at = 0;
    uint32_t point;

    while (at < size && (unsigned char)text[at] < 0x80)
        at++;
    if (at == size || !in_code_pages((uint32_t)utf8_next(text, size, &at)) || at == size)
        return false;
    point = (uint32_t)utf8_next(text, size, &at);
    return in_code_pages(point) && !is_russian(point);
}

/* Replaces the text by what it is the misreading of. */
static bool repair(struct reader *reader, enum code_page page, char *text, size_t *size)
{
    char bytes[QUERY_MAX_SIZE];
    size_t count;

    if (!is_likely(text, *size) || !budget_take(reader->budget, BUDGET_EVALUATE, PAGE_STEPS))
        return false;
    count = code_page_encode(page, text, *size, bytes, sizeof bytes);
    if (count == 0 || !utf8_valid(bytes, count) || !beyond_ascii(bytes, count))
        return false;
    memcpy(text, bytes, count);
    *size = count;
    return true;
}

static bool are_characters(const struct reader *reader, const struct points *points)
{
    for (size_t i = 0; i < points->count; i++) {
        uint32_t document;

        if (points->list[i] != VARIATION_SELECTOR_16 &&
            !charindex_find(reader->index, points->list[i], &document))
            return false;
    }
    return true;
}

static void add_beyond(struct reader *reader, const struct points *points)
{
    struct points beyond;

    points_init(&beyond);
    for (size_t i = 0; i < points->count; i++)
        if (points->list[i] >= 0x80)
            points_add(&beyond, points->list[i]);
    reader_add_points(reader, beyond.list, beyond.count);
}

void reading_mojibake(struct reader *reader)
{
    if (!is_likely(reader->text.bytes, reader->text.size))
        return;
    for (int page = 0; page < CODE_PAGES; page++) {
        char text[QUERY_MAX_SIZE];
        struct points points;
        size_t size = reader->text.size;
        int times = 0;

        points_init(&points);
        memcpy(text, reader->text.bytes, size);
        while (times < TIMES_MAX && repair(reader, (enum code_page)page, text, &size))
            times++;
        if (times == 0)
            continue;
        points_add_text(&points, text, size);
        if (!are_characters(reader, &points))
            continue;
        /* Misreadings as other code pages are rarer, and look more like words. */
        if (page > CODE_PAGE_LATIN_1)
            reader_place(reader, READING_AFTER_EXACT);
        add_beyond(reader, &points);
        reader_add_points(reader, points.list, points.count);
        return;
    }
}

/*
 * UTF-8 that was read as an older character set, once or twice: "â€™" is ’ read as windows-1252.
 * Turning the text into bytes of that set must give valid UTF-8 beyond ASCII, all of it. The first
 * two characters beyond ASCII rule out most texts: UTF-8 that is misread begins with one of few
 * characters, and has another one beyond ASCII after it.
 */

#include "index/base/utf8.h"
#include "index/search/reading/points.h"
#include "index/search/reading/table.h"
#include "index/unicode/character.h"
#include "index/unicode/code_page.h"

enum { PAGE_STEPS = 300, TIMES_MAX = 3 };

static bool beyond_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] >= 0x80)
            return true;
    return false;
}

/* May the text be UTF-8 that was misread? Then its first character beyond ASCII is a lead byte in
 * one of the code pages: Â to ô; В to ф; ┬ to ⌠ with Greek; ¬ to Ù and more. The next is beyond ASCII
 * too. */
static bool is_likely(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size && (unsigned char)text[at] < 0x80)
        at++;
    if (at == size)
        return false;
    (void)utf8_next(text, size, &at);
    return at < size && (unsigned char)text[at] >= 0x80;
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
    struct points beyond = {.count = 0};

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
        struct points points = {.count = 0};
        size_t size = reader->text.size;
        int times = 0;

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

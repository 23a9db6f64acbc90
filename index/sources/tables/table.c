/*
 * Reads tables of names line by line. A line is checked here as far as it can be by itself: the
 * character must exist in ICU's version of Unicode, or be for private use.
 *
 * The fields are cut as in the files of Unicode (ucd.h). But people write these files by hand, so a
 * mistake costs its line only, even if that is not UTF-8.
 */

#include "index/sources/tables/table.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf.h>

#include "index/base/utf8.h"
#include "index/sources/formats/ucd.h"

enum { SHOWN_MAX = 40 }; /* bytes of a field in a message */

void table_open(struct table *table, const char *bytes, size_t size)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* a byte order mark */
    const struct slice text = {.bytes = bytes, .size = size};

    *table = (struct table){.rest = text};
    if (slice_has_prefix(text, slice_of(mark)))
        table->rest = (struct slice){.bytes = bytes + strlen(mark), .size = size - strlen(mark)};
}

static struct slice next_line(struct table *table)
{
    const char *end = memchr(table->rest.bytes, '\n', table->rest.size);
    struct slice line = table->rest;

    if (end)
        line.size = (size_t)(end - line.bytes);
    table->rest.bytes += line.size + (end != NULL);
    table->rest.size -= line.size + (end != NULL);
    table->line++;
    if (line.size > 0 && line.bytes[line.size - 1] == '\r')
        line.size--;
    return line;
}

/* As much of a field as a message shows, without cutting a character. */
static int shown(struct slice field)
{
    size_t size = field.size < SHOWN_MAX ? field.size : SHOWN_MAX;

    while (size < field.size && size > 0 && utf8_continues(field.bytes[size]))
        size--;
    return (int)size;
}

/* Valid UTF-8 without control characters, as a text of a record must be, but for tabs. */
static bool is_text(struct slice text, struct reason *reason)
{
    for (size_t at = 0; at < text.size;) {
        int32_t code_point = utf8_next(text.bytes, text.size, &at);

        if (code_point < 0) {
            reason_set(reason, "invalid UTF-8: save the file as UTF-8");
            return false;
        }
        if (code_point != '\t' && u_charType(code_point) == U_CONTROL_CHAR) {
            reason_set(reason, "control character U+%04X: remove it", (unsigned)code_point);
            return false;
        }
    }
    return true;
}

/*
 * The character.
 */

static bool is_character(uint32_t code_point, struct reason *reason)
{
    if (U_IS_UNICODE_NONCHAR(code_point))
        reason_set(reason, "U+%04X is a noncharacter: use an assigned or private-use code point",
                   code_point);
    else if (u_charType((UChar32)code_point) == U_UNASSIGNED)
        reason_set(reason,
                   "U+%04X is not assigned in Unicode " U_UNICODE_VERSION
                   ": use an assigned or private-use code point",
                   code_point);
    else
        return true;
    return false;
}

/* "U+2192" or several, separated by spaces. */
static bool read_points(struct slice text, struct table_line *line, struct reason *reason)
{
    line->count = 0;
    while (text.size > 0) {
        struct slice field = ucd_field(&text, ' '), digits = field;
        uint32_t code_point;

        if (field.size == 0)
            continue; /* several spaces in a row */
        if (digits.size > 2) {
            digits.bytes += 2;
            digits.size -= 2;
        }
        if (field.size <= 2 || (field.bytes[0] != 'U' && field.bytes[0] != 'u') ||
            field.bytes[1] != '+' || !ucd_code_point(digits, &code_point)) {
            reason_set(reason, "invalid code point \"%.*s\": write it as U+2192, and no surrogate",
                       shown(field), field.bytes);
            return false;
        }
        if (!is_character(code_point, reason))
            return false;
        if (line->count == SEQUENCE_MAX) {
            reason_set(reason, "more than %d code points: a sequence has at most that many",
                       SEQUENCE_MAX);
            return false;
        }
        line->points[line->count++] = code_point;
    }
    if (line->count == 0)
        reason_set(reason, "no code point: write it as U+2192");
    return line->count > 0;
}

/*
 * The kind and the name.
 */

/* ", site, emoticon, …" */
#define TABLE_WORD(name, word, label) ", " word

static bool read_kind(struct slice word, struct table_line *line, struct reason *reason)
{
    static const struct {
        const char *word;
        enum table_use use;
        enum text_kind text;
    } texts[] = {
        {"name", TABLE_NAME, TEXT_NICKNAME},
        {"alias", TABLE_TEXT, TEXT_NICKNAME},
        {"keyword", TABLE_TEXT, TEXT_KEYWORD},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (slice_is(word, texts[i].word)) {
            line->use = texts[i].use;
            line->text = texts[i].text;
            return true;
        }
    line->use = TABLE_SPELLING;
    line->spelling = spelling_find(word);
    if (line->spelling == SPELLING_KINDS)
        reason_set(reason, "unknown kind \"%.*s\": use name, alias, keyword" SPELLINGS(TABLE_WORD),
                   shown(word), word.bytes);
    return line->spelling != SPELLING_KINDS;
}

static bool read_line(struct slice text, struct table_line *line, struct reason *reason)
{
    struct slice points = ucd_field(&text, '\t'), kind = ucd_field(&text, '\t');

    *line = (struct table_line){.name = ucd_trim(text)};
    if (kind.size == 0 || line->name.size == 0 || memchr(line->name.bytes, '\t', line->name.size)) {
        reason_set(reason, "not three columns: write code point, kind and name, separated by one "
                           "tab each");
        return false;
    }
    if (line->name.size > TABLE_NAME_MAX) {
        reason_set(reason, "name of %zu bytes: use at most %d", line->name.size, TABLE_NAME_MAX);
        return false;
    }
    return read_points(points, line, reason) && read_kind(kind, line, reason);
}

enum table_outcome table_next(struct table *table, struct table_line *line, struct reason *reason)
{
    while (table->rest.size > 0) {
        struct slice text = next_line(table), trimmed = ucd_trim(text);

        if (trimmed.size == 0 || trimmed.bytes[0] == '#')
            continue;
        return is_text(text, reason) && read_line(text, line, reason) ? TABLE_LINE : TABLE_BAD;
    }
    return TABLE_END;
}

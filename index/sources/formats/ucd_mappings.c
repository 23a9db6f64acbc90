/*
 * Lines of fields, of which some are lists separated by spaces. A list that is too long for a repertoire is
 * cut: only scripts come near, of characters that every ICU knows.
 */

#include "index/sources/formats/ucd_mappings.h"

#include <errno.h>
#include <string.h>

#include "index/sources/formats/ucd.h"

/* Returns how many code points, or 0 if the text is not a list of them that fits. */
static size_t read_points(struct slice text, uint32_t points[static REPERTOIRE_POINTS_MAX])
{
    size_t count = 0;

    while (text.size > 0) {
        struct slice point = ucd_field(&text, ' ');

        if (point.size == 0)
            continue;
        if (count == REPERTOIRE_POINTS_MAX || !ucd_code_point(point, &points[count++]))
            return 0;
    }
    return count;
}

static int add_cases(struct facts *facts, const struct ucd *ucd, struct slice line,
                     struct reason *reason)
{
    static const enum repertoire_mapping_kind kinds[] = {REPERTOIRE_LOWER, REPERTOIRE_TITLE,
                                                         REPERTOIRE_UPPER};
    struct slice cases[3];
    uint32_t code_point;

    if (!ucd_code_point(ucd_field(&line, ';'), &code_point))
        return ucd_damaged(ucd, "not a code point", reason);
    for (size_t i = 0; i < 3; i++)
        cases[i] = ucd_field(&line, ';');
    if (ucd_field(&line, ';').size > 0) /* a language, or a context */
        return SOURCE_OK;
    for (size_t i = 0; i < 3; i++) {
        uint32_t points[REPERTOIRE_POINTS_MAX];
        const size_t count = read_points(cases[i], points);

        if (count == 0)
            return ucd_damaged(ucd, "not a case mapping", reason);
        facts_map(facts, kinds[i], code_point, points, count);
    }
    return SOURCE_OK;
}

int ucd_special_casing_read(const char *bytes, size_t size, struct facts *facts,
                            struct reason *reason)
{
    struct slice line;
    struct ucd ucd;
    int r = SOURCE_OK;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_data_line(&ucd, &line))
        r = add_cases(facts, &ucd, ucd_content(line), reason);
    return r == SOURCE_OK && facts_failed(facts) ? -ENOMEM : r;
}

/* Returns how many scripts, or 0 if there is none or one that cannot be. */
static size_t read_scripts(struct facts *facts, struct slice text,
                           uint32_t scripts[static REPERTOIRE_POINTS_MAX])
{
    size_t count = 0;

    while (text.size > 0 && count < REPERTOIRE_POINTS_MAX) {
        struct slice name = ucd_field(&text, ' ');

        if (name.size > 0 && !facts_number(facts, PROPERTY_SCRIPT, name, &scripts[count++]))
            return 0;
    }
    return count;
}

int ucd_script_extensions_read(const char *bytes, size_t size, struct facts *facts,
                               struct reason *reason)
{
    struct slice line;
    struct ucd ucd;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        uint32_t first, last, scripts[REPERTOIRE_POINTS_MAX];
        struct slice rest = ucd_content(line);
        size_t count;

        if (!ucd_range(ucd_field(&rest, ';'), &first, &last))
            return ucd_damaged(&ucd, "not a range of code points", reason);
        count = read_scripts(facts, ucd_field(&rest, ';'), scripts);
        if (count == 0)
            return ucd_damaged(&ucd, "not a list of scripts", reason);
        for (uint32_t c = first; c <= last; c++)
            facts_map(facts, REPERTOIRE_SCRIPTS, c, scripts, count);
    }
    return facts_failed(facts) ? -ENOMEM : SOURCE_OK;
}

/* The file begins with the mark of UTF-8. */
static struct slice without_mark(const char *bytes, size_t size)
{
    const bool marked = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;

    return (struct slice){bytes + (marked ? 3 : 0), size - (marked ? 3 : 0)};
}

int ucd_confusables_read(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    const struct slice text = without_mark(bytes, size);
    struct slice line;
    struct ucd ucd;

    if (!ucd_open(&ucd, text.bytes, text.size, reason))
        return SOURCE_DAMAGED;
    while (ucd_data_line(&ucd, &line)) {
        uint32_t code_point, points[REPERTOIRE_POINTS_MAX];
        struct slice rest = ucd_content(line);
        size_t count;

        if (!ucd_code_point(ucd_field(&rest, ';'), &code_point))
            return ucd_damaged(&ucd, "not a code point", reason);
        count = read_points(ucd_field(&rest, ';'), points);
        if (count == 0)
            return ucd_damaged(&ucd, "not a list of code points", reason);
        facts_map(facts, REPERTOIRE_CONFUSABLE, code_point, points, count);
    }
    return facts_failed(facts) ? -ENOMEM : SOURCE_OK;
}

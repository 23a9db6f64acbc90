/*
 * NameAliases.txt: formal aliases, "00A0;NBSP;abbreviation" each. They share the namespace of
 * character names, so each belongs to one character only.
 *
 * Source: the format as described in the header of the file. Types are compared without case, as it
 * requires; an unknown type belongs to a later version of Unicode and is skipped.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <strings.h>

#include "index/sources/formats/ucd.h"

static bool kind_of(struct slice type, enum text_kind *kind)
{
    static const struct {
        struct slice name;
        enum text_kind kind;
    } kinds[] = {
        {{"correction", 10}, TEXT_CORRECTION},     {{"control", 7}, TEXT_CONTROL},
        {{"alternate", 9}, TEXT_ALTERNATE},        {{"figment", 7}, TEXT_FIGMENT},
        {{"abbreviation", 12}, TEXT_ABBREVIATION},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (type.size == kinds[i].name.size &&
            strncasecmp(type.bytes, kinds[i].name.bytes, type.size) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

static int read_line(const struct ucd *ucd, struct slice line, struct records *records,
                     struct reason *reason)
{
    uint32_t code_point;
    bool valid = ucd_code_point(ucd_field(&line, ';'), &code_point);
    struct slice alias = ucd_field(&line, ';');
    struct slice type = ucd_field(&line, ';');
    struct source_text text = {
        .points = &code_point, .count = 1, .text = alias.bytes, .size = alias.size};

    if (!valid)
        return ucd_damaged(ucd, "no code point", reason);
    if (type.size == 0)
        return ucd_damaged(ucd, "no type", reason);
    if (!kind_of(type, &text.kind))
        return SOURCE_OK;
    if (records_text(records, &text) != SOURCE_OK)
        return ucd_damaged(ucd, "no alias", reason);
    return SOURCE_OK;
}

int aliases_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    struct ucd ucd;
    struct slice line;
    int r = SOURCE_OK;

    if (!ucd_open_complete(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_data_line(&ucd, &line))
        r = read_line(&ucd, line, records, reason);
    return records->bytes.failed ? -ENOMEM : r;
}

/*
 * NamesList.txt, from which the code charts are printed. The lines below a character have its
 * informal aliases and cross references:
 *
 *   00B6	PILCROW SIGN
 *   	= paragraph sign
 *   	x (curved stem paragraph sign ornament - 2761)
 *
 * The file is made for readers, so a line that is not understood is skipped. One property is
 * reliable: the list goes up to the last code point, so a file that does not was truncated.
 *
 * A line can have several aliases, separated by commas or semicolons. Parentheses at the end of an
 * alias are a remark about it, "pound sign (weight)", "opening curly bracket (1.0)", and are
 * removed, so that the alias can be found exactly. Abbreviations in parentheses, "(HT)", are formal
 * aliases too.
 *
 * Source: https://www.unicode.org/Public/UCD/latest/ucd/NamesList.html
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <string.h>

#include "index/sources/formats/ucd.h"

/* Takes the next alias of a list off its front: up to a comma or semicolon before a space, outside
 * of parentheses. */
static struct slice next_alias(struct slice *list)
{
    struct slice alias = {list->bytes, 0};
    unsigned depth = 0;
    size_t taken;

    for (; alias.size < list->size; alias.size++) {
        char c = list->bytes[alias.size];

        if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        else if (depth == 0 && (c == ',' || c == ';') && alias.size + 1 < list->size &&
                 list->bytes[alias.size + 1] == ' ')
            break;
    }
    taken = alias.size < list->size ? alias.size + 1 : alias.size;
    list->bytes += taken;
    list->size -= taken;
    return ucd_trim(alias);
}

/* "wa-btags (wa ta)" becomes "wa-btags"; "(deus)via+terra" is unchanged. */
static struct slice without_remark(struct slice alias)
{
    const char *open;

    if (alias.size == 0 || alias.bytes[alias.size - 1] != ')')
        return alias;
    open = memrchr(alias.bytes, '(', alias.size);
    if (!open || open == alias.bytes || open[-1] != ' ')
        return alias;
    alias.size = (size_t)(open - alias.bytes);
    return ucd_trim(alias);
}

static int read_aliases(const struct ucd *ucd, uint32_t code_point, struct slice list,
                        struct records *records, struct reason *reason)
{
    while (list.size > 0) {
        struct slice alias = without_remark(next_alias(&list));
        const struct source_text text = {
            .points = &code_point,
            .count = 1,
            .kind = TEXT_INFORMAL,
            .text = alias.bytes,
            .size = alias.size,
        };

        if (alias.size > 0 && records_text(records, &text) != SOURCE_OK)
            return ucd_damaged(ucd, "no alias", reason);
    }
    return SOURCE_OK;
}

/* "(latin small letter ae - 00E6)", or "20086" alone. */
static bool reference_of(struct slice text, uint32_t *to)
{
    const char *space;

    text = ucd_trim(text);
    if (text.size > 0 && text.bytes[text.size - 1] == ')')
        text = ucd_trim((struct slice){text.bytes, text.size - 1});
    space = memrchr(text.bytes, ' ', text.size);
    if (space) {
        text.size -= (size_t)(space + 1 - text.bytes);
        text.bytes = space + 1;
    }
    return ucd_code_point(text, to);
}

/* A line below that of a character. */
static int read_entry(const struct ucd *ucd, uint32_t code_point, struct slice line,
                      struct records *records, struct reason *reason)
{
    const struct slice rest = {line.bytes + 2, line.size - 2};
    uint32_t to;

    if (line.bytes[1] == '=')
        return read_aliases(ucd, code_point, rest, records, reason);
    if (line.bytes[1] == 'x' && reference_of(rest, &to) &&
        records_reference(records, code_point, to) != SOURCE_OK)
        return ucd_damaged(ucd, "no reference", reason);
    return SOURCE_OK;
}

int names_list_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    bool below = false; /* in the entry of a character: no heading since */
    uint32_t code_point = 0;
    struct ucd ucd;
    struct slice line;
    int r = SOURCE_OK;

    if (!ucd_open(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_line(&ucd, &line)) {
        if (slice_has_prefix(line, slice_of("@+")))
            continue; /* a remark about the line above */
        if (line.size > 0 && line.bytes[0] != '\t')
            below = ucd_code_point(ucd_field(&line, '\t'), &code_point);
        else if (below && line.size > 2)
            r = read_entry(&ucd, code_point, line, records, reason);
    }
    if (r == SOURCE_OK && code_point != 0x10FFFF) {
        reason_set(reason, "the list ends at U+%04X", code_point);
        r = SOURCE_DAMAGED;
    }
    return records->bytes.failed ? -ENOMEM : r;
}

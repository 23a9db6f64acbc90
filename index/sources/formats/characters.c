/*
 * ICU's character names in the order of code points, including what ICU does not enumerate because
 * it has no names: the 65 control characters, the private-use characters that tables name, and the
 * characters that are newer than ICU.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/base/slice.h"

/*
 * Names that consist of a prefix and the code point in hexadecimal. A query can give the code point
 * directly; as words, these endings would double the size of the index.
 */
static size_t words_size(const char *name, size_t size)
{
    static const char *const prefixes[] = {
        "CJK UNIFIED IDEOGRAPH-",
        "CJK COMPATIBILITY IDEOGRAPH-",
        "TANGUT IDEOGRAPH-",
    };
    const struct slice text = {.bytes = name, .size = size};

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (slice_has_prefix(text, slice_of(prefixes[i])))
            return strlen(prefixes[i]) - 1;
    return size;
}

struct enumeration {
    const struct source_visitor *visitor;
    void *context;
    uint32_t count;
    const struct private_names *private;
    const struct facts *newer;
    size_t next_private;   /* the first private-use character that was not visited yet */
    size_t next_name;      /* the first name of newer characters that was not visited to its end */
    uint32_t next_newer;   /* and the first code point of it */
    uint32_t next_control; /* the first control character */
    bool named, stopped;
};

static bool visit(struct enumeration *enumeration, const struct source_character *character)
{
    enumeration->count++;
    return enumeration->visitor->character(enumeration->context, character);
}

static bool visit_control(struct enumeration *enumeration, uint32_t code_point)
{
    char label[32];
    int size = snprintf(label, sizeof label, "<control-%04X>", code_point);
    const struct source_character character = {
        .code_point = code_point, .name = label, .name_size = (size_t)size};

    return visit(enumeration, &character);
}

/* The control characters below a code point: U+0000..U+001F and U+007F..U+009F. */
static bool visit_controls_before(struct enumeration *enumeration, uint32_t code_point)
{
    while (enumeration->next_control < code_point && enumeration->next_control <= 0x9F) {
        if (!visit_control(enumeration, enumeration->next_control))
            return false;
        enumeration->next_control =
            enumeration->next_control == 0x1F ? 0x7F : enumeration->next_control + 1;
    }
    return true;
}

static bool visit_privates_before(struct enumeration *enumeration, uint32_t code_point)
{
    const struct private_names *names = enumeration->private;

    for (; enumeration->next_private < names->list.count; enumeration->next_private++) {
        const struct slice name = private_names_text(names, enumeration->next_private);
        const struct source_character character = {
            .code_point = names->list.items[enumeration->next_private].code_point,
            .name = name.bytes,
            .name_size = name.size,
            .words_size = name.size,
        };

        if (character.code_point > code_point)
            break;
        if (!visit(enumeration, &character))
            return false;
    }
    return true;
}

/* Of a range the name is the prefix that its characters have. */
static bool visit_newer(struct enumeration *enumeration, const struct fact_name *name,
                        uint32_t code_point)
{
    char text[FACTS_NAME_MAX + sizeof "10FFFF"];
    const char *prefix = enumeration->newer->texts.bytes + name->at;
    const bool range = name->first < name->last;
    int size = range ? snprintf(text, sizeof text, "%.*s%04X", (int)name->size, prefix,
                                (unsigned)code_point)
                     : snprintf(text, sizeof text, "%.*s", (int)name->size, prefix);
    const struct source_character character = {
        .code_point = code_point,
        .name = text,
        .name_size = (size_t)size,
        .words_size = range ? name->size - 1 : words_size(text, (size_t)size),
        .named = true,
    };

    return visit(enumeration, &character);
}

static bool is_unknown(uint32_t code_point)
{
    return u_charType((UChar32)code_point) == U_UNASSIGNED;
}

static bool visit_newer_before(struct enumeration *enumeration, uint32_t code_point)
{
    const struct facts *newer = enumeration->newer;

    for (; newer && enumeration->next_name < newer->names.count; enumeration->next_name++) {
        const struct fact_name *name = &newer->names.items[enumeration->next_name];

        if (enumeration->next_newer < name->first)
            enumeration->next_newer = name->first;
        for (; enumeration->next_newer <= name->last; enumeration->next_newer++) {
            if (enumeration->next_newer >= code_point)
                return true;
            if (is_unknown(enumeration->next_newer) &&
                !visit_newer(enumeration, name, enumeration->next_newer))
                return false;
        }
    }
    return true;
}

/* The private-use characters lie between others, so both are visited in steps. */
static bool visit_others_before(struct enumeration *enumeration, uint32_t code_point)
{
    const struct private_names *names = enumeration->private;

    while (enumeration->next_private < names->list.count &&
           names->list.items[enumeration->next_private].code_point < code_point) {
        const uint32_t next = names->list.items[enumeration->next_private].code_point;

        if (!visit_newer_before(enumeration, next) || !visit_privates_before(enumeration, next))
            return false;
    }
    return visit_newer_before(enumeration, code_point);
}

/* ICU's callback type fixes the name's type as char and its length as int32_t. */
static UBool visit_name(void *context, UChar32 code, UCharNameChoice choice, const char *name,
                        int32_t length)
{
    struct enumeration *enumeration = context;
    const struct source_character character = {
        .code_point = (uint32_t)code,
        .name = name,
        .name_size = (size_t)length,
        .words_size = words_size(name, (size_t)length),
        .named = true,
    };

    (void)choice;
    enumeration->named = true;
    if (!visit_controls_before(enumeration, character.code_point) ||
        !visit_others_before(enumeration, character.code_point) || !visit(enumeration, &character))
        enumeration->stopped = true;
    return (UBool)!enumeration->stopped;
}

int characters_read(const struct source_visitor *visitor, void *context,
                    const struct private_names *private, const struct facts *newer, uint32_t *count,
                    struct reason *reason)
{
    struct enumeration enumeration = {
        .visitor = visitor, .context = context, .private = private, .newer = newer};
    UErrorCode status = U_ZERO_ERROR;

    u_enumCharNames(0, 0x110000, visit_name, &enumeration, U_UNICODE_CHAR_NAME, &status);
    if (enumeration.stopped || !visit_others_before(&enumeration, UINT32_MAX))
        return -ECANCELED;
    if (U_FAILURE(status) || !enumeration.named) {
        reason_set(reason, "ICU gives no character names (%s): is its data installed?",
                   u_errorName(status));
        return -EIO;
    }
    *count = enumeration.count;
    return 0;
}

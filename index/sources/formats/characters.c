/*
 * ICU's character names in the order of code points, including what ICU does not enumerate because
 * it has no names: the 65 control characters, and the private-use characters that tables name.
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
    size_t next_private;   /* the first private-use character that was not visited yet */
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
        !visit_privates_before(enumeration, character.code_point) ||
        !visit(enumeration, &character))
        enumeration->stopped = true;
    return (UBool)!enumeration->stopped;
}

int characters_read(const struct source_visitor *visitor, void *context,
                    const struct private_names *private, uint32_t *count, struct reason *reason)
{
    struct enumeration enumeration = {.visitor = visitor, .context = context, .private = private};
    UErrorCode status = U_ZERO_ERROR;

    u_enumCharNames(0, 0x110000, visit_name, &enumeration, U_UNICODE_CHAR_NAME, &status);
    if (enumeration.stopped || !visit_privates_before(&enumeration, UINT32_MAX))
        return -ECANCELED;
    if (U_FAILURE(status) || !enumeration.named) {
        reason_set(reason, "ICU gives no character names (%s): is its data installed?",
                   u_errorName(status));
        return -EIO;
    }
    *count = enumeration.count;
    return 0;
}

/*
 * CLDR's names of parts of countries in one language:
 *
 *   <ldml><localeDisplayNames><subdivisions>
 *     <subdivision type="gbsct">Skotland</subdivision>
 *
 * Their flags are emoji: a black flag, the code in tag characters (U+E0067 for g), and a cancel tag. The
 * derived annotations name these flags, too, but not in all languages: CLDR 48 does not in Danish.
 *
 * Source: Unicode Technical Standard #35, part 1, section "Display name elements", and Unicode Technical
 * Standard #51, annex C.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/sources/formats/ucd.h"
#include "index/sources/formats/xml.h"

enum {
    BLACK_FLAG = 0x1F3F4,
    TAG_BASE = 0xE0000, /* a tag character is this and a character of ASCII */
    TAG_CANCEL = 0xE007F,
    CODE_MIN = 3, /* characters: a country, and one to four for its part */
    CODE_MAX = 6,
    NAME_MAX_SIZE = 256, /* bytes; longer ones are left out */
};

struct subdivisions {
    const struct subdivisions_wanted *wanted;
    struct records *records;
    uint8_t language;

    /* The name that is being read. */
    bool inside;
    uint32_t points[CODE_MAX + 2];
    size_t count;
    size_t size; /* of the whole text, even if it does not fit */
    char text[NAME_MAX_SIZE];
};

/* Makes the flag of a code. False if it is not one. */
static bool take_flag(struct subdivisions *it, const char *code)
{
    const size_t size = code ? strlen(code) : 0;

    if (size < CODE_MIN || size > CODE_MAX)
        return false;
    it->count = 0;
    it->points[it->count++] = BLACK_FLAG;
    for (size_t i = 0; i < size; i++) {
        if (!ascii_is_small(code[i]) && !ascii_is_digit(code[i]))
            return false;
        it->points[it->count++] = TAG_BASE + (uint32_t)code[i];
    }
    it->points[it->count++] = TAG_CANCEL;
    return true;
}

static void on_start(void *context, struct xml *xml, unsigned depth, const char *element,
                     const char *const *attributes)
{
    struct subdivisions *it = context;

    (void)xml;
    it->inside = depth == 4 && strcmp(element, "subdivision") == 0 &&
                 take_flag(it, xml_attribute(attributes, "type")) &&
                 it->wanted->has(it->wanted->context, it->points, it->count);
    it->size = 0;
}

static void on_text(void *context, struct xml *xml, const char *text, size_t size)
{
    struct subdivisions *it = context;

    (void)xml;
    if (!it->inside)
        return;
    if (size <= sizeof it->text && it->size <= sizeof it->text - size)
        memcpy(it->text + it->size, text, size);
    it->size += size;
}

static void on_end(void *context, struct xml *xml, unsigned depth)
{
    struct subdivisions *it = context;
    struct source_text record = {
        .points = it->points,
        .count = it->count,
        .kind = TEXT_KEYWORD,
        .language = it->language,
    };
    struct slice text = {it->text, it->size};

    (void)depth;
    if (!it->inside || it->size > sizeof it->text)
        return;
    it->inside = false;
    for (size_t i = 0; i < it->size; i++)
        if (it->text[i] == '\n')
            it->text[i] = ' ';
    text = ucd_trim(text);
    if (text.size == 0 || slice_is(text, XML_INHERITED))
        return;
    record.text = text.bytes;
    record.size = text.size;
    if (records_text(it->records, &record) != SOURCE_OK)
        xml_stop(xml, "name with control characters");
}

int subdivisions_read(const char *bytes, size_t size, uint8_t language,
                      const struct subdivisions_wanted *wanted, struct records *records,
                      struct reason *reason)
{
    static const struct xml_handlers handlers = {
        .start = on_start,
        .text = on_text,
        .end = on_end,
    };
    struct subdivisions it = {.wanted = wanted, .records = records, .language = language};
    const int r = xml_read(bytes, size, "ldml", &handlers, &it, reason);

    return records->bytes.failed ? -ENOMEM : r;
}

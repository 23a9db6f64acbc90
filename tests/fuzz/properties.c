/*
 * Any bytes as one of the files of properties of the Unicode Character Database; the first byte says
 * which.
 */

#include <stdint.h>
#include <string.h>

#include "index/sources/formats/ucd_mappings.h"
#include "index/sources/formats/ucd_properties.h"
#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int read_blocks(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    return ucd_property_read(bytes, size, PROPERTY_BLOCK, 1, facts, reason);
}

static int read_numbers(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    return ucd_property_read(bytes, size, PROPERTY_NUMERIC_VALUE, 3, facts, reason);
}

static int read_ages(const char *bytes, size_t size, struct facts *facts, struct reason *reason)
{
    return ucd_property_read(bytes, size, PROPERTY_AGE, 1, facts, reason);
}

static void check_facts(const struct facts *facts)
{
    for (size_t i = 0; i < facts->list.count; i++)
        demand(facts->list.items[i].first <= facts->list.items[i].last &&
               facts->list.items[i].last <= 0x10FFFF &&
               facts->list.items[i].property < PROPERTY_COUNT);
    for (size_t i = 0; i < facts->mappings.count; i++)
        check_points(facts->points.items + facts->mappings.items[i].begin, 1);
    for (size_t i = 0; i < facts->values.count; i++) {
        check_text(facts->values.items[i].long_name, strlen(facts->values.items[i].long_name));
        check_text(facts->values.items[i].short_name, strlen(facts->values.items[i].short_name));
    }
    for (size_t i = 0; i < facts->names.count; i++)
        check_text(facts->texts.bytes + facts->names.items[i].at, facts->names.items[i].size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static int (*const formats[])(const char *, size_t, struct facts *, struct reason *) = {
        unicode_data_read,
        read_blocks,
        ucd_properties_read,
        ucd_value_names_read,
        ucd_mirrors_read,
        read_numbers,
        read_ages,
        ucd_special_casing_read,
        ucd_script_extensions_read,
        ucd_confusables_read,
    };
    struct reason reason = {.text = ""};
    struct facts facts;
    int outcome;

    if (size == 0)
        return 0;
    facts_init(&facts);
    facts_begin(&facts);
    outcome = formats[bytes[0] % (sizeof formats / sizeof formats[0])]((const char *)bytes + 1,
                                                                       size - 1, &facts, &reason);
    demand(outcome == SOURCE_OK || (outcome == SOURCE_DAMAGED && reason.text[0]));
    if (outcome == SOURCE_OK)
        check_facts(&facts);
    facts_release(&facts);
    return 0;
}

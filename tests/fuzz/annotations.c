/*
 * Any bytes as each kind of CLDR's files: annotations, names of territories and currencies, names of
 * subdivisions, currencies of regions.
 */

#include <stdint.h>

#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool any(void *context, const uint32_t *points, size_t count)
{
    (void)context;
    demand(points && count >= 5);
    return true;
}

static void read_subdivisions(const uint8_t *bytes, size_t size)
{
    static const struct subdivisions_wanted wanted = {.has = any};
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    const int outcome = subdivisions_read((const char *)bytes, size, 7, &wanted, &records, &reason);

    check_outcome(outcome, &records, &reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    int outcome = annotations_read((const char *)bytes, size, 7, &records, &reason);

    struct locale_names names = {.list = VECTOR_INIT};

    check_outcome(outcome, &records, &reason);
    read_subdivisions(bytes, size);
    (void)ldml_names_read((const char *)bytes, size, 7, true, &names, &reason);
    (void)region_currencies_read((const char *)bytes, size, 7, &names, &reason);
    demand(locale_names_settle(&names));
    for (size_t i = 0; i < names.list.count; i++)
        check_text(locale_names_text(&names, i).bytes, locale_names_text(&names, i).size);
    locale_names_release(&names);
    return 0;
}

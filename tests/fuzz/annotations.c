/*
 * Any bytes as a file of annotations, and as one of names of territories and currencies.
 */

#include <stdint.h>

#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    int outcome = annotations_read((const char *)bytes, size, 7, &records, &reason);

    struct locale_names names = {.list = VECTOR_INIT};

    check_outcome(outcome, &records, &reason);
    (void)ldml_names_read((const char *)bytes, size, 7, true, &names, &reason);
    demand(locale_names_settle(&names));
    for (size_t i = 0; i < names.list.count; i++)
        check_text(locale_names_text(&names, i).bytes, locale_names_text(&names, i).size);
    locale_names_release(&names);
    return 0;
}

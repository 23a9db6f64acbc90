/*
 * Any bytes as a DTD of named characters.
 */

#include <stdint.h>

#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    int outcome = entities_read((const char *)bytes, size, &records, &reason);

    check_outcome(outcome, &records, &reason);
    return 0;
}

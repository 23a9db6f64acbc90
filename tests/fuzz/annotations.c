/*
 * Any bytes as a file of annotations.
 */

#include <stdint.h>

#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    int outcome = annotations_read((const char *)bytes, size, 7, &records, &reason);

    check_outcome(outcome, &records, &reason);
    return 0;
}

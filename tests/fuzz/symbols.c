/*
 * Any bytes as one of the files with names of symbols: glyphs, X11's keys and its Compose file, input
 * methods. The first byte says which.
 */

#include <stdint.h>

#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static int (*const formats[])(const char *, size_t, struct records *, struct reason *) = {
        glyphs_read, keysyms_read, compose_read, digraphs_read, latex_read,
    };
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    const char *file = (const char *)bytes + 1;
    int outcome;

    if (size == 0)
        return 0;
    outcome =
        formats[bytes[0] % (sizeof formats / sizeof formats[0])](file, size - 1, &records, &reason);
    check_outcome(outcome, &records, &reason);
    return 0;
}

/*
 * Any bytes as one of the files with names of symbols: glyphs, X11's keys and its Compose file, input
 * methods. The first byte says which.
 */

#include <stdint.h>

#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static format_reader *const formats[] = {
        glyphs_read, keysyms_read, compose_read, digraphs_read, latex_read,
    };

    return check_formats(formats, sizeof formats / sizeof formats[0], bytes, size);
}

/*
 * Any bytes as one of the text files of the Unicode Character Database; the first byte says which.
 * Unihan's bytes are tried both plain and compressed, because hardly any input is valid bzip2.
 */

#include <stdint.h>

#include <bzlib.h>

#include "tests/fuzz/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int read_compressed(const char *bytes, size_t size, struct records *records,
                           struct reason *reason)
{
    unsigned file_size = (unsigned)(size + size / 100 + 600);
    char *file = malloc(file_size);
    int r;

    demand(file && BZ2_bzBuffToBuffCompress(file, &file_size, (char *)bytes, (unsigned)size, 1, 0,
                                            0) == BZ_OK);
    r = unihan_read(file, file_size, records, reason);
    free(file);
    return r;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static format_reader *const formats[] = {
        aliases_read, names_list_read, named_sequences_read,  emoji_read,
        unihan_read,  read_compressed, emoji_variations_read,
    };

    return check_formats(formats, sizeof formats / sizeof formats[0], bytes, size);
}

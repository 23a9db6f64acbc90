/* The codings that there are. Each is another module's. */

#include "server/answers/http/coding/coding.h"

#include <assert.h>
#include <stddef.h>

#include "server/answers/http/coding/gzip.h"
#include "server/answers/http/coding/zstd.h"

const char *coding_name(enum coding coding)
{
    static const char *const names[] = {
        [CODING_IDENTITY] = "identity", [CODING_GZIP] = "gzip", [CODING_ZSTD] = "zstd"};

    return names[coding];
}

struct encoder *coding_encoder_new(enum coding coding, enum encoder_use use)
{
    switch (coding) {
    case CODING_GZIP:
        return gzip_encoder_new(use);
    case CODING_ZSTD:
        return zstd_encoder_new(use);
    case CODING_IDENTITY:
    case CODINGS:
        break;
    }
    assert(!"not a coding that encodes");
    return NULL;
}

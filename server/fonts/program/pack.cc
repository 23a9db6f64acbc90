/*
 * The only C++ here: the library has no other interface.
 */

#include "server/fonts/program/pack.h"

#include <cstdint>
#include <cstdlib>

#include <woff2/encode.h>

size_t pack_woff2(const void *font, size_t size, char **out)
{
    const uint8_t *bytes = static_cast<const uint8_t *>(font);
    size_t packed = woff2::MaxWOFF2CompressedSize(bytes, size);
    uint8_t *space = static_cast<uint8_t *>(std::malloc(packed));

    *out = nullptr;
    if (!space)
        return 0;
    if (!woff2::ConvertTTFToWOFF2(bytes, size, space, &packed)) {
        std::free(space);
        return 0;
    }
    *out = reinterpret_cast<char *>(space);
    return packed;
}

/*
 * libFuzzer: any bytes as a request target. An accepted target must keep the promises of its
 * header: valid UTF-8 without NUL, and never longer than the input.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "server/answers/http/request/target.h"

static void check(const struct slice *text, size_t size)
{
    if (text->size > size || !utf8_valid(text->bytes, text->size) ||
        (text->size > 0 && memchr(text->bytes, '\0', text->size)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct reason reason = {.text = ""};
    struct target target;

    if (target_parse(&target, (const char *)bytes, size, &reason) != TARGET_OK) {
        if (!reason.text[0])
            abort();
        return 0;
    }
    if (target.path.size == 0 || target.path.bytes[0] != '/')
        abort();
    check(&target.path, size + 1); /* http://h has the path "/" */
    if (target.plain == 0 || target.plain > target.path.size)
        abort();
    if (target.plain < target.path.size && target.path.bytes[target.plain] != '/')
        abort();
    for (size_t i = 0; i < target.count; i++) {
        check(&target.parameters[i].name, size);
        check(&target.parameters[i].value, size);
    }
    target_release(&target);
    return 0;
}

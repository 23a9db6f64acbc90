/*
 * libFuzzer: any bytes as what libmicrohttpd leaves of a head. Each field that is read must be what
 * RFC 9112 allows, and what was read, written again with CR LF and a colon, must be all that was
 * there: nothing may hide between two fields. The guard must agree. Of the form of version 1.0 only
 * the fields are checked.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "server/answers/http/request/guard.h"
#include "server/answers/http/request/head.h"

static void check_field(const struct head_field *field)
{
    const char *value = field->value.bytes;
    size_t size = field->value.size;

    if (!head_is_token(field->name))
        abort();
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)value[i] < ' ' && value[i] != '\t') || value[i] == 0x7F)
            abort();
    if (size > 0 && (strchr(" \t", value[0]) || strchr(" \t", value[size - 1])))
        abort();
}

/* A sound head: each field is a name, a NUL, a value and two NULs, and two NULs stand on each side
 * of them all. */
static void check_covered(const char *bytes, size_t size, size_t fields)
{
    size_t nuls = 0;

    for (size_t i = 0; i < size; i++)
        nuls += bytes[i] == '\0';
    if (nuls != 4 + 3 * fields)
        abort();
}

static void check_guard(const char *bytes, size_t size, const struct head *head)
{
    static const char line[] = "GET\0/\0HTTP/1.1"; /* without its NUL */
    char *raw = malloc(sizeof line - 1 + size);
    struct guard_head all = {.raw = {raw, sizeof line - 1 + size},
                             .target_at = 4,
                             .version_at = 6,
                             .target = {"/", 1},
                             .fields = head->fields,
                             .bodiless = true};
    struct reason reason = {.text = ""};
    unsigned status;

    if (!raw)
        abort();
    memcpy(raw, line, sizeof line - 1);
    if (size > 0)
        memcpy(raw + sizeof line - 1, bytes, size);
    status = guard_verdict(&all, &reason);
    if ((status == 0) != (reason.text[0] == '\0'))
        abort();
    if (status == 0 && head->fault != HEAD_SOUND)
        abort();
    all.fields++;
    if (guard_verdict(&all, &reason) == 0) /* a field that the library did not see */
        abort();
    free(raw);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct head_field field;
    struct head head;

    head_init(&head, HEAD_OF_VERSION_0_9, (const char *)bytes, size);
    while (head_next(&head, &field))
        check_field(&field);
    if (head.fault == HEAD_SOUND)
        check_covered((const char *)bytes, size, head.fields);
    check_guard((const char *)bytes, size, &head);
    head_init(&head, HEAD_OF_VERSION_1_0, (const char *)bytes, size);
    while (head_next(&head, &field))
        check_field(&field);
    return 0;
}

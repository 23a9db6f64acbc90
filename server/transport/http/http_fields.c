/*
 * The library keeps each field as it came: several of one name apart, and white space after a value,
 * which is not part of it.
 */

#include "server/transport/http/http_fields.h"

#include <string.h>
#include <strings.h>

struct joined {
    const char *name;
    struct buffer *values;
};

static enum MHD_Result join(void *context, enum MHD_ValueKind kind, const char *name,
                            const char *value)
{
    struct joined *joined = context;

    (void)kind;
    if (value && strcasecmp(name, joined->name) == 0) {
        if (joined->values->size > 0)
            buffer_append_text(joined->values, ", ");
        buffer_append_text(joined->values, value);
    }
    return MHD_YES;
}

const char *http_field_joined(struct MHD_Connection *mhd, const char *name, struct buffer *values)
{
    struct joined joined = {.name = name, .values = values};

    /* Most requests have no such field: one lookup says so. */
    if (!MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, name))
        return NULL;
    (void)MHD_get_connection_values(mhd, MHD_HEADER_KIND, join, &joined);
    buffer_append(values, "", 1);
    return values->failed ? NULL : values->bytes;
}

const char *http_field_host(struct MHD_Connection *mhd, struct buffer *trimmed)
{
    const char *host = MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
    size_t size = host ? strcspn(host, " \t") : 0; /* within a host there is none */

    if (!host || !host[size])
        return host;
    buffer_append(trimmed, host, size);
    buffer_append(trimmed, "", 1);
    return trimmed->failed ? NULL : trimmed->bytes;
}

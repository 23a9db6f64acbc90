/*
 * The formats of the access log. What is not logged is "-", as usual, or left out.
 */

#include "server/access/line.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

enum {
    STATUS_LEFT = 499, /* as nginx has it */
    MICROSECONDS = 1000000,
};

static unsigned status_of(const struct access_entry *entry)
{
    if (entry->telnet)
        return 200;
    return entry->status > 0 ? entry->status : STATUS_LEFT;
}

static const char *method_of(const struct access_entry *entry)
{
    return entry->telnet ? "QUERY" : entry->method;
}

static const char *protocol_of(const struct access_entry *entry)
{
    if (entry->telnet)
        return "telnet";
    return entry->old ? "HTTP/1.0" : "HTTP/1.1";
}

static const char *client_of(const struct access_entry *entry)
{
    return entry->client[0] ? entry->client : "-";
}

static void append_escaped(struct buffer *out, const char *bytes, size_t size, bool percent)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];

        if (byte > ' ' && byte < 0x7F && byte != '"' && byte != '\\' && !(percent && byte == '%')) {
            buffer_append(out, &bytes[i], 1);
        } else {
            buffer_append(out, "%", 1);
            buffer_append_hex(out, byte, 2);
        }
    }
}

static void append_target(struct buffer *out, const struct access_entry *entry)
{
    if (entry->target)
        append_escaped(out, entry->target, entry->target_size, entry->telnet);
    else
        buffer_append(out, "-", 1);
}

static void append_method(struct buffer *out, const struct access_entry *entry)
{
    const char *method = method_of(entry);

    append_escaped(out, method, strnlen(method, ACCESS_METHOD_SIZE), true);
}

static void append_seconds(struct buffer *out, const struct access_entry *entry)
{
    buffer_append_format(out, "%" PRIu64 ".%06" PRIu64, entry->microseconds / MICROSECONDS,
                         entry->microseconds % MICROSECONDS);
}

static struct tm utc_of(const struct access_entry *entry)
{
    time_t seconds = (time_t)(entry->time / 1000);
    struct tm utc;

    (void)gmtime_r(&seconds, &utc);
    return utc;
}

void access_line_common(struct buffer *out, const struct access_entry *entry)
{
    struct tm utc = utc_of(entry);
    char time[64];

    buffer_append_text(out, client_of(entry));
    buffer_append_text(out, " - - [");
    buffer_append(out, time, strftime(time, sizeof time, "%d/%b/%Y:%H:%M:%S +0000", &utc));
    buffer_append_text(out, "] \"");
    append_method(out, entry);
    buffer_append_text(out, " ");
    append_target(out, entry);
    buffer_append_format(out, " %s\" %u ", protocol_of(entry), status_of(entry));
    if (entry->bytes > 0)
        buffer_append_format(out, "%" PRIu64 " ", entry->bytes);
    else
        buffer_append_text(out, "- ");
    append_seconds(out, entry);
    buffer_append_text(out, entry->cached ? " hit\n" : " -\n");
}

void access_line_json(struct buffer *out, const struct access_entry *entry)
{
    struct tm utc = utc_of(entry);
    char time[64];

    buffer_append_text(out, "{\"time\":\"");
    buffer_append(out, time, strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &utc));
    buffer_append_format(out, ".%03uZ\",\"client\":\"%s\",\"protocol\":\"%s\",\"method\":\"",
                         (unsigned)(entry->time % 1000), client_of(entry), protocol_of(entry));
    append_method(out, entry);
    if (entry->target) {
        buffer_append_text(out, "\",\"target\":\"");
        append_target(out, entry);
    }
    buffer_append_text(out, "\"");
    if (entry->telnet)
        buffer_append_format(out, ",\"results\":%" PRIu32, entry->results);
    else
        buffer_append_format(out, ",\"status\":%u,\"bytes\":%" PRIu64, status_of(entry),
                             entry->bytes);
    buffer_append_text(out, ",\"duration\":");
    append_seconds(out, entry);
    buffer_append_text(out, entry->cached ? ",\"cache\":\"hit\"}\n" : "}\n");
}

size_t access_line_fields(struct buffer *out, const struct access_entry *entry)
{
    size_t count = 7;

    buffer_append_text(out, "MESSAGE=");
    append_method(out, entry);
    buffer_append_text(out, " ");
    append_target(out, entry);
    buffer_append_format(out, ": %u", status_of(entry));
    buffer_append(out, "", 1);
    buffer_append(out, "PRIORITY=6", sizeof "PRIORITY=6");
    buffer_append_format(out, "CHARFINDER_CLIENT=%s", client_of(entry));
    buffer_append(out, "", 1);
    buffer_append_format(out, "CHARFINDER_PROTOCOL=%s", protocol_of(entry));
    buffer_append(out, "", 1);
    buffer_append_text(out, "CHARFINDER_METHOD=");
    append_method(out, entry);
    buffer_append(out, "", 1);
    buffer_append_text(out, "CHARFINDER_DURATION=");
    append_seconds(out, entry);
    buffer_append(out, "", 1);
    buffer_append_format(out, "CHARFINDER_CACHE=%s", entry->cached ? "hit" : "-");
    buffer_append(out, "", 1);
    if (entry->target) {
        buffer_append_text(out, "CHARFINDER_TARGET=");
        append_target(out, entry);
        buffer_append(out, "", 1);
        count++;
    }
    if (entry->telnet) {
        buffer_append_format(out, "CHARFINDER_RESULTS=%" PRIu32, entry->results);
        buffer_append(out, "", 1);
        return count + 1;
    }
    buffer_append_format(out, "CHARFINDER_STATUS=%u", status_of(entry));
    buffer_append(out, "", 1);
    buffer_append_format(out, "CHARFINDER_BYTES=%" PRIu64, entry->bytes);
    buffer_append(out, "", 1);
    return count + 2;
}

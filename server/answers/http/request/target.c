/*
 * Parses the raw target of a request. It splits first and decodes afterwards, so that an escaped
 * "&", "=" or "?" is never taken for a separator.
 *
 * Debian's libraries accept what must be refused here: liburiparser keeps a malformed escape
 * unchanged and decodes %00 into a byte that ends the text, and so does libmicrohttpd. A changed
 * query would silently get a wrong answer, so every such target is an error that names its
 * position. Unescaped non-ASCII letters, as curl and w3m send them, are unambiguous and accepted.
 *
 * It does not normalize: "/a/../b" and "//" are ordinary paths, and not found.
 */

#include "server/answers/http/request/target.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "index/base/hex.h"
#include "index/base/utf8.h"

/* The state of one pass over the raw bytes. */
struct decoder {
    const char *raw;
    size_t size;
    char *end; /* where to write the next decoded byte, in the target's text */
    struct reason *reason;
};

/* Decodes the escape at `at`. Returns its byte, or -1 with the reason. */
static int decode_escape(const struct decoder *decoder, size_t at, size_t end)
{
    int high = end - at > 2 ? hex_value(decoder->raw[at + 1]) : -1;
    int low = end - at > 2 ? hex_value(decoder->raw[at + 2]) : -1;

    if (high < 0 || low < 0) {
        reason_set(decoder->reason,
                   "Byte %zu of the request target is a \"%%\" without two hexadecimal digits "
                   "after it; write a literal percent sign as %%25",
                   at + 1);
        return -1;
    }
    if (high == 0 && low == 0) {
        reason_set(decoder->reason,
                   "Byte %zu of the request target is %%00; remove it: text must not contain "
                   "U+0000",
                   at + 1);
        return -1;
    }
    return high * 16 + low;
}

/* Control characters, white space and "#" must be escaped in a target (RFC 3986). Unescaped ones
 * are a client's mistake or an attack on the framing. */
static bool byte_allowed(const struct decoder *decoder, size_t at)
{
    unsigned char byte = (unsigned char)decoder->raw[at];

    if (byte > ' ' && byte != 0x7F && byte != '#')
        return true;
    reason_set(decoder->reason,
               "Byte %zu of the request target must be escaped; write it as %%%02X", at + 1, byte);
    return false;
}

/* Decodes the raw bytes [begin, end) into *text. Returns false with the reason. */
static bool decode(struct decoder *decoder, size_t begin, size_t end, bool plus_is_space,
                   struct slice *text)
{
    char *out = decoder->end;

    for (size_t at = begin; at < end; at++) {
        int byte = (unsigned char)decoder->raw[at];

        if (byte == '%') {
            byte = decode_escape(decoder, at, end);
            if (byte < 0)
                return false;
            at += 2;
        } else if (!byte_allowed(decoder, at)) {
            return false;
        } else if (byte == '+' && plus_is_space) {
            byte = ' ';
        }
        *out++ = (char)byte;
    }
    *text = (struct slice){.bytes = decoder->end, .size = (size_t)(out - decoder->end)};
    if (!utf8_valid(text->bytes, text->size)) {
        reason_set(decoder->reason,
                   "Bytes %zu to %zu of the request target are not UTF-8 when decoded; "
                   "encode the text as UTF-8 before percent-encoding it",
                   begin + 1, end);
        return false;
    }
    decoder->end = out;
    return true;
}

/* The position of the separator at or after `begin`, or `limit` if there is none. */
static size_t find_end(const char *raw, size_t begin, size_t limit, char separator)
{
    const char *found = memchr(raw + begin, separator, limit - begin);

    return found ? (size_t)(found - raw) : limit;
}

static bool decode_parameter(struct decoder *decoder, size_t begin, size_t end,
                             struct target_parameter *parameter)
{
    size_t name_end = find_end(decoder->raw, begin, end, '=');
    size_t value = name_end < end ? name_end + 1 : end;

    return decode(decoder, begin, name_end, true, &parameter->name) &&
           decode(decoder, value, end, true, &parameter->value);
}

static bool decode_parameters(struct decoder *decoder, size_t begin, struct target *target)
{
    for (size_t at = begin; at < decoder->size;) {
        size_t end = find_end(decoder->raw, at, decoder->size, '&');

        if (end > at) { /* skip empty parameters: "a=1&&b=2", a final "&" */
            if (target->count == TARGET_MAX_PARAMETERS) {
                reason_set(decoder->reason,
                           "The request target has more than %d parameters; send fewer",
                           TARGET_MAX_PARAMETERS);
                return false;
            }
            if (!decode_parameter(decoder, at, end, &target->parameters[target->count]))
                return false;
            target->count++;
        }
        at = end + 1;
    }
    return true;
}

/* The offset of the path: after "http://host" in absolute form, which RFC 9112 (section 3.2.2)
 * requires servers to accept. */
static size_t find_path(const char *raw, size_t size)
{
    static const char scheme[] = "http://";
    size_t at = sizeof scheme - 1;

    if (size < at || strncasecmp(raw, scheme, at) != 0)
        return 0;
    while (at < size && raw[at] != '/' && raw[at] != '?')
        at++;
    return at;
}

/* Counts the decoded bytes before the first %2F; all of them where there is none. A bad escape is
 * refused elsewhere. */
static size_t count_plain(const char *raw, size_t size)
{
    size_t count = 0;

    for (size_t at = 0; at < size; at += raw[at] == '%' ? 3 : 1, count++)
        if (raw[at] == '%' && size - at > 2 && raw[at + 1] == '2' && hex_value(raw[at + 2]) == 15)
            break;
    return count;
}

static bool decode_target(struct decoder *decoder, struct target *target)
{
    size_t begin = find_path(decoder->raw, decoder->size);
    size_t end = find_end(decoder->raw, begin, decoder->size, '?');

    target->plain = count_plain(decoder->raw + begin, end - begin);
    if (begin > 0 && begin == end) { /* http://host and http://host?q=… */
        target->path = (struct slice){.bytes = "/", .size = 1};
        target->plain = 1;
    } else if (begin == end || decoder->raw[begin] != '/') {
        reason_set(decoder->reason, "The request target must begin with \"/\"");
        return false;
    } else if (!decode(decoder, begin, end, false, &target->path)) {
        return false;
    }
    return end == decoder->size || decode_parameters(decoder, end + 1, target);
}

int target_parse(struct target *target, const char *raw, size_t size, struct reason *reason)
{
    struct decoder decoder = {.raw = raw, .size = size, .reason = reason};

    /* Decoding never lengthens the text. One extra byte avoids malloc(0). */
    *target = (struct target){.text = malloc(size + 1)};
    if (!target->text)
        return -ENOMEM;
    decoder.end = target->text;
    if (!decode_target(&decoder, target)) {
        target_release(target);
        return TARGET_BAD;
    }
    return TARGET_OK;
}

void target_release(struct target *target)
{
    free(target->text);
    *target = (struct target){.text = NULL};
}

const struct slice *target_value(const struct target *target, const char *name)
{
    for (size_t i = 0; i < target->count; i++)
        if (slice_is(target->parameters[i].name, name))
            return &target->parameters[i].value;
    return NULL;
}

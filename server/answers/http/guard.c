/*
 * Checks HTTP framing. It only returns a verdict; the transport sends the refusal and closes the
 * connection.
 */

#include "server/answers/http/guard.h"

#include <string.h>
#include <strings.h>

#include "server/base/limits.h"

/* RFC 9110, section 5.6.2: tchar. */
static bool is_token_character(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_token(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!is_token_character((unsigned char)text[i]))
            return false;
    return size > 0;
}

/* RFC 9110, section 5.5: no control characters but the tab; bytes above ASCII are opaque. */
static bool is_field_value(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)text[i] < 0x20 && text[i] != '\t') || text[i] == 0x7F)
            return false;
    return true;
}

static bool is_digits(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

/* RFC 3986, section 3.2.2, characters only: a name or address, or an address in brackets. */
static bool is_host_name(const char *text, size_t size)
{
    bool bracketed = size > 2 && text[0] == '[' && text[size - 1] == ']';

    for (size_t i = bracketed; i < size - bracketed; i++)
        if (!is_token_character((unsigned char)text[i]) &&
            !(text[i] && strchr(bracketed ? ":" : "();=", text[i])))
            return false;
    return size > 0;
}

/* RFC 9110, section 7.2: uri-host [ ":" port ]. */
static bool is_host(const char *text, size_t size)
{
    size_t end = size;

    while (end > 0 && text[end - 1] != ':' && text[end - 1] != ']')
        end--;
    if (end == 0 || text[end - 1] == ']') /* no port */
        return is_host_name(text, size);
    return is_host_name(text, end - 1) && is_digits(text + end, size - end);
}

static bool is_zero(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] != '0')
            return false;
    return true;
}

/* Returns whether this is the wanted name, or starts with it. libmicrohttpd joins a folded line
 * (obs-fold, RFC 9112, section 5.2) to the field's name, so "Transfer-Encoding:" and " chunked"
 * arrive as the field Transfer-Encodingchunked. No registered field name starts with one of the
 * three wanted names. */
static bool is_named(const char *name, size_t size, const char *wanted, bool *folded)
{
    size_t length = strlen(wanted);

    if (size < length || strncasecmp(name, wanted, length) != 0)
        return false;
    *folded |= size > length;
    return true;
}

void guard_init(struct guard *guard, const char *version, bool bodiless, const char *target,
                size_t target_size)
{
    *guard = (struct guard){.version = version, .bodiless = bodiless, .target_size = target_size};
    for (size_t i = 0; i < target_size; i++)
        if ((unsigned char)target[i] <= 0x20 || target[i] == 0x7F)
            guard->bad_target = true;
}

void guard_field(struct guard *guard, const char *name, size_t name_size, const char *value,
                 size_t value_size)
{
    guard->field_bytes += name_size + value_size + 4;
    if (!is_token(name, name_size))
        guard->bad_name = true;
    if (!is_field_value(value, value_size))
        guard->bad_value = true;
    if (is_named(name, name_size, "Host", &guard->folded)) {
        guard->hosts++;
        guard->bad_host |= !is_host(value, value_size);
    } else if (is_named(name, name_size, "Transfer-Encoding", &guard->folded)) {
        guard->coded = true;
    } else if (is_named(name, name_size, "Content-Length", &guard->folded)) {
        guard->lengths++;
        guard->bad_length |= value_size == 0 || !is_digits(value, value_size);
        guard->body |= !is_zero(value, value_size);
    }
}

static unsigned refuse(unsigned status, struct reason *reason, const char *text)
{
    reason_set(reason, "%s", text);
    return status;
}

static unsigned refuse_size(unsigned status, struct reason *reason, const char *text, int limit)
{
    reason_set(reason, "%s: at most %d bytes", text, limit);
    return status;
}

static unsigned framing_verdict(const struct guard *guard, struct reason *reason)
{
    bool one = strcmp(guard->version, "HTTP/1.1") == 0;

    if (guard->folded)
        return refuse(400, reason, "Send each header field on one line");
    if (guard->coded)
        return refuse(400, reason, "Send no Transfer-Encoding: requests have no body");
    if (guard->lengths > 1 || guard->bad_length)
        return refuse(400, reason, "Send at most one Content-Length, a decimal number");
    if (guard->hosts > 1 || guard->bad_host || (one && guard->hosts == 0))
        return refuse(400, reason, "Send exactly one Host header with a host name and port");
    if (guard->body && guard->bodiless)
        return refuse(413, reason, "Send no body: put parameters into the target");
    return 0;
}

unsigned guard_verdict(const struct guard *guard, struct reason *reason)
{
    if (strcmp(guard->version, "HTTP/1.1") != 0 && strcmp(guard->version, "HTTP/1.0") != 0)
        return refuse(505, reason, "Speak HTTP/1.1 or HTTP/1.0");
    if (guard->target_size > LIMIT_TARGET)
        return refuse_size(414, reason, "Send a shorter target", LIMIT_TARGET);
    if (guard->bad_target)
        return refuse(400, reason, "Percent-encode control characters and spaces in the target");
    if (guard->field_bytes > LIMIT_HEADERS)
        return refuse_size(431, reason, "Send fewer or shorter header fields", LIMIT_HEADERS);
    if (guard->bad_name)
        return refuse(400, reason, "Send header names as tokens, directly followed by the colon");
    if (guard->bad_value)
        return refuse(400, reason, "Send header values without control characters");
    return framing_verdict(guard, reason);
}

/*
 * The gatekeeper of HTTP framing. It only judges; the transport refuses and closes. It believes
 * nothing that the library says about a request until the raw bytes have said the same.
 */

#include "server/answers/http/request/guard.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "index/base/ascii.h"
#include "server/answers/http/request/head.h"
#include "server/base/authority.h"
#include "server/base/limits.h"

enum {
    VERSION_SIZE = 8, /* "HTTP/1.1", without its NUL */
    LINE_END = 2,
};

/* What the fields say about the framing. */
struct framing {
    unsigned hosts, lengths;
    bool bad_host, bad_length, body;
    bool coded;                           /* there is a Transfer-Encoding */
    bool bad_codings, chunked, unchunked; /* unchunked: a coding other than chunked */
};

static bool is_digits(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!ascii_is_digit(text[i]))
            return false;
    return true;
}

static bool is_zero(struct slice value)
{
    for (size_t i = 0; i < value.size; i++)
        if (value.bytes[i] != '0')
            return false;
    return true;
}

static bool is_named(struct slice name, const char *wanted, size_t size)
{
    return name.size == size && strncasecmp(name.bytes, wanted, size) == 0;
}
#define IS_NAMED(name, wanted) is_named(name, wanted, sizeof(wanted) - 1)

static void add_coding(struct framing *framing, const char *item, const char *end)
{
    const char *name_end = item;

    while (name_end < end && *name_end != ';' && *name_end != ' ' && *name_end != '\t')
        name_end++;
    /* RFC 9112, section 6.3: chunked is the last coding, and section 7.1: it has no parameters. */
    framing->bad_codings |= framing->chunked;
    if (!IS_NAMED(((struct slice){item, (size_t)(name_end - item)}), "chunked"))
        framing->unchunked = true;
    else if (name_end == end)
        framing->chunked = true;
    else
        framing->bad_codings = true;
    framing->bad_codings |= !head_is_token((struct slice){item, (size_t)(name_end - item)});
}

/* RFC 9110, section 10.1.4, without empty elements. Several fields are one list. */
static void add_codings(struct framing *framing, struct slice value)
{
    const char *at = value.bytes, *end = at + value.size;

    framing->coded = true;
    for (;;) {
        const char *comma = memchr(at, ',', (size_t)(end - at)), *item_end = comma ? comma : end;

        while (at < item_end && (*at == ' ' || *at == '\t'))
            at++;
        while (at < item_end && (item_end[-1] == ' ' || item_end[-1] == '\t'))
            item_end--;
        add_coding(framing, at, item_end);
        if (!comma)
            return;
        at = comma + 1;
    }
}

static void add_field(struct framing *framing, const struct head_field *field)
{
    if (IS_NAMED(field->name, "Host")) {
        framing->hosts++;
        framing->bad_host |= !authority_is_valid(field->value);
    } else if (IS_NAMED(field->name, "Transfer-Encoding")) {
        add_codings(framing, field->value);
    } else if (IS_NAMED(field->name, "Content-Length")) {
        framing->lengths++;
        framing->bad_length |=
            field->value.size == 0 || !is_digits(field->value.bytes, field->value.size);
        framing->body |= !is_zero(field->value);
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

static unsigned coding_verdict(const struct framing *framing, bool http_1_1, struct reason *reason)
{
    if (!framing->coded)
        return 0;
    if (framing->lengths > 0 || !http_1_1)
        return refuse(400, reason,
                      "Send no Transfer-Encoding with a Content-Length, nor over HTTP/1.0");
    if (framing->bad_codings)
        return refuse(400, reason, "Send no Transfer-Encoding: this one cannot be read");
    if (framing->unchunked)
        return refuse(501, reason, "Send no Transfer-Encoding: this one is not known");
    return refuse(411, reason, "Send no Transfer-Encoding: no request here has a body");
}

static unsigned framing_verdict(const struct framing *framing, bool http_1_1, bool bodiless,
                                struct reason *reason)
{
    unsigned status = coding_verdict(framing, http_1_1, reason);

    if (status)
        return status;
    if (framing->lengths > 1 || framing->bad_length)
        return refuse(400, reason, "Send at most one Content-Length, a plain number");
    if (framing->hosts > 1 || framing->bad_host || (http_1_1 && framing->hosts == 0))
        return refuse(400, reason, "Send exactly one Host header with a host name and port");
    if (framing->body && bodiless)
        return refuse(413, reason, "Send no body: everything a request says is in its target");
    return 0;
}

static unsigned fault_verdict(enum head_fault fault, struct reason *reason)
{
    switch (fault) {
    case HEAD_SOUND:
        return 0;
    case HEAD_BAD_LINE:
        return refuse(400, reason, "End each line of the header with CR LF, and send no NUL");
    case HEAD_FOLDED:
        return refuse(400, reason, "Send each header field on one line");
    case HEAD_BAD_NAME:
        return refuse(400, reason, "Send header names as tokens, with the colon right after");
    case HEAD_BAD_VALUE:
        return refuse(400, reason, "Send header values without control characters");
    }
    assert(!"a fault");
    return 400;
}

/* Version 1.0 may have put the next request into the memory after the last field. */
static bool is_complete(const struct guard_head *head, const struct head *lines)
{
    return head->form == HEAD_OF_VERSION_1_0 && lines->fields == head->fields;
}

static unsigned fields_verdict(const struct guard_head *head, bool http_1_1, struct reason *reason)
{
    size_t begin = head->version_at + VERSION_SIZE;
    struct framing framing = {.hosts = 0};
    struct head_field field;
    struct head lines;
    unsigned status;

    if (head->raw.size - begin > LIMIT_HEADERS + LINE_END + LINE_END)
        return refuse_size(431, reason, "Send fewer or shorter header fields", LIMIT_HEADERS);
    head_init(&lines, head->form, head->raw.bytes + begin, head->raw.size - begin);
    while (!is_complete(head, &lines) && head_next(&lines, &field))
        add_field(&framing, &field);
    if (lines.fault == HEAD_SOUND && lines.fields != head->fields)
        lines.fault = HEAD_BAD_LINE;
    status = fault_verdict(lines.fault, reason);
    return status ? status : framing_verdict(&framing, http_1_1, head->bodiless, reason);
}

static bool is_visible(struct slice target)
{
    for (size_t i = 0; i < target.size; i++)
        if ((unsigned char)target.bytes[i] <= ' ' || target.bytes[i] == 0x7F)
            return false;
    return target.size > 0;
}

/* Method, target and version with one space each between them, and nothing else. */
static bool is_request_line(const struct guard_head *head)
{
    return head->target_at > 0 && head->target_at < head->raw.size &&
           head_is_token((struct slice){head->raw.bytes, head->target_at - 1}) &&
           head->version_at == head->target_at + head->target.size + 1;
}

unsigned guard_verdict(const struct guard_head *head, struct reason *reason)
{
    const char *version;
    bool http_1_1;

    if (head->version_at > head->raw.size || head->raw.size - head->version_at <= VERSION_SIZE)
        return refuse(400, reason, "Send a request line without NUL");
    version = head->raw.bytes + head->version_at;
    http_1_1 = memcmp(version, "HTTP/1.1", VERSION_SIZE + 1) == 0;
    if (!http_1_1 && memcmp(version, "HTTP/1.0", VERSION_SIZE + 1) != 0)
        return refuse(505, reason, "Speak HTTP/1.1 or HTTP/1.0");
    if (head->target.size > LIMIT_TARGET)
        return refuse_size(414, reason, "Send a shorter target", LIMIT_TARGET);
    if (!is_visible(head->target))
        return refuse(400, reason, "Send control characters and spaces as %XX in the target");
    if (!is_request_line(head))
        return refuse(400, reason,
                      "Send method, target and version with one space between them, and no NUL");
    return fields_verdict(head, http_1_1, reason);
}

/*
 * A site is parsed from text and written again. What comes from a client or a proxy is accepted or refused,
 * never repaired; for what an operator writes there is a reason.
 */

#include "server/base/site.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "index/base/ascii.h"
#include "index/base/hex.h"
#include "index/base/utf8.h"
#include "server/base/authority.h"

enum { PORT_MAX = 65535, PORT_DIGITS = 5 };

static const char schemes[][sizeof "https://"] = {"http://", "https://"};

/* The byte at the beginning of a percent-encoded text, and how many bytes encode it; 0: it is
 * malformed. */
static size_t decode(struct slice text, char *byte)
{
    int high, low;

    *byte = text.bytes[0];
    if (*byte != '%')
        return 1;
    high = text.size > 2 ? hex_value(text.bytes[1]) : -1;
    low = text.size > 2 ? hex_value(text.bytes[2]) : -1;
    *byte = (char)(high * 16 + low);
    return high < 0 || low < 0 ? 0 : 3;
}

static struct slice rest_of(struct slice text, size_t at)
{
    return (struct slice){.bytes = text.bytes + at, .size = text.size - at};
}

/* RFC 3986, section 3.3: pchar, without "%". */
static bool is_path_character(char c)
{
    return ascii_is_alphanumeric(c) || (c && strchr("-._~!$&'()*+,;=:@", c));
}

/* Decodes a text of at most SITE_PREFIX_MAX bytes. Returns the size, or 0 if it is not the path of a
 * URL, or has an escaped "/". */
static size_t decode_path(struct slice text, char out[static SITE_PREFIX_MAX])
{
    size_t size = 0;

    for (size_t at = 0, used; at < text.size; at += used) {
        char byte = text.bytes[at];

        used = decode(rest_of(text, at), &out[size]);
        if (used == 0 || (used == 1 && byte != '/' && !is_path_character(byte)) ||
            (used > 1 && out[size] == '/'))
            return 0;
        size++;
    }
    return size;
}

/* Is it UTF-8 without controls? */
static bool is_text(struct slice path)
{
    for (size_t i = 0; i < path.size; i++)
        if ((unsigned char)path.bytes[i] < ' ' || path.bytes[i] == 0x7F)
            return false;
    return utf8_valid(path.bytes, path.size);
}

static bool is_segment(struct slice text)
{
    return text.size > 0 && !slice_is(text, ".") && !slice_is(text, "..");
}

bool site_is_prefix(struct slice text)
{
    char decoded[SITE_PREFIX_MAX];
    struct slice path = {.bytes = decoded};

    if (text.size == 0 || text.size > SITE_PREFIX_MAX || text.bytes[0] != '/')
        return false;
    path.size = decode_path(text, decoded);
    if (path.size == 0 || !is_text(path))
        return false;
    for (size_t at = 1; at <= path.size;) {
        const char *slash = memchr(path.bytes + at, '/', path.size - at);
        size_t end = slash ? (size_t)(slash - path.bytes) : path.size;

        if (!is_segment((struct slice){path.bytes + at, end - at}))
            return false;
        at = end + 1;
    }
    return true;
}

/* Is its port absent, or a number from 1 to 65535? */
static bool has_usable_port(struct slice authority)
{
    size_t digits = 0;
    char port[PORT_DIGITS + 1] = "";

    while (digits < authority.size && authority.bytes[authority.size - digits - 1] != ':' &&
           authority.bytes[authority.size - digits - 1] != ']')
        digits++;
    if (digits == authority.size || authority.bytes[authority.size - digits - 1] == ']')
        return true;
    if (digits == 0 || digits > PORT_DIGITS)
        return false;
    memcpy(port, authority.bytes + authority.size - digits, digits);
    return strtoul(port, NULL, 10) >= 1 && strtoul(port, NULL, 10) <= PORT_MAX;
}

const char *site_normalize(char url[static SITE_URL_SIZE], const char *text)
{
    size_t size = strlen(text), scheme = 0;
    struct site site;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strncasecmp(text, schemes[i], strlen(schemes[i])) == 0)
            scheme = strlen(schemes[i]);
    if (scheme == 0)
        return "does not begin with http:// or https://";
    if (size >= SITE_URL_SIZE)
        return "is longer than 255 bytes";
    if (strpbrk(text, "?#"))
        return "has a query or a fragment: remove it";
    memcpy(url, text, size + 1);
    memcpy(url, scheme == strlen(schemes[1]) ? schemes[1] : schemes[0], scheme);
    if (size > scheme && url[size - 1] == '/')
        url[size - 1] = '\0';
    site = site_of_url(url);
    if (!authority_is_valid(site.authority) || site.authority.size > SITE_AUTHORITY_MAX)
        return "has no valid host: write a name (an international one as xn--…) or an address, "
               "without user and password";
    if (!has_usable_port(site.authority))
        return "has a port that is not a number from 1 to 65535";
    if (site.prefix.size > 0 && !site_is_prefix(site.prefix))
        return "has no valid path: write whole segments such as /charfinder, at most 128 bytes, "
               "other characters than ASCII's as %XX";
    return NULL;
}

struct site site_of_url(const char *url)
{
    struct site site = {.source = SITE_OF_CONFIG, .tls = url[sizeof "http" - 1] == 's'};
    const char *authority = url + strlen(schemes[site.tls]), *path = strchr(authority, '/');

    site.prefix = slice_of(path ? path : "");
    site.authority =
        (struct slice){.bytes = authority, .size = strlen(authority) - site.prefix.size};
    return site;
}

void site_append_origin(struct buffer *out, const struct site *site)
{
    assert(site->authority.size > 0);
    buffer_append_text(out, schemes[site->tls]);
    buffer_append(out, site->authority.bytes, site->authority.size);
}

size_t site_prefix_of(const struct site *site, struct slice path, size_t plain)
{
    size_t size = 0;

    for (size_t at = 0, used; at < site->prefix.size; at += used) {
        char byte;

        used = decode(rest_of(site->prefix, at), &byte);
        assert(used > 0);
        if (size >= path.size || path.bytes[size] != byte)
            return 0;
        size++;
    }
    if (size == path.size)
        return size <= plain ? size : 0;
    return path.bytes[size] == '/' && size < plain ? size : 0;
}

void site_append_key(struct buffer *out, const struct site *site)
{
    if (site->source == SITE_OF_CONFIG)
        site_append_origin(out, site);
    buffer_append(out, site->prefix.bytes, site->prefix.size);
}

/*
 * Hosts are compared with nothing and looked up nowhere, so only their form counts.
 */

#include "server/base/authority.h"

#include <arpa/inet.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/base/hex.h"

static bool is_digits(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!ascii_is_digit(text[i]))
            return false;
    return true;
}

/* RFC 3986, section 3.2.2: reg-name, of which an IPv4 address is one. */
static bool is_registered_name(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '%') {
            if (size - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
                return false;
            i += 2;
        } else if (!ascii_is_alphanumeric(text[i]) &&
                   !(text[i] && strchr("-._~!$&'()*+;=", text[i]))) {
            return false;
        }
    }
    return size > 0;
}

/* An IPv6 address in brackets. */
static bool is_literal(const char *text, size_t size)
{
    char address[INET6_ADDRSTRLEN];
    struct in6_addr parsed;

    if (size < 2 || size - 2 >= sizeof address || text[0] != '[' || text[size - 1] != ']')
        return false;
    memcpy(address, text + 1, size - 2);
    address[size - 2] = '\0';
    return inet_pton(AF_INET6, address, &parsed) == 1;
}

bool authority_is_valid(struct slice value)
{
    const char *text = value.bytes;
    size_t end = value.size; /* of the host */

    while (end > 0 && text[end - 1] != ':' && text[end - 1] != ']')
        end--;
    if (end > 0 && text[end - 1] == ':') {
        if (!is_digits(text + end, value.size - end))
            return false;
        end--;
    } else {
        end = value.size;
    }
    return is_registered_name(text, end) || is_literal(text, end);
}

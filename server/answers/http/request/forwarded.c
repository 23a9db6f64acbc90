/*
 * Reads element by element. After one that is malformed it goes on at the next comma, even one within
 * what may be a quoted string: a client that opens a quotation mark could else hide what the proxy has
 * appended.
 *
 * More lenient than RFC 7239 in two points that many proxies need: an address and a port may be
 * without quotation marks, and white space may be around the semicolon.
 */

#include "server/answers/http/request/forwarded.h"

#include <string.h>
#include <strings.h>

#include "server/answers/http/request/head.h"

enum parameter { FORWARDED_FOR, FORWARDED_PROTO, FORWARDED_HOST, FORWARDED_OTHER };

/* The parameters of the element that is being read. */
struct element {
    struct forwarded_hop hop;
    unsigned seen; /* a bit set of 1 << enum parameter */
    bool any;      /* there is a parameter */
};

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

static enum parameter parameter_of(struct slice name)
{
    static const char *const names[] = {"for", "proto", "host"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == name.size && strncasecmp(names[i], name.bytes, name.size) == 0)
            return (enum parameter)i;
    return FORWARDED_OTHER;
}

/* Where the parameter's value goes. */
static char *place_of(struct forwarded_hop *hop, enum parameter parameter, size_t *capacity)
{
    switch (parameter) {
    case FORWARDED_FOR:
        *capacity = sizeof hop->node;
        return hop->node;
    case FORWARDED_PROTO:
        *capacity = sizeof hop->proto;
        return hop->proto;
    case FORWARDED_HOST:
        *capacity = sizeof hop->host;
        return hop->host;
    case FORWARDED_OTHER:
        break;
    }
    *capacity = 0;
    return NULL;
}

/* A value while it is being copied. */
struct copy {
    char *out;
    size_t size, capacity; /* size counts on where there is no space */
};

static void copy_byte(struct copy *copy, char byte)
{
    if (copy->size + 1 < copy->capacity)
        copy->out[copy->size] = byte;
    copy->size++;
}

static void copy_end(const struct copy *copy)
{
    if (copy->capacity > 0)
        copy->out[copy->size < copy->capacity ? copy->size : 0] = '\0';
}

/* RFC 9110, section 5.6.4. Returns the end, or NULL. */
static const char *read_quoted(const char *at, struct copy *copy)
{
    for (at++; *at != '"'; at++) {
        if (*at == '\\')
            at++;
        if (*at == '\0')
            return NULL;
        copy_byte(copy, *at);
    }
    return at + 1;
}

static bool is_unquoted(char c)
{
    return c && (strchr(":[]", c) || head_is_token((struct slice){.bytes = &c, .size = 1}));
}

static const char *read_unquoted(const char *at, struct copy *copy)
{
    const char *begin = at;

    for (; is_unquoted(*at); at++)
        copy_byte(copy, *at);
    return at > begin ? at : NULL;
}

/* Returns the end of the parameter, or NULL. */
static const char *read_parameter(const char *at, struct element *element)
{
    size_t size = strcspn(at, "=;, \t\"");
    struct slice name = {.bytes = at, .size = size};
    enum parameter parameter = parameter_of(name);
    struct copy copy = {.size = 0};

    if (!head_is_token(name) || at[size] != '=')
        return NULL;
    if (parameter != FORWARDED_OTHER && element->seen >> parameter & 1)
        return NULL;
    element->seen |= 1U << parameter;
    element->any = true;
    copy.out = place_of(&element->hop, parameter, &copy.capacity);
    at += size + 1;
    at = *at == '"' ? read_quoted(at, &copy) : read_unquoted(at, &copy);
    copy_end(&copy);
    return at;
}

/* Returns the end of the element, at its comma or at the end of the text, or NULL. */
static const char *read_element(const char *at, struct element *element)
{
    *element = (struct element){.seen = 0};
    for (;;) {
        at = skip_blanks(at);
        if (*at && *at != ';' && *at != ',') {
            at = read_parameter(at, element);
            if (!at)
                return NULL;
            at = skip_blanks(at);
        }
        if (*at == '\0' || *at == ',')
            return at;
        if (*at != ';')
            return NULL;
        at++;
    }
}

static void add(struct forwarded *forwarded, const struct forwarded_hop *hop)
{
    if (forwarded->count == FORWARDED_HOPS) {
        forwarded->count--;
        memmove(&forwarded->hops[0], &forwarded->hops[1], forwarded->count * sizeof *hop);
    }
    forwarded->hops[forwarded->count++] = *hop;
}

void forwarded_read(struct forwarded *forwarded, const char *value)
{
    const char *at = value;

    forwarded->count = 0;
    for (;;) {
        struct element element;
        const char *end = read_element(at, &element);

        if (!end)
            forwarded->count = 0;
        else if (element.any)
            add(forwarded, &element.hop);
        if (!end)
            end = at + strcspn(at, ",");
        if (*end == '\0')
            return;
        at = end + 1;
    }
}

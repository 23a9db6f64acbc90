/*
 * Header fields, read without copying. A field that is broken in itself asks for nothing:
 * the answer is then the plain one, which every client understands.
 */

#include "server/answers/http/request/negotiate.h"

#include <string.h>
#include <strings.h>

#include "index/base/ascii.h"

static const char *skip_spaces(const char *at)
{
    return at + strspn(at, " \t");
}

/* Entity tags may hold commas, so the list is walked from quotation mark to quotation mark. */
static bool list_has(const char *at, const char *etag, bool strongly)
{
    size_t size = strlen(etag);

    while (*at) {
        const char *end;
        bool weak;

        at += strspn(at, " \t,");
        weak = strncmp(at, "W/", 2) == 0;
        if (weak)
            at += 2;
        end = *at == '"' ? strchr(at + 1, '"') : NULL;
        if (!end)
            return false;
        if ((size_t)(end + 1 - at) == size && memcmp(at, etag, size) == 0 && !(weak && strongly))
            return true;
        at = end + 1;
    }
    return false;
}

static bool is_any(const char *list)
{
    return list[0] == '*' && !*skip_spaces(list + 1);
}

bool negotiate_has_etag(const char *if_none_match, const char *etag)
{
    const char *list = if_none_match ? skip_spaces(if_none_match) : "";

    return is_any(list) || list_has(list, etag, false);
}

bool negotiate_has_strong_etag(const char *if_match, const char *etag)
{
    const char *list = skip_spaces(if_match);

    return is_any(list) || list_has(list, etag, true);
}

/* A qvalue, RFC 9110, section 12.4.2, in thousandths; one that cannot be read is 0. */
static unsigned read_weight(const char *at, const char *end)
{
    unsigned weight = 0, digits = 0;

    if (at == end || (*at != '0' && *at != '1'))
        return 0;
    weight = (unsigned)(*at++ - '0') * 1000;
    if (at < end && *at == '.')
        for (unsigned unit = 100; ++at < end && ascii_is_digit(*at); unit /= 10, digits++)
            weight += (unsigned)(*at - '0') * unit;
    return at == end && digits <= 3 && weight <= 1000 ? weight : 0;
}

/* The weight among a coding's parameters (";q=0.5", or nothing). */
static unsigned find_weight(const char *at, const char *end)
{
    while (at < end) {
        const char *name = skip_spaces(at + 1), *name_end = name + strcspn(name, ";,");

        at = name_end;
        while (name_end > name && strchr(" \t", name_end[-1]))
            name_end--;
        if (strncasecmp(name, "q=", 2) == 0)
            return read_weight(name + 2, name_end);
    }
    return 1000;
}

static bool name_is(const char *name, size_t size, const char *expected)
{
    return size == strlen(expected) && strncasecmp(name, expected, size) == 0;
}

/* What a field says of a media type that it names, in thousandths; 0: it does not. */
static unsigned type_weight(const char *accept, const char *type)
{
    for (const char *at = accept; at && *at;) {
        const char *name = at + strspn(at, " \t,");
        const size_t size = strcspn(name, " \t,;");
        const char *parameters = skip_spaces(name + size);

        at = parameters + strcspn(parameters, ",");
        if (name_is(name, size, type))
            return find_weight(parameters, at);
    }
    return 0;
}

bool negotiate_page(const char *accept)
{
    const unsigned page = type_weight(accept, "text/html");

    return page > 0 && page > type_weight(accept, "application/json") &&
           page > type_weight(accept, "application/problem+json");
}

enum { UNLISTED = -1 };

/* What the field says of each coding, in thousandths. */
struct weights {
    int listed[CODINGS], any; /* any: of "*" */
};

static void read_coding(const char *name, size_t size, int weight, struct weights *weights)
{
    if (name_is(name, size, "*"))
        weights->any = weight;
    if (name_is(name, size, "x-gzip"))
        weights->listed[CODING_GZIP] = weight;
    for (enum coding coding = 0; coding < CODINGS; coding++)
        if (name_is(name, size, coding_name(coding)))
            weights->listed[coding] = weight;
}

static struct weights read_weights(const char *accept_encoding)
{
    struct weights weights = {.any = UNLISTED};

    for (enum coding coding = 0; coding < CODINGS; coding++)
        weights.listed[coding] = UNLISTED;
    for (const char *at = accept_encoding; at && *at;) {
        const char *name = at + strspn(at, " \t,");
        size_t size = strcspn(name, " \t,;");
        const char *parameters = skip_spaces(name + size);

        at = parameters + strcspn(parameters, ",");
        read_coding(name, size, (int)find_weight(parameters, at), &weights);
    }
    return weights;
}

/* "*" stands for every coding that is not listed. Programs that send it know gzip, but most are older than
 * zstd. */
static int weight_of(const struct weights *weights, enum coding coding)
{
    if (weights->listed[coding] != UNLISTED || coding == CODING_ZSTD)
        return weights->listed[coding];
    return weights->any;
}

/* RFC 9110, section 12.5.3: identity is acceptable where nothing excludes it, and preferred to
 * nothing unless it is listed. */
struct accepted negotiate_coding(const char *accept_encoding, unsigned offered)
{
    struct weights weights = read_weights(accept_encoding);
    int best = weight_of(&weights, CODING_IDENTITY);
    struct accepted accepted = {.coding = CODING_IDENTITY, .identity = best != 0};

    for (enum coding coding = CODING_IDENTITY + 1; coding < CODINGS; coding++) {
        int weight = weight_of(&weights, coding);

        if (weight > 0 && weight >= best && (offered >> coding & 1)) {
            best = weight;
            accepted.coding = coding;
        }
    }
    return accepted;
}

/* A language of the field. */
struct choice {
    const char *tag;
    size_t size;
    unsigned weight;
};

enum {
    CHOICES_MAX = 16,  /* browsers send a handful */
    TAG_MAX_SIZE = 35, /* of language tags that are worth reading, RFC 5646, section 4.4.1 */
};

static bool is_tag(const char *tag, size_t size)
{
    static const char characters[] =
        "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    return size >= 2 && size <= TAG_MAX_SIZE && strspn(tag, characters) >= size &&
           strspn(tag, characters + 11) >= 2 && tag[size - 1] != '-' && !memmem(tag, size, "--", 2);
}

/* Reads the languages that are accepted, in the order of the field. */
static size_t read_choices(const char *field, struct choice choices[static CHOICES_MAX])
{
    size_t count = 0;

    for (const char *at = field; at && *at && count < CHOICES_MAX;) {
        const char *tag = at + strspn(at, " \t,");
        size_t size = strcspn(tag, " \t,;");
        const char *parameters = skip_spaces(tag + size);
        unsigned weight;

        at = parameters + strcspn(parameters, ",");
        weight = find_weight(parameters, at);
        if (weight > 0 && is_tag(tag, size))
            choices[count++] = (struct choice){.tag = tag, .size = size, .weight = weight};
    }
    return count;
}

void negotiate_languages(const char *accept_language, char list[static NEGOTIATE_LANGUAGES_SIZE])
{
    struct choice choices[CHOICES_MAX];
    size_t count = read_choices(accept_language, choices), size = 0;

    list[0] = '\0';
    for (size_t round = 0; round < count; round++) {
        struct choice *best = &choices[0];

        for (size_t i = 1; i < count; i++)
            if (choices[i].weight > best->weight)
                best = &choices[i];
        if (size + best->size + 2 > NEGOTIATE_LANGUAGES_SIZE)
            return;
        if (size > 0)
            list[size++] = ',';
        memcpy(list + size, best->tag, best->size);
        size += best->size;
        list[size] = '\0';
        best->weight = 0;
    }
}

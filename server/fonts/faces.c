/*
 * The reply comes from a process that a font may have taken over: each number, order and text is
 * checked.
 */

#include "server/fonts/faces.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/bisect.h"

enum {
    REGULAR_WEIGHT = 80, /* of fontconfig */
    REGULAR_WIDTH = 100,
    SLANT_COST = 200, /* an upright face of any weight is preferred */
    SERIF_COST = 1,   /* where two faces are equally regular */
    MONO_COST = 2,
    REGULAR_STYLE = SERIF_COST + MONO_COST, /* the most of a regular face */
};

/* Fonts with a picture for every code point that says no more than its block. */
static const char *const placeholders[] = {"Last Resort", "LastResort", "Adobe Blank",
                                           "AND-Regular", "Adobe NotDef"};

static const char *const coarse[] = {"Unifont"};

static bool begins_with_any(const char *family, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(family, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

#define BEGINS_WITH_ANY(family, names)                                                             \
    begins_with_any(family, names, sizeof(names) / sizeof *(names))

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static uint32_t style_of(const struct wire_face *face)
{
    uint32_t style = 4 * (distance(face->weight, REGULAR_WEIGHT) +
                          distance(face->width, REGULAR_WIDTH) + (face->slant ? SLANT_COST : 0));

    if (strstr(face->family, "Serif") || strstr(face->family, "Naskh"))
        style += SERIF_COST;
    if (strstr(face->family, "Mono"))
        style += MONO_COST;
    return style;
}

/* Part of a text in CSS: what is not plain there is left out. */
static void copy_name(char out[static WIRE_NAME_SIZE], const char *name)
{
    out[0] = '\0';
    for (const char *at = name; *at; at++)
        if (*at < ' ' || *at > '~' || strchr("\"\\<>", *at))
            return;
    memcpy(out, name, WIRE_NAME_SIZE);
}

static bool is_text(const char name[static WIRE_NAME_SIZE])
{
    return memchr(name, '\0', WIRE_NAME_SIZE) != NULL;
}

static bool header_valid(const struct wire_face *face, size_t rest)
{
    return face->number < WIRE_FACES_MAX && face->weight <= 1000 && face->slant <= 1000 &&
           face->width <= 1000 && face->ranges > 0 && face->ranges <= WIRE_RANGES_MAX &&
           face->ranges <= rest / sizeof(struct wire_range) && is_text(face->family) &&
           is_text(face->full_name) && is_text(face->postscript_name);
}

static bool ranges_valid(const struct wire_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ranges[i].first > ranges[i].last || ranges[i].last > 0x10ffff ||
            (i > 0 && ranges[i].first <= ranges[i - 1].last))
            return false;
    return true;
}

/* Reads the next face. Returns an outcome, or -ENOMEM. */
static int add_face(struct faces *faces, size_t file, struct slice *rest)
{
    struct wire_face told;
    struct face face = {.file = file};
    size_t size;

    if (rest->size < sizeof told)
        return FACES_INVALID;
    memcpy(&told, rest->bytes, sizeof told);
    rest->bytes += sizeof told;
    rest->size -= sizeof told;
    if (!header_valid(&told, rest->size))
        return FACES_INVALID;
    size = told.ranges * sizeof *face.ranges;
    face.ranges = malloc(size);
    if (!face.ranges)
        return -ENOMEM;
    memcpy(face.ranges, rest->bytes, size);
    rest->bytes += size;
    rest->size -= size;
    face.number = told.number;
    face.range_count = told.ranges;
    face.style = style_of(&told);
    face.colour = told.colour != 0;
    face.last = BEGINS_WITH_ANY(told.family, coarse);
    memcpy(face.family, told.family, WIRE_NAME_SIZE);
    copy_name(face.full_name, told.full_name);
    copy_name(face.postscript_name, told.postscript_name);
    if (!ranges_valid(face.ranges, face.range_count) ||
        BEGINS_WITH_ANY(told.family, placeholders)) {
        free(face.ranges);
        return BEGINS_WITH_ANY(told.family, placeholders) ? FACES_OK : FACES_INVALID;
    }
    vector_append(&faces->list, &face);
    if (!faces->list.failed)
        return FACES_OK; /* NOLINT(clang-analyzer-unix.Malloc): the list owns them */
    free(face.ranges);
    return -ENOMEM;
}

int faces_add(struct faces *faces, size_t file, struct slice reply)
{
    size_t before = faces->list.count;
    int r = FACES_OK;

    while (r == FACES_OK && reply.size > 0)
        r = add_face(faces, file, &reply);
    while (r != FACES_OK && faces->list.count > before)
        free(faces->list.items[--faces->list.count].ranges);
    return r;
}

void faces_release(struct faces *faces)
{
    for (size_t i = 0; i < faces->list.count; i++)
        free(faces->list.items[i].ranges);
    vector_release(&faces->list);
}

enum face_kind face_kind(const struct face *face)
{
    if (face->colour)
        return FACE_COLOUR;
    if (face->last)
        return FACE_COARSE;
    return face->style <= REGULAR_STYLE ? FACE_REGULAR : FACE_STYLED;
}

size_t face_range_from(const struct face *face, uint32_t point)
{
    struct bisection search = {.high = (uint32_t)face->range_count};

    while (bisect(&search))
        bisect_narrow(&search, face->ranges[search.middle].last < point);
    return search.low;
}

bool face_has(const struct face *face, uint32_t point)
{
    size_t found = face_range_from(face, point);

    return found < face->range_count && face->ranges[found].first <= point;
}

uint32_t face_count(const struct face *face, uint32_t first, uint32_t last)
{
    uint32_t count = 0;

    for (size_t i = face_range_from(face, first); i < face->range_count; i++) {
        const struct wire_range *range = &face->ranges[i];

        if (range->first > last)
            break;
        count += (range->last < last ? range->last : last) -
                 (range->first > first ? range->first : first) + 1;
    }
    return count;
}

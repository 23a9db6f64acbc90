/*
 * Collects names of private-use characters, and settles which of them counts.
 */

#include "index/sources/records/private_names.h"

#include <errno.h>

#include <unicode/uchar.h>

#include "index/base/bisect.h"

void private_names_release(struct private_names *names)
{
    vector_release(&names->list);
    buffer_release(&names->text);
}

bool private_names_for(uint32_t code_point)
{
    return u_charType((UChar32)code_point) == U_PRIVATE_USE_CHAR;
}

void private_names_add(struct private_names *names, uint32_t code_point, unsigned preference,
                       struct slice name)
{
    const struct private_name entry = {
        .code_point = code_point,
        .preference = preference,
        .at = (uint32_t)names->text.size,
        .size = (uint32_t)name.size,
        .arrival = (uint32_t)names->list.count,
    };

    buffer_append(&names->text, name.bytes, name.size);
    vector_append(&names->list, &entry);
}

static int name_compare(const void *left, const void *right)
{
    const struct private_name *a = left, *b = right;

    if (a->code_point != b->code_point)
        return a->code_point < b->code_point ? -1 : 1;
    if (a->preference != b->preference)
        return a->preference < b->preference ? -1 : 1;
    return (a->arrival > b->arrival) - (a->arrival < b->arrival);
}

int private_names_settle(struct private_names *names)
{
    struct private_name *list = names->list.items;
    size_t count = 0;

    if (names->list.failed || names->text.failed)
        return -ENOMEM;
    vector_sort(&names->list, name_compare);
    for (size_t i = 0; i < names->list.count; i++)
        if (count == 0 || list[count - 1].code_point != list[i].code_point)
            list[count++] = list[i];
    names->list.count = count;
    return 0;
}

bool private_names_has(const struct private_names *names, uint32_t code_point)
{
    struct bisection search = {.low = 0, .high = (uint32_t)names->list.count};

    while (bisect(&search))
        bisect_narrow(&search, names->list.items[search.middle].code_point < code_point);
    return search.low < names->list.count && names->list.items[search.low].code_point == code_point;
}

struct slice private_names_text(const struct private_names *names, size_t at)
{
    const struct private_name *name = &names->list.items[at];

    return (struct slice){.bytes = names->text.bytes + name->at, .size = name->size};
}

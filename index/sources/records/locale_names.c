/*
 * A sorted list. Names of one code stay in the order in which they came.
 */

#include "index/sources/records/locale_names.h"

#include <assert.h>
#include <string.h>

#include "index/base/bisect.h"

void locale_names_release(struct locale_names *names)
{
    vector_release(&names->list);
    buffer_release(&names->texts);
    memset(names, 0, sizeof *names);
}

void locale_names_add(struct locale_names *names, enum locale_name_kind kind, uint8_t language,
                      const char *code, struct slice text)
{
    struct locale_name name = {
        .kind = kind,
        .language = language,
        .at = (uint32_t)names->texts.size,
        .size = (uint32_t)text.size,
    };

    assert(strlen(code) < LOCALE_CODE_SIZE);
    if (names->list.count == LOCALE_NAMES_MAX)
        return;
    memcpy(name.code, code, strlen(code));
    buffer_append(&names->texts, text.bytes, text.size);
    vector_append(&names->list, &name);
}

static int compare(const struct locale_name *a, enum locale_name_kind kind, uint8_t language,
                   const char *code)
{
    if (a->kind != kind)
        return a->kind < kind ? -1 : 1;
    if (a->language != language)
        return a->language < language ? -1 : 1;
    return strcmp(a->code, code);
}

static int compare_names(const void *left, const void *right)
{
    const struct locale_name *a = left, *b = right;
    int order = compare(a, b->kind, b->language, b->code);

    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

bool locale_names_settle(struct locale_names *names)
{
    vector_sort(&names->list, compare_names);
    return !names->list.failed && !names->texts.failed;
}

/* The first name that is not before this one. */
static size_t lower_bound(const struct locale_names *names, enum locale_name_kind kind,
                          uint8_t language, const char *code)
{
    struct bisection search = {.low = 0, .high = (uint32_t)names->list.count};

    while (bisect(&search))
        bisect_narrow(&search,
                      compare(&names->list.items[search.middle], kind, language, code) < 0);
    return search.low;
}

void locale_names_range(const struct locale_names *names, enum locale_name_kind kind,
                        uint8_t language, size_t *first, size_t *end)
{
    *first = lower_bound(names, kind, language, "");
    *end = lower_bound(names, kind, language, "\x7F");
}

struct slice locale_names_text(const struct locale_names *names, size_t at)
{
    const struct locale_name *name = &names->list.items[at];

    return (struct slice){names->texts.bytes + name->at, name->size};
}

struct slice locale_names_find(const struct locale_names *names, enum locale_name_kind kind,
                               uint8_t language, const char *code)
{
    const size_t at = lower_bound(names, kind, language, code);

    if (at == names->list.count || compare(&names->list.items[at], kind, language, code) != 0)
        return (struct slice){.bytes = "", .size = 0};
    return locale_names_text(names, at);
}

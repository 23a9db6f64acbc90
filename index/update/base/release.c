/*
 * Versions. What servers send is searched for numbers and for nothing else.
 */

#include "index/update/base/release.h"

#include <stdio.h>
#include <string.h>

#include "index/base/ascii.h"

/* Reads one to three numbers from the front. Returns how many bytes they have. */
static size_t take(const char *text, size_t size, struct release *release)
{
    size_t at = 0;

    *release = (struct release){.count = 0};
    while (release->count < 3 && at < size && ascii_is_digit(text[at])) {
        unsigned number = 0;

        while (at < size && ascii_is_digit(text[at]) && number < 1000)
            number = number * 10 + (unsigned)(text[at++] - '0');
        if (number >= 1000)
            return 0;
        release->parts[release->count++] = number;
        if (release->count == 3 || at + 1 >= size || text[at] != '.' ||
            !ascii_is_digit(text[at + 1]))
            break;
        at++;
    }
    return at;
}

bool release_parse(const char *text, size_t size, struct release *release)
{
    size_t taken = take(text, size, release);

    if (taken > 0 && taken == size)
        return true;
    *release = (struct release){.count = 0};
    return false;
}

int release_compare(const struct release *a, const struct release *b)
{
    if (a->count == 0 || b->count == 0)
        return (a->count > 0) - (b->count > 0);
    for (unsigned i = 0; i < 3; i++)
        if (a->parts[i] != b->parts[i])
            return a->parts[i] < b->parts[i] ? -1 : 1;
    return 0;
}

void release_print(const struct release *release, unsigned count, char text[static RELEASE_SIZE])
{
    size_t at = 0;

    if (count == 0)
        count = release->count;
    text[0] = '\0';
    for (unsigned i = 0; i < count && i < 3; i++)
        at += (size_t)snprintf(text + at, RELEASE_SIZE - at, "%s%u", i > 0 ? "." : "",
                               release->parts[i] % 1000);
}

bool release_of_readme(const char *bytes, size_t size, struct release *release)
{
    static const char word[] = "ersion ";
    const size_t word_size = sizeof word - 1;

    for (size_t at = 0; at + word_size < size; at++) {
        const char *found = memmem(bytes + at, size - at, word, word_size);

        if (!found)
            break;
        at = (size_t)(found - bytes) + word_size;
        if (take(bytes + at, size - at, release) > 0 && release->count >= 2)
            return true;
    }
    *release = (struct release){.count = 0};
    return false;
}

bool release_of_url(const char *url, struct release *release)
{
    const char *end = url + strcspn(url, "?#"), *start;

    while (end > url && end[-1] == '/')
        end--;
    for (start = end; start > url && start[-1] != '/';)
        start--;
    return release_parse(start, (size_t)(end - start), release);
}

bool release_of_listing(const char *bytes, size_t size, struct release *release)
{
    static const char mark[] = "href=\"";
    const size_t mark_size = sizeof mark - 1;
    const char *rest = bytes, *const end = bytes + size;

    *release = (struct release){.count = 0};
    while ((rest = memmem(rest, (size_t)(end - rest), mark, mark_size)) != NULL) {
        struct release found;
        size_t taken;

        rest += mark_size;
        taken = take(rest, (size_t)(end - rest), &found);
        if (taken > 0 && rest + taken < end && rest[taken] == '/' &&
            release_compare(release, &found) < 0)
            *release = found;
    }
    return release->count > 0;
}

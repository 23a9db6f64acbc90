/*
 * Builds an index, and times one search.
 */

#include "tests/bench/first_page.h"

#include <stdio.h>
#include <stdlib.h>

#include "index/builder/build.h"
#include "index/search/search.h"
#include "tests/bench/measure.h"

static bool progress_ignore(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

struct charindex *first_page_index(bool all_languages)
{
    const struct sources_options options = {.directory = SOURCES_DIRECTORY,
                                            .all_languages = all_languages};
    struct reason reason = {.text = "out of memory"};
    struct charindex *index = NULL;
    uint64_t start = clock_nanoseconds();

    if (build_index(&options, progress_ignore, NULL, &index, &reason) < 0) {
        fprintf(stderr, "Cannot build the index: %s\n", reason.text);
        exit(EXIT_FAILURE);
    }
    printf("%-14s built in %.2f s, %.1f MiB, %u documents, %u words, generation %s\n",
           all_languages ? "all languages" : "English", (double)(clock_nanoseconds() - start) / 1e9,
           (double)charindex_image(index).size / (1 << 20), charindex_documents(index),
           charindex_terms(index), charindex_generation(index));
    return index;
}

uint64_t first_page(struct charindex *index, const struct search_options *options, const char *text,
                    size_t size, uint32_t *total)
{
    struct search search;
    struct query_error error;
    uint32_t page[FIRST_PAGE];
    uint32_t count = 0;
    uint64_t start = clock_nanoseconds();
    int outcome = search_open(&search, index, options, text, size, &error);

    if (outcome == SEARCH_OK) {
        struct search_cursor cursor;
        uint32_t first, neighbours;

        search_seek(&search, 0, &cursor);
        while (count < FIRST_PAGE &&
               (neighbours = search_next(&cursor, FIRST_PAGE - count, &first)) > 0)
            for (uint32_t i = 0; i < neighbours; i++)
                page[count++] = first + i;
        *total = search_total(&search);
        search_release(&search);
    } else if (outcome < 0) {
        fputs("Out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    __asm__ volatile("" : : "r"(page), "r"(count) : "memory"); /* not optimized away */
    return clock_nanoseconds() - start;
}

#ifndef CHARFINDER_TESTS_BENCH_FIRST_PAGE_H
#define CHARFINDER_TESTS_BENCH_FIRST_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/match/options.h"

/*
 * What the benchmarks of the engine measure: a query in process, from its text to the first page of 50
 * documents and the total. Nothing is cached between two calls. Not thread-safe; they exit without
 * memory.
 */

enum { FIRST_PAGE = 50 }; /* documents */

/* Builds the index from the installed sources and prints a line about it. */
struct charindex *first_page_index(bool all_languages);

/* Returns the nanoseconds that it took. *total is left alone where the text is not a query. */
uint64_t first_page(struct charindex *index, const struct search_options *options, const char *text,
                    size_t size, uint32_t *total);

#endif

#ifndef CHARFINDER_INDEX_UPDATE_BASE_RELEASE_H
#define CHARFINDER_INDEX_UPDATE_BASE_RELEASE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The version of a release of Unicode ("17.0.0") or of CLDR ("48", "48.1"), and where servers say
 * which one is the latest. Thread-safe.
 */

struct release {
    unsigned parts[3]; /* zeros where it has fewer */
    unsigned count;    /* 1 to 3; 0: none */
};

enum { RELEASE_SIZE = 24 }; /* bytes of a version in writing, with the NUL */

/* One to three numbers below 1000 with dots between them, and nothing else. */
bool release_parse(const char *text, size_t size, struct release *release);

/* Compares as numbers: 48 and 48.0 are equal. Returns <0, 0 or >0; no release is less than any. */
int release_compare(const struct release *a, const struct release *b);

/* Writes the first `count` numbers, or as many as the release has where that is 0. */
void release_print(const struct release *release, unsigned count, char text[static RELEASE_SIZE]);

/* The version that the text names first: "for Version 17.0.0 of the Unicode Standard" in ReadMe.txt.
 * It has at least two numbers. Returns false if there is none. */
bool release_of_readme(const char *bytes, size_t size, struct release *release);

/* The version in a URL to which the server redirected: "https://unicode.org/Public/cldr/48.2/". */
bool release_of_url(const char *url, struct release *release);

/* The greatest version among the links of a page that lists a folder: href="48.2/". */
bool release_of_listing(const char *bytes, size_t size, struct release *release);

#endif

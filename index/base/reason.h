#ifndef CHARFINDER_INDEX_BASE_REASON_H
#define CHARFINDER_INDEX_BASE_REASON_H

/*
 * Why something did not work, in words for the log or for a person.
 *
 * Owned by the caller, usually on its stack; a function that returns an outcome
 * other than success fills it, one that succeeds leaves it alone.
 */

struct reason {
    char text[512]; /* NUL-terminated; one line, no final full stop */
};

/* Writes the text, cutting it between two characters where it does not fit. */
__attribute__((format(printf, 2, 3))) void reason_set(struct reason *reason, const char *format,
                                                      ...);

#endif

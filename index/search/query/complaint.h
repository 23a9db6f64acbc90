#ifndef CHARFINDER_INDEX_SEARCH_QUERY_COMPLAINT_H
#define CHARFINDER_INDEX_SEARCH_QUERY_COMPLAINT_H

/*
 * What can be wrong with a query. Programs know a complaint by its code, which never changes; the page
 * has a message for each in every language (complaint.CODE in static/messages/). Thread-safe.
 */

#define COMPLAINTS(X)                                                                              \
    X(COMPLAINT_QUOTE_OPEN, "quote-open")                                                          \
    X(COMPLAINT_QUOTE_SPACE, "quote-space")                                                        \
    X(COMPLAINT_QUOTE_INSIDE, "quote-inside")                                                      \
    X(COMPLAINT_QUOTE_EMPTY, "quote-empty")                                                        \
    X(COMPLAINT_OR_BEFORE, "or-before")                                                            \
    X(COMPLAINT_OR_AFTER, "or-after")                                                              \
    X(COMPLAINT_MINUS_FIRST, "minus-first")                                                        \
    X(COMPLAINT_MINUS_KEY, "minus-key")                                                            \
    X(COMPLAINT_MINUS_TWICE, "minus-twice")                                                        \
    X(COMPLAINT_MINUS_ONLY, "minus-only")                                                          \
    X(COMPLAINT_KEY_UNKNOWN, "key-unknown")                                                        \
    X(COMPLAINT_KEY_OF_CODE_POINT, "key-of-code-point")                                            \
    X(COMPLAINT_VALUE_MISSING, "value-missing")                                                    \
    X(COMPLAINT_VALUE_UNKNOWN, "value-unknown")                                                    \
    X(COMPLAINT_VALUE_NOT_YES_NO, "value-not-yes-no")                                              \
    X(COMPLAINT_VALUE_NOT_VERSION, "value-not-version")                                            \
    X(COMPLAINT_VALUE_NOT_NUMBER, "value-not-number")                                              \
    X(COMPLAINT_VALUE_NOT_PLANE, "value-not-plane")                                                \
    X(COMPLAINT_VALUE_NOT_CHARACTER, "value-not-character")                                        \
    X(COMPLAINT_WORD_MISSING, "word-missing")                                                      \
    X(COMPLAINT_RANGE_OPEN, "range-open")                                                          \
    X(COMPLAINT_RANGE_REVERSED, "range-reversed")                                                  \
    X(COMPLAINT_RANGE_ENDS, "range-ends")                                                          \
    X(COMPLAINT_STAR_QUOTED, "star-quoted")                                                        \
    X(COMPLAINT_STAR_WORDS, "star-words")                                                          \
    X(COMPLAINT_CODE_POINT, "code-point")                                                          \
    X(COMPLAINT_ESCAPE, "escape")                                                                  \
    X(COMPLAINT_REFERENCE, "reference")                                                            \
    X(COMPLAINT_TOO_LONG, "too-long")                                                              \
    X(COMPLAINT_TOO_MANY_PHRASES, "too-many-phrases")                                              \
    X(COMPLAINT_TOO_EXPENSIVE, "too-expensive")                                                    \
    X(COMPLAINT_NOT_UTF_8, "not-utf-8")

#define COMPLAINT_NAME(complaint, code) complaint,
enum complaint { COMPLAINTS(COMPLAINT_NAME) COMPLAINT_COUNT };
#undef COMPLAINT_NAME

/* Its code. Static. */
const char *complaint_code(enum complaint complaint);

#endif

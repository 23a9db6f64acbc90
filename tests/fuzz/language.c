/*
 * libFuzzer: any text as a list of languages, as a client sends it and as an operator configures it.
 */

#include "server/answers/language.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/sources/language_names.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/small_index.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_names(const char *text)
{
    struct language_names names = {.count = 0};

    if (language_names_parse(&names, text) != LANGUAGE_NAMES_OK)
        return;
    demand(names.count <= LANGUAGES_MAX);
    for (size_t i = 0; i < names.count; i++) {
        demand(memchr(names.names[i], '\0', LANGUAGE_SIZE) && names.names[i][0] != '\0');
        demand(!strpbrk(names.names[i], "/., \r\n")); /* it becomes a part of a path */
        for (size_t other = 0; other < i; other++)
            demand(strcmp(names.names[i], names.names[other]) != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct languages languages;
    struct reason reason = {.text = ""};
    char *text = malloc(size + 1);
    bool valid;

    demand(text != NULL);
    if (size > 0)
        memcpy(text, bytes, size);
    text[size] = '\0';
    check_names(text);
    valid = language_set_read(small_index(), (struct slice){text, size}, &languages, &reason);
    demand(valid == (reason.text[0] == '\0'));
    free(text);
    return 0;
}

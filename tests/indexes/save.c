/*
 * Builds and saves one ready index, or leaves it as it is if it is up to date: save-index english.
 * The build of the tests runs it.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/indexes/ready.h"

int main(int argc, char **argv)
{
    for (enum ready ready = 0; argc == 2 && ready < READY_COUNT; ready++) {
        struct reason reason = {.text = "out of memory"};
        struct charindex *index;

        if (strcmp(argv[1], ready_name(ready)) != 0)
            continue;
        if (ready_index(ready, &index, &reason) != 0) {
            fprintf(stderr, "Cannot build the index: %s\n", reason.text);
            return EXIT_FAILURE;
        }
        charindex_unref(index);
        return EXIT_SUCCESS;
    }
    fprintf(stderr, "Usage: save-index english|german|characters\n");
    return EXIT_FAILURE;
}

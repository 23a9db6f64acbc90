#ifndef CHARFINDER_TESTS_UNIT_INDEX_UPDATE_SCRIPTED_FOLDER_H
#define CHARFINDER_TESTS_UNIT_INDEX_UPDATE_SCRIPTED_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* A temporary folder for a test of cmocka: scripted_folder_make() and scripted_folder_remove() are its
 * setup and teardown, *state is a struct scripted_folder. */
struct scripted_folder {
    char path[64];
    int folder; /* a descriptor */
};

int scripted_folder_make(void **state);
int scripted_folder_remove(void **state);

/* Writes a file; its folders must exist. */
void scripted_put(int folder, const char *path, const void *bytes, size_t size);
void scripted_put_text(int folder, const char *path, const char *text);
/* The content of a small file as a static string; NULL if there is none. */
const char *scripted_text(int folder, const char *path);
bool scripted_exists(int folder, const char *path);

#endif

/*
 * Temporary folders and small files.
 */

#include "tests/unit/index/update/scripted_folder.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/index/base/remove_tree.h"

int scripted_folder_make(void **state)
{
    static struct scripted_folder it;

    (void)snprintf(it.path, sizeof it.path, "/tmp/charfinder-update.XXXXXX");
    if (!mkdtemp(it.path))
        return -1;
    it.folder = open(it.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *state = &it;
    return it.folder < 0 ? -1 : 0;
}

int scripted_folder_remove(void **state)
{
    const struct scripted_folder *it = *state;

    (void)close(it->folder);
    return remove_tree(it->path);
}

void scripted_put(int folder, const char *path, const void *bytes, size_t size)
{
    int file = openat(folder, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), size);
    (void)close(file);
}

void scripted_put_text(int folder, const char *path, const char *text)
{
    scripted_put(folder, path, text, strlen(text));
}

const char *scripted_text(int folder, const char *path)
{
    static char text[65536];
    int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    if (file < 0)
        return NULL;
    n = read(file, text, sizeof text - 1);
    (void)close(file);
    assert_true(n >= 0);
    text[n] = '\0';
    return text;
}

bool scripted_exists(int folder, const char *path)
{
    return faccessat(folder, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

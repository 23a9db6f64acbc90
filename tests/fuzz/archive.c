/*
 * Any bytes as an archive; the first byte says what is wanted of it. Whatever is written must be below the
 * folder, and within the limits.
 */

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/update/tree/archive.h"
#include "index/update/tree/folder_tree.h"
#include "tests/fuzz/demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct catalog_limits limits = {
    .member_size = 1 << 16, .total_size = 1 << 18, .members = 64};

static char folder_path[] = "/tmp/charfinder-fuzz.XXXXXX";

static void remove_folder(void)
{
    (void)rmdir(folder_path);
}

/* A folder that the process keeps. */
static int folder_of_process(void)
{
    static int folder = -1;

    if (folder >= 0)
        return folder;
    demand(mkdtemp(folder_path) != NULL && atexit(remove_folder) == 0);
    folder = open(folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    demand(folder >= 0);
    return folder;
}

static int measure(void *context, const char *path, int64_t size)
{
    uint64_t *sum = context;

    demand(strstr(path, "..") == NULL);
    *sum += (uint64_t)size;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const enum catalog_kind kinds[] = {CATALOG_CLDR_COMMON, CATALOG_UNIHAN,
                                              CATALOG_ANYTHING};
    int file = memfd_create("archive", MFD_CLOEXEC), folder = folder_of_process();
    struct reason reason = {.text = ""};
    struct archive_found found;
    enum outcome outcome;
    uint64_t sum = 0;
    int r;

    if (size == 0) {
        (void)close(file);
        return 0;
    }
    demand(file >= 0 && write(file, bytes + 1, size - 1) == (ssize_t)size - 1);
    demand(lseek(file, 0, SEEK_SET) == 0);
    r = archive_unpack(file, kinds[bytes[0] % 3], &limits, folder, &outcome, &found, &reason);
    demand(r < 0 || outcome != OUTCOME_PENDING);
    demand(r < 0 || (outcome == OUTCOME_OK) == (reason.text[0] == '\0'));
    demand(found.bytes <= limits.total_size + limits.member_size);
    (void)tree_walk(folder, "unicode", measure, &sum);
    (void)tree_walk(folder, "files", measure, &sum);
    demand(sum <= 2 * limits.total_size + 64 * 1024);
    demand(tree_remove(folder, "unicode") == 0 && tree_remove(folder, "files") == 0);
    (void)close(file);
    return 0;
}

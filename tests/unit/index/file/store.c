/*
 * An index between memory and a directory. The index is the small one (small_image.h); the
 * directories include all kinds of places where saving or loading must fail.
 */

#include "index/file/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/file/folder.h"
#include "tests/unit/index/base/remove_tree.h"
#include "tests/unit/index/file/small_image.h"

#define COUNT(table)    (sizeof(table) / sizeof(table)[0])
#define PATH_OF(...)    path_of((char[256]){""}, __VA_ARGS__)
#define IN(place, name) PATH_OF("%s/%s", (place)->directory, name)

enum { NOBODY = 65534 };

/* A directory for this test, and an index to save in it. */
struct place {
    char top[64];       /* the temporary directory */
    char directory[80]; /* the state directory in it; does not exist yet */
    char sources[80];   /* the sources, also in it: annotations in German and English */
    const char *languages[2];
    struct sources_options options;
    struct small_image image;
    struct charindex *index;
    char name[STORE_NAME_SIZE];
    char file[160], temporary[170]; /* of the index, in the state directory */
};

__attribute__((format(printf, 2, 3))) static const char *path_of(char *out, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(out, 256, format, arguments);
    va_end(arguments);
    return out;
}

static void file_write(const char *path, const void *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), size);
    assert_int_equal(close(file), 0);
}

#define ANNOTATIONS "/unicode/cldr/common/annotations"

static bool sources_make(struct place *place)
{
    static const char *const folders[] = {"", "/unicode", "/unicode/cldr", "/unicode/cldr/common",
                                          ANNOTATIONS};
    static const char *const languages[] = {"de", "en", "fr"};

    (void)snprintf(place->sources, sizeof place->sources, "%s/sources", place->top);
    for (size_t i = 0; i < COUNT(folders); i++)
        if (mkdir(PATH_OF("%s%s", place->sources, folders[i]), 0755) < 0)
            return false;
    /* The content need not be XML: sources are compared by their bytes. */
    for (size_t i = 0; i < COUNT(languages); i++) {
        const char *file = PATH_OF("%s" ANNOTATIONS "/%s.xml", place->sources, languages[i]);

        file_write(file, languages[i], 2);
        if (chmod(file, 0644) < 0)
            return false;
    }
    place->languages[0] = "de";
    place->options = (struct sources_options){
        .directory = place->sources, .languages = place->languages, .language_count = 1};
    return true;
}

/* Makes this the state directory. */
static void place_move(struct place *place, const char *directory)
{
    const char *top = directory[0] == '/' ? "" : place->top;

    (void)snprintf(place->directory, sizeof place->directory, "%s%s%s", top, *top ? "/" : "",
                   directory);
    store_name(place->index, place->name);
    (void)snprintf(place->file, sizeof place->file, "%s/%s", place->directory, place->name);
    (void)snprintf(place->temporary, sizeof place->temporary, "%s" FOLDER_TEMPORARY, place->file);
}

static int place_make(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    struct reason reason;
    struct sources sources;

    if (!place)
        return -1;
    (void)snprintf(place->top, sizeof place->top, "/tmp/charfinder-store.XXXXXX");
    if (!mkdtemp(place->top))
        return -1;
    if (!sources_make(place) || sources_identify(&place->options, &sources) != 0)
        return -1;
    small_image_make_from(&place->image, &sources, SMALL_FACE);
    *state = place;
    if (charindex_parse(place->image.bytes, place->image.size, &place->index, &reason) != 0)
        return -1;
    place_move(place, "state");
    return 0;
}

static int place_free(void **state)
{
    struct place *place = *state;

    (void)chmod(place->directory, 0700);
    (void)remove_tree(place->top);
    charindex_unref(place->index);
    free(place);
    return 0;
}

static void directory_make(const struct place *place)
{
    assert_int_equal(mkdir(place->directory, 0700), 0);
}

/* The file exists and has exactly these bytes. */
static void assert_file(const char *path, const void *bytes, size_t size)
{
    char read_bytes[SMALL_IMAGE_MAX + 1];
    int file = open(path, O_RDONLY | O_CLOEXEC);

    assert_true(file >= 0);
    assert_int_equal(read(file, read_bytes, sizeof read_bytes), size);
    assert_memory_equal(read_bytes, bytes, size);
    (void)close(file);
}

static void assert_absent(const char *path)
{
    struct stat status;

    if (lstat(path, &status) == 0)
        fail_msg("%s is there", path);
    assert_true(errno == ENOENT || errno == ENOTDIR);
}

static void save_good(const struct place *place)
{
    struct reason reason = {.text = ""};

    if (store_save(place->directory, place->index, &reason) != STORE_OK)
        fail_msg("not saved: %s", reason.text);
    assert_string_equal(reason.text, "");
}

static void load_good(const struct place *place)
{
    struct reason reason = {.text = ""};
    struct charindex *index;
    struct slice image;

    if (store_load(place->directory, &place->options, &index, &reason) != STORE_OK)
        fail_msg("not loaded: %s", reason.text);
    image = charindex_image(index);
    assert_int_equal(image.size, place->image.size);
    assert_memory_equal(image.bytes, place->image.bytes, image.size);
    charindex_unref(index);
}

static void assert_unusable(const struct place *place, const char *why)
{
    struct reason reason = {.text = ""};
    struct charindex *index;

    assert_int_equal(store_load(place->directory, &place->options, &index, &reason),
                     STORE_UNUSABLE);
    if (!strstr(reason.text, why))
        fail_msg("\"%s\" instead of \"%s\"", reason.text, why);
}

/* Refused for that reason, naming the directory, and without leaving a temporary file. */
static void assert_unwritable(const struct place *place, const char *directory, const char *why)
{
    struct reason reason = {.text = ""};

    assert_int_equal(store_save(directory, place->index, &reason), STORE_UNWRITABLE);
    if (!strstr(reason.text, why) || !strstr(reason.text, directory))
        fail_msg("\"%s\" instead of \"%s\"", reason.text, why);
    assert_absent(PATH_OF("%s/%s" FOLDER_TEMPORARY, directory, place->name));
}

/*
 * There and back.
 */

static void test_what_is_saved_is_loaded(void **state)
{
    struct place *place = *state;
    struct stat status;

    save_good(place);
    assert_file(place->file, place->image.bytes, place->image.size);
    assert_absent(place->temporary);
    assert_int_equal(stat(place->directory, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700); /* as the XDG specification asks */
    assert_int_equal(stat(IN(place, FOLDER_LOCK), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600); /* no other user may take the lock */
    load_good(place);
}

static void test_directories_are_made_on_the_way(void **state)
{
    static const char *const below[] = {"a/b/c/d", "e/f/", "g//h", "i/../j"};
    struct place *place = *state;

    for (size_t i = 0; i < COUNT(below); i++) {
        place_move(place, below[i]);
        if (strstr(below[i], ".."))
            assert_int_equal(mkdir(PATH_OF("%s/i", place->top), 0700), 0);
        save_good(place);
        load_good(place);
    }
}

static void test_a_file_is_replaced_not_changed(void **state)
{
    struct place *place = *state;
    char before[64];
    int old;

    directory_make(place);
    file_write(place->file, "what stood there before", 23);
    old = open(place->file, O_RDONLY | O_CLOEXEC);
    assert_true(old >= 0);
    save_good(place);
    load_good(place);
    /* A process that has the old file open still reads the old file. */
    assert_int_equal(read(old, before, sizeof before), 23);
    (void)close(old);
    save_good(place);
    load_good(place);
}

static void test_a_relative_directory(void **state)
{
    struct place *place = *state;
    int before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    assert_true(before >= 0);
    assert_int_equal(chdir(place->top), 0);
    (void)snprintf(place->directory, sizeof place->directory, "one/two");
    save_good(place);
    load_good(place);
    assert_int_equal(fchdir(before), 0);
    (void)close(before);
}

/*
 * Loading what does not exist or is not an index.
 */

static void test_a_missing_file_is_absent(void **state)
{
    struct place *place = *state;
    struct reason reason = {.text = ""};
    struct charindex *index;

    assert_int_equal(store_load(place->directory, &place->options, &index, &reason), STORE_ABSENT);
    directory_make(place);
    assert_int_equal(store_load(place->directory, &place->options, &index, &reason), STORE_ABSENT);
    file_write(place->temporary, place->image.bytes, place->image.size);
    assert_int_equal(store_load(place->directory, &place->options, &index, &reason), STORE_ABSENT);
    assert_int_equal(store_load("", &place->options, &index, &reason), STORE_ABSENT);
    assert_string_equal(reason.text, "");
}

static void test_no_directory_on_the_way(void **state)
{
    struct place *place = *state;

    file_write(place->directory, "", 0);
    assert_unusable(place, strerror(ENOTDIR));
    place_move(place, "state/below");
    assert_unusable(place, strerror(ENOTDIR));
}

static void test_damaged_files(void **state)
{
    struct place *place = *state;
    struct small_image *image = &place->image;

    directory_make(place);
    file_write(place->file, "", 0);
    assert_unusable(place, "not the size of an index (0 bytes)");
    file_write(place->file, "x", 1);
    assert_unusable(place, "not the size of an index (1 bytes)");
    file_write(place->file, image->bytes, image->size - 1);
    assert_unusable(place, "bytes instead of the");
    file_write(place->file, image->bytes, image->size + 1);
    assert_unusable(place, "bytes instead of the");
    image->bytes[500] ^= 0x10;
    file_write(place->file, image->bytes, image->size);
    assert_unusable(place, "checksum mismatch");
    small_image_seal(image);
    image->bytes[0] = 'C';
    file_write(place->file, image->bytes, image->size);
    assert_unusable(place, "bad magic number");
}

/* store_find(), which accepts an index in any languages. */
static int find_any(const struct place *place, const struct sources_options *options,
                    struct reason *reason)
{
    struct charindex *index = NULL;
    int r = store_find(place->directory, options, NULL, &index, reason);

    charindex_unref(index);
    return r;
}

static void assert_none_found(const struct place *place, const char *why)
{
    struct reason reason = {.text = ""};

    assert_int_equal(find_any(place, &place->options, &reason), STORE_UNUSABLE);
    if (strncmp(reason.text, place->name, strlen(place->name)) != 0 || !strstr(reason.text, why))
        fail_msg("\"%s\" instead of \"%s\"", reason.text, why);
}

static void assert_none_saved(const struct place *place)
{
    struct reason reason = {.text = ""};
    struct charindex *index;

    assert_int_equal(store_load(place->directory, &place->options, &index, &reason), STORE_ABSENT);
    assert_string_equal(reason.text, "");
}

/* Somebody has given it this name. */
static void test_an_index_of_other_sources(void **state)
{
    struct place *place = *state;

    directory_make(place);
    place->image.bytes[FORMAT_AT_ICU] ^= 0x40;
    small_image_seal(&place->image);
    file_write(place->file, place->image.bytes, place->image.size);
    assert_unusable(place, "built with ICU");
    assert_none_found(place, "built with ICU");

    place->image.bytes[FORMAT_AT_ICU] ^= 0x40;
    small_image_chunk(&place->image, CHUNK_SRCS)[FORMAT_SOURCE_NAME_SIZE] ^= 1;
    small_image_seal(&place->image);
    file_write(place->file, place->image.bytes, place->image.size);
    assert_unusable(place, "source icu has changed");
    assert_none_found(place, "source icu has changed");
}

static void test_an_index_in_other_languages(void **state)
{
    struct place *place = *state;
    const struct sources_options english = {.directory = place->sources};
    struct reason reason = {.text = ""};

    save_good(place);
    place->languages[1] = "fr";
    place->options.language_count = 2;
    assert_none_saved(place);
    place->languages[0] = "fr";
    place->options.language_count = 1;
    assert_none_saved(place);
    place->options.all_languages = true;
    assert_none_saved(place);
    place->options = english;
    assert_none_saved(place);
    /* A caller that accepts any language gets the saved index. */
    assert_int_equal(find_any(place, &english, &reason), STORE_OK);
    assert_string_equal(reason.text, "");
}

static void test_sources_that_change(void **state)
{
    struct place *place = *state;

    save_good(place);
    load_good(place);
    file_write(PATH_OF("%s" ANNOTATIONS "/fr.xml", place->sources), "FR", 2);
    load_good(place); /* the index is not in French */
    file_write(PATH_OF("%s" ANNOTATIONS "/de.xml", place->sources), "DE", 2);
    assert_none_saved(place);
    assert_none_found(place, "source cldr has changed");
    assert_int_equal(unlink(PATH_OF("%s" ANNOTATIONS "/de.xml", place->sources)), 0);
    assert_none_saved(place);
    assert_none_found(place, "built for other languages");
    file_write(PATH_OF("%s" ANNOTATIONS "/de.xml", place->sources), "de", 2);
    load_good(place);
    file_write(PATH_OF("%s/unicode/NameAliases.txt", place->sources), "#", 1);
    assert_none_saved(place);
    assert_none_found(place, "source aliases has changed");
}

/* As after an upgrade: each program has its own file, whichever of them saves. */
static void test_programs_of_other_sources_share_a_directory(void **state)
{
    struct place *place = *state;
    const char *aliases = PATH_OF("%s/unicode/NameAliases.txt", place->sources);
    struct reason reason = {.text = ""};
    struct small_image image;
    struct sources sources;
    struct charindex *other;

    save_good(place);
    file_write(aliases, "#", 1);
    assert_int_equal(sources_identify(&place->options, &sources), 0);
    small_image_make_from(&image, &sources, SMALL_FACE);
    assert_int_equal(charindex_parse(image.bytes, image.size, &other, &reason), CHARINDEX_OK);
    assert_int_equal(store_save(place->directory, other, &reason), STORE_OK);
    charindex_unref(other);
    assert_int_equal(find_any(place, &place->options, &reason), STORE_OK);
    assert_int_equal(unlink(aliases), 0);
    load_good(place);
    assert_int_equal(find_any(place, &place->options, &reason), STORE_OK);
    /* A damaged one does not hide another. */
    file_write(PATH_OF("%s/unicode-0.charindex", place->directory), "x", 1);
    assert_int_equal(find_any(place, &place->options, &reason), STORE_OK);
    assert_string_equal(reason.text, "");
}

static void test_a_directory_in_the_file_s_place(void **state)
{
    struct place *place = *state;

    directory_make(place);
    assert_int_equal(mkdir(place->file, 0700), 0);
    assert_unusable(place, "not a regular file");
    assert_unwritable(place, place->directory, "cannot rename");
}

static void test_a_symbolic_link_is_not_followed(void **state)
{
    struct place *place = *state;
    const char *target = PATH_OF("%s/elsewhere", place->top);

    directory_make(place);
    file_write(target, place->image.bytes, place->image.size);
    assert_int_equal(symlink(target, place->file), 0);
    assert_unusable(place, strerror(ELOOP));
    /* Saving replaces the link and does not touch its target. */
    file_write(target, "precious", 8);
    save_good(place);
    load_good(place);
    assert_file(target, "precious", 8);
}

static void test_a_pipe_does_not_make_it_wait(void **state)
{
    struct place *place = *state;

    directory_make(place);
    assert_int_equal(mkfifo(place->file, 0600), 0);
    (void)alarm(60); /* ends the test if it hangs */
    assert_unusable(place, "not a regular file");
    save_good(place);
    (void)alarm(0);
    load_good(place);
}

/*
 * Saving where it cannot be done, or not now.
 */

/* As another process. */
static int lock(const struct place *place)
{
    int other = open(IN(place, FOLDER_LOCK), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    assert_true(other >= 0);
    assert_int_equal(flock(other, LOCK_EX), 0);
    return other;
}

static void test_a_busy_directory(void **state)
{
    struct place *place = *state;
    struct reason reason = {.text = ""};
    int other;

    directory_make(place);
    other = lock(place);
    file_write(place->temporary, "what the other writes", 21);
    assert_int_equal(store_save(place->directory, place->index, &reason), STORE_BUSY);
    assert_non_null(strstr(reason.text, "another process is saving an index in"));
    assert_non_null(strstr(reason.text, place->directory));
    assert_file(place->temporary, "what the other writes", 21);
    assert_absent(place->file);
    (void)close(other); /* and the lock is released */
    save_good(place);
    assert_absent(place->temporary);
    load_good(place);
}

static void test_the_file_of_a_killed_writer_is_removed(void **state)
{
    struct place *place = *state;
    const char *elsewhere = PATH_OF("%s/elsewhere", place->top);

    directory_make(place);
    file_write(place->temporary, "half an ind", 11);
    save_good(place);
    assert_absent(place->temporary);
    load_good(place);
    /* A link planted under the temporary name is removed too, and never written through. */
    file_write(elsewhere, "precious", 8);
    assert_int_equal(symlink(elsewhere, place->temporary), 0);
    save_good(place);
    assert_absent(place->temporary);
    assert_file(elsewhere, "precious", 8);
}

/* Its index may still be good, so none is saved. */
static void test_loading_removes_the_file_of_a_killed_writer(void **state)
{
    struct place *place = *state;
    int other;

    save_good(place);
    file_write(place->temporary, "half an ind", 11);
    other = lock(place);
    load_good(place);
    assert_file(place->temporary, "half an ind", 11); /* its writer is at work */
    (void)close(other);
    load_good(place);
    assert_absent(place->temporary);
    file_write(place->file, "x", 1);
    file_write(place->temporary, "half an ind", 11);
    assert_unusable(place, "not the size of an index");
    assert_absent(place->temporary);
    /* The lock was released. */
    save_good(place);
}

static void test_a_temporary_file_that_cannot_be_removed(void **state)
{
    struct place *place = *state;
    struct reason reason = {.text = ""};

    directory_make(place);
    assert_int_equal(mkdir(place->temporary, 0700), 0);
    assert_int_equal(store_save(place->directory, place->index, &reason), STORE_UNWRITABLE);
    assert_non_null(strstr(reason.text, "cannot create"));
    assert_non_null(strstr(reason.text, strerror(EEXIST)));
    assert_absent(place->file);
}

static void test_places_that_are_not_directories(void **state)
{
    struct place *place = *state;

    file_write(place->directory, "a file", 6);
    assert_unwritable(place, place->directory, strerror(ENOTDIR));
    assert_unwritable(place, PATH_OF("%s/below", place->directory), strerror(ENOTDIR));
    assert_unwritable(place, PATH_OF("%s/far/below", place->directory), strerror(ENOTDIR));
    assert_unwritable(place, "/dev/null", strerror(ENOTDIR));
    assert_unwritable(place, "/proc/charfinder", strerror(ENOENT));
    assert_unwritable(place, "", strerror(ENOENT));
    assert_file(place->directory, "a file", 6);
}

/* A disk that is full after some bytes, simulated by a limit on the size of a file. */
static void test_a_full_disk_leaves_the_old_file(void **state)
{
    struct place *place = *state;
    struct rlimit before, limit;

    directory_make(place);
    file_write(place->file, "the old file", 12);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (rlim_t size = 0; size < place->image.size; size += 97) {
        struct reason reason = {.text = ""};
        void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
        int r;

        limit = (struct rlimit){.rlim_cur = size, .rlim_max = before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        r = store_save(place->directory, place->index, &reason);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        (void)signal(SIGXFSZ, handler);
        assert_int_equal(r, STORE_UNWRITABLE);
        assert_non_null(strstr(reason.text, "cannot write"));
        assert_non_null(strstr(reason.text, strerror(EFBIG)));
        assert_absent(place->temporary);
        assert_file(place->file, "the old file", 12);
    }
    save_good(place);
}

/* The superuser may write everywhere, so another user is assumed for a moment. */
static void test_a_directory_without_permission(void **state)
{
    struct place *place = *state;
    const uid_t user = geteuid();

    directory_make(place);
    file_write(place->file, place->image.bytes, place->image.size);
    assert_int_equal(chmod(place->file, 0644), 0);
    assert_int_equal(chmod(place->top, 0755), 0);
    assert_int_equal(chmod(place->directory, 0555), 0);
    if (user == 0)
        assert_int_equal(seteuid(NOBODY), 0);
    assert_unwritable(place, place->directory, strerror(EACCES));
    load_good(place); /* reading is still allowed */
    assert_unwritable(place, PATH_OF("%s/below", place->directory), strerror(EACCES));
    assert_int_equal(seteuid(user), 0);

    assert_int_equal(chmod(place->file, 0), 0);
    if (user == 0)
        assert_int_equal(seteuid(NOBODY), 0);
    assert_unusable(place, strerror(EACCES));
    assert_int_equal(seteuid(user), 0);

    assert_int_equal(chmod(place->directory, 0), 0);
    if (user == 0)
        assert_int_equal(seteuid(NOBODY), 0);
    assert_unusable(place, strerror(EACCES));
    {
        struct reason reason = {.text = ""};

        assert_int_equal(store_save(place->directory, place->index, &reason), STORE_UNWRITABLE);
        assert_non_null(strstr(reason.text, "cannot open"));
    }
    assert_int_equal(seteuid(user), 0);
}

/* A file that reads back differently must never be renamed over the old one. */
static void test_a_file_that_does_not_verify_replaces_nothing(void **state)
{
    struct place *place = *state;
    struct small_image image = place->image;
    struct reason reason = {.text = ""};
    struct charindex *changing;

    save_good(place);
    assert_int_equal(charindex_parse(image.bytes, image.size, &changing, &reason), CHARINDEX_OK);
    /* The memory of a loaded index is changed, which looks like a disk that returns other
     * bytes. */
    image.bytes[image.size / 2] ^= 0x40;
    assert_int_equal(store_save(place->directory, changing, &reason), STORE_UNWRITABLE);
    assert_non_null(strstr(reason.text, "cannot verify"));
    assert_non_null(strstr(reason.text, "checksum mismatch"));
    image.bytes[image.size / 2] ^= 0x40;
    image.bytes[FORMAT_AT_UNICODE] ^= 0x40;
    small_image_seal(&image);
    assert_int_equal(store_save(place->directory, changing, &reason), STORE_UNWRITABLE);
    assert_non_null(strstr(reason.text, "cannot verify"));
    assert_non_null(strstr(reason.text, "reads back as a different index"));
    assert_absent(place->temporary);
    load_good(place);
    charindex_unref(changing);
}

static size_t descriptors_open(void)
{
    DIR *list = opendir("/proc/self/fd");
    size_t count = 0;

    assert_non_null(list);
    while (readdir(list))
        count++;
    (void)closedir(list);
    return count;
}

static void test_no_descriptor_is_leaked(void **state)
{
    struct place *place = *state;
    size_t before = descriptors_open();
    struct reason reason;
    struct charindex *index;

    save_good(place);
    load_good(place);
    assert_int_equal(descriptors_open(), before);
    file_write(place->file, "x", 1);
    assert_unusable(place, "not the size of an index");
    assert_int_equal(unlink(place->file), 0);
    assert_int_equal(mkdir(place->file, 0700), 0);
    assert_unusable(place, "not a regular file");
    assert_unwritable(place, place->directory, "cannot rename");
    assert_unwritable(place, "/dev/null", strerror(ENOTDIR));
    assert_int_equal(store_load("/nonexistent", &place->options, &index, &reason), STORE_ABSENT);
    assert_int_equal(descriptors_open(), before);
}

/*
 * The default state directory.
 */

static void environment_set(const char *name, const char *value)
{
    assert_int_equal(value ? setenv(name, value, 1) : unsetenv(name), 0);
}

static char *duplicate(const char *text)
{
    return text ? strdup(text) : NULL;
}

static void test_the_default_directory(void **state)
{
    static const struct {
        const char *state, *xdg, *home, *expected;
    } environments[] = {
        {"/s", "/x", "/h", "/s"},
        {"/var/lib/private/charfinder:/var/lib/other", "/x", "/h", "/var/lib/private/charfinder"},
        {NULL, "/x", "/h", "/x/charfinder"},
        {"", "/x", "/h", "/x/charfinder"},
        {"relative", "/x", "/h", "/x/charfinder"},
        {NULL, NULL, "/h", "/h/.local/state/charfinder"},
        {NULL, "", "/h", "/h/.local/state/charfinder"},
        {NULL, "relative", "/h", "/h/.local/state/charfinder"},
        {NULL, NULL, NULL, NULL},
        {NULL, NULL, "", NULL},
        {":", "./x", "h", NULL},
    };
    static const char *const names[] = {"STATE_DIRECTORY", "XDG_STATE_HOME", "HOME"};
    char *kept[COUNT(names)];

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++)
        kept[i] = duplicate(getenv(names[i]));
    for (size_t i = 0; i < COUNT(environments); i++) {
        char *directory;

        environment_set("STATE_DIRECTORY", environments[i].state);
        environment_set("XDG_STATE_HOME", environments[i].xdg);
        environment_set("HOME", environments[i].home);
        directory = store_default_directory();
        if (environments[i].expected) {
            assert_non_null(directory);
            assert_string_equal(directory, environments[i].expected);
        } else {
            assert_null(directory);
        }
        free(directory);
    }
    for (size_t i = 0; i < COUNT(names); i++) {
        environment_set(names[i], kept[i]);
        free(kept[i]);
    }
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, place_make, place_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_what_is_saved_is_loaded),
        STORY(test_directories_are_made_on_the_way),
        STORY(test_a_file_is_replaced_not_changed),
        STORY(test_a_relative_directory),
        STORY(test_a_missing_file_is_absent),
        STORY(test_no_directory_on_the_way),
        STORY(test_damaged_files),
        STORY(test_an_index_of_other_sources),
        STORY(test_an_index_in_other_languages),
        STORY(test_sources_that_change),
        STORY(test_programs_of_other_sources_share_a_directory),
        STORY(test_a_directory_in_the_file_s_place),
        STORY(test_a_symbolic_link_is_not_followed),
        STORY(test_a_pipe_does_not_make_it_wait),
        STORY(test_a_busy_directory),
        STORY(test_the_file_of_a_killed_writer_is_removed),
        STORY(test_loading_removes_the_file_of_a_killed_writer),
        STORY(test_a_temporary_file_that_cannot_be_removed),
        STORY(test_places_that_are_not_directories),
        STORY(test_a_full_disk_leaves_the_old_file),
        STORY(test_a_directory_without_permission),
        STORY(test_a_file_that_does_not_verify_replaces_nothing),
        STORY(test_no_descriptor_is_leaked),
        cmocka_unit_test(test_the_default_directory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

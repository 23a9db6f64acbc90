/*
 * Files of Unix sockets: their rights, the stale ones that are replaced, and all that is left alone.
 */

#include "server/transport/accept/socket_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
    char folder[64], path[96], other[96];
    struct config_address address;
};

static int begin(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    char text[128];

    assert_non_null(place);
    (void)snprintf(place->folder, sizeof place->folder, "/tmp/charfinder-socket.XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    (void)snprintf(place->path, sizeof place->path, "%s/socket", place->folder);
    (void)snprintf(place->other, sizeof place->other, "%s/other", place->folder);
    (void)snprintf(text, sizeof text, "unix:%s", place->path);
    assert_null(endpoint_parse(&place->address, text));
    *state = place;
    return 0;
}

static int end(void **state)
{
    struct place *place = *state;

    (void)unlink(place->path);
    (void)unlink(place->other);
    assert_int_equal(rmdir(place->folder), 0);
    free(place);
    return 0;
}

static int new_socket(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    return fd;
}

/* Listens, and returns the socket; or -errno. */
static int listen_there(const struct place *place, struct socket_file *file, struct reason *why)
{
    int fd = new_socket(), r;

    why->text[0] = '\0';
    r = socket_file_listen(file, fd, &place->address, why);
    if (r == 0)
        return fd;
    assert_false(file->ours);
    (void)close(fd);
    return r;
}

/* Is it possible to connect? */
static int connect_there(const struct place *place)
{
    int fd = new_socket();
    int r = connect(fd, (const struct sockaddr *)&place->address.address, place->address.size) < 0
                ? -errno
                : 0;

    (void)close(fd);
    return r;
}

static bool exists(const char *path)
{
    struct stat found;

    return lstat(path, &found) == 0;
}

static void test_it_is_made_and_removed(void **state)
{
    struct place *place = *state;
    struct socket_file file;
    struct reason why;
    int fd = listen_there(place, &file, &why);

    assert_true(fd >= 0);
    assert_true(file.ours);
    assert_int_equal(connect_there(place), 0);
    socket_file_remove(&file, &place->address);
    assert_false(file.ours);
    assert_false(exists(place->path));
    socket_file_remove(&file, &place->address); /* once more does nothing */
    (void)close(fd);
}

static void test_its_rights_do_not_depend_on_the_umask(void **state)
{
    static const mode_t modes[] = {0600, 0660, 0666, 0777, 0000};
    struct place *place = *state;
    mode_t before = umask(0);

    for (size_t i = 0; i < 2 * sizeof modes / sizeof *modes; i++) {
        struct socket_file file;
        struct reason why;
        struct stat made;
        int fd;

        (void)umask(i % 2 ? 0077 : 0);
        place->address.file.mode = modes[i / 2];
        fd = listen_there(place, &file, &why);
        assert_true(fd >= 0);
        assert_int_equal(lstat(place->path, &made), 0);
        assert_int_equal(made.st_mode & 07777, modes[i / 2]);
        socket_file_remove(&file, &place->address);
        (void)close(fd);
    }
    (void)umask(before);
}

static void test_its_owner(void **state)
{
    struct place *place = *state;
    struct socket_file file;
    struct reason why;
    struct stat made;
    int fd;

    place->address.file.gid = 4711;
    memcpy(place->address.file.group, "4711", 5);
    fd = listen_there(place, &file, &why);
    if (geteuid() == 0) {
        assert_true(fd >= 0);
        assert_int_equal(lstat(place->path, &made), 0);
        assert_int_equal(made.st_gid, 4711);
        assert_int_equal(made.st_uid, geteuid());
        socket_file_remove(&file, &place->address);
        (void)close(fd);
        return;
    }
    assert_int_equal(fd, -EPERM);
    assert_non_null(strstr(why.text, "cannot be given to :4711"));
    assert_false(exists(place->path));
}

/* A daemon that was killed leaves its file. */
static void test_a_stale_one_is_replaced(void **state)
{
    struct place *place = *state;
    struct socket_file dead, file;
    struct reason why;
    int fd = listen_there(place, &dead, &why);

    assert_true(fd >= 0);
    (void)close(fd);
    assert_true(exists(place->path));
    assert_int_equal(connect_there(place), -ECONNREFUSED);
    fd = listen_there(place, &file, &why);
    assert_true(fd >= 0);
    assert_int_equal(connect_there(place), 0);
    dead.made.tv_nsec ^= 1; /* the clock of the files is coarse, and the inode may be the same */
    socket_file_remove(&dead, &place->address);
    assert_int_equal(connect_there(place), 0);
    socket_file_remove(&file, &place->address);
    (void)close(fd);
}

static void test_a_live_one_is_left_alone(void **state)
{
    struct place *place = *state;
    struct socket_file live, file;
    struct reason why;
    int fd = listen_there(place, &live, &why);

    assert_true(fd >= 0);
    assert_int_equal(listen_there(place, &file, &why), -EADDRINUSE);
    assert_string_equal(why.text, "another process listens there: stop it, or choose another path");
    assert_int_equal(connect_there(place), 0);
    socket_file_remove(&live, &place->address);
    (void)close(fd);
}

/* Its queue is full: it says EAGAIN instead of accepting. */
static void test_a_busy_one_is_left_alone(void **state)
{
    struct place *place = *state;
    struct socket_file file;
    struct reason why;
    int fd = new_socket(), waiting = new_socket();
    const struct sockaddr *name = (const struct sockaddr *)&place->address.address;

    assert_int_equal(bind(fd, name, place->address.size), 0);
    assert_int_equal(listen(fd, 0), 0);
    assert_int_equal(connect(waiting, name, place->address.size), 0);
    assert_int_equal(listen_there(place, &file, &why), -EADDRINUSE);
    assert_true(exists(place->path));
    (void)close(waiting);
    (void)close(fd);
}

/* Somebody else's, which is not a stream. */
static void test_a_datagram_socket_is_left_alone(void **state)
{
    struct place *place = *state;
    struct socket_file file;
    struct reason why;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    assert_int_equal(
        bind(fd, (const struct sockaddr *)&place->address.address, place->address.size), 0);
    assert_int_equal(listen_there(place, &file, &why), -EADDRINUSE);
    assert_true(exists(place->path));
    (void)close(fd);
}

static void test_other_files_are_left_alone(void **state)
{
    struct place *place = *state;
    struct socket_file file;
    struct reason why;
    int fd = open(place->path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

    assert_int_equal(write(fd, "x", 1), 1);
    (void)close(fd);
    assert_int_equal(listen_there(place, &file, &why), -EEXIST);
    assert_string_equal(why.text,
                        "a file that is not a socket is there: remove it, or choose another path");
    assert_true(exists(place->path));
    assert_int_equal(unlink(place->path), 0);

    /* A link is not followed: neither to a file, nor to a stale socket, nor to nothing. */
    fd = new_socket();
    assert_int_equal(symlink(place->other, place->path), 0);
    assert_int_equal(listen_there(place, &file, &why), -EEXIST);
    assert_false(exists(place->other));
    (void)close(fd);
}

static void test_a_file_that_has_taken_its_place_is_not_removed(void **state)
{
    struct place *place = *state;
    struct socket_file file;
    struct reason why;
    int fd = listen_there(place, &file, &why), other;

    assert_true(fd >= 0);
    assert_int_equal(rename(place->path, place->other), 0);
    other = open(place->path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    socket_file_remove(&file, &place->address);
    assert_true(exists(place->path));
    (void)close(other);
    (void)close(fd);
}

static void test_a_folder_that_is_missing_or_locked(void **state)
{
    struct place *place = *state, elsewhere = *place;
    struct socket_file file;
    struct reason why;
    int folder;
    char text[128];

    (void)snprintf(text, sizeof text, "unix:%s/no/socket", place->folder);
    assert_null(endpoint_parse(&elsewhere.address, text));
    assert_int_equal(listen_there(&elsewhere, &file, &why), -ENOENT);
    assert_non_null(strstr(why.text, "/no/: No such file or directory: make the folder first"));

    folder = open(place->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(flock(folder, LOCK_EX), 0);
    assert_int_equal(listen_there(place, &file, &why), -EWOULDBLOCK);
    assert_non_null(strstr(why.text, "is locked by another process: try again"));
    (void)close(folder);
    assert_false(exists(place->path));
}

/* A user without privileges, for as long as a test asks. */
static void become_nobody(bool nobody)
{
    if (getuid() == 0)
        assert_int_equal(seteuid(nobody ? 65534 : 0), 0);
}

static void assert_checked(const struct config_address *address, int outcome, const char *says)
{
    struct reason why = {.text = ""};

    assert_int_equal(socket_file_check(address, &why), outcome);
    if (!strstr(why.text, says))
        fail_msg("no \"%s\" in: %s", says, why.text);
}

static void test_a_check_makes_nothing(void **state)
{
    struct place *place = *state;
    struct socket_file file;
    struct reason why;
    int fd = new_socket();

    assert_checked(&place->address, 0, "");
    assert_int_equal(access(place->path, F_OK), -1);
    /* Somebody listens there: the daemon itself, perhaps. */
    assert_int_equal(socket_file_listen(&file, fd, &place->address, &why), 0);
    assert_checked(&place->address, 0, "");
    assert_int_equal(access(place->path, F_OK), 0);
    (void)close(fd);
    assert_checked(&place->address, 0, ""); /* a stale one */
    assert_int_equal(access(place->path, F_OK), 0);
}

static void test_a_check_finds_what_is_in_the_way(void **state)
{
    struct place *place = *state;
    int fd = open(place->path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    (void)close(fd);
    assert_checked(&place->address, -EEXIST, "a file that is not a socket is there");
    assert_null(endpoint_parse(&place->address, "unix:/nonexistent/socket"));
    assert_checked(&place->address, -ENOENT, "make the folder first");
    assert_null(endpoint_parse(&place->address, "unix:/etc/passwd/socket"));
    assert_checked(&place->address, -ENOTDIR, "/etc/passwd/: Not a directory");
}

static void test_a_check_finds_rights_that_are_missing(void **state)
{
    struct place *place = *state;

    assert_int_equal(chmod(place->folder, 0555), 0);
    become_nobody(true);
    assert_checked(&place->address, -EACCES, "Permission denied: make the folder first");
    become_nobody(false);
    assert_int_equal(chmod(place->folder, 0777), 0);
    place->address.file.gid = 0;
    (void)strcpy(place->address.file.group, "root");
    become_nobody(true);
    if (getegid() != 0)
        assert_checked(&place->address, -EPERM, "cannot be given to :root");
    place->address.file.uid = geteuid() + 1;
    assert_checked(&place->address, -EPERM, "cannot be given to :root");
    place->address.file = (struct config_file_rights){.uid = geteuid(), .gid = getegid()};
    assert_checked(&place->address, 0, "");
    become_nobody(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_is_made_and_removed, begin, end),
        cmocka_unit_test_setup_teardown(test_its_rights_do_not_depend_on_the_umask, begin, end),
        cmocka_unit_test_setup_teardown(test_its_owner, begin, end),
        cmocka_unit_test_setup_teardown(test_a_stale_one_is_replaced, begin, end),
        cmocka_unit_test_setup_teardown(test_a_live_one_is_left_alone, begin, end),
        cmocka_unit_test_setup_teardown(test_a_busy_one_is_left_alone, begin, end),
        cmocka_unit_test_setup_teardown(test_a_datagram_socket_is_left_alone, begin, end),
        cmocka_unit_test_setup_teardown(test_other_files_are_left_alone, begin, end),
        cmocka_unit_test_setup_teardown(test_a_file_that_has_taken_its_place_is_not_removed, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_a_folder_that_is_missing_or_locked, begin, end),
        cmocka_unit_test_setup_teardown(test_a_check_makes_nothing, begin, end),
        cmocka_unit_test_setup_teardown(test_a_check_finds_what_is_in_the_way, begin, end),
        cmocka_unit_test_setup_teardown(test_a_check_finds_rights_that_are_missing, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The daemon's side of systemd's protocols: sockets in descriptors from 3 on, described by the
 * environment, and messages to a socket that it names.
 */

#include "server/service.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

enum { FIRST = 3, MOST = SERVICE_SOCKETS_MAX + 2 }; /* descriptors of SD_LISTEN_FDS_START */

/*
 * Sockets.
 */

/* Gives the process this many descriptors of these names, as systemd does. */
static void give(unsigned count, const char *names)
{
    char number[16];

    for (unsigned i = 0; i < count; i++) {
        int pair[2];

        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
        /* Both ends may have a number that is given next; dup2() closes it first. */
        assert_int_equal(dup2(pair[0], (int)(FIRST + i)), (int)(FIRST + i));
        for (unsigned end = 0; end < 2; end++)
            if (pair[end] > (int)(FIRST + i))
                (void)close(pair[end]);
    }
    (void)snprintf(number, sizeof number, "%ld", (long)getpid());
    assert_int_equal(setenv("LISTEN_PID", number, 1), 0);
    (void)snprintf(number, sizeof number, "%u", count);
    assert_int_equal(setenv("LISTEN_FDS", number, 1), 0);
    if (names)
        assert_int_equal(setenv("LISTEN_FDNAMES", names, 1), 0);
}

static int take_back(void **state)
{
    (void)state;
    for (int fd = FIRST; fd < FIRST + MOST; fd++)
        (void)close(fd);
    (void)unsetenv("LISTEN_PID");
    (void)unsetenv("LISTEN_FDS");
    (void)unsetenv("LISTEN_FDNAMES");
    return 0;
}

static void test_no_sockets_from_a_shell(void **state)
{
    struct service_socket sockets[SERVICE_SOCKETS_MAX];
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(service_sockets(sockets, &reason), 0);
    assert_string_equal(reason.text, "");
}

static void test_sockets_by_their_names(void **state)
{
    struct service_socket sockets[SERVICE_SOCKETS_MAX];
    struct reason reason = {.text = ""};

    (void)state;
    give(3, "http:telnet:http");
    assert_int_equal(service_sockets(sockets, &reason), 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(sockets[i].socket, FIRST + i);
        assert_int_equal(sockets[i].telnet, i == 1);
        assert_int_equal(sockets[i].http, i != 1);
        assert_true(fcntl(sockets[i].socket, F_GETFD) & FD_CLOEXEC);
    }
    /* The environment is cleared, for whatever the process starts. */
    assert_null(getenv("LISTEN_FDS"));
    assert_int_equal(service_sockets(sockets, &reason), 0);
}

static void test_sockets_for_another_process_are_not_taken(void **state)
{
    struct service_socket sockets[SERVICE_SOCKETS_MAX];
    struct reason reason;

    (void)state;
    give(1, "http");
    assert_int_equal(setenv("LISTEN_PID", "1", 1), 0);
    assert_int_equal(service_sockets(sockets, &reason), 0);
}

static void test_a_name_that_is_not_known_is_refused(void **state)
{
    static const char *const names[] = {"gopher", "http:gopher", "Telnet", "tel", "http:unknown"};
    struct service_socket sockets[SERVICE_SOCKETS_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *colon = strchr(names[i], ':');
        const char *bad = colon ? colon + 1 : names[i];
        struct reason reason = {.text = ""};

        give(colon ? 2 : 1, names[i]);
        assert_int_equal(service_sockets(sockets, &reason), -EINVAL);
        assert_non_null(strstr(reason.text, bad));
        assert_non_null(strstr(reason.text, "FileDescriptorName="));
        (void)take_back(NULL);
    }
}

static void test_at_most_so_many_sockets(void **state)
{
    struct service_socket sockets[SERVICE_SOCKETS_MAX];
    struct reason reason = {.text = ""};

    (void)state;
    give(SERVICE_SOCKETS_MAX, "http:http:http:http:http:http:http:http");
    assert_int_equal(service_sockets(sockets, &reason), SERVICE_SOCKETS_MAX);
    (void)take_back(NULL);
    give(SERVICE_SOCKETS_MAX + 1, "http:http:http:http:http:http:http:http:http");
    assert_int_equal(service_sockets(sockets, &reason), -E2BIG);
    assert_non_null(strstr(reason.text, "9 sockets"));
}

static void test_an_environment_that_lies_is_an_error(void **state)
{
    struct service_socket sockets[SERVICE_SOCKETS_MAX];
    struct reason reason = {.text = ""};

    (void)state;
    give(1, "http");
    (void)setenv("LISTEN_FDS", "many", 1);
    assert_true(service_sockets(sockets, &reason) < 0);
    assert_true(reason.text[0] != '\0');
}

/*
 * Notifications.
 */

static int listener; /* of systemd's */

static int listen_for_messages(void **state)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char name[64];
    int size = snprintf(name, sizeof name, "@charfinder-unit-service-%ld", (long)getpid());

    (void)state;
    listener = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    memcpy(address.sun_path, name, (size_t)size);
    address.sun_path[0] = '\0'; /* an abstract one, which leaves no file */
    if (listener < 0 ||
        bind(listener, (struct sockaddr *)&address,
             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)size)) < 0)
        return -1;
    return setenv("NOTIFY_SOCKET", name, 1);
}

static int stop_listening(void **state)
{
    (void)state;
    (void)unsetenv("NOTIFY_SOCKET");
    return close(listener);
}

static void assert_told(const char *expected)
{
    char message[1024];
    ssize_t size = recv(listener, message, sizeof message - 1, 0);

    assert_true(size >= 0);
    message[size] = '\0';
    assert_string_equal(message, expected);
}

static void assert_nothing_told(void)
{
    char byte;

    assert_int_equal(recv(listener, &byte, 1, 0), -1);
    assert_int_equal(errno, EAGAIN);
}

static void test_each_message_is_one_datagram(void **state)
{
    (void)state;
    service_ready();
    assert_told("READY=1");
    service_status("Building the index: %u%%", 42u);
    assert_told("STATUS=Building the index: 42%");
    service_alive();
    assert_told("WATCHDOG=1");
    service_stopping(3608);
    assert_told("STOPPING=1\nEXTEND_TIMEOUT_USEC=3608000000");
    assert_nothing_told();
}

static void test_a_long_status_is_cut(void **state)
{
    char text[1000], expected[sizeof "STATUS=" + 255];

    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    service_status("%s", text);
    (void)snprintf(expected, sizeof expected, "STATUS=%.255s", text);
    assert_told(expected);
}

static void test_nothing_is_told_without_a_socket(void **state)
{
    (void)state;
    (void)unsetenv("NOTIFY_SOCKET");
    service_ready();
    service_status("Serving");
    service_alive();
    service_stopping(1);
    assert_nothing_told();
}

static void test_a_socket_that_is_gone_does_no_harm(void **state)
{
    (void)state;
    (void)setenv("NOTIFY_SOCKET", "@charfinder-unit-service-nowhere", 1);
    service_ready();
    service_alive();
    assert_nothing_told();
}

/*
 * The watchdog.
 */

static void test_the_watchdog(void **state)
{
    static const struct {
        const char *microseconds, *pid; /* NULL: not set; "": ours */
        uint64_t expected;
    } cases[] = {
        {NULL, NULL, 0},
        {"30000000", NULL, 30000000},
        {"30000000", "", 30000000},
        {"30000000", "1", 0},
        {"0", NULL, 0},
        {"soon", NULL, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char own[16];

        (void)snprintf(own, sizeof own, "%ld", (long)getpid());
        (void)unsetenv("WATCHDOG_USEC");
        (void)unsetenv("WATCHDOG_PID");
        if (cases[i].microseconds)
            (void)setenv("WATCHDOG_USEC", cases[i].microseconds, 1);
        if (cases[i].pid)
            (void)setenv("WATCHDOG_PID", *cases[i].pid ? cases[i].pid : own, 1);
        assert_int_equal(service_watchdog(), cases[i].expected);
    }
}

/*
 * The journal. In a mount namespace of its own, the test is the journal.
 */

static int be_the_journal(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/run/systemd/journal/socket"};
    int journal = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (unshare(CLONE_NEWNS | (geteuid() != 0 ? CLONE_NEWUSER : 0)) < 0 ||
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
        mount("none", "/run", "tmpfs", 0, NULL) < 0)
        return -1;
    assert_false(service_has_journal());
    assert_int_equal(mkdir("/run/systemd", 0755), 0);
    assert_int_equal(mkdir("/run/systemd/journal", 0755), 0);
    assert_int_equal(bind(journal, (struct sockaddr *)&address, sizeof address), 0);
    return journal;
}

static void test_an_entry_of_the_journal(void **state)
{
    static char message[] = "MESSAGE=hello", field[] = "CHARFINDER_STATUS=200";
    const struct iovec fields[] = {{message, sizeof message - 1}, {field, sizeof field - 1}};
    int journal = be_the_journal();
    char heard[1024];
    ssize_t size;

    (void)state;
    if (journal < 0)
        skip(); /* nobody may mount here */
    assert_true(service_has_journal());
    assert_int_equal(service_journal(fields, 2), 0);
    size = recv(journal, heard, sizeof heard - 1, MSG_DONTWAIT);
    assert_true(size > 0);
    heard[size] = '\0';
    assert_non_null(strstr(heard, "MESSAGE=hello\n"));
    assert_non_null(strstr(heard, "CHARFINDER_STATUS=200\n"));
    assert_null(strstr(heard, "CODE_FILE="));
    (void)close(journal);
}

#define GIVEN(test)     cmocka_unit_test_teardown(test, take_back)
#define NOTIFYING(test) cmocka_unit_test_setup_teardown(test, listen_for_messages, stop_listening)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GIVEN(test_no_sockets_from_a_shell),
        GIVEN(test_sockets_by_their_names),
        GIVEN(test_sockets_for_another_process_are_not_taken),
        GIVEN(test_a_name_that_is_not_known_is_refused),
        GIVEN(test_at_most_so_many_sockets),
        GIVEN(test_an_environment_that_lies_is_an_error),
        NOTIFYING(test_each_message_is_one_datagram),
        NOTIFYING(test_a_long_status_is_cut),
        NOTIFYING(test_nothing_is_told_without_a_socket),
        NOTIFYING(test_a_socket_that_is_gone_does_no_harm),
        cmocka_unit_test(test_the_watchdog),
        cmocka_unit_test(test_an_entry_of_the_journal), /* last: it leaves the namespace */
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

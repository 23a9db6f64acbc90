/*
 * A request that killed the process is sent again if the process had answered others: it may have died of
 * those, or have used up its processor time. A request that kills a new process is itself at fault.
 */

#include "server/fonts/helper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/base/clock.h"

enum { PIECE = 64 * 1024 }; /* bytes read at once */

bool helper_find(char path[static HELPER_PATH_SIZE])
{
    static const char beside[] = "/charfinder-fonts",
                      installed[] = "/../libexec/charfinder/charfinder-fonts";
    ssize_t size = readlink("/proc/self/exe", path, HELPER_PATH_SIZE - sizeof installed);
    char *end;

    if (size <= 0)
        return false;
    path[size] = '\0';
    end = strrchr(path, '/');
    if (!end)
        return false;
    memcpy(end, beside, sizeof beside);
    if (access(path, X_OK) == 0)
        return true;
    memcpy(end, installed, sizeof installed);
    return access(path, X_OK) == 0;
}

void helper_init(struct helper *helper, const char *program, int stop)
{
    *helper =
        (struct helper){.program = program, .stop = stop, .wait_ms = HELPER_WAIT_MS, .socket = -1};
}

void helper_release(struct helper *helper)
{
    if (helper->process > 0) {
        (void)kill(helper->process, SIGKILL);
        while (waitpid(helper->process, NULL, 0) < 0 && errno == EINTR)
            ;
        (void)close(helper->socket);
    }
    helper->process = 0;
    helper->socket = -1;
}

/* With standard input as the connection, no environment, and signals as a program expects them. */
static int spawn(struct helper *helper, int theirs)
{
    static char name[] = "charfinder-fonts";
    static char *const arguments[] = {name, NULL}, *const environment[] = {NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    int r;

    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawnattr_init(&attributes);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    (void)sigemptyset(&signals);
    (void)posix_spawnattr_setsigmask(&attributes, &signals);
    (void)sigaddset(&signals, SIGPIPE);
    (void)sigaddset(&signals, SIGXFSZ);
    (void)posix_spawnattr_setsigdefault(&attributes, &signals);
    r = posix_spawn_file_actions_adddup2(&actions, theirs, STDIN_FILENO);
    if (r == 0)
        r = posix_spawn(&helper->process, helper->program, &actions, &attributes, arguments,
                        environment);
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&actions);
    return -r;
}

/* Waits until the socket is ready, or the time is over. Returns an outcome. */
static int wait_for(const struct helper *helper, short events, uint64_t end)
{
    struct pollfd polled[] = {{.fd = helper->socket, .events = events},
                              {.fd = helper->stop, .events = POLLIN}};

    for (;;) {
        uint64_t now = clock_now();
        int r = now >= end ? 0 : poll(polled, 2, (int)(end - now));

        if (r < 0 && errno == EINTR)
            continue;
        if (r <= 0)
            return HELPER_DIED; /* it hangs */
        return polled[1].revents ? HELPER_STOPPED : HELPER_OK;
    }
}

/* Reads exactly `size` bytes. Returns an outcome. */
static int receive(const struct helper *helper, void *out, size_t size, uint64_t end)
{
    char *at = out;

    while (size > 0) {
        int outcome = wait_for(helper, POLLIN, end);
        ssize_t received;

        if (outcome != HELPER_OK)
            return outcome;
        received = recv(helper->socket, at, size < PIECE ? size : PIECE, MSG_DONTWAIT);
        if (received == 0 || (received < 0 && errno != EAGAIN && errno != EINTR))
            return HELPER_DIED;
        at += received > 0 ? received : 0;
        size -= received > 0 ? (size_t)received : 0;
    }
    return HELPER_OK;
}

/* It says which version it is, or why it cannot work. */
static int greet(struct helper *helper, struct reason *reason)
{
    static const char expected[] = WIRE_HELLO;
    char hello[256] = "";
    size_t size = 0;
    uint64_t end = clock_now() + (uint64_t)helper->wait_ms;

    while (size < sizeof expected - 1) {
        ssize_t received;

        if (wait_for(helper, POLLIN, end) != HELPER_OK)
            break;
        received = recv(helper->socket, hello + size, sizeof hello - 1 - size, MSG_DONTWAIT);
        if (received == 0 || (received < 0 && errno != EAGAIN && errno != EINTR))
            break;
        size += received > 0 ? (size_t)received : 0;
    }
    if (strcmp(hello, expected) == 0)
        return 0;
    hello[strcspn(hello, "\n")] = '\0';
    reason_set(reason, "%s %s%s", helper->program, hello[0] ? "says: " : "ended at once", hello);
    return -ENOEXEC;
}

int helper_start(struct helper *helper, struct reason *reason)
{
    int ends[2], r;

    if (helper->process > 0)
        return 0;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
        r = -errno;
        reason_set(reason, "cannot connect to %s: %s", helper->program, strerror(-r));
        return r;
    }
    r = spawn(helper, ends[1]);
    (void)close(ends[1]);
    if (r < 0) {
        reason_set(reason, "cannot start %s: %s", helper->program, strerror(-r));
        helper->process = 0;
        (void)close(ends[0]);
        return r;
    }
    helper->socket = ends[0];
    helper->answered = 0;
    r = greet(helper, reason);
    if (r < 0)
        helper_release(helper);
    return r;
}

/* The request fits into the socket's buffer, which is empty. */
static int send_request(const struct helper *helper, const struct wire_request *request, int font)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof font)] = {0};
    struct iovec bytes = {(void *)request, sizeof *request};
    struct msghdr message = {.msg_iov = &bytes,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);

    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof font);
    memcpy(CMSG_DATA(rights), &font, sizeof font);
    return sendmsg(helper->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof *request
               ? HELPER_OK
               : HELPER_DIED;
}

static int ask_once(struct helper *helper, const struct wire_request *request, int font,
                    struct buffer *out)
{
    uint64_t end = clock_now() + (uint64_t)helper->wait_ms;
    struct wire_reply reply = {.size = 0};
    int outcome = send_request(helper, request, font);
    char *space;

    if (outcome == HELPER_OK)
        outcome = receive(helper, &reply, sizeof reply, end);
    if (outcome != HELPER_OK)
        return outcome;
    if (reply.size > WIRE_REPLY_MAX || (reply.outcome != WIRE_OK && reply.size > 0))
        return HELPER_DIED; /* it was taken over: it is to be killed */
    if (reply.outcome != WIRE_OK)
        return HELPER_REFUSED;
    space = buffer_reserve(out, reply.size);
    if (!space)
        return -ENOMEM;
    outcome = receive(helper, space, reply.size, end);
    if (outcome == HELPER_OK)
        buffer_claim(out, reply.size);
    return outcome;
}

int helper_ask(struct helper *helper, const struct wire_request *request, int font,
               struct buffer *reply, struct reason *reason)
{
    for (bool again = true; again;) {
        int outcome = helper_start(helper, reason);

        if (outcome < 0)
            return outcome;
        again = helper->answered > 0;
        outcome = ask_once(helper, request, font, reply);
        if (outcome == HELPER_OK || outcome == HELPER_REFUSED) {
            helper->answered++;
            return outcome;
        }
        helper_release(helper);
        if (outcome < 0)
            reason_set(reason, "no memory for a slice of a font");
        if (outcome != HELPER_DIED)
            return outcome;
    }
    return HELPER_DIED;
}

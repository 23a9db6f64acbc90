/*
 * charfinder-fonts: reads fonts for the daemon, in a sandbox. A font is a program for several interpreters
 * written in C and C++; one that breaks them costs its slice, and not the daemon.
 *
 * It is started by the daemon (server/fonts/helper.c), answers requests (server/fonts/wire.h) on its
 * standard input, and ends with the connection.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "server/fonts/program/cut.h"
#include "server/fonts/program/picture.h"
#include "server/fonts/program/sandbox.h"
#include "server/fonts/program/scan.h"
#include "server/fonts/wire.h"

/* Returns whether all of it was sent. */
static bool send_all(const void *bytes, size_t size)
{
    const char *at = bytes;

    while (size > 0) {
        ssize_t sent = send(STDIN_FILENO, at, size, MSG_NOSIGNAL);

        if (sent < 0 && errno != EINTR)
            return false;
        at += sent > 0 ? sent : 0;
        size -= sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

/* The descriptor that came with a message, or -1. */
static int descriptor_of(struct msghdr *message)
{
    struct cmsghdr *control = CMSG_FIRSTHDR(message);
    int font = -1;

    if (control && control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS &&
        control->cmsg_len == CMSG_LEN(sizeof font))
        memcpy(&font, CMSG_DATA(control), sizeof font);
    return font;
}

/* Returns false at the end of the connection. */
static bool receive(struct wire_request *request, int *font)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof *font)];
    size_t size = 0;

    *font = -1;
    while (size < sizeof *request) {
        struct iovec rest = {(char *)request + size, sizeof *request - size};
        struct msghdr message = {.msg_iov = &rest,
                                 .msg_iovlen = 1,
                                 .msg_control = control,
                                 .msg_controllen = sizeof control};
        ssize_t received = recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);

        if (received == 0 || (received < 0 && errno != EINTR))
            return false;
        if (received < 0)
            continue;
        size += (size_t)received;
        if (*font < 0)
            *font = descriptor_of(&message);
    }
    return request->count <= WIRE_POINTS_MAX && *font >= 0;
}

/* All of the font, NULL if it cannot be mapped. */
static struct slice map(int font)
{
    struct stat status;
    void *bytes;

    if (fstat(font, &status) != 0 || status.st_size <= 0 || status.st_size > WIRE_FONT_MAX)
        return (struct slice){.bytes = NULL};
    bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, font, 0);
    if (bytes == MAP_FAILED)
        return (struct slice){.bytes = NULL};
    return (struct slice){.bytes = bytes, .size = (size_t)status.st_size};
}

/* Of a text whose slice is too large, only what draws the whole of it. */
static bool cut(const struct wire_request *request, struct slice font, struct buffer *out)
{
    const uint32_t *points = request->points;

    if (!cut_slice(font, request->face, points, request->count, out))
        return false;
    if (request->most == 0 || out->size <= request->most)
        return true;
    out->size = 0;
    return cut_text(font, request->face, points, request->count, out);
}

static bool perform(const struct wire_request *request, struct slice font, struct buffer *out)
{
    switch (request->task) {
    case WIRE_FACES:
        return scan_faces(font, out);
    case WIRE_CUT:
        return cut(request, font, out);
    case WIRE_PICTURE:
        return picture_draw(font, request->face, request->points, request->count,
                            request->boxed != 0, out);
    default:
        return false;
    }
}

/* Returns whether the reply was sent. */
static bool answer(const struct wire_request *request, int descriptor)
{
    struct slice font = map(descriptor);
    struct buffer out = BUFFER_INIT;
    struct wire_reply reply = {.outcome = WIRE_REFUSED};
    bool sent;

    sandbox_begin_task();
    if (font.bytes && perform(request, font, &out) && out.size <= WIRE_REPLY_MAX)
        reply = (struct wire_reply){.outcome = WIRE_OK, .size = (uint32_t)out.size};
    if (font.bytes)
        (void)munmap((void *)font.bytes, font.size);
    (void)close(descriptor);
    sent = send_all(&reply, sizeof reply) && send_all(out.bytes, reply.size);
    buffer_release(&out);
    return sent;
}

/* Silences standard error: libwoff2 reports there how well it compresses. */
static int hush(void)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    int r = nowhere >= 0 && dup2(nowhere, STDERR_FILENO) >= 0 ? 0 : -errno;

    if (nowhere >= 0)
        (void)close(nowhere);
    return r;
}

int main(void)
{
    struct wire_request request;
    const char *what;
    int font, r;

    if (!SANDBOX_TALKS && hush() < 0)
        return EX_OSERR;
    r = sandbox_enter(&what);

    if (r < 0) {
        char text[256];
        int size = snprintf(text, sizeof text, "cannot %s: %s", what, strerror(-r));

        (void)send_all(text, (size_t)size);
        return EX_OSERR;
    }
    if (!send_all(WIRE_HELLO, sizeof WIRE_HELLO - 1))
        return EX_USAGE; /* standard input is not a socket: charfinderd starts this program by itself */
    while (receive(&request, &font))
        if (!answer(&request, font))
            break;
    _exit(EX_OK); /* the libraries' memory goes with the process */
}

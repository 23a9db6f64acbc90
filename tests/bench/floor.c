/*
 * The floor: the least that a server on io_uring can do for a reply. Everything that arrives is
 * answered with the same bytes, unread. The ring is set up as in the daemon, so the difference
 * between the two is the cost of reading a request, computing and writing the answer.
 *
 * Each received piece gets one reply. This is right only for closed-loop clients, which send the
 * next request after they have received the whole reply to the last one.
 */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <liburing.h>

enum {
    ENTRIES = 1024,
    COMPLETIONS = 8192,
    BUFFERS = 1024,
    BUFFER_SIZE = 2048,
    DESCRIPTORS = 65536,
};

enum operation { ACCEPT, RECEIVE, SEND };

struct floor {
    struct io_uring ring;
    struct io_uring_buf_ring *buffer_ring;
    char *buffers;
    const char *reply;
    size_t reply_size;
    size_t sent[DESCRIPTORS]; /* bytes of the reply being sent */
};

static void fail(const char *what, int error)
{
    fprintf(stderr, "bench-floor: %s: %s\n", what, strerror(error));
    exit(EXIT_FAILURE);
}

static struct io_uring_sqe *submission(struct floor *floor)
{
    struct io_uring_sqe *sqe;

    while (!(sqe = io_uring_get_sqe(&floor->ring)))
        (void)io_uring_submit(&floor->ring);
    return sqe;
}

/* Must follow io_uring_prep_*(), which clears it. */
static void tag(struct io_uring_sqe *sqe, enum operation operation, int socket)
{
    io_uring_sqe_set_data64(sqe, (uint64_t)operation << 32 | (uint32_t)socket);
}

static void accept_all(struct floor *floor, int listener)
{
    struct io_uring_sqe *sqe = submission(floor);

    io_uring_prep_multishot_accept(sqe, listener, NULL, NULL, 0);
    tag(sqe, ACCEPT, listener);
}

static void receive(struct floor *floor, int socket)
{
    struct io_uring_sqe *sqe = submission(floor);

    io_uring_prep_recv_multishot(sqe, socket, NULL, 0, 0);
    sqe->flags |= IOSQE_BUFFER_SELECT;
    tag(sqe, RECEIVE, socket);
}

static void send_rest(struct floor *floor, int socket)
{
    struct io_uring_sqe *sqe = submission(floor);
    size_t sent = floor->sent[socket];

    io_uring_prep_send(sqe, socket, floor->reply + sent, floor->reply_size - sent, MSG_NOSIGNAL);
    tag(sqe, SEND, socket);
}

static void provide(struct floor *floor, unsigned buffer)
{
    io_uring_buf_ring_add(floor->buffer_ring, floor->buffers + (size_t)buffer * BUFFER_SIZE,
                          BUFFER_SIZE, (unsigned short)buffer, io_uring_buf_ring_mask(BUFFERS), 0);
    io_uring_buf_ring_advance(floor->buffer_ring, 1);
}

static void received(struct floor *floor, int socket, const struct io_uring_cqe *cqe)
{
    if (cqe->flags & IORING_CQE_F_BUFFER)
        provide(floor, cqe->flags >> IORING_CQE_BUFFER_SHIFT);
    if (cqe->res <= 0 && cqe->res != -ENOBUFS) {
        (void)close(socket);
        return;
    }
    if (cqe->res > 0) {
        floor->sent[socket] = 0;
        send_rest(floor, socket);
    }
    if (!(cqe->flags & IORING_CQE_F_MORE))
        receive(floor, socket);
}

static void complete(struct floor *floor, const struct io_uring_cqe *cqe)
{
    int socket = (int)(uint32_t)cqe->user_data;

    switch ((enum operation)(cqe->user_data >> 32)) {
    case ACCEPT:
        if (cqe->res >= 0 && cqe->res < DESCRIPTORS)
            receive(floor, cqe->res);
        if (!(cqe->flags & IORING_CQE_F_MORE))
            accept_all(floor, socket);
        break;
    case RECEIVE:
        received(floor, socket, cqe);
        break;
    case SEND:
        if (cqe->res <= 0)
            break; /* the receive reports the end of the connection */
        floor->sent[socket] += (size_t)cqe->res;
        if (floor->sent[socket] < floor->reply_size)
            send_rest(floor, socket);
        break;
    }
}

static void serve(struct floor *floor)
{
    for (;;) {
        struct io_uring_cqe *cqe;
        unsigned head, count = 0;
        int r = io_uring_submit_and_wait(&floor->ring, 1);

        if (r < 0 && r != -EINTR)
            fail("waiting", -r);
        io_uring_for_each_cqe(&floor->ring, head, cqe)
        {
            complete(floor, cqe);
            count++;
        }
        io_uring_cq_advance(&floor->ring, count);
    }
}

static void ring_open(struct floor *floor)
{
    struct io_uring_params parameters = {
        .flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_SUBMIT_ALL |
                 IORING_SETUP_CLAMP | IORING_SETUP_CQSIZE,
        .cq_entries = COMPLETIONS,
    };
    struct io_uring_buf_reg registration = {.ring_entries = BUFFERS};
    int r = io_uring_queue_init_params(ENTRIES, &floor->ring, &parameters);

    if (r < 0)
        fail("io_uring", -r);
    floor->buffer_ring = mmap(NULL, BUFFERS * sizeof(struct io_uring_buf), PROT_READ | PROT_WRITE,
                              MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
    floor->buffers = malloc((size_t)BUFFERS * BUFFER_SIZE);
    if (floor->buffer_ring == MAP_FAILED || !floor->buffers)
        fail("buffers", ENOMEM);
    registration.ring_addr = (uintptr_t)floor->buffer_ring;
    r = io_uring_register_buf_ring(&floor->ring, &registration, 0);
    if (r < 0)
        fail("provided buffers", -r);
    io_uring_buf_ring_init(floor->buffer_ring);
    for (unsigned buffer = 0; buffer < BUFFERS; buffer++)
        provide(floor, buffer);
}

static int listen_anywhere(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0 ||
        listen(listener, SOMAXCONN) < 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) < 0)
        fail("listening", errno);
    printf("%u\n", ntohs(address.sin_port));
    (void)fflush(stdout);
    return listener;
}

static void reply_read(struct floor *floor, const char *path)
{
    FILE *file = fopen(path, "rbe");
    char *bytes = NULL;
    long size;

    if (!file || fseek(file, 0, SEEK_END) < 0 || (size = ftell(file)) <= 0)
        fail(path, errno ? errno : ENODATA);
    rewind(file);
    bytes = malloc((size_t)size);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size)
        fail(path, EIO);
    (void)fclose(file);
    floor->reply = bytes;
    floor->reply_size = (size_t)size;
}

int main(int argc, char **argv)
{
    static struct floor floor;

    if (argc != 2) {
        fputs("Usage: bench-floor FILE\n"
              "Answers all input with the bytes of the file; prints its port.\n",
              stderr);
        return 2;
    }
    reply_read(&floor, argv[1]);
    ring_open(&floor);
    accept_all(&floor, listen_anywhere());
    serve(&floor);
}

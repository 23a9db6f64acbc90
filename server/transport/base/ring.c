/*
 * The ring of one reactor, on liburing 2.3 and Linux 6.1 or later.
 *
 * Its one idea is to hide what is peculiar about io_uring: the packing of user_data, the ring of
 * provided buffers, the submission queue that can be full, the wait with a timeout. It knows nothing
 * of connections; their owners know which operations are in flight.
 *
 * A ring begins disabled, and is restricted to the operations of ring.h before it is enabled: an attacker who
 * takes over the process cannot open a file or a connection through the ring, which seccomp filters
 * do not see into.
 *
 * What was verified about io_uring, and decides what is done here:
 *
 * - One thread submits and reaps (SINGLE_ISSUER, DEFER_TASKRUN), and one submission error does not
 *   hold up the rest (SUBMIT_ALL). The completion queue has room for operations that complete many
 *   times for one submission.
 * - A multishot poll is edge-triggered: it loses the wake-ups of a descriptor that stays readable,
 *   such as an epoll descriptor. So ring_poll() is one-shot.
 * - On a non-blocking socket an operation completes with EAGAIN instead of waiting. Sockets block.
 * - liburing 2.3 has neither io_uring_setup_buf_ring() nor bundles of buffers.
 * - One wake-up of a multishot receive takes all that the socket has, on 6.1 up to every buffer.
 *   Buffers are the only bound of what is received before a cancellation; see ring.h.
 * - A send without copy does not pay for replies of a few KB. One timeout for each wait is cheaper
 *   than a linked timeout for each operation; wheel.c keeps the deadlines.
 * - With SINGLE_ISSUER, the thread that enables a ring is the one that may submit. A message to a ring
 *   that is not enabled yet fails with EBADFD.
 * - When memory runs out, the kernel drops completions that do not fit into the queue, and says so
 *   with EBADR only to a call that submits nothing. It counts each of them at once.
 * - From Linux 6.14 on, the memory of a ring counts against RLIMIT_MEMLOCK of an ordinary user. Root
 *   does not notice.
 */

#include "server/transport/base/ring.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <liburing.h>

enum {
    RING_ENTRIES = 1024,     /* submissions between two waits; more are flushed in between */
    RING_COMPLETIONS = 8192, /* multishot operations complete many times for one submission */
    RING_BUFFER_GROUP = 0,
};

struct ring {
    struct io_uring uring;
    bool mapped;                           /* uring is there */
    struct io_uring_buf_ring *buffer_ring; /* shared with the kernel */
    size_t buffer_ring_size;
    char *buffers;      /* RING_BUFFERS of RING_BUFFER_SIZE bytes */
    int current_buffer; /* held by the completion being handled; -1: none */
    uint64_t overflows;
};

/* user_data: operation in 8 bits, slot in 24, generation in 32. */
static uint64_t pack(struct ring_token token)
{
    assert(token.slot < 1u << 24);
    return (uint64_t)token.operation << 56 | (uint64_t)token.slot << 32 | token.generation;
}

static struct ring_token unpack(uint64_t data)
{
    return ring_token((enum ring_operation)(data >> 56), (uint32_t)(data >> 32) & 0xFFFFFF,
                      (uint32_t)data);
}

/* For containers. config/seccomp.json is the default profile of podman with these calls. */
#define ALLOW_THE_CALLS                                                                            \
    "allow io_uring_setup, io_uring_enter and io_uring_register in the seccomp profile of the "    \
    "container or service (--security-opt seccomp=seccomp.json, with charfinder's seccomp.json)"

/* What the kernel's error means, and what to change. The sysctl is about new rings only. */
static const char *advice(bool is_new, int error)
{
    switch (error) {
    case ENOSYS:
        return "a seccomp filter refuses it, or this kernel was built without it: " ALLOW_THE_CALLS;
    case EPERM:
    case EACCES:
        return is_new ? "set the sysctl kernel.io_uring_disabled to 0, and " ALLOW_THE_CALLS
                      : ALLOW_THE_CALLS;
    case EINVAL:
    case EOPNOTSUPP:
        return "this kernel is too old: run Linux 6.1 or later";
    case ENOMEM:
        return "no memory for it: raise the limit of locked memory (ulimit -l, LimitMEMLOCK=), or "
               "start with --threads 1";
    case EMFILE:
    case ENFILE:
        return "no free descriptor: raise the limit of open files (ulimit -n, LimitNOFILE=)";
    default:
        return "the kernel refuses it";
    }
}

/* The system call that failed is named, because a filter may refuse one and allow the others. */
static void explain(const struct ring *ring, const char *call, int error, struct reason *reason)
{
    reason_set(reason, "io_uring cannot be set up: %s: %s: %s", call, strerror(error),
               advice(!ring || !ring->mapped, error));
}

static void provide(struct ring *ring, unsigned buffer)
{
    io_uring_buf_ring_add(ring->buffer_ring, ring->buffers + (size_t)buffer * RING_BUFFER_SIZE,
                          RING_BUFFER_SIZE, (unsigned short)buffer,
                          io_uring_buf_ring_mask(RING_BUFFERS), 0);
    io_uring_buf_ring_advance(ring->buffer_ring, 1);
}

/* liburing 2.3 has no io_uring_setup_buf_ring(): the ring's page is ours to map and register. */
static int provide_buffers(struct ring *ring)
{
    struct io_uring_buf_reg registration = {.ring_entries = RING_BUFFERS,
                                            .bgid = RING_BUFFER_GROUP};
    void *shared;
    int r;

    ring->buffer_ring_size = RING_BUFFERS * sizeof(struct io_uring_buf);
    shared = mmap(NULL, ring->buffer_ring_size, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE,
                  -1, 0);
    if (shared == MAP_FAILED)
        return -ENOMEM;
    ring->buffer_ring = shared;
    ring->buffers = malloc((size_t)RING_BUFFERS * RING_BUFFER_SIZE);
    if (!ring->buffers)
        return -ENOMEM;
    registration.ring_addr = (uintptr_t)shared;
    r = io_uring_register_buf_ring(&ring->uring, &registration, 0);
    if (r < 0)
        return r;
    io_uring_buf_ring_init(ring->buffer_ring);
    for (unsigned buffer = 0; buffer < RING_BUFFERS; buffer++)
        provide(ring, buffer);
    return 0;
}

/* From here on, only what this module submits. */
static int restrict_operations(struct ring *ring)
{
    struct io_uring_restriction restrictions[] = {
        {.opcode = IORING_RESTRICTION_SQE_OP, .sqe_op = IORING_OP_ACCEPT},
        {.opcode = IORING_RESTRICTION_SQE_OP, .sqe_op = IORING_OP_RECV},
        {.opcode = IORING_RESTRICTION_SQE_OP, .sqe_op = IORING_OP_SEND},
        {.opcode = IORING_RESTRICTION_SQE_OP, .sqe_op = IORING_OP_POLL_ADD},
        {.opcode = IORING_RESTRICTION_SQE_OP, .sqe_op = IORING_OP_MSG_RING},
        {.opcode = IORING_RESTRICTION_SQE_OP, .sqe_op = IORING_OP_ASYNC_CANCEL},
        {.opcode = IORING_RESTRICTION_SQE_FLAGS_ALLOWED, .sqe_flags = IOSQE_BUFFER_SELECT},
        {.opcode = IORING_RESTRICTION_REGISTER_OP, .register_op = IORING_REGISTER_ENABLE_RINGS},
    };

    /* Debian's liburing 2.3 does not export io_uring_register_restrictions(). */
    return io_uring_register((unsigned)ring->uring.ring_fd, IORING_REGISTER_RESTRICTIONS,
                             restrictions, sizeof restrictions / sizeof *restrictions);
}

static int enable(struct ring *ring)
{
    return io_uring_register((unsigned)ring->uring.ring_fd, IORING_REGISTER_ENABLE_RINGS, NULL, 0);
}

/* Leaves a ring that can be freed, and the system call that failed in *call. */
static int set_up(struct ring *ring, const char **call)
{
    struct io_uring_params parameters = {
        .flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_SUBMIT_ALL |
                 IORING_SETUP_CLAMP | IORING_SETUP_CQSIZE | IORING_SETUP_R_DISABLED,
        .cq_entries = RING_COMPLETIONS,
    };
    int r;

    *call = "io_uring_setup";
    r = io_uring_queue_init_params(RING_ENTRIES, &ring->uring, &parameters);
    if (r < 0)
        return r;
    ring->mapped = true;
    *call = "io_uring_register";
    r = provide_buffers(ring);
    if (r == 0)
        r = restrict_operations(ring);
    if (r == 0)
        r = enable(ring);
    if (r < 0)
        return r;
    *call = "io_uring_enter";
    return io_uring_get_events(&ring->uring); /* nothing is there: it only has to be allowed */
}

int ring_new(struct ring **out, struct reason *reason)
{
    struct ring *ring = calloc(1, sizeof *ring);
    const char *call = "calloc";
    int r = -ENOMEM;

    if (ring) {
        ring->current_buffer = -1;
        r = set_up(ring, &call);
    }
    if (r < 0) {
        explain(ring, call, -r, reason);
        ring_free(ring);
        return r;
    }
    *out = ring;
    return 0;
}

bool ring_unavailable(int error)
{
    return error == -ENOSYS || error == -EPERM || error == -EACCES || error == -EINVAL ||
           error == -EOPNOTSUPP;
}

void ring_free(struct ring *ring)
{
    if (!ring)
        return;
    if (ring->mapped)
        io_uring_queue_exit(&ring->uring);
    if (ring->buffer_ring)
        (void)munmap(ring->buffer_ring, ring->buffer_ring_size);
    free(ring->buffers);
    free(ring);
}

int ring_descriptor(const struct ring *ring)
{
    return ring->uring.ring_fd;
}

/* A free entry of the submission queue. When it is full, its entries go to the kernel first. SUBMIT_ALL
 * takes all of them, so that one attempt makes room; unless the kernel is out of memory, where there
 * is nothing better to do than to try again. */
static struct io_uring_sqe *submission(struct ring *ring)
{
    struct io_uring_sqe *sqe;

    while (!(sqe = io_uring_get_sqe(&ring->uring))) {
        int r = io_uring_submit(&ring->uring);

        assert(r >= 0 || r == -EINTR || r == -EAGAIN || r == -EBUSY);
        (void)r;
    }
    return sqe;
}

/* After io_uring_prep_*(), which clear user_data. */
static void tag(struct io_uring_sqe *sqe, struct ring_token token)
{
    io_uring_sqe_set_data64(sqe, pack(token));
}

void ring_accept(struct ring *ring, struct ring_token token, int listener)
{
    struct io_uring_sqe *sqe = submission(ring);

    /* Blocking sockets: on a non-blocking one the ring would answer EAGAIN instead of waiting. */
    io_uring_prep_multishot_accept(sqe, listener, NULL, NULL, SOCK_CLOEXEC);
    tag(sqe, token);
}

void ring_receive(struct ring *ring, struct ring_token token, int socket)
{
    struct io_uring_sqe *sqe = submission(ring);

    io_uring_prep_recv_multishot(sqe, socket, NULL, 0, 0);
    sqe->flags |= IOSQE_BUFFER_SELECT;
    sqe->buf_group = RING_BUFFER_GROUP;
    tag(sqe, token);
}

void ring_send(struct ring *ring, struct ring_token token, int socket, const void *bytes,
               size_t size)
{
    struct io_uring_sqe *sqe = submission(ring);

    io_uring_prep_send(sqe, socket, bytes, size, MSG_NOSIGNAL);
    tag(sqe, token);
}

void ring_poll(struct ring *ring, struct ring_token token, int descriptor)
{
    struct io_uring_sqe *sqe = submission(ring);

    io_uring_prep_poll_add(sqe, descriptor, POLLIN);
    tag(sqe, token);
}

void ring_handover(struct ring *ring, int other_ring, struct ring_token token, int socket,
                   struct ring_token own)
{
    struct io_uring_sqe *sqe = submission(ring);

    io_uring_prep_msg_ring(sqe, other_ring, (unsigned)socket, pack(token), 0);
    tag(sqe, own);
}

void ring_cancel(struct ring *ring, struct ring_token target)
{
    struct io_uring_sqe *sqe = submission(ring);

    io_uring_prep_cancel64(sqe, pack(target), 0);
    tag(sqe, ring_token(RING_CANCEL, target.slot, target.generation));
}

int ring_wait(struct ring *ring, int64_t milliseconds)
{
    struct __kernel_timespec timeout = {.tv_sec = milliseconds / 1000,
                                        .tv_nsec = milliseconds % 1000 * 1000000};
    struct io_uring_cqe *cqe;
    int r;

    /* Without waiting, the kernel looks for completions only if it is told to, even if there is one already,
     * such as that of a send after ring_submit(). */
    ring->overflows += io_uring_cq_has_overflow(&ring->uring);
    if (milliseconds == 0)
        r = io_uring_submit_and_get_events(&ring->uring);
    else if (milliseconds < 0)
        r = io_uring_submit_and_wait(&ring->uring, 1);
    else
        r = io_uring_submit_and_wait_timeout(&ring->uring, &cqe, 1, &timeout, NULL);
    if (io_uring_smp_load_acquire(ring->uring.cq.koverflow) > 0)
        return -EBADR;
    /* ETIME: there was no completion. EINTR: a signal, which the main thread reads. EAGAIN, EBUSY: the
     * kernel is short of memory; what is queued stays queued for the next wait. */
    return r >= 0 || r == -ETIME || r == -EINTR || r == -EAGAIN || r == -EBUSY ? 0 : r;
}

uint64_t ring_overflows(const struct ring *ring)
{
    return ring->overflows;
}

void ring_submit(struct ring *ring)
{
    (void)io_uring_submit(&ring->uring); /* ring_wait() reports what fails for good */
}

bool ring_next(struct ring *ring, struct ring_completion *completion)
{
    struct io_uring_cqe *cqe;

    if (ring->current_buffer >= 0) {
        provide(ring, (unsigned)ring->current_buffer);
        ring->current_buffer = -1;
    }
    if (io_uring_peek_cqe(&ring->uring, &cqe) != 0)
        return false;
    *completion = (struct ring_completion){
        .token = unpack(cqe->user_data),
        .result = cqe->res,
        .more = cqe->flags & IORING_CQE_F_MORE,
    };
    if (cqe->flags & IORING_CQE_F_BUFFER) {
        ring->current_buffer = (int)(cqe->flags >> IORING_CQE_BUFFER_SHIFT);
        completion->bytes = ring->buffers + (size_t)ring->current_buffer * RING_BUFFER_SIZE;
    }
    io_uring_cqe_seen(&ring->uring, cqe);
    return true;
}

/* Buffers are taken in turn, so that a few receives touch all of them. The kernel copies into them by
 * their addresses, within ring_wait(): nothing of them is pinned. */
void ring_trim(struct ring *ring)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = ((uintptr_t)ring->buffers + page - 1) & ~(page - 1);
    uintptr_t end = (uintptr_t)(ring->buffers + RING_RECEIVE_MAX) & ~(page - 1);

    assert(ring->current_buffer < 0);
    (void)madvise((void *)begin, end - begin, MADV_DONTNEED); // NOLINT(performance-no-int-to-ptr)
}

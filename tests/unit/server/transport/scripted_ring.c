/*
 * The ring as two lists: what is in flight, and what has completed. A test moves entries from one
 * to the other; everything else here checks that the code under test keeps to the contract.
 *
 * It never chooses: order, sizes and errors are the test's business.
 */

#include "tests/unit/server/transport/scripted_ring.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    RINGS_MAX = 16,
    IN_FLIGHT_MAX = 1536,
    COMPLETED_MAX = 4 * RING_BUFFERS,
    SLOTS_MAX = 128,
    DESCRIPTORS_MAX = 4096,
    DESCRIPTOR_BASE = 1 << 20, /* ring_descriptor() of the first ring: of no file */
};

struct completed {
    struct ring_completion completion;
    char *bytes; /* owned */
};

struct ring {
    unsigned number;
    bool abandoned;
    struct scripted_operation in_flight[IN_FLIGHT_MAX];
    size_t in_flight_count;
    struct completed completed[COMPLETED_MAX];
    size_t completed_count, completed_next;
    char *bytes; /* of the completion that is being handled */
    size_t bytes_size;
    size_t trims; /* calls of ring_trim() */

    /* Which socket has a slot, and the last generation that was seen there. */
    struct {
        int socket;
        bool used;
        uint32_t generation;
    } slots[SLOTS_MAX];

    /* Of a ring that belongs to a thread. */
    bool threaded, ended;
    sem_t arrived, go;
    int64_t asked;
    unsigned submitted;
    int result;
};

static struct {
    struct ring *rings[RINGS_MAX];
    unsigned count;
    bool threads;
    unsigned refuse_at; /* the number of the ring that is refused, with this error */
    int refuse;
    uint64_t submissions;
} all;

/* Which slot and generation the operations of an open socket carry. */
static struct {
    const struct ring *ring; /* NULL: no operation yet */
    uint32_t slot, generation;
} owners[DESCRIPTORS_MAX];

static pthread_key_t thread_ring;
static pthread_once_t thread_ring_once = PTHREAD_ONCE_INIT;

__attribute__((format(printf, 1, 2), noreturn)) static void breach(const char *format, ...)
{
    va_list arguments;

    (void)fprintf(stderr, "The ring's contract is broken: ");
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fprintf(stderr, "\n");
    abort();
}

static bool same_token(struct ring_token a, struct ring_token b)
{
    return a.operation == b.operation && a.slot == b.slot && a.generation == b.generation;
}

/*
 * Rings.
 */

void scripted_rings_reset(bool threads)
{
    memset(&all, 0, sizeof all);
    memset(owners, 0, sizeof owners);
    all.threads = threads;
}

void scripted_rings_refuse(unsigned after, int error)
{
    all.refuse_at = all.count + after;
    all.refuse = error;
}

struct ring *scripted_ring_at(unsigned number)
{
    return number < all.count ? all.rings[number] : NULL;
}

static void thread_ends(void *context)
{
    struct ring *ring = context;

    ring->ended = true;
    (void)sem_post(&ring->arrived);
}

static void make_thread_ring(void)
{
    if (pthread_key_create(&thread_ring, thread_ends) != 0)
        breach("no key for threads");
}

int ring_new(struct ring **out, struct reason *reason)
{
    struct ring *ring;

    if (all.refuse < 0 && all.count == all.refuse_at) {
        int error = all.refuse;

        all.refuse = 0;
        reason_set(reason, "the script refuses a ring");
        return error;
    }
    ring = calloc(1, sizeof *ring);
    if (!ring || all.count == RINGS_MAX)
        breach("no memory for a ring");
    ring->number = all.count;
    ring->threaded = all.threads;
    if (ring->threaded) {
        (void)sem_init(&ring->arrived, 0, 0);
        (void)sem_init(&ring->go, 0, 0);
        (void)pthread_once(&thread_ring_once, make_thread_ring);
        (void)pthread_setspecific(thread_ring, ring);
    }
    all.rings[all.count++] = ring;
    *out = ring;
    return 0;
}

static void drop_bytes(struct ring *ring)
{
    if (ring->bytes)
        memset(ring->bytes, 0xEE, ring->bytes_size);
    free(ring->bytes);
    ring->bytes = NULL;
}

void ring_free(struct ring *ring)
{
    if (!ring)
        return;
    drop_bytes(ring);
    for (size_t i = ring->completed_next; i < ring->completed_count; i++)
        free(ring->completed[i].bytes);
    for (size_t i = 0; i < ring->in_flight_count; i++)
        free(ring->in_flight[i].copy);
    if (ring->threaded) {
        (void)sem_destroy(&ring->arrived);
        (void)sem_destroy(&ring->go);
    }
    all.rings[ring->number] = NULL;
    free(ring);
}

int ring_descriptor(const struct ring *ring)
{
    return DESCRIPTOR_BASE + (int)ring->number;
}

/*
 * Submissions.
 */

/* A session's operations: one slot and one generation for each open socket. */
static void check_owner(struct ring *ring, struct ring_token token, int socket)
{
    if (socket < 0 || socket >= DESCRIPTORS_MAX || token.slot >= SLOTS_MAX)
        breach("socket %d, slot %u", socket, token.slot);
    if (!owners[socket].ring) {
        if (ring->slots[token.slot].socket > 0)
            breach("slot %u has sockets %d and %d", token.slot, ring->slots[token.slot].socket,
                   socket);
        if (ring->slots[token.slot].used && ring->slots[token.slot].generation == token.generation)
            breach("slot %u has generation %u again", token.slot, token.generation);
        ring->slots[token.slot].socket = socket;
        ring->slots[token.slot].used = true;
        ring->slots[token.slot].generation = token.generation;
        owners[socket].ring = ring;
        owners[socket].slot = token.slot;
        owners[socket].generation = token.generation;
    }
    if (owners[socket].ring != ring || owners[socket].slot != token.slot ||
        owners[socket].generation != token.generation)
        breach("socket %d is of slot %u, generation %u, not of %u, %u", socket, owners[socket].slot,
               owners[socket].generation, token.slot, token.generation);
}

static struct scripted_operation *submit(struct ring *ring, struct ring_token token, int descriptor)
{
    struct scripted_operation *operation = &ring->in_flight[ring->in_flight_count];

    if (ring->in_flight_count == IN_FLIGHT_MAX)
        breach("%d operations in flight", IN_FLIGHT_MAX);
    if (ring->threaded && pthread_getspecific(thread_ring) != ring)
        breach("ring %u is used by another thread", ring->number);
    for (size_t i = 0; i < ring->in_flight_count; i++)
        if (same_token(ring->in_flight[i].token, token) && token.operation != RING_MESSAGE)
            breach("operation %d of slot %u, generation %u is in flight already",
                   (int)token.operation, token.slot, token.generation);
    *operation = (struct scripted_operation){
        .token = token, .descriptor = descriptor, .number = all.submissions++};
    ring->in_flight_count++;
    return operation;
}

void ring_accept(struct ring *ring, struct ring_token token, int listener)
{
    (void)submit(ring, token, listener);
}

void ring_receive(struct ring *ring, struct ring_token token, int socket)
{
    check_owner(ring, token, socket);
    (void)submit(ring, token, socket);
}

void ring_send(struct ring *ring, struct ring_token token, int socket, const void *bytes,
               size_t size)
{
    struct scripted_operation *operation;

    check_owner(ring, token, socket);
    if (size == 0)
        breach("a send of nothing");
    operation = submit(ring, token, socket);
    operation->bytes = bytes;
    operation->size = size;
    operation->copy = malloc(size);
    assert(operation->copy);
    memcpy(operation->copy, bytes, size);
}

void ring_poll(struct ring *ring, struct ring_token token, int descriptor)
{
    (void)submit(ring, token, descriptor);
}

void ring_handover(struct ring *ring, int other_ring, struct ring_token token, int socket,
                   struct ring_token own)
{
    struct scripted_operation *operation = submit(ring, own, socket);

    operation->target = token;
    operation->other_ring = other_ring;
}

void ring_cancel(struct ring *ring, struct ring_token target)
{
    struct ring_token own = ring_token(RING_CANCEL, target.slot, target.generation);

    submit(ring, own, -1)->target = target;
}

/*
 * In flight.
 */

size_t scripted_ring_in_flight(const struct ring *ring)
{
    return ring->in_flight_count;
}

struct scripted_operation *scripted_ring_operation(struct ring *ring, size_t at)
{
    assert(at < ring->in_flight_count);
    return &ring->in_flight[at];
}

struct scripted_operation *scripted_ring_find(struct ring *ring, enum ring_operation operation,
                                              int descriptor)
{
    for (size_t i = 0; i < ring->in_flight_count; i++)
        if (ring->in_flight[i].token.operation == operation &&
            (descriptor < 0 || ring->in_flight[i].descriptor == descriptor))
            return &ring->in_flight[i];
    return NULL;
}

static void land(struct ring *ring, struct scripted_operation *operation)
{
    size_t at = (size_t)(operation - ring->in_flight);

    free(operation->copy);
    ring->in_flight_count--;
    memmove(operation, operation + 1, (ring->in_flight_count - at) * sizeof *operation);
}

/*
 * Completions.
 */

/* The bytes become the ring's. */
static void append(struct ring *ring, struct ring_completion completion, char *bytes)
{
    struct completed *last;

    if (ring->completed_next == ring->completed_count)
        ring->completed_next = ring->completed_count = 0;
    if (ring->completed_count == COMPLETED_MAX)
        breach("%d completions wait", COMPLETED_MAX);
    last = &ring->completed[ring->completed_count++];
    last->completion = completion;
    last->completion.bytes = bytes;
    last->bytes = bytes;
}

void scripted_ring_complete(struct ring *ring, struct scripted_operation *operation, int32_t result,
                            bool more)
{
    append(ring,
           (struct ring_completion){.token = operation->token, .result = result, .more = more},
           NULL);
    if (operation->token.operation == RING_SEND &&
        memcmp(operation->bytes, operation->copy, operation->size) != 0)
        breach("the bytes of a send changed while it was in flight");
    if (!more)
        land(ring, operation);
}

void scripted_ring_deliver(struct ring *ring, struct scripted_operation *operation,
                           const void *bytes, size_t size, bool more)
{
    char *copy = malloc(size);

    assert(copy && size > 0 && size <= RING_BUFFER_SIZE);
    assert(operation->token.operation == RING_RECEIVE);
    memcpy(copy, bytes, size);
    append(
        ring,
        (struct ring_completion){.token = operation->token, .result = (int32_t)size, .more = more},
        copy);
    if (!more)
        land(ring, operation);
}

void scripted_ring_forge(struct ring *ring, struct ring_token token, int32_t result)
{
    char *bytes = NULL;

    if (token.operation == RING_RECEIVE && result > 0) {
        bytes = malloc((size_t)result);
        assert(bytes);
        memset(bytes, '!', (size_t)result);
    }
    append(ring, (struct ring_completion){.token = token, .result = result}, bytes);
}

size_t scripted_ring_completed(const struct ring *ring)
{
    return ring->completed_count - ring->completed_next;
}

static bool would_wait(ssize_t result)
{
    return result < 0 && (errno == EAGAIN || errno == EINTR);
}

static int32_t result_of(ssize_t result)
{
    return result < 0 ? -errno : (int32_t)result;
}

static bool perform_receive(struct ring *ring, struct scripted_operation *operation, size_t most,
                            bool more)
{
    char bytes[RING_BUFFER_SIZE];
    ssize_t size = recv(operation->descriptor, bytes,
                        most < RING_BUFFER_SIZE ? most : RING_BUFFER_SIZE, MSG_DONTWAIT);

    if (would_wait(size))
        return false;
    if (size > 0)
        scripted_ring_deliver(ring, operation, bytes, (size_t)size, more);
    else
        scripted_ring_complete(ring, operation, result_of(size), false);
    return true;
}

static bool perform_send(struct ring *ring, struct scripted_operation *operation, size_t most)
{
    ssize_t size =
        send(operation->descriptor, operation->bytes,
             most < operation->size ? most : operation->size, MSG_DONTWAIT | MSG_NOSIGNAL);

    if (would_wait(size))
        return false;
    scripted_ring_complete(ring, operation, result_of(size), false);
    return true;
}

static bool perform_poll(struct ring *ring, struct scripted_operation *operation)
{
    struct pollfd poll_one = {.fd = operation->descriptor, .events = POLLIN};

    if (poll(&poll_one, 1, 0) <= 0)
        return false;
    scripted_ring_complete(ring, operation, poll_one.revents, false);
    return true;
}

static bool perform_handover(struct ring *ring, struct scripted_operation *operation)
{
    struct ring *other = scripted_ring_at((unsigned)(operation->other_ring - DESCRIPTOR_BASE));

    if (!other)
        breach("a handover to a ring that is not there");
    append(other,
           (struct ring_completion){.token = operation->target, .result = operation->descriptor},
           NULL);
    scripted_ring_complete(ring, operation, 0, false);
    return true;
}

static bool perform_cancel(struct ring *ring, struct scripted_operation *operation)
{
    struct ring_token target = operation->target;

    for (size_t i = 0; i < ring->in_flight_count; i++) {
        if (!same_token(ring->in_flight[i].token, target))
            continue;
        scripted_ring_complete(ring, operation, 0, false);
        for (size_t j = 0; j < ring->in_flight_count; j++) {
            if (same_token(ring->in_flight[j].token, target)) {
                scripted_ring_complete(ring, &ring->in_flight[j], -ECANCELED, false);
                break;
            }
        }
        return true;
    }
    scripted_ring_complete(ring, operation, -ENOENT, false);
    return true;
}

bool scripted_ring_perform(struct ring *ring, struct scripted_operation *operation, size_t most,
                           bool more)
{
    switch (operation->token.operation) {
    case RING_RECEIVE:
        return perform_receive(ring, operation, most, more);
    case RING_SEND:
        return perform_send(ring, operation, most);
    case RING_POLL:
        return perform_poll(ring, operation);
    case RING_MESSAGE:
        return perform_handover(ring, operation);
    case RING_CANCEL:
        return perform_cancel(ring, operation);
    case RING_ACCEPT: /* clients come when the test says so */
    case RING_HANDOVER:
        return false;
    }
    return false;
}

void scripted_ring_perform_all(struct ring *ring)
{
    for (size_t i = ring->in_flight_count; i-- > 0;)
        if (i < ring->in_flight_count) /* a cancellation may land two */
            (void)scripted_ring_perform(ring, &ring->in_flight[i], SIZE_MAX, true);
}

bool ring_next(struct ring *ring, struct ring_completion *completion)
{
    struct completed *next = &ring->completed[ring->completed_next];

    drop_bytes(ring);
    if (ring->completed_next == ring->completed_count)
        return false;
    ring->completed_next++;
    *completion = next->completion;
    ring->bytes = next->bytes;
    ring->bytes_size = next->bytes ? (size_t)completion->result : 0;
    return true;
}

/*
 * Sockets that close.
 */

void scripted_ring_abandon(struct ring *ring)
{
    ring->abandoned = true;
}

void scripted_ring_closes(int socket)
{
    const struct ring *owner = owners[socket].ring;

    for (unsigned i = 0; i < all.count; i++) {
        struct ring *ring = all.rings[i];

        for (size_t j = 0; ring && !ring->abandoned && j < ring->in_flight_count; j++)
            if (ring->in_flight[j].descriptor == socket)
                breach("socket %d is closed with operation %d in flight", socket,
                       (int)ring->in_flight[j].token.operation);
    }
    if (owner)
        all.rings[owner->number]->slots[owners[socket].slot].socket = 0;
    owners[socket].ring = NULL;
}

/*
 * Waiting.
 */

uint64_t ring_overflows(const struct ring *ring)
{
    (void)ring;
    return 0;
}

void ring_submit(struct ring *ring)
{
    ring->submitted++;
}

int ring_wait(struct ring *ring, int64_t milliseconds)
{
    ring->asked = milliseconds;
    if (!ring->threaded)
        return 0;
    (void)sem_post(&ring->arrived);
    while (sem_wait(&ring->go) < 0)
        ;
    if (ring->result < 0)
        ring->abandoned = true;
    return ring->result;
}

void ring_trim(struct ring *ring)
{
    if (scripted_ring_completed(ring) > 0)
        breach("the bytes of %zu completions are trimmed", scripted_ring_completed(ring));
    ring->trims++;
}

size_t scripted_ring_trims(const struct ring *ring)
{
    return ring->trims;
}

bool scripted_ring_arrive(struct ring *ring)
{
    while (sem_wait(&ring->arrived) < 0)
        ;
    return !ring->ended;
}

bool scripted_ring_turn(struct ring *ring, int result)
{
    ring->result = result;
    (void)sem_post(&ring->go);
    return scripted_ring_arrive(ring);
}

unsigned scripted_ring_submitted(const struct ring *ring)
{
    return ring->submitted;
}

int64_t scripted_ring_asked(const struct ring *ring)
{
    return ring->asked;
}

/*
 * A ring of bytes: an entry, then its target. Both counters only rise, and wrap together with the
 * place in the ring, whose size is a power of 2. Who pushes publishes an entry by storing its counter, and
 * the thread that pops gives the bytes back in the same way.
 */

#include "server/access/queue.h"

#include <stdlib.h>
#include <string.h>

_Static_assert((ACCESS_QUEUE_BYTES & (ACCESS_QUEUE_BYTES - 1)) == 0, "a power of 2");

bool access_queue_init(struct access_queue *queue)
{
    *queue = (struct access_queue){.bytes = malloc(ACCESS_QUEUE_BYTES)};
    return queue->bytes;
}

void access_queue_release(struct access_queue *queue)
{
    free(queue->bytes);
    queue->bytes = NULL;
}

/* The bytes from `at` on up to the end of the ring, of `size` at most. */
static size_t unwrapped(size_t at, size_t size)
{
    size_t left = ACCESS_QUEUE_BYTES - at % ACCESS_QUEUE_BYTES;

    return size < left ? size : left;
}

static void put(struct access_queue *queue, size_t at, const void *bytes, size_t size)
{
    size_t first = unwrapped(at, size);

    memcpy(queue->bytes + at % ACCESS_QUEUE_BYTES, bytes, first);
    memcpy(queue->bytes, (const char *)bytes + first, size - first);
}

static void get(const struct access_queue *queue, size_t at, void *bytes, size_t size)
{
    size_t first = unwrapped(at, size);

    memcpy(bytes, queue->bytes + at % ACCESS_QUEUE_BYTES, first);
    memcpy((char *)bytes + first, queue->bytes, size - first);
}

bool access_queue_push(struct access_queue *queue, const struct access_entry *entry)
{
    size_t pushed = atomic_load_explicit(&queue->pushed, memory_order_relaxed);
    size_t popped = atomic_load_explicit(&queue->popped, memory_order_acquire);
    struct access_entry copy = *entry;
    size_t size;

    if (!copy.target)
        copy.target_size = 0;
    if (copy.target_size > ACCESS_TARGET_MAX)
        copy.target_size = ACCESS_TARGET_MAX;
    size = sizeof copy + copy.target_size;
    if (size > ACCESS_QUEUE_BYTES - (pushed - popped)) {
        atomic_fetch_add_explicit(&queue->dropped, 1, memory_order_relaxed);
        return false;
    }
    put(queue, pushed, &copy, sizeof copy);
    if (copy.target_size > 0)
        put(queue, pushed + sizeof copy, copy.target, copy.target_size);
    atomic_store(&queue->pushed, pushed + size);
    return true;
}

bool access_queue_pop(struct access_queue *queue, struct access_entry *entry,
                      char target[static ACCESS_TARGET_MAX])
{
    size_t popped = atomic_load_explicit(&queue->popped, memory_order_relaxed);

    if (atomic_load(&queue->pushed) == popped)
        return false;
    get(queue, popped, entry, sizeof *entry);
    get(queue, popped + sizeof *entry, target, entry->target_size);
    if (entry->target)
        entry->target = target;
    atomic_store_explicit(&queue->popped, popped + sizeof *entry + entry->target_size,
                          memory_order_release);
    return true;
}

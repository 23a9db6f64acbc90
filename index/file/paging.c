/*
 * Memory that is filled on demand, by a handler of SIGSEGV. This is the only module with a mutable global
 * variable besides the handlers of the programs' signals: a handler has no other way to know what it
 * is for.
 *
 * The handler calls nothing but system calls and computes a checksum, except where a piece is damaged: the
 * owner then makes an index. That is allowed because the signal is synchronous: it interrupts a read of
 * the memory, which neither malloc() nor any other function with locks does.
 */

#include "index/file/paging.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "index/base/descriptor.h"
#include "index/file/format.h"
#include "index/file/pieces.h"

struct paging {
    uint8_t *bytes; /* of the size of the file, rounded up to whole units */
    size_t size;
    size_t unit; /* bytes that are read at once: a piece, or a page of memory if that is larger */
    size_t units, units_read;
    int file;
    struct paging_owner owner;
    struct slice again; /* the file that was made again; size 0: none */
    struct sigaction before;
    uint8_t *sums;  /* owned; the end of the file, from format_content() on */
    bool is_read[]; /* a unit */
};

static struct paging *current;

static bool read_exactly(int file, void *bytes, size_t size, size_t offset)
{
    ssize_t n = descriptor_read_at(file, bytes, size, offset);

    if (n >= 0 && (size_t)n == size)
        return true;
    errno = n < 0 ? (int)-n : ENODATA; /* the file has been cut */
    return false;
}

/* Reads a piece from the file, or from the one that was made again. Returns false with errno, or with 0 if it
 * is not what it should be. */
static bool fetch_piece(const struct paging *paging, size_t piece)
{
    const size_t offset = piece * FORMAT_PIECE_SIZE, size = piece_size(paging->size, piece);
    uint8_t *at = paging->bytes + offset;

    if (paging->again.size > 0)
        memcpy(at, paging->again.bytes + offset, size);
    else if (!read_exactly(paging->file, at, size, offset))
        return false;
    errno = 0;
    return piece_valid(paging->sums, paging->size, piece, at);
}

/* What follows the content is known. */
static void copy_sums(const struct paging *paging, size_t begin, size_t end)
{
    const size_t content = format_content(paging->size);

    if (begin < content)
        begin = content;
    if (end > paging->size)
        end = paging->size;
    if (begin < end)
        memcpy(paging->bytes + begin, paging->sums + (begin - content), end - begin);
}

static bool fetch(const struct paging *paging, size_t unit)
{
    const size_t begin = unit * paging->unit, end = begin + paging->unit;
    const size_t content = format_content(paging->size);

    for (size_t at = begin; at < end && at < content; at += FORMAT_PIECE_SIZE)
        if (!fetch_piece(paging, at / FORMAT_PIECE_SIZE))
            return false;
    copy_sums(paging, begin, end);
    return true;
}

static bool open_unit(struct paging *paging, size_t unit)
{
    return mprotect(paging->bytes + unit * paging->unit, paging->unit, PROT_READ | PROT_WRITE) == 0;
}

/* Makes the unit unreadable again. */
static void forget_unit(const struct paging *paging, size_t unit)
{
    (void)mprotect(paging->bytes + unit * paging->unit, paging->unit, PROT_NONE);
}

static void close_unit(struct paging *paging, size_t unit)
{
    (void)mprotect(paging->bytes + unit * paging->unit, paging->unit, PROT_READ);
    paging->is_read[unit] = true;
    paging->units_read++;
}

/*
 * The fault.
 */

__attribute__((noreturn)) static void give_up(const struct paging *paging)
{
    paging->owner.give_up(paging->owner.context);
    abort();
}

static const char *damage(int error)
{
    return error == 0 ? "checksum mismatch" : strerror(error);
}

/* Has the owner make the file again. It is the same one if its checksums are. */
static void make_again(struct paging *paging)
{
    const size_t content = format_content(paging->size);
    struct slice again = {.size = 0};

    if (paging->again.size == 0)
        again = paging->owner.make_again(paging->owner.context, damage(errno));
    if (again.size == 0 || again.size != paging->size ||
        memcmp(again.bytes + content, paging->sums, paging->size - content) != 0)
        give_up(paging);
    paging->again = again;
}

static void fill(struct paging *paging, size_t unit)
{
    if (!open_unit(paging, unit))
        give_up(paging);
    while (!fetch(paging, unit))
        make_again(paging);
    close_unit(paging, unit);
}

static void on_fault(int number, siginfo_t *info, void *context)
{
    struct paging *paging = current;
    const uintptr_t at = (uintptr_t)info->si_addr;
    const int error = errno;

    (void)context;
    if (paging) {
        const size_t offset = at - (uintptr_t)paging->bytes; /* wraps if it is before them */

        if (offset / paging->unit < paging->units && !paging->is_read[offset / paging->unit])
            fill(paging, offset / paging->unit);
        else /* not ours: it happens again, and goes where it would have gone */
            (void)sigaction(number, &paging->before, NULL);
    }
    errno = error;
}

/*
 * Opening.
 */

/* Reads the checksums. */
static int read_sums(struct paging *paging, struct reason *reason)
{
    const size_t content = format_content(paging->size), size = paging->size - content;

    paging->sums = malloc(size);
    if (!paging->sums)
        return -ENOMEM;
    if (!read_exactly(paging->file, paging->sums, size, content)) {
        reason_set(reason, "cannot read it: %s", strerror(errno));
        return 1;
    }
    if (!pieces_sealed(paging->sums, paging->size)) {
        reason_set(reason, "checksum mismatch");
        return 1;
    }
    return 0;
}

/* Reserves the memory and watches it. */
static int watch(struct paging *paging)
{
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER};
    void *bytes =
        mmap(NULL, paging->units * paging->unit, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (bytes == MAP_FAILED)
        return -ENOMEM;
    paging->bytes = bytes;
    current = paging;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGSEGV, &action, &paging->before); /* which does not fail: the signal exists */
    return 0;
}

int paging_open(int file, size_t size, const struct paging_owner *owner, struct paging **out,
                struct reason *reason)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t unit = page > FORMAT_PIECE_SIZE ? page : (size_t)FORMAT_PIECE_SIZE;
    const size_t units = (size + unit - 1) / unit;
    struct paging *paging = calloc(1, sizeof *paging + units * sizeof paging->is_read[0]);
    int r;

    assert(!current);
    if (!paging) {
        (void)close(file);
        return -ENOMEM;
    }
    paging->file = file;
    paging->size = size;
    paging->unit = unit;
    paging->units = units;
    paging->owner = *owner;
    r = read_sums(paging, reason);
    if (r == 0)
        r = watch(paging);
    if (r == 0)
        *out = paging;
    else
        paging_close(paging);
    return r;
}

void paging_close(struct paging *paging)
{
    if (!paging)
        return;
    if (current == paging) {
        (void)sigaction(SIGSEGV, &paging->before, NULL);
        current = NULL;
    }
    if (paging->bytes)
        (void)munmap(paging->bytes, paging->units * paging->unit);
    (void)close(paging->file);
    free(paging->sums);
    free(paging);
}

struct slice paging_bytes(const struct paging *paging)
{
    return (struct slice){.bytes = (const char *)paging->bytes, .size = paging->size};
}

bool paging_read(struct paging *paging, struct slice bytes, struct reason *reason)
{
    const size_t begin = (size_t)(bytes.bytes - (const char *)paging->bytes);

    for (size_t unit = begin / paging->unit;
         bytes.size > 0 && unit * paging->unit < begin + bytes.size; unit++) {
        if (paging->is_read[unit])
            continue;
        if (!open_unit(paging, unit) || !fetch(paging, unit)) {
            reason_set(reason, "%s", damage(errno));
            forget_unit(paging, unit);
            return false;
        }
        close_unit(paging, unit);
    }
    return true;
}

size_t paging_bytes_read(const struct paging *paging)
{
    return paging->units_read * paging->unit;
}

#ifndef CHARFINDER_INDEX_UPDATE_TRANSFER_TRANSFERS_H
#define CHARFINDER_INDEX_UPDATE_TRANSFER_TRANSFERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/reason.h"
#include "index/update/base/outcome.h"
#include "index/update/base/progress.h"
#include "index/update/transfer/part.h"

/*
 * Downloads files by HTTP and HTTPS, at most so many at once. A transfer that fails in a way that may
 * pass is tried again after a pause, from the byte that it has reached if the server can do that.
 *
 * Proxies come from the usual variables (http_proxy, https_proxy, all_proxy, no_proxy), certificate
 * authorities from SSL_CERT_FILE or the system.
 */

enum {
    TRANSFER_URLS = 3,
    TRANSFER_REDIRECTS = 5,
    TRANSFER_SLOWEST = 256, /* bytes a second; less for stall_seconds is a stall */
};

struct transfer {
    /* Set by the caller, and borrowed. */
    const char *name;
    const char *urls[TRANSFER_URLS]; /* each is tried if the one before is not found; then NULL */
    uint64_t max_size;
    struct part *part;     /* where the bytes go; NULL: */
    struct buffer *memory; /* here */
    /* Bytes that the caller has: of which URL, and their validator. NULL: none. */
    const char *known_url, *known_validator;

    /* The result. */
    enum outcome outcome;
    struct reason reason;          /* of other outcomes than OK and unchanged */
    char effective[PART_URL_SIZE]; /* where the redirections led, of OK */
    bool resumed;                  /* its bytes are of several responses */
};

struct transfer_limits {
    unsigned jobs;  /* transfers at once */
    unsigned tries; /* of one file, without progress between them */
    unsigned stall_seconds;
    int64_t backoff_ms; /* before the second try */
    int64_t pause_ms;   /* between the starts of two transfers from one host */
};

/* Hears of each file that has arrived, or is unchanged, while others are still on their way. It may set
 * the transfer's outcome back to OUTCOME_PENDING, and then it is made once more. */
typedef void transfers_listener(void *context, size_t number);

/*
 * Brings all transfers whose outcome is OUTCOME_PENDING to an outcome. Transfer i is file i of the
 * progress, which hears of tries and bytes, and of outcomes other than OK and unchanged: those go to
 * the listener, if there is one. The descriptor is that of interruption_watch(), or -1. Returns 0; or
 * -errno, with a reason, if the bytes cannot be stored, and then what was not finished is interrupted.
 */
struct transfers_call {
    const struct transfer_limits *limits;
    struct progress *progress;
    int interruption;
    transfers_listener *listener; /* or NULL */
    void *context;
};
int transfers_run(struct transfer *transfers, size_t count, const struct transfers_call *call,
                  struct reason *reason);

#endif

/*
 * The loop over libcurl's multi interface, the only place that knows the library.
 *
 * Each transfer is in one state: waiting for its time, running, or decided. libcurl says when a response
 * has ended; what it means is decided here, because only we know whether bytes of an earlier try can be
 * kept. libcurl does not retry, resume or wait by itself.
 */

#include "index/update/transfer/transfers.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "index/update/base/interruption.h"
#include "index/update/transfer/certificate.h"
#include "index/update/transfer/pacing.h"
#include "index/update/transfer/response_head.h"
#include "index/update/transfer/retry.h"

enum {
    POLL_MS = 250,         /* the longest sleep, so that bars move */
    PAGE_SIZE = 64 * 1024, /* of an error's page, which is dropped */
};

struct running {
    struct transfers *all;
    struct transfer *transfer;
    size_t number;
    CURL *easy; /* NULL: it does not run */
    struct curl_slist *headers;
    size_t url;        /* the current one of its URLs */
    unsigned failures; /* without progress between them */
    int64_t not_before_ms;
    uint64_t began_at; /* bytes there were when the try began */
    uint64_t received; /* bytes there are now */
    size_t dropped;    /* bytes of an error's page */
    bool asked_rest;   /* Range was sent */
    bool asked_known;  /* If-None-Match or If-Modified-Since was */
    bool asked_part;   /* the validator was that of the part, not of the caller's bytes */
    bool begun;        /* the first byte of the body has arrived */
    int error;         /* -errno of storing; fatal to all */
    bool too_large, bad_range;
    struct response_head head;
    char message[CURL_ERROR_SIZE];
};

struct transfers {
    const struct transfers_call *call;
    const struct transfer_limits *limits;
    struct progress *progress;
    struct reason *reason;
    CURLM *multi;
    struct running *list;
    size_t count, open; /* open: not decided */
    unsigned active;
    struct pacing pacing;
    int error;
};

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static uint32_t random_number(void)
{
    uint32_t number = 0;

    (void)!getrandom(&number, sizeof number, GRND_NONBLOCK);
    return number;
}

/*
 * What arrives.
 */

static size_t on_header(char *line, size_t one, size_t size, void *context)
{
    struct running *it = context;

    (void)one;
    response_head_line(&it->head, line, size);
    return size;
}

static long status_of(const struct running *it)
{
    long status = 0;

    (void)curl_easy_getinfo(it->easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

/* The head is complete and successful: prepares for its body. Returns false if it must not be stored. */
static bool begin_body(struct running *it)
{
    struct transfer *transfer = it->transfer;
    const char *validator = response_head_validator(&it->head);

    it->begun = true;
    if (transfer->memory) {
        transfer->memory->size = 0;
        it->received = 0;
        return true;
    }
    if (status_of(it) == 206) {
        it->bad_range =
            !it->asked_rest || !it->head.has_range || it->head.range_start != transfer->part->size;
        transfer->resumed = !it->bad_range;
        return !it->bad_range;
    }
    transfer->resumed = false;
    it->error = part_begin(transfer->part, transfer->urls[it->url], validator);
    it->received = 0;
    return it->error == 0;
}

static size_t on_body(char *bytes, size_t one, size_t size, void *context)
{
    struct running *it = context;
    struct transfer *transfer = it->transfer;
    const long status = status_of(it);

    (void)one;
    if (status != 200 && status != 206) { /* the page of an error */
        it->dropped += size;
        return it->dropped > PAGE_SIZE ? 0 : size;
    }
    if (!it->begun && !begin_body(it))
        return 0;
    if (size > transfer->max_size || it->received > transfer->max_size - size) {
        it->too_large = true;
        return 0;
    }
    if (transfer->memory) {
        buffer_append(transfer->memory, bytes, size);
        it->error = transfer->memory->failed ? -ENOMEM : 0;
    } else {
        it->error = part_append(transfer->part, bytes, size);
    }
    it->received += size;
    return it->error == 0 ? size : 0;
}

/*
 * Starting.
 */

static bool add_header(struct running *it, const char *name, const char *value)
{
    char line[PART_VALIDATOR_SIZE + 32];
    struct curl_slist *longer;

    (void)snprintf(line, sizeof line, "%s: %s", name, value);
    longer = curl_slist_append(it->headers, line);
    if (longer)
        it->headers = longer;
    return longer != NULL;
}

static bool is_etag(const char *validator)
{
    return validator[0] == '"' || strncmp(validator, "W/", 2) == 0;
}

/* Asks for what is not there yet, or whether what is there is still current. */
static bool add_conditions(struct running *it)
{
    const struct transfer *transfer = it->transfer;
    const struct part *part = transfer->part;
    const char *url = transfer->urls[it->url], *known = NULL;
    char range[32];

    if (part && part_resumable(part) && strcmp(part->url, url) == 0) {
        (void)snprintf(range, sizeof range, "%llu-", (unsigned long long)part->size);
        it->asked_rest = true;
        it->received = part->size;
        return add_header(it, "If-Range", part->validator) &&
               curl_easy_setopt(it->easy, CURLOPT_RANGE, range) == CURLE_OK;
    }
    it->asked_part = part && part->complete && strcmp(part->url, url) == 0;
    if (it->asked_part)
        known = part->validator;
    else if (transfer->known_url && strcmp(transfer->known_url, url) == 0)
        known = transfer->known_validator;
    if (!known || !known[0])
        return true;
    it->asked_known = true;
    return add_header(it, is_etag(known) ? "If-None-Match" : "If-Modified-Since", known);
}

static bool set_options(struct running *it)
{
    const struct transfer_limits *limits = it->all->limits;
    const char *url = it->transfer->urls[it->url], *authorities = getenv("SSL_CERT_FILE");
    /* A redirection must not lead away from TLS. */
    const char *schemes = strncasecmp(url, "https:", 6) == 0 ? "https" : "http,https";
    bool ok = true;

#define SET(option, value) ok = ok && curl_easy_setopt(it->easy, (option), (value)) == CURLE_OK
    SET(CURLOPT_URL, url);
    SET(CURLOPT_PRIVATE, it);
    SET(CURLOPT_ERRORBUFFER, it->message);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_USERAGENT, "charfinder-update/" CHARFINDER_VERSION);
    SET(CURLOPT_PROTOCOLS_STR, schemes);
    SET(CURLOPT_REDIR_PROTOCOLS_STR, schemes);
    SET(CURLOPT_FOLLOWLOCATION, 1L);
    SET(CURLOPT_MAXREDIRS, (long)TRANSFER_REDIRECTS);
    SET(CURLOPT_CONNECTTIMEOUT, (long)limits->stall_seconds);
    SET(CURLOPT_LOW_SPEED_TIME, (long)limits->stall_seconds);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)TRANSFER_SLOWEST);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, it);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, it);
    SET(CURLOPT_HTTPHEADER, it->headers);
    if (authorities && authorities[0])
        SET(CURLOPT_CAINFO, authorities);
#undef SET
    return ok;
}

static void stop(struct running *it)
{
    if (!it->easy)
        return;
    (void)curl_multi_remove_handle(it->all->multi, it->easy);
    curl_easy_cleanup(it->easy);
    curl_slist_free_all(it->headers);
    it->easy = NULL;
    it->headers = NULL;
    it->all->active--;
    if (it->transfer->part)
        part_close(it->transfer->part);
}

/* Returns false if memory ran out. */
static bool start(struct running *it, int64_t now)
{
    struct transfers *all = it->all;

    it->easy = curl_easy_init();
    if (!it->easy)
        return false;
    all->active++;
    it->asked_rest = it->asked_known = it->asked_part = it->begun = it->too_large = it->bad_range =
        false;
    it->received = 0;
    it->dropped = 0;
    it->error = 0;
    it->head = (struct response_head){.has_range = false};
    it->message[0] = '\0';
    if (!add_conditions(it) || !set_options(it) ||
        curl_multi_add_handle(all->multi, it->easy) != CURLM_OK) {
        stop(it);
        return false;
    }
    it->began_at = it->received;
    *pacing_next(&all->pacing, it->transfer->urls[it->url]) = now + all->limits->pause_ms;
    return true;
}

/*
 * Deciding.
 */

static void decide(struct running *it, enum outcome outcome)
{
    const struct transfers_call *call = it->all->call;
    struct transfer *transfer = it->transfer;

    transfer->outcome = outcome;
    it->all->open--;
    stop(it);
    if (outcome != OUTCOME_OK && outcome != OUTCOME_UNCHANGED)
        progress_done(call->progress, it->number, outcome, &transfer->reason);
    else if (call->listener)
        call->listener(call->context, it->number);
    if (transfer->outcome == OUTCOME_PENDING) { /* the listener wants all of it once more */
        it->all->open++;
        it->url = 0;
        it->failures = 0;
    }
}

/* Waits and tries again, or gives up. `after_s` is what the server asked for, or 0. */
static void fail(struct running *it, long long after_s)
{
    struct transfers *all = it->all;
    struct transfer *transfer = it->transfer;
    int64_t *next = pacing_next(&all->pacing, transfer->urls[it->url]);
    const int64_t now = now_ms();
    int64_t delay;

    if (it->begun && it->received >= it->began_at + RETRY_PROGRESS)
        it->failures = 0;
    it->failures++;
    if (after_s > RETRY_AFTER_MAX_S) {
        reason_set(&transfer->reason, "the server asks to come back in %lld seconds", after_s);
        decide(it, OUTCOME_UNREACHABLE);
        return;
    }
    if (it->failures >= all->limits->tries) {
        decide(it, OUTCOME_UNREACHABLE);
        return;
    }
    delay = retry_delay_ms(it->failures, all->limits->backoff_ms, random_number());
    if (delay < after_s * 1000)
        delay = after_s * 1000;
    it->not_before_ms = now + delay;
    if (after_s > 0 && *next < it->not_before_ms) /* it speaks for all of its files */
        *next = it->not_before_ms;
    stop(it);
    progress_again(all->progress, it->number, delay, &transfer->reason);
}

/* The status of the response is not a success. */
static void fail_status(struct running *it, long status)
{
    struct transfer *transfer = it->transfer;
    enum outcome outcome;
    curl_off_t after = 0;

    if (status == 416 && transfer->part && it->asked_rest) { /* the file is another one now */
        it->error = part_discard(transfer->part);
        reason_set(&transfer->reason, "the server cannot resume the transfer");
        fail(it, 0);
        return;
    }
    reason_set(&transfer->reason, "the server answered with status %ld", status);
    if (retry_status(status, &outcome)) {
        (void)curl_easy_getinfo(it->easy, CURLINFO_RETRY_AFTER, &after);
        fail(it, (long long)after);
        return;
    }
    if (outcome == OUTCOME_NOT_FOUND && it->url + 1 < TRANSFER_URLS &&
        transfer->urls[it->url + 1]) {
        it->url++;
        it->failures = 0;
        stop(it);
        return;
    }
    decide(it, outcome);
}

/* All bytes of a successful response have arrived. */
static void succeed(struct running *it, long status)
{
    struct transfer *transfer = it->transfer;
    const char *effective = NULL;

    if (status == 304) {
        decide(it, it->asked_part ? OUTCOME_OK : OUTCOME_UNCHANGED);
        return;
    }
    if (!it->begun && !begin_body(it)) /* an empty file */
        return;
    (void)curl_easy_getinfo(it->easy, CURLINFO_EFFECTIVE_URL, &effective);
    (void)snprintf(transfer->effective, sizeof transfer->effective, "%s",
                   effective ? effective : "");
    if (transfer->part)
        it->error = part_finish(transfer->part);
    if (it->error == 0)
        decide(it, OUTCOME_OK);
}

/* Can a failure of the connection pass? Those that cannot are refused. */
static bool passes(CURLcode code)
{
    switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_TOO_MANY_REDIRECTS:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_LOGIN_DENIED:
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED:
        return false;
    default:
        return true;
    }
}

static void explain_failure(struct running *it, CURLcode code)
{
    const char *authorities = getenv("SSL_CERT_FILE"), *fault = NULL;
    struct reason *reason = &it->transfer->reason;
    long verified = 0;

    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        (void)curl_easy_getinfo(it->easy, CURLINFO_SSL_VERIFYRESULT, &verified);
        fault = certificate_fault(curl_version_info(CURLVERSION_NOW)->ssl_version, verified);
    }
    if (fault)
        reason_set(reason, "the certificate of the server is not accepted: %s", fault);
    else if (code == CURLE_SSL_CACERT_BADFILE && authorities && authorities[0])
        reason_set(reason, "SSL_CERT_FILE names %s, which has no certificates that can be read",
                   authorities);
    else
        reason_set(reason, "%s", it->message[0] ? it->message : curl_easy_strerror(code));
}

/* No response has come from the server. */
static void fail_connection(struct running *it, CURLcode code)
{
    enum outcome outcome;
    long proxy = 0;

    explain_failure(it, code);
    /* A proxy's answer to CONNECT is not the server's status. */
    (void)curl_easy_getinfo(it->easy, CURLINFO_HTTP_CONNECTCODE, &proxy);
    if (code != CURLE_OK && passes(code) && (proxy < 300 || retry_status(proxy, &outcome)))
        fail(it, 0);
    else
        decide(it, OUTCOME_REFUSED);
}

static void finish(struct running *it, CURLcode code)
{
    struct transfer *transfer = it->transfer;
    const long status = status_of(it);

    if (it->error < 0) {
        /* The caller of the loop sees it. */
    } else if (it->too_large) {
        reason_set(&transfer->reason, "it is larger than %llu bytes",
                   (unsigned long long)transfer->max_size);
        if (transfer->part)
            it->error = part_discard(transfer->part);
        decide(it, OUTCOME_REFUSED);
    } else if (it->bad_range) {
        reason_set(&transfer->reason, "the server continued at another byte");
        it->error = part_discard(transfer->part);
        fail(it, 0);
    } else if (code == CURLE_OK &&
               (status == 200 || status == 206 || (status == 304 && it->asked_known))) {
        succeed(it, status);
    } else if (status >= 300 && (code == CURLE_OK || code == CURLE_WRITE_ERROR)) {
        fail_status(it, status);
    } else {
        fail_connection(it, code);
    }
    if (it->error < 0) {
        it->all->error = it->error;
        reason_set(it->all->reason, "cannot store %s: %s", transfer->name, strerror(-it->error));
        if (it->easy)
            stop(it);
    }
}

/*
 * The loop.
 */

/* Starts what may start now. Returns when the next one may, or -1 if none waits for a time. */
static int64_t start_some(struct transfers *all, int64_t now)
{
    int64_t next = -1;

    for (size_t i = 0; i < all->count && all->active < all->limits->jobs && all->error == 0; i++) {
        struct running *it = &all->list[i];
        int64_t at;

        if (it->easy || it->transfer->outcome != OUTCOME_PENDING)
            continue;
        at = *pacing_next(&all->pacing, it->transfer->urls[it->url]);
        if (at < it->not_before_ms)
            at = it->not_before_ms;
        if (at <= now && !start(it, now)) {
            all->error = -ENOMEM;
            reason_set(all->reason, "%s", strerror(ENOMEM));
        } else if (at > now && (next < 0 || at < next)) {
            next = at;
        }
    }
    return next;
}

static void show(struct transfers *all, int64_t now)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct running *it = &all->list[i];
        curl_off_t rest = 0;
        uint64_t expected = 0;

        if (!it->easy)
            continue;
        (void)curl_easy_getinfo(it->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &rest);
        if (rest > 0)
            expected = (uint64_t)rest + (it->transfer->resumed ? it->began_at : 0);
        progress_bytes(all->progress, it->number, it->received, expected);
    }
    progress_draw(all->progress, now);
}

static void collect(struct transfers *all)
{
    CURLMsg *message;
    int left;

    while (all->error == 0 && (message = curl_multi_info_read(all->multi, &left)) != NULL) {
        const CURLcode code = message->data.result;
        char *it = NULL;

        if (message->msg != CURLMSG_DONE)
            continue;
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &it);
        progress_bytes(all->progress, ((struct running *)(void *)it)->number,
                       ((struct running *)(void *)it)->received, 0);
        finish((struct running *)(void *)it, code);
    }
}

static void run(struct transfers *all, int interruption)
{
    struct curl_waitfd wake = {.fd = interruption, .events = CURL_WAIT_POLLIN};
    int handles;

    while (all->open > 0 && all->error == 0 && !interruption_signal()) {
        const int64_t now = now_ms(), next = start_some(all, now);
        int64_t wait = POLL_MS;

        if (curl_multi_perform(all->multi, &handles) != CURLM_OK)
            all->error = -EIO;
        collect(all);
        show(all, now);
        if (next >= 0 && next - now < wait)
            wait = next > now ? next - now : 0;
        if (all->active < all->limits->jobs && next < 0 && all->active < all->open)
            wait = 0; /* one that was moved to its next URL */
        if (all->open > 0 && all->error == 0)
            (void)curl_multi_poll(all->multi, &wake, interruption >= 0 ? 1 : 0, (int)wait, NULL);
    }
}

int transfers_run(struct transfer *transfers, size_t count, const struct transfers_call *call,
                  struct reason *reason)
{
    struct transfers all = {
        .call = call, .limits = call->limits, .progress = call->progress, .reason = reason};

    all.multi = curl_multi_init();
    all.list = calloc(count > 0 ? count : 1, sizeof all.list[0]);
    all.error = all.multi && all.list ? 0 : -ENOMEM;
    for (size_t i = 0; i < count && all.error == 0; i++) {
        struct running *it = &all.list[all.count];

        if (transfers[i].outcome != OUTCOME_PENDING)
            continue;
        *it = (struct running){.all = &all, .transfer = &transfers[i], .number = i};
        all.count++;
        all.open++;
    }
    if (all.error == 0)
        run(&all, call->interruption);
    for (size_t i = 0; i < all.count; i++) {
        struct running *it = &all.list[i];

        if (it->transfer->outcome != OUTCOME_PENDING)
            continue;
        reason_set(&it->transfer->reason, "%s",
                   all.error == 0 ? "stopped by a signal" : strerror(-all.error));
        decide(it, OUTCOME_INTERRUPTED);
    }
    if (all.multi)
        (void)curl_multi_cleanup(all.multi);
    free(all.list);
    return all.error;
}

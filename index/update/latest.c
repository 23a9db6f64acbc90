/*
 * Two small requests, whose answers are only searched for a version.
 */

#include "index/update/latest.h"

#include <stdio.h>
#include <string.h>

enum { ANSWER_MAX = 1024 * 1024 };

static const struct {
    const char *name;
    const char *addresses[TRANSFER_URLS];
} pages[CATALOG_GROUPS] = {
    [CATALOG_UNICODE] = {"latest Unicode",
                         {"/Public/UCD/latest/ucd/ReadMe.txt", "/Public/UCD/latest/ReadMe.txt"}},
    [CATALOG_CLDR] = {"latest CLDR", {"/Public/cldr/latest/", "/Public/cldr/"}},
};

struct page {
    char urls[TRANSFER_URLS][PART_URL_SIZE];
    struct buffer answer;
};

static void ask(const struct update_options *options, int group, struct page *page,
                struct transfer *transfer)
{
    *transfer = (struct transfer){
        .name = pages[group].name,
        .max_size = ANSWER_MAX,
        .memory = &page->answer,
        .outcome = OUTCOME_OK,
    };
    if (options->wanted[group].keep || options->wanted[group].release.count > 0)
        return;
    transfer->outcome = OUTCOME_PENDING;
    for (int i = 0; i < TRANSFER_URLS && pages[group].addresses[i]; i++) {
        (void)snprintf(page->urls[i], sizeof page->urls[i], "%s%s", options->mirror,
                       pages[group].addresses[i]);
        transfer->urls[i] = page->urls[i];
    }
}

static bool find(int group, const struct transfer *transfer, struct release *release)
{
    const struct buffer *answer = transfer->memory;

    if (answer->size == 0)
        return false;
    if (group == CATALOG_UNICODE)
        return release_of_readme(answer->bytes, answer->size, release);
    return release_of_url(transfer->effective, release) ||
           release_of_listing(answer->bytes, answer->size, release);
}

int latest_find(struct update_options *options, struct progress *progress, int interruption,
                struct reason *reason)
{
    struct page page[CATALOG_GROUPS] = {{.answer = BUFFER_INIT}};
    struct transfer transfers[CATALOG_GROUPS];
    const struct transfers_call call = {
        .limits = &options->limits, .progress = progress, .interruption = interruption};
    int r;

    for (int i = 0; i < CATALOG_GROUPS; i++) {
        ask(options, i, &page[i], &transfers[i]);
        if (transfers[i].outcome == OUTCOME_PENDING)
            progress_name(progress, (size_t)i, pages[i].name);
    }
    r = transfers_run(transfers, CATALOG_GROUPS, &call, reason);
    for (int i = 0; i < CATALOG_GROUPS; i++) {
        struct release *release = &options->wanted[i].release;

        if (r == 0 && transfers[i].outcome == OUTCOME_OK && transfers[i].urls[0] &&
            !find(i, &transfers[i], release)) {
            reason_set(&transfers[i].reason, "the answer does not say which version it is");
            progress_done(progress, (size_t)i, OUTCOME_DAMAGED, &transfers[i].reason);
        }
        buffer_release(&page[i].answer);
    }
    return r;
}

/*
 * The steps of an update, one after another: which versions, which files, the transfers, the tree, the
 * exchange. Until the last step the folder is as it was.
 */

#include "index/update/update.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "index/update/assembly.h"
#include "index/update/base/interruption.h"
#include "index/update/daemon.h"
#include "index/update/latest.h"
#include "index/update/offline.h"
#include "index/update/owner.h"
#include "index/update/plan.h"
#include "index/update/report.h"
#include "index/update/tree/folder_tree.h"
#include "index/update/tree/staging.h"
#include "index/update/tree/verification.h"

struct update {
    struct update_options *options;
    int interruption;
    struct staging staging;
    struct manifest before;
    struct progress progress;
    struct plan plan;
    struct assembly assembly;
    struct reason *reason; /* of the error */
    int error;             /* -errno of taking a file */
};

static enum progress_style style_of(const struct update_options *options)
{
    const char *terminal = getenv("TERM");

    if (options->json)
        return PROGRESS_JSON;
    if (isatty(STDOUT_FILENO) && terminal && strcmp(terminal, "dumb") != 0)
        return PROGRESS_BARS;
    return PROGRESS_LINES;
}

static bool begin_progress(struct update *update, size_t files)
{
    return progress_begin(&update->progress, stdout, style_of(update->options), files);
}

/* How many files were not found that the index does without. */
static size_t missing_optional(const struct update *update)
{
    size_t count = 0;

    for (size_t i = 0; i < update->plan.count; i++)
        count += update->progress.files[i].outcome == OUTCOME_NOT_FOUND &&
                 update->plan.items[i].entry->optional;
    return count;
}

/* The exit status for what has happened to all files. */
static int status_of(const struct update *update)
{
    size_t counts[OUTCOMES];

    progress_count(&update->progress, counts);
    if (counts[OUTCOME_INTERRUPTED] > 0 && interruption_signal())
        return 128 + interruption_signal();
    counts[OUTCOME_NOT_FOUND] -=
        update->options->allow_missing ? counts[OUTCOME_NOT_FOUND] : missing_optional(update);
    return outcome_status(counts);
}

/* Asks for the latest versions where they are wanted. Returns EX_OK or the exit status. */
static int find_versions(struct update *update)
{
    struct reason reason = {.text = ""};
    int status, r;

    if (!begin_progress(update, CATALOG_GROUPS))
        return report_error(-ENOMEM, strerror(ENOMEM));
    r = latest_find(update->options, &update->progress, update->interruption, &reason);
    status = r < 0 ? report_error(r, reason.text) : status_of(update);
    if (status == EX_OK && !update->options->wanted[CATALOG_UNICODE].keep &&
        update->options->wanted[CATALOG_UNICODE].release.count == 0)
        status = EX_NOINPUT;
    if (status == EX_OK && !update->options->wanted[CATALOG_CLDR].keep &&
        update->options->wanted[CATALOG_CLDR].release.count == 0)
        status = EX_NOINPUT;
    if (status != EX_OK && r == 0)
        progress_summary(&update->progress,
                         "It is not known which version is the latest. Nothing was changed.");
    progress_release(&update->progress);
    return status;
}

/* Takes what a transfer brought into the tree. */
static void take(struct update *update, size_t item)
{
    struct plan *plan = &update->plan;
    struct transfer *transfer = &plan->transfers[item];
    bool repeat;

    update->error = assembly_take(&update->assembly, plan, item, &repeat, &transfer->reason);
    if (update->error < 0) {
        reason_set(update->reason, "cannot store %s: %s", transfer->name, strerror(-update->error));
        return;
    }
    if (repeat && !plan->items[item].repeated &&
        !update->options->wanted[plan->items[item].entry->group].keep) {
        progress_again(&update->progress, item, 0, &transfer->reason);
        update->error = plan_again(plan, item);
    } else {
        progress_done(&update->progress, item, transfer->outcome, &transfer->reason);
    }
}

/* Archives take time, in which the connections of others would be silent: they wait for the end. */
static void take_early(void *context, size_t item)
{
    struct update *update = context;

    if (update->error == 0 && !catalog_is_archive(update->plan.items[item].entry->kind))
        take(update, item);
    else
        progress_doing(&update->progress, item, "waits for the others");
}

static void take_rest(struct update *update)
{
    for (size_t i = 0; i < update->plan.count && update->error == 0; i++) {
        const enum outcome outcome = update->plan.transfers[i].outcome;

        if (update->progress.files[i].outcome != OUTCOME_PENDING ||
            (outcome != OUTCOME_OK && outcome != OUTCOME_UNCHANGED))
            continue;
        progress_doing(&update->progress, i, "being unpacked and checked");
        take(update, i);
    }
}

/* Is there an archive to be transferred once more? */
static bool is_pending(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->transfers[i].outcome == OUTCOME_PENDING)
            return true;
    return false;
}

static int make_plan(struct update *update)
{
    struct plan *plan = &update->plan;
    int r = plan_make(plan, update->options, &update->before, update->staging.parts);

    if (r == 0 && !begin_progress(update, plan->count))
        r = -ENOMEM;
    if (r < 0)
        reason_set(update->reason, "%s", strerror(-r));
    for (size_t i = 0; r == 0 && i < plan->count; i++)
        progress_name(&update->progress, i, plan->items[i].entry->name);
    return r;
}

static int transfer_all(struct update *update)
{
    struct plan *plan = &update->plan;
    const struct transfers_call call = {
        .limits = &update->options->limits,
        .progress = &update->progress,
        .interruption = update->interruption,
        .listener = take_early,
        .context = update,
    };
    int r = make_plan(update);

    if (r < 0)
        return r;
    do {
        r = transfers_run(plan->transfers, plan->count, &call, update->reason);
        if (r == 0)
            take_rest(update);
    } while (r == 0 && update->error == 0 && is_pending(plan));
    return r < 0 ? r : update->error;
}

/* Takes a file from this machine. */
static int take_local(struct update *update, const struct offline *offline, size_t item)
{
    const struct catalog_entry *entry = update->plan.items[item].entry;
    struct transfer *transfer = &update->plan.transfers[item];
    char path[CATALOG_PATH_SIZE];
    int r = 0;

    if (interruption_signal()) {
        transfer->outcome = OUTCOME_INTERRUPTED;
        reason_set(&transfer->reason, "stopped by a signal");
    } else if (!offline_find(offline, entry, update->assembly.releases[entry->group], path)) {
        transfer->outcome = OUTCOME_NOT_FOUND;
        reason_set(&transfer->reason, "%s does not have it", update->options->offline);
    } else {
        r = assembly_take_local(&update->assembly, entry, offline->folder, path, &transfer->outcome,
                                &transfer->reason);
    }
    if (r < 0)
        reason_set(update->reason, "cannot store %s: %s", transfer->name, strerror(-r));
    else
        progress_done(&update->progress, item, transfer->outcome, &transfer->reason);
    return r;
}

static int take_all_local(struct update *update, const struct offline *offline)
{
    struct update_options *options = update->options;
    struct release *cldr = &options->wanted[CATALOG_CLDR].release;
    int r = make_plan(update);

    for (int i = 0; i < CATALOG_GROUPS; i++)
        if (options->wanted[i].release.count == 0 && !options->wanted[i].keep)
            (void)offline_release(offline, (enum catalog_group)i, &options->wanted[i].release);
    for (size_t i = 0; r == 0 && i < update->plan.count; i++) {
        if (update->plan.transfers[i].outcome == OUTCOME_PENDING)
            r = take_local(update, offline, i);
        else
            take(update, i);
        r = r < 0 ? r : update->error;
    }
    if (r == 0 && cldr->count == 0 && !options->wanted[CATALOG_CLDR].keep)
        r = verification_cldr_release(update->staging.tree, cldr);
    return r < 0 ? r : 0;
}

/* The folder or archive itself has an outcome, and with it none of the files. */
static int refuse_offline(struct update *update, enum outcome outcome)
{
    const struct reason reason = *update->reason;

    if (!begin_progress(update, 1)) {
        reason_set(update->reason, "%s", strerror(ENOMEM));
        return -ENOMEM;
    }
    progress_name(&update->progress, 0, update->options->offline);
    progress_done(&update->progress, 0, outcome, &reason);
    return 0;
}

static int take_offline(struct update *update)
{
    struct offline offline;
    enum outcome outcome;
    int r = offline_open(&offline, update->options->offline, update->staging.update, &outcome,
                         update->reason);

    if (r == 0)
        r = outcome == OUTCOME_OK ? take_all_local(update, &offline)
                                  : refuse_offline(update, outcome);
    offline_close(&offline);
    (void)tree_remove(update->staging.update, "offline");
    return r;
}

/* The tree is complete: installs it, unless it is what the folder has. */
static int install(struct update *update, bool *changed, struct reason *reason)
{
    struct manifest *manifest = &update->assembly.manifest;
    size_t counts[OUTCOMES];
    int r;

    for (int i = 0; i < CATALOG_GROUPS; i++)
        manifest->releases[i] = update->options->wanted[i].keep
                                    ? update->before.releases[i]
                                    : update->options->wanted[i].release;
    progress_count(&update->progress, counts);
    *changed = counts[OUTCOME_OK] > 0 || manifest->count != update->before.count;
    for (int i = 0; i < CATALOG_GROUPS; i++)
        *changed |= release_compare(&manifest->releases[i], &update->before.releases[i]) != 0;
    if (!*changed)
        return 0;
    r = assembly_finish(&update->assembly);
    if (r < 0) {
        reason_set(reason, "cannot store the list of files: %s", strerror(-r));
        return r;
    }
    return staging_install(&update->staging, reason);
}

/* Adds to the sentence how many daemons read the new files. */
static void reload(struct reason *closing)
{
    struct reason before = *closing;
    int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const size_t count = proc < 0 ? 0 : daemon_reload(proc);

    if (proc >= 0)
        (void)close(proc);
    if (count == 1)
        reason_set(closing, "%s The daemon reads them now.", before.text);
    else if (count > 1)
        reason_set(closing, "%s %zu daemons read them now.", before.text, count);
}

static int finish(struct update *update, int r, struct reason *reason)
{
    int status = r < 0 ? EX_OK : status_of(update);
    struct reason closing;
    bool changed = false;

    if (r == 0 && status == EX_OK)
        r = install(update, &changed, reason);
    if (r < 0 || (status != EX_OK && update->options->offline))
        reason_set(&closing, "Nothing was changed in %s.", update->options->into);
    else if (status != EX_OK)
        reason_set(&closing,
                   "Nothing was changed in %s. What has arrived is kept for the next run.",
                   update->options->into);
    else
        report_versions(&update->assembly.manifest, update->options->into, changed, &closing);
    if (changed && r == 0 && update->options->reload)
        reload(&closing);
    if (update->progress.files)
        progress_summary(&update->progress, closing.text);
    staging_clean(&update->staging, r < 0 || status != EX_OK);
    return r < 0 ? report_error(r, reason->text) : status;
}

/* The folder is ours to change: it has nothing, or what an update has put there. */
static int read_before(struct update *update, struct reason *reason)
{
    int r = manifest_read(&update->before, update->staging.present);

    if (r > 0 || (r == 0 && faccessat(update->staging.present, "unicode", F_OK, 0) < 0))
        return 0;
    if (r == 0)
        r = -EEXIST;
    reason_set(reason,
               "%s/unicode is not from an update, and would be replaced: choose another folder "
               "with --into, or remove it",
               update->options->into);
    return r;
}

int update_run(struct update_options *options, int interruption)
{
    struct reason reason = {.text = ""};
    struct update update = {.options = options, .interruption = interruption, .reason = &reason};
    int r = owner_become(options->into, &reason), status = EX_OK;

    if (r < 0)
        return report_error(r, reason.text);
    if (!options->offline)
        status = find_versions(&update);
    if (status != EX_OK)
        return status;
    r = staging_open(&update.staging, options->into, &reason);
    if (r < 0)
        return report_error(r, reason.text);
    r = read_before(&update, &reason);
    if (r < 0) {
        staging_clean(&update.staging, 1);
        staging_close(&update.staging);
        return report_error(r, reason.text);
    }
    update.assembly = (struct assembly){
        .folder = update.staging.present,
        .parts = update.staging.parts,
        .tree = update.staging.tree,
    };
    for (int i = 0; i < CATALOG_GROUPS; i++)
        update.assembly.releases[i] = &options->wanted[i].release;
    r = options->offline ? take_offline(&update) : transfer_all(&update);
    status = finish(&update, r, &reason);
    plan_release(&update.plan);
    progress_release(&update.progress);
    staging_close(&update.staging);
    return status;
}

int update_check(struct update_options *options, int interruption)
{
    struct update update = {.options = options, .interruption = interruption};
    struct reason reason = {.text = ""};
    int status = find_versions(&update), folder, r;

    if (status != EX_OK)
        return status;
    folder = open(options->into, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    r = folder < 0 ? -errno : manifest_read(&update.before, folder);
    if (folder >= 0)
        (void)close(folder);
    if (r < 0 && r != -ENOENT && r != -ENOTDIR) {
        reason_set(&reason, "%s: cannot read what the last update left: %s", options->into,
                   r == -EBADMSG ? MANIFEST_PATH " is damaged" : strerror(-r));
        return report_error(r, reason.text);
    }
    return report_check(options, &update.before);
}

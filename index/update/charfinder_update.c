/*
 * charfinder-update: a program of its own, because loading the libraries of networks and archives would
 * cost each start of charfinder 8 ms.
 */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "index/update/base/interruption.h"
#include "index/update/base/outcome.h"
#include "index/update/report.h"
#include "index/update/update.h"

static int run(struct update_options *options)
{
    struct reason reason;
    int interruption;

    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* exceeding RLIMIT_FSIZE is an error, not a signal */
    (void)umask(022);               /* everybody reads the folder */
    interruption = interruption_watch();
    if (interruption < 0) {
        reason_set(&reason, "cannot wait for signals: %s", strerror(-interruption));
        return report_error(interruption, reason.text);
    }
    return options->action == UPDATE_CHECK ? update_check(options, interruption)
                                           : update_run(options, interruption);
}

int main(int argc, char **argv)
{
    static struct update_options options;
    int status = EX_OK;

    if (!update_options_parse(&options, argc, argv)) {
        (void)fputs("Try 'charfinder update --help'.\n", stderr);
        return STATUS_USAGE;
    }
    if (options.action == UPDATE_HELP)
        update_options_usage(stdout);
    else if (options.action == UPDATE_VERSION)
        (void)puts("charfinder-update " CHARFINDER_VERSION);
    else
        status = run(&options);
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == EX_OK)
        status = EX_IOERR;
    return status;
}

/*
 * Configuration: the defaults, then the file, then the flags, each over the one before.
 *
 * This module knows the command line and the order. settings.c knows what a setting takes, and
 * config_file.c what a file looks like. A wrong value in the file is an error even if a flag
 * overrides it, because the next start may come without that flag.
 */

#include "server/config/config.h"

#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/file/store.h"
#include "server/config/config_file.h"

const char config_help[] =
    "Usage: charfinderd [OPTION]...\n"
    "Finds Unicode characters by their names, for telnet and HTTP clients.\n"
    "\n"
    "  --config FILE        read settings from FILE (JSON); flags override it\n"
    "  --telnet ADDRESS     serve telnet there, or \"off\" (default " TELNET_DEFAULT ")\n"
    "  --http ADDRESS       serve HTTP there, or \"off\" (default " HTTP_DEFAULT ")\n"
    "  --state-dir DIR      keep the index in DIR (default $STATE_DIRECTORY,\n"
    "                       else $XDG_STATE_HOME/charfinder,\n"
    "                       else ~/.local/state/charfinder)\n"
    "  --threads N          serve with N threads (default one for each CPU)\n"
    "  --languages LIST     index keywords in these languages besides English:\n"
    "                       de,pt_PT or all (default " LANGUAGES_DEFAULT ")\n"
    "  --sources-dir DIR    read Unicode's and CLDR's files in DIR (default\n"
    "                       " SOURCES_DIRECTORY ")\n"
    "  --log-level LEVEL    error, warning, notice, info or debug (default " LOG_LEVEL_DEFAULT ")\n"
    "  --check-config       check the settings and what they name, and exit\n"
    "  --check-reload       check what a running daemon takes of them, and exit\n"
    "  --version            print the version and exit\n"
    "  --help               print this and exit\n"
    "\n"
    "ADDRESS is HOST:PORT or unix:/PATH, or several with commas between them.\n"
    "HOST is an address, [an IPv6 address], a name, localhost, or * for every IPv4\n"
    "address ([::] for all). PORT 0 picks a free one.\n";

/* The command line */

struct call {
    const char *file;       /* NULL: none */
    struct given *settings; /* in the order of the command line; owned */
    size_t count;
    enum config_outcome outcome; /* once all is read */
};

/* A setting as given by a flag. */
struct given {
    size_t id;
    const char *value;
};

/* What getopt_long() returns for a flag: CALL_SETTING plus the setting's number, or one of the
 * others. Greater than any character, so that it cannot be mistaken for a short flag. */
enum {
    CALL_SETTING = 256,
    CALL_FILE = CALL_SETTING + SETTING_COUNT,
    CALL_CHECK,
    CALL_CHECK_RELOAD,
    CALL_VERSION,
    CALL_HELP
};

enum { CALL_FLAGS = SETTING_COUNT + 6 };

static void call_flags(struct option flags[static CALL_FLAGS])
{
    size_t count = 0;

    for (size_t id = 0; id < SETTING_COUNT; id++)
        if (setting_table[id].flag)
            flags[count++] = (struct option){setting_table[id].flag, required_argument, NULL,
                                             CALL_SETTING + (int)id};
    flags[count++] = (struct option){"config", required_argument, NULL, CALL_FILE};
    flags[count++] = (struct option){"check-config", no_argument, NULL, CALL_CHECK};
    flags[count++] = (struct option){"check-reload", no_argument, NULL, CALL_CHECK_RELOAD};
    flags[count++] = (struct option){"version", no_argument, NULL, CALL_VERSION};
    flags[count++] = (struct option){"help", no_argument, NULL, CALL_HELP};
    flags[count] = (struct option){NULL, 0, NULL, 0};
}

static int call_refuse(struct reason *reason, const char *argument, const char *problem)
{
    char shown[VALUE_SHOWN];

    if (value_show_quoted(shown, argument) < 0)
        return -ENOMEM;
    reason_set(reason, "%s %s; see --help", shown, problem);
    return CONFIG_BAD_CALL;
}

static int call_refuse_flag(char **argv, struct reason *reason)
{
    const char letter[] = {'-', (char)optopt, '\0'};

    if (optopt == 0)
        return call_refuse(reason, argv[optind - 1], "is not an option, or abbreviates several");
    if (optopt >= CALL_SETTING)
        return call_refuse(reason, argv[optind - 1], "takes no value");
    return call_refuse(reason, letter, "is not an option");
}

/* Returns CONFIG_OK and the parsed call, or the outcome that ends the program; in either case its
 * settings are to be freed. */
static int call_parse(struct call *call, int argc, char **argv, struct reason *reason)
{
    struct option flags[CALL_FLAGS];
    int flag;

    call_flags(flags);
    *call = (struct call){.settings = calloc((size_t)argc, sizeof *call->settings)};
    if (!call->settings)
        return -ENOMEM;
    optind = 0; /* GNU: start over, whatever was parsed before */
    opterr = 0;
    while ((flag = getopt_long(argc, argv, "+:", flags, NULL)) != -1)
        switch (flag) {
        case CALL_FILE:
            call->file = optarg;
            break;
        case CALL_CHECK:
            call->outcome = CONFIG_CHECKED;
            break;
        case CALL_CHECK_RELOAD:
            call->outcome = CONFIG_CHECKED_RELOAD;
            break;
        case CALL_VERSION:
            return CONFIG_VERSION;
        case CALL_HELP:
            return CONFIG_HELP;
        case ':':
            return call_refuse(reason, argv[optind - 1], "needs a value");
        case '?':
            return call_refuse_flag(argv, reason);
        default:
            call->settings[call->count++] =
                (struct given){.id = (size_t)(flag - CALL_SETTING), .value = optarg};
            break;
        }
    if (optind < argc)
        return call_refuse(reason, argv[optind], "is not an option");
    return CONFIG_OK;
}

static int draft_read_flags(struct draft *draft, const struct call *call, struct reason *reason)
{
    for (size_t i = 0; i < call->count; i++) {
        const struct given *given = &call->settings[i];
        struct origin origin = {.kind = ORIGIN_FLAG};
        int result;

        (void)snprintf(origin.place, sizeof origin.place, "--%s", setting_table[given->id].flag);
        if (value_show_quoted(origin.value, given->value) < 0)
            return -ENOMEM;
        result = draft_set_text(draft, given->id, &origin, given->value, reason);
        if (result != 0)
            return result;
    }
    return 0;
}

/* All together */

static int draft_complete(struct draft *draft, const struct call *call, bool resolve,
                          struct reason *reason)
{
    int result = 0;

    if (call->file)
        result = config_file_read(draft, call->file, reason);
    if (result == 0)
        result = draft_read_flags(draft, call, reason);
    if (result == 0)
        result = draft_finish(draft, reason);
    if (result == 0 && resolve)
        result = draft_resolve(draft, reason);
    return result;
}

static int load(struct config *config, int argc, char **argv, bool resolve, struct reason *reason)
{
    struct call call;
    struct draft draft;
    int result = call_parse(&call, argc, argv, reason);

    *config = (struct config){.state_dir = NULL};
    if (result == CONFIG_OK)
        result = draft_init(&draft, config);
    if (result == CONFIG_OK)
        result =
            draft_complete(&draft, &call, resolve && call.outcome != CONFIG_CHECKED_RELOAD, reason);
    free(call.settings);
    if (result != CONFIG_OK) {
        config_release(config);
        return result;
    }
    if (!config->state_dir)
        config->state_dir = store_default_directory();
    return (int)call.outcome;
}

int config_load(struct config *config, int argc, char **argv, struct reason *reason)
{
    return load(config, argc, argv, true, reason);
}

int config_load_again(struct config *config, int argc, char **argv, struct reason *reason)
{
    return load(config, argc, argv, false, reason);
}

int config_parse(struct config *config, const char *name, const char *text, size_t size,
                 struct reason *reason)
{
    struct draft draft;
    int result;

    result = draft_init(&draft, config);
    if (result == 0)
        result = config_file_parse(&draft, name, text, size, reason);
    if (result != CONFIG_OK)
        config_release(config);
    return result;
}

size_t config_font_dirs(const struct config *config, const char *const **list)
{
    static const char *const usual[] = {FONTS_DIRECTORY};

    if (!config->font_dirs.given) {
        *list = usual;
        return 1;
    }
    *list = (const char *const *)config->font_dirs.list;
    return config->font_dirs.count;
}

void config_release(struct config *config)
{
    free(config->state_dir);
    free(config->access_log_file);
    config_paths_release(&config->font_dirs);
    index_settings_release(&config->index);
    *config = (struct config){.state_dir = NULL};
}

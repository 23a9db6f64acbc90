/*
 * Each module knows what it would refuse: this one asks all of them, in the order of the start.
 */

#include "server/check.h"

#include "server/base/log.h"
#include "server/config/check.h"
#include "server/transport/accept/listener.h"

struct page {
    const char *name;
    FILE *out;
};

static void write_line(void *context, const char *key, const char *text)
{
    const struct page *page = context;

    (void)fprintf(page->out, "%s: %s%s%s\n", page->name, key ? key : "", key ? ": " : "", text);
}

static void log_line(void *context, const char *key, const char *text)
{
    (void)context;
    log_warning("%s%s%s", key ? key : "", key ? ": " : "", text);
}

static int check_addresses(const struct config_addresses *addresses, const char *key,
                           const char *name, FILE *out)
{
    int wrong = 0;

    for (size_t i = 0; i < addresses->count; i++) {
        struct reason reason;

        if (listener_check(&addresses->list[i], &reason) == 0)
            continue;
        (void)fprintf(out, "%s: %s: %s\n", name, key, reason.text);
        wrong++;
    }
    return wrong;
}

int check_start(const struct config *config, const struct access_log_options *access,
                const char *name, FILE *out)
{
    struct page page = {.name = name, .out = out};
    const struct config_hearer hearer = {.hear = write_line, .context = &page};
    struct reason reason;
    int wrong = check_addresses(&config->telnet, setting_table[SETTING_TELNET].key, name, out), r;

    wrong += check_addresses(&config->http, setting_table[SETTING_HTTP].key, name, out);
    if (access_log_check(access, &reason) < 0) {
        (void)fprintf(out, "%s: %s\n", name, reason.text);
        wrong++;
    }
    r = config_check(config, CONFIG_CHECK_START, &hearer);
    return r < 0 ? r : wrong + r;
}

int check_reload(const struct config *config, const char *name, FILE *out)
{
    struct page page = {.name = name, .out = out};
    const struct config_hearer hearer = {.hear = write_line, .context = &page};

    return config_check(config, CONFIG_CHECK_RELOAD, &hearer);
}

void check_warn(const struct config *config)
{
    static const struct config_hearer hearer = {.hear = log_line};

    /* A failure of the check itself, such as no memory, is reported where it matters. */
    (void)config_check(config, CONFIG_CHECK_NAMED, &hearer);
}

/*
 * Each module knows what it would refuse: this one asks all of them, in the order of the start.
 */

#include "server/check.h"

#include "server/config/check.h"
#include "server/transport/accept/listener.h"

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
    struct reason reason;
    int wrong = check_addresses(&config->telnet, setting_table[SETTING_TELNET].key, name, out), r;

    wrong += check_addresses(&config->http, setting_table[SETTING_HTTP].key, name, out);
    if (access_log_check(access, &reason) < 0) {
        (void)fprintf(out, "%s: %s\n", name, reason.text);
        wrong++;
    }
    r = config_check(config, name, out);
    return r < 0 ? r : wrong + r;
}

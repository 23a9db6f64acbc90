/* Not with strftime(), whose names depend on the locale. */

#include "server/transport/http/http_date.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

void http_date_set(struct http_date *date, uint64_t milliseconds)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const time_t second = (time_t)(milliseconds / 1000);
    struct tm now;
    int size;

    if (date->second == (uint64_t)second && date->text[0])
        return;
    date->second = (uint64_t)second;
    (void)gmtime_r(&second, &now);
    size = snprintf(date->text, sizeof date->text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                    days[now.tm_wday], now.tm_mday, months[now.tm_mon], 1900 + now.tm_year,
                    now.tm_hour, now.tm_min, now.tm_sec);
    assert(size == HTTP_DATE_SIZE);
    (void)size;
}

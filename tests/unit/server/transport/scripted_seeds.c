/*
 * Seeds. The generator is SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom
 * number generators", 2014): any seed will do, and neighbours have nothing in common.
 */

#include "tests/unit/server/transport/scripted_seeds.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MANY = 1000,
    SEED_SECONDS = 30, /* after which one seed counts as hanging, under a sanitizer too */
};

/* The sanitizers' own; absent without them. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static char last_words[512];
static size_t last_words_size;

static void say_last_words(void)
{
    (void)!write(STDERR_FILENO, last_words, last_words_size);
    last_words_size = 0; /* once is enough */
}

static void receive_signal(int number)
{
    say_last_words();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

static bool read_number(const char *text, uint64_t *number)
{
    char *end;

    errno = 0;
    *number = strtoull(text, &end, 10);
    return errno == 0 && end != text && *end == '\0';
}

static void prepare_last_words(const struct seeds *seeds)
{
    char program[256];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program);
    int written = snprintf(last_words, sizeof last_words,
                           "failed at seed %" PRIu64 "; to see it again: %.*s %" PRIu64 "\n",
                           seeds->seed, (int)(size > 0 ? size : 0), program, seeds->seed);

    last_words_size = (size_t)written < sizeof last_words ? (size_t)written : sizeof last_words - 1;
}

bool seeds_begin(struct seeds *seeds, int argc, char **argv, uint64_t usual)
{
    static const int signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGALRM, SIGTERM};

    *seeds = (struct seeds){.from = 1, .to = usual, .telling = argc == 2};
    if (argc > 3 || (argc > 1 && !read_number(argv[1], &seeds->from)) ||
        (argc > 2 && !read_number(argv[2], &seeds->to))) {
        (void)fprintf(stderr, "usage: %s [SEED | FROM TO]\n", argv[0]);
        return false;
    }
    if (argc == 2)
        seeds->to = seeds->from;
    seeds->seed = seeds->from - 1;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        (void)signal(signals[i], receive_signal);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(say_last_words);
    return true;
}

bool seeds_next(struct seeds *seeds)
{
    last_words_size = 0;
    (void)alarm(0);
    if (seeds->seed == seeds->to)
        return false;
    seeds->seed++;
    seeds->random = seeds->seed;
    prepare_last_words(seeds);
    (void)alarm(SEED_SECONDS);
    return true;
}

bool seeds_are_many(const struct seeds *seeds)
{
    return seeds->to - seeds->from + 1 >= MANY;
}

uint64_t seeds_below(struct seeds *seeds, uint64_t below)
{
    uint64_t z = seeds->random += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (z ^ (z >> 31)) % below;
}

bool seeds_one_in(struct seeds *seeds, uint64_t times)
{
    return seeds_below(seeds, times) == 0;
}

void seeds_tell(const struct seeds *seeds, const char *format, ...)
{
    va_list arguments;

    if (!seeds->telling)
        return;
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
}

void seeds_fail(const struct seeds *seeds, const char *format, ...)
{
    va_list arguments;

    (void)fprintf(stderr, "seed %" PRIu64 ": ", seeds->seed);
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
    abort();
}

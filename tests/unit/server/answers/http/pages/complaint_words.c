/*
 * Complaints as sentences: every language has one for each.
 */

#include "server/answers/http/pages/complaint_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "index/search/query/complaint.h"

static void words(struct buffer *out, const struct messages *messages, const char *code,
                  const char *key, const char *closest)
{
    complaint_words_append(out, messages, slice_of(code), slice_of(key), slice_of(closest));
    assert_false(out->failed);
    buffer_append(out, "", 1);
}

static void assert_words(const char *language, const char *code, const char *key,
                         const char *closest, const char *expected)
{
    struct buffer out = BUFFER_INIT;

    words(&out, messages_find(language), code, key, closest);
    assert_string_equal(out.bytes, expected);
    buffer_release(&out);
}

static void test_values_are_put_in(void **state)
{
    (void)state;
    assert_words("en", "value-unknown", "script", "Greek",
                 "There is no script of that name. Did you mean Greek?");
    assert_words("en", "value-unknown", "script", "", "There is no script of that name.");
    assert_words("de", "value-not-yes-no", "emoji", "",
                 "Schreiben Sie nach dem Doppelpunkt yes oder no, wie in emoji:yes.");
    assert_words("fr", "or-after", "", "", "Écrivez un autre mot après |, comme dans cat|dog.");
}

/* A message that is missing would be its key. */
static void test_every_language_has_words_for_each(void **state)
{
    (void)state;
    for (size_t i = 0; i < messages_count; i++)
        for (unsigned j = 0; j < COMPLAINT_COUNT; j++) {
            struct buffer out = BUFFER_INIT;

            words(&out, &messages_tables[i], complaint_code((enum complaint)j), "", "");
            if (out.size < 5 || strstr(out.bytes, "complaint."))
                fail_msg("%s: %s", messages_tables[i].language, complaint_code((enum complaint)j));
            buffer_release(&out);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_put_in),
        cmocka_unit_test(test_every_language_has_words_for_each),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The encoder of gzip. */

#include "server/answers/http/coding/gzip.h"

#include "tests/unit/server/answers/http/coding/encoder_story.h"

static void test_gzip(void **state)
{
    (void)state;
    story_encoder(CODING_GZIP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_gzip)};

    return cmocka_run_group_tests_name("coding/gzip", tests, NULL, NULL);
}

/* The codings by name, and the cost that each claims. */

#include "server/answers/http/coding/coding.h"

#include "tests/unit/server/answers/http/coding/unpack.h"

enum { SLICE_STEPS = 50 * 1000 }; /* 0.25 ms */

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(coding_name(CODING_IDENTITY), "identity");
    assert_string_equal(coding_name(CODING_GZIP), "gzip");
    assert_string_equal(coding_name(CODING_ZSTD), "zstd");
}

static void test_a_slice_is_a_fifth_of_a_turn_at_most(void **state)
{
    (void)state;
    for
        EACH_CODING(coding)
    for (enum encoder_use use = ENCODE_BODY; use <= ENCODE_STREAM; use++) {
        struct encoder *encoder = coding_encoder_new(coding, use);

        assert_non_null(encoder);
        assert_in_range(encoder_steps(encoder, encoder->slice), 1000, SLICE_STEPS);
        encoder->free(encoder); /* before it has encoded anything */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_a_slice_is_a_fifth_of_a_turn_at_most),
    };

    return cmocka_run_group_tests_name("coding", tests, NULL, NULL);
}

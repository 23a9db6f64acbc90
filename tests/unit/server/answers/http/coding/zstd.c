/* The encoder of Zstandard. */

#include "server/answers/http/coding/zstd.h"

#include "tests/unit/server/answers/http/coding/encoder_story.h"

static void test_zstd(void **state)
{
    (void)state;
    story_encoder(CODING_ZSTD);
}

/* Clients refuse windows of more than 8 MB (RFC 9659); a stream's is 4 KB. */
static void test_the_window_is_small(void **state)
{
    static const size_t windows[] = {
        [ENCODE_BODY] = 32 * 1024, [ENCODE_LONG_BODY] = 32 * 1024, [ENCODE_STREAM] = 4 * 1024};

    (void)state;
    for (enum encoder_use use = ENCODE_BODY; use <= ENCODE_STREAM; use++) {
        struct encoder *encoder = zstd_encoder_new(use);
        char packed[100];
        struct encoder_bytes bytes = {
            .in = "x", .in_size = 1, .out = packed, .out_size = sizeof packed};

        assert_false(!encoder->encode(encoder, &bytes, ENCODER_FLUSH));
        /* RFC 8878, section 3.1.1.1.2: the window's descriptor follows the frame's. */
        assert_int_equal((size_t)1 << (10 + ((unsigned char)packed[5] >> 3)), windows[use]);
        encoder->free(encoder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_zstd),
                                       cmocka_unit_test(test_the_window_is_small)};

    return cmocka_run_group_tests_name("coding/zstd", tests, NULL, NULL);
}

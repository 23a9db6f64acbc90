/*
 * The meaning of telnet's bytes: each row has the input and the expected events as a transcript,
 * which must not depend on how the input is split.
 */
#include "server/answers/telnet/nvt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "server/base/limits.h"

#define BYTES(text) (text), sizeof(text) - 1

struct exchange {
    const char *story;
    const char *in;
    size_t in_size;
    const char *events; /* [line], <long>, <here>, <stop>, <option: verb number> */
};

/* IAC is \377, DONT \376, DO \375, WONT \374, WILL \373, SB \372, SE \360. */
static const struct exchange exchanges[] = {
    /* The ends of a line. */
    {"LF ends a line", BYTES("cat\n"), "[cat]"},
    {"CR LF ends one line, not two", BYTES("cat\r\nface\r\n"), "[cat][face]"},
    {"CR NUL ends a line", BYTES("cat\r\0face\r\0"), "[cat][face]"},
    {"a CR before anything else is white space", BYTES("cat\rface\n"), "[cat\rface]"},
    {"each CR of several counts", BYTES("a\r\r\rb\r\r\n"), "[a\r\r\rb\r]"},
    {"a command between CR and LF changes nothing", BYTES("cat\r\377\361\n"), "[cat]"},
    {"LF CR is a line and the beginning of another", BYTES("a\n\rb\n"), "[a][\rb]"},
    {"blank lines are lines", BYTES("\n\r\n\r\0"), "[][][]"},
    {"what stands at the end is a line", BYTES("cat"), "[cat]"},
    {"a lone CR at the end is an empty line", BYTES("\r"), "[]"},
    {"nothing at the end is not a line", BYTES("cat\n"), "[cat]"},
    {"a command cut short at the end is forgotten", BYTES("cat\377"), "[cat]"},

    /* Data. */
    {"IAC IAC is the byte 255", BYTES("a\377\377b\n"), "[a\377b]"},
    {"IAC IAC after CR is data", BYTES("a\r\377\377\n"), "[a\r\377]"},
    {"IAC IAC IAC IAC is two of them", BYTES("\377\377\377\377\n"), "[\377\377]"},

    /* Negotiation. */
    {"WILL is refused", BYTES("\377\373\001"), "<option: 254 1>"},
    {"DO is refused", BYTES("\377\375\001"), "<option: 252 1>"},
    {"WONT and DONT are never answered", BYTES("\377\374\001\377\376\001\n"), "[]"},
    {"the same WILL twice gets one answer", BYTES("\377\373\001\377\373\001"), "<option: 254 1>"},
    {"WILL and DO of one option are two things", BYTES("\377\373\001\377\375\001"),
     "<option: 254 1><option: 252 1>"},
    {"two options taking turns do not loop",
     BYTES("\377\375\001\377\375\003\377\375\001\377\375\003"), "<option: 252 1><option: 252 3>"},
    {"on the next line it may be asked again", BYTES("\377\375\001\n\377\375\001"),
     "<option: 252 1>[]<option: 252 1>"},
    {"options 255 and 0 are options", BYTES("\377\375\377\377\373\000a\n"),
     "<option: 252 255><option: 254 0>[a]"},
    {"a timing mark is set each time", BYTES("\377\375\006\377\375\006"),
     "<option: 251 6><option: 251 6>"},
    {"WILL TIMING-MARK is refused", BYTES("\377\373\006"), "<option: 254 6>"},
    {"a negotiation within a line leaves the line alone", BYTES("ca\377\375\001t\n"),
     "<option: 252 1>[cat]"},

    /* Subnegotiation. */
    {"parameters are skipped", BYTES("a\377\372\030\000xterm\377\360b\n"), "[ab]"},
    {"line ends in parameters are none", BYTES("a\377\372\n\r\n\377\360b\n"), "[ab]"},
    {"IAC IAC in parameters is skipped too", BYTES("a\377\372x\377\377\360y\377\360b\n"), "[ab]"},
    {"parameters without an end swallow the rest", BYTES("a\377\372bcd\n"), "[a]"},
    {"a command ends parameters that lost their SE", BYTES("\377\372\001\377\366a\n"), "<here>[a]"},
    {"SE without SB is nothing", BYTES("\377\360a\n"), "[a]"},

    /* Commands. */
    {"are you there?", BYTES("ca\377\366t\n"), "<here>[cat]"},
    {"EC erases a byte", BYTES("cats\377\367\n"), "[cat]"},
    {"EC erases a whole character", BYTES("a\342\230\200\377\367b\n"), "[ab]"},
    {"EC erases a CR that was waiting", BYTES("cat\r\377\367\n"), "[cat]"},
    {"EC at the beginning erases nothing", BYTES("\377\367\377\367cat\n"), "[cat]"},
    {"EC does not reach into the line before", BYTES("cat\n\377\367\n"), "[cat][]"},
    {"EC over bytes that are no character erases one", BYTES("a\200\200\377\367b\n"), "[a\200b]"},
    {"EC over a character that is not complete", BYTES("a\342\230\377\367b\n"), "[a\342b]"},
    {"EC over a letter of another encoding", BYTES("cat\202\377\367\n"), "[cat]"},
    {"EC over four bytes of too long a character", BYTES("\360\237\230\272\200\377\367\377\367\n"),
     "[]"},
    {"EL erases the line", BYTES("dog\r\377\370cat\n"), "[cat]"},
    {"EL and nothing more is not a line at the end", BYTES("dog\377\370"), ""},
    {"NOP, DM, BRK, AO, GA, EOR, SUSP are ignored",
     BYTES("c\377\361\377\362\377\363a\377\365\377\371\377\357\377\355t\n"), "[cat]"},
    {"unknown commands are ignored", BYTES("c\377\000a\377\101t\n"), "[cat]"},

    /* Keys that edit: keys.c has more of them. */
    {"Backspace and DEL erase", BYTES("catt\177 facc\be\n"), "[cat face]"},
    {"a whole character", BYTES("a\360\237\230\272\177\342\230\200\bb\n"), "[ab]"},
    {"a letter with its marks", BYTES("ae\314\201\314\243\177b\n"), "[ab]"},
    {"a family", BYTES("a\360\237\221\251\342\200\215\360\237\221\247\bb\n"), "[ab]"},
    {"a skin tone", BYTES("a\360\237\221\213\360\237\217\275\377\367b\n"), "[ab]"},
    {"one of two flags",
     BYTES("\360\237\207\250\360\237\207\255\360\237\207\251\360\237\207\252\177\n"),
     "[\360\237\207\250\360\237\207\255]"},
    {"a keycap", BYTES("a1\357\270\217\342\203\243\177b\n"), "[ab]"},
    {"a Hangul syllable of parts", BYTES("a\341\204\200\341\205\241\177b\n"), "[ab]"},
    {"a letter after a mark that belongs to the letter before", BYTES("e\314\201a\177\177\n"),
     "[]"},
    {"a mark with the byte before it that is not a character", BYTES("a\200\314\201\177b\n"),
     "[ab]"},
    {"and nothing of the line before", BYTES("a\n\177\bb\n"), "[a][b]"},
    {"nor more than there is", BYTES("\177\b\177cat\n"), "[cat]"},
    {"a CR that was waiting", BYTES("cat\r\177\n"), "[cat]"},
    {"a CR in the line", BYTES("cat\rx\b\b\n"), "[cat]"},
    {"a byte 255", BYTES("cat\377\377\177\n"), "[cat]"},
    {"a line that was erased is blank", BYTES("ab\b\b\n"), "[]"},
    {"and none at the end", BYTES("ab\b\b"), ""},
    {"a command within a character that is erased", BYTES("a\342\377\361\230\200\177\n"), "[a]"},
    {"Ctrl-U erases the line", BYTES("dog\r\025cat\n"), "[cat]"},
    {"Ctrl-W erases a word", BYTES("cat face\027\n"), "[cat ]"},
    {"and the white space after it", BYTES("cat face \t\r\027\027dog\n"), "[dog]"},
    {"a word outside of ASCII", BYTES("cat \342\230\200\302\240x\027\n"), "[cat ]"},
    {"no word is left", BYTES("\027\027cat\n"), "[cat]"},
    {"arrow keys are ignored", BYTES("c\033[Aa\033OBt\033[1;5C\n"), "[cat]"},
    {"between CR and LF too", BYTES("cat\r\033[A\n"), "[cat]"},
    {"telnet's commands within a sequence are performed", BYTES("ca\033\377\366[\377\366At\n"),
     "<here><here>[cat]"},
    {"a line ends within a sequence", BYTES("cat\033[1\ndog\n"), "[cat][dog]"},
    {"an ESC before anything else is text", BYTES("a\033b\033\n\033"), "[a\033b\033][\033]"},
    {"after a CR, in order", BYTES("a\r\033b\n"), "[a\r\033b]"},
    {"a sequence cut short at the end is forgotten", BYTES("cat\033[1"), "[cat]"},
    {"a sequence alone is not a line at the end", BYTES("\033O"), ""},
    {"Ctrl-C within a sequence", BYTES("cat\033[\003"), "<stop>"},
    {"EL within a sequence", BYTES("dog\033[\377\370cat\n"), "[cat]"},

    /* Interrupts. */
    {"Ctrl-C", BYTES("cat\003"), "<stop>"},
    {"Ctrl-D", BYTES("\004"), "<stop>"},
    {"Interrupt Process", BYTES("ca\377\364"), "<stop>"},
    {"telnet's end of file", BYTES("\377\354"), "<stop>"},
    {"telnet's abort", BYTES("\377\356"), "<stop>"},
    {"Interrupt Process among lost parameters", BYTES("\377\372\001\377\364"), "<stop>"},
    {"SUPPRESS-GO-AHEAD is not Ctrl-C", BYTES("\377\373\003\377\375\003"),
     "<option: 254 3><option: 252 3>"},
    {"nor is a 3 in DONT and WONT", BYTES("\377\376\003\377\374\004a\n"), "[a]"},
    {"nor in parameters", BYTES("\377\372\037\003\004\377\360a\n"), "[a]"},
};

static void event_append(struct buffer *out, struct nvt *nvt, int event)
{
    switch ((enum nvt_event)event) {
    case NVT_NOTHING:
        return;
    case NVT_LINE:
        buffer_append_text(out, "[");
        buffer_append(out, nvt_line(nvt), nvt->line_size);
        buffer_append_text(out, "]");
        nvt_clear(nvt);
        return;
    case NVT_LONG_LINE:
        buffer_append_text(out, "<long>");
        return;
    case NVT_OPTION:
        assert_int_equal(nvt->answer[0], 255);
        buffer_append_format(out, "<option: %d %d>", nvt->answer[1], nvt->answer[2]);
        return;
    case NVT_PRESENCE:
        buffer_append_text(out, "<here>");
        return;
    case NVT_ABORT_OUTPUT:
        break; /* nvt_receive() does not return it */
    case NVT_INTERRUPT:
        buffer_append_text(out, "<stop>");
        nvt_clear(nvt); /* the session ends here */
        return;
    }
    fail_msg("event %d", event);
}

/* Feeds a copy of exactly these bytes, so that sanitizers detect reads beyond its end. */
static void bytes_feed(struct nvt *nvt, const char *bytes, size_t size, struct buffer *events)
{
    char *copy = malloc(size + 1);

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    for (size_t at = 0, taken; at < size; at += taken) {
        event_append(events, nvt, nvt_receive(nvt, copy + at, size - at, &taken));
        assert_in_range(taken, 1, size - at);
    }
    free(copy);
}

static void exchange_check(const struct exchange *exchange, size_t cut, size_t piece)
{
    struct buffer events = BUFFER_INIT;
    struct nvt nvt;

    nvt_init(&nvt);
    bytes_feed(&nvt, exchange->in, cut, &events);
    for (size_t at = cut; at < exchange->in_size; at += piece) {
        size_t left = exchange->in_size - at;
        bytes_feed(&nvt, exchange->in + at, left < piece ? left : piece, &events);
    }
    event_append(&events, &nvt, nvt_end(&nvt));
    if (events.size != strlen(exchange->events) ||
        (events.size > 0 && memcmp(events.bytes, exchange->events, events.size) != 0))
        fail_msg("%s (cut at %zu, pieces of %zu): %.*s", exchange->story, cut, piece,
                 (int)events.size, events.bytes ? events.bytes : "");
    nvt_release(&nvt);
    buffer_release(&events);
}

static void test_bytes_mean_the_same_however_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof exchanges / sizeof *exchanges; i++) {
        for (size_t cut = 0; cut <= exchanges[i].in_size; cut++)
            exchange_check(&exchanges[i], cut, exchanges[i].in_size);
        exchange_check(&exchanges[i], 0, 1);
    }
}

#define LONG_LINE ((size_t)LIMIT_LINE * 4)

/* A line of `size` bytes, then `end`; expected NULL: the line itself. */
static void long_line_check(size_t size, const char *end, const char *expected)
{
    static char line[LONG_LINE];
    struct buffer events = BUFFER_INIT;
    struct nvt nvt;

    memset(line, 'x', size);
    nvt_init(&nvt);
    bytes_feed(&nvt, line, size, &events);
    bytes_feed(&nvt, end, strlen(end), &events);
    if (expected) {
        assert_int_equal(events.size, strlen(expected));
        assert_memory_equal(events.bytes, expected, events.size);
        assert_int_equal(nvt.line_size, 0);
        assert_null(nvt.long_line);
    } else {
        assert_int_equal(events.size, size + 2);
    }
    nvt_release(&nvt);
    buffer_release(&events);
}

static void test_a_line_has_a_limit(void **state)
{
    (void)state;
    long_line_check(LIMIT_LINE, "\n", NULL);
    long_line_check(LIMIT_LINE, "\r\n", NULL); /* the line end does not count */
    long_line_check(LIMIT_LINE + 1, "\n", "<long>");
    long_line_check(LIMIT_LINE, "\r \n", "<long>");
    long_line_check(LONG_LINE, "\r\n", "<long>");
    long_line_check(LONG_LINE, "\ncat\n", "<long>[cat]");
    long_line_check(LONG_LINE, "\377\370cat\n", "[cat]");            /* EL */
    long_line_check(LIMIT_LINE + 1, "\377\367\377\367\n", "<long>"); /* EC */
    long_line_check(LIMIT_LINE + 1, "\b\177\027\n", "<long>");
    long_line_check(LONG_LINE, "\025cat\n", "[cat]");
    long_line_check(LIMIT_LINE, "\027cat\n", "[cat]");
    long_line_check(LIMIT_LINE, "\033[A\033OA\n", NULL);
}

/* Even those without an end, which are a line that is too long. */
static void test_parameters_take_no_memory(void **state)
{
    static const char parameters[4096];
    struct nvt nvt;
    size_t taken;

    (void)state;
    nvt_init(&nvt);
    assert_int_equal(nvt_receive(&nvt, "\377\372\030", 3, &taken), NVT_NOTHING);
    for (int i = 0; i < 1024; i++) {
        assert_int_equal(nvt_receive(&nvt, parameters, sizeof parameters, &taken), NVT_NOTHING);
        assert_int_equal(taken, sizeof parameters);
        assert_int_equal(nvt.line_size, 0);
        assert_null(nvt.long_line);
    }
    assert_int_equal(nvt_receive(&nvt, "\377\360\n", 3, &taken), NVT_LONG_LINE);
    nvt_release(&nvt);
}

/* Sends "ca", a subnegotiation of that size, with every second byte a doubled IAC or none, and "t". */
static void parameters_check(size_t size, bool doubled, bool ended, const char *expected)
{
    static char bytes[4 * NVT_PARAMETERS_MAX];
    struct buffer events = BUFFER_INIT;
    struct nvt nvt;
    size_t end = 0;

    bytes[end++] = 'c';
    bytes[end++] = 'a';
    memcpy(bytes + end, "\377\372", 2);
    end += 2;
    for (size_t i = 0; i < size; i++) {
        bytes[end++] = doubled ? '\377' : '\n';
        if (doubled)
            bytes[end++] = '\377';
    }
    memcpy(bytes + end, "\377\360t\ncat\n", 8);
    nvt_init(&nvt);
    bytes_feed(&nvt, bytes, ended ? end + 2 : end, &events);
    bytes_feed(&nvt, bytes + end + 2, 6, &events);
    if (events.size != strlen(expected) || memcmp(events.bytes, expected, events.size) != 0)
        fail_msg("%zu: %.*s", size, (int)events.size, events.bytes ? events.bytes : "");
    nvt_release(&nvt);
    buffer_release(&events);
}

static void test_parameters_have_a_limit(void **state)
{
    (void)state;
    parameters_check(NVT_PARAMETERS_MAX, false, true, "[cat][cat]");
    parameters_check(NVT_PARAMETERS_MAX, true, true, "[cat][cat]");
    parameters_check(NVT_PARAMETERS_MAX + 1, true, true, "<long>[cat]");
    parameters_check(NVT_PARAMETERS_MAX + 1, false, true, "<long>[cat]");
    parameters_check(NVT_PARAMETERS_MAX + 2, false, true,
                     "<long>[t][cat]"); /* the last LF counts */
    parameters_check(NVT_PARAMETERS_MAX + 1, false, false, "<long>[cat]");
}

static enum nvt_event scan(struct nvt *nvt, const char *bytes)
{
    return nvt_scan(nvt, bytes, strlen(bytes));
}

static void receive_all(struct nvt *nvt, const char *bytes)
{
    struct buffer events = BUFFER_INIT;

    bytes_feed(nvt, bytes, strlen(bytes), &events);
    buffer_release(&events);
}

static void test_an_interrupt_is_found_by_scanning(void **state)
{
    struct nvt nvt;

    (void)state;
    nvt_init(&nvt);
    assert_int_equal(scan(&nvt, "cat face\r\n"), NVT_NOTHING);
    assert_int_equal(scan(&nvt, "\377"), NVT_NOTHING);
    assert_int_equal(scan(&nvt, "\364"), NVT_INTERRUPT);
    nvt_release(&nvt);

    nvt_init(&nvt);
    assert_int_equal(scan(&nvt, ""), NVT_NOTHING);
    assert_int_equal(scan(&nvt, "cat\n\003"), NVT_INTERRUPT);
    nvt_release(&nvt);
}

/* Scanning starts where reading stopped, and resumes where scanning stopped. */
static void test_scanning_resumes_where_it_stopped(void **state)
{
    struct nvt nvt;

    (void)state;
    nvt_init(&nvt);
    receive_all(&nvt, "a\377\373");                         /* IAC WILL … */
    assert_int_equal(scan(&nvt, "\003a\377"), NVT_NOTHING); /* … SUPPRESS-GO-AHEAD, and an IAC */
    receive_all(&nvt, "\003");                              /* the reader is between the two now */
    assert_int_equal(scan(&nvt, "\375"), NVT_NOTHING);      /* … DO */
    receive_all(&nvt, "a\377\375\001b\n\377");              /* past all of it, up to another IAC */
    assert_int_equal(scan(&nvt, "\375\003"), NVT_NOTHING);
    receive_all(&nvt, "\375\003");
    assert_int_equal(scan(&nvt, "\003"), NVT_INTERRUPT);
    nvt_release(&nvt);
}

static void test_abort_output_is_found_by_scanning(void **state)
{
    struct nvt nvt;

    (void)state;
    nvt_init(&nvt);
    assert_int_equal(scan(&nvt, "cat\n\377\375\001\377\377\365\377"), NVT_NOTHING);
    assert_int_equal(scan(&nvt, "\365cat\n"), NVT_ABORT_OUTPUT);
    assert_int_equal(scan(&nvt, "cat\n"), NVT_NOTHING); /* it is reported once */
    assert_int_equal(scan(&nvt, "\377\373\365\377\372\377\377\365\377\360"), NVT_NOTHING);
    assert_int_equal(scan(&nvt, "\377\365\377\364"), NVT_INTERRUPT);
    nvt_release(&nvt);
}

/* What scans the bytes ahead agrees on the end of parameters, however they are split. */
static void test_scanning_knows_the_limit_of_parameters(void **state)
{
    static char parameters[NVT_PARAMETERS_MAX];
    struct nvt nvt;

    (void)state;
    memset(parameters, '\003', sizeof parameters);
    for (size_t taken = 0; taken <= 1; taken++) {
        nvt_init(&nvt);
        receive_all(&nvt, taken > 0 ? "\377\372" : "");
        assert_int_equal(nvt_scan(&nvt, "\377\372", taken > 0 ? 0 : 2), NVT_NOTHING);
        assert_int_equal(nvt_scan(&nvt, parameters, sizeof parameters), NVT_NOTHING);
        assert_int_equal(scan(&nvt, "x"), NVT_NOTHING); /* one more than there may be */
        assert_int_equal(scan(&nvt, "\003"), NVT_INTERRUPT);
        nvt_release(&nvt);
    }
}

static void test_a_line_or_command_is_unfinished_until_its_end(void **state)
{
    static const struct {
        const char *bytes;
        bool unfinished;
    } cases[] = {
        {"", false},
        {"a", true},
        {"a\r", true}, /* LF may follow, or more of the line */
        {"a\r\n", false},
        {"a\nb", true},
        {"a\377\370", false}, /* EL */
        {"a\377\367", false}, /* EC */
        {"\377\361", false},  /* NOP */
        {"\377", true},
        {"\377\373", true}, /* WILL */
        {"\377\373\001", false},
        {"\377\372\030", true}, /* SB */
        {"\377\372\030x\377", true},
        {"\377\372\030x\377\360", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct nvt nvt;

        nvt_init(&nvt);
        receive_all(&nvt, cases[i].bytes);
        if (nvt_unfinished(&nvt) != cases[i].unfinished)
            fail_msg("case %zu", i);
        nvt_release(&nvt);
    }
}

/* Flags in a row are expensive to tell apart, so many keys take many calls. */
static void test_erasing_is_bounded(void **state)
{
    static const char flag[] = "\360\237\207\250\360\237\207\255";
    struct nvt nvt;
    char keys[200];
    size_t taken, calls = 0;

    (void)state;
    memset(keys, 0x7F, sizeof keys);
    nvt_init(&nvt);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(nvt_receive(&nvt, flag, 8, &taken), NVT_NOTHING);
    assert_int_equal(nvt.line_size, 800);
    for (size_t at = 0; at < sizeof keys; at += taken, calls++) {
        assert_int_equal(nvt_receive(&nvt, keys + at, sizeof keys - at, &taken), NVT_NOTHING);
        assert_in_range(nvt.effort, 0, NVT_EFFORT_MAX + 5000);
        assert_in_range(taken, 1, sizeof keys);
    }
    assert_int_equal(nvt.line_size, 0);
    assert_in_range(calls, 10, 50);
    nvt_release(&nvt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_erasing_is_bounded),
        cmocka_unit_test(test_bytes_mean_the_same_however_cut),
        cmocka_unit_test(test_a_line_has_a_limit),
        cmocka_unit_test(test_parameters_take_no_memory),
        cmocka_unit_test(test_parameters_have_a_limit),
        cmocka_unit_test(test_scanning_knows_the_limit_of_parameters),
        cmocka_unit_test(test_an_interrupt_is_found_by_scanning),
        cmocka_unit_test(test_scanning_resumes_where_it_stopped),
        cmocka_unit_test(test_abort_output_is_found_by_scanning),
        cmocka_unit_test(test_a_line_or_command_is_unfinished_until_its_end),
    };

    return cmocka_run_group_tests_name("server/nvt", tests, NULL, NULL);
}

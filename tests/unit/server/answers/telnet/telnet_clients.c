/*
 * The clients that people use, as conversations: what each sends when it connects, when a key is
 * pressed, and when a line ends. Written from their documentation and sources; each conversation is
 * cut into pieces of every size, so also a byte at a time.
 *
 * A refused option is not asked for again, so the first bytes of a client get their answers once.
 */

#include "server/answers/telnet/telnet.h"

#include "tests/unit/server/answers/telnet/client.h"

/* IAC is \377, DONT \376, DO \375, WONT \374, WILL \373, SB \372, SE \360. */
static const struct conversation conversations[] = {
    /* PuTTY, connection type Telnet: o_list of telnet.c, in "active" negotiation. Enter is CR LF;
     * with "Keyboard sends Telnet special commands" Backspace is EC and Ctrl-C is IP. */
    {"PuTTY greets with NAWS, TSPEED, TTYPE, NEW-ENVIRON, ECHO and SGA twice",
     BYTES("\377\373\037\377\373\040\377\373\030\377\373\047\377\375\001\377\373\003\377\375\003"
           "registered\r\n"),
     BYTES("?> "
           "\377\376\037\377\376\040\377\376\030\377\376\047\377\374\001\377\376\003\377\374"
           "\003" ONE_REGISTERED "?> "),
     TELNET_READING},
    {"PuTTY, special commands: Erase Character, Erase Line, Are You There, No Operation",
     BYTES("regx\377\367istered\r\ncat\377\370xyzzy\r\n\377\366\377\361\r\n"),
     BYTES("?> " ONE_REGISTERED "?> " NO_XYZZY "?> \r\n[charfinder: yes]\r\n?> "), TELNET_READING},
    {"PuTTY, special commands: Interrupt Process", BYTES("regist\377\364"), BYTES("?> "),
     TELNET_ABORTED},
    {"PuTTY, special commands: Synch is a Data Mark", BYTES("\377\362registered\r\n"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},

    /* PuTTY, connection type Raw, without local editing: each key, Backspace is DEL. */
    {"PuTTY, raw, with a key for each byte", BYTES("regg\177istered\r\n\033[A\033OA\r\n"),
     BYTES("?> " ONE_REGISTERED "?> ?> "), TELNET_READING},

    /* plink -telnet: the greeting of PuTTY, then what its input has: LF from a pipe, and each CR as
     * CR NUL. */
    {"plink, from a pipe",
     BYTES("\377\373\037\377\373\040\377\373\030\377\373\047\377\375\001\377\373\003\377\375\003"
           "registered\nxyzzy\n"),
     BYTES("?> "
           "\377\376\037\377\376\040\377\376\030\377\376\047\377\374\001\377\376\003\377\374"
           "\003" ONE_REGISTERED "?> " NO_XYZZY "?> "),
     TELNET_READING},
    {"plink, a file with CR LF", BYTES("registered\r\0\nxyzzy\r\0\n"),
     BYTES("?> " ONE_REGISTERED "?> ?> " NO_XYZZY "?> ?> "), TELNET_READING},

    /* Windows' telnet.exe: it waits for the server to negotiate, and this one does not. Each key is
     * sent as it is pressed; Backspace is 08, Delete 7F, Enter CR LF, arrow keys those of a VT100. */
    {"Windows' telnet", BYTES("regisx\bteree\b\bed\r\n"), BYTES("?> " ONE_REGISTERED "?> "),
     TELNET_READING},
    {"Windows' telnet, the Delete key and a change of mind",
     BYTES("cat\b\b\b\b\bregisteredd\177\r\n"), BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"Windows' telnet, the last query again: Up, then typed", BYTES("\033[Axyzzy\r\n\033[A\r\n"),
     BYTES("?> " NO_XYZZY "?> ?> "), TELNET_READING},
    {"Windows' telnet, \"unset crlf\": Enter is CR NUL", BYTES("registered\r\0xyzzy\r\0"),
     BYTES("?> " ONE_REGISTERED "?> " NO_XYZZY "?> "), TELNET_READING},
    {"Windows' telnet, a code page that is not UTF-8", BYTES("caf\202\r\nregistered\r\n"),
     BYTES("?> " NOT_UTF_8), TELNET_CLOSING},
    {"Windows' telnet, a letter of a code page that was erased", BYTES("xyzzy\202\b\r\n"),
     BYTES("?> " NO_XYZZY "?> "), TELNET_READING},
    {"Windows' telnet, Ctrl-C", BYTES("regi\003"), BYTES("?> "), TELNET_ABORTED},

    /* nc: the terminal's lines, LF; with -C CR LF; with -N the end of input closes. */
    {"nc", BYTES("registered\nxyzzy\n"), BYTES("?> " ONE_REGISTERED "?> " NO_XYZZY "?> "),
     TELNET_READING},
    {"nc -C", BYTES("registered\r\nxyzzy\r\n"), BYTES("?> " ONE_REGISTERED "?> " NO_XYZZY "?> "),
     TELNET_READING},
    {"printf registered | nc -N", BYTES("registered"), BYTES("?> " ONE_REGISTERED "?> "),
     TELNET_READING},
    {"nc, a line edited where the terminal shows ^[[D and ^H", BYTES("xyzy\033[Dz\b\bzy\n"),
     BYTES("?> " NO_XYZZY "?> "), TELNET_READING},

    /* socat - TCP, with READLINE, with crnl; with a raw terminal and icrnl each key is sent. */
    {"socat", BYTES("registered\nxyzzy\n"), BYTES("?> " ONE_REGISTERED "?> " NO_XYZZY "?> "),
     TELNET_READING},
    {"socat with crnl", BYTES("registered\r\n"), BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"socat with a raw terminal, each key", BYTES("cat\025registered x\027\177\n\033OA\n"),
     BYTES("?> " ONE_REGISTERED "?> ?> "), TELNET_READING},

    /* inetutils and netkit: to a port other than 23 they wait for the server, and send lines. */
    {"inetutils telnet", BYTES("registered\r\nxyzzy\r\n"),
     BYTES("?> " ONE_REGISTERED "?> " NO_XYZZY "?> "), TELNET_READING},
    {"inetutils telnet to port 23: SGA, TTYPE, NAWS, TSPEED, LFLOW, LINEMODE, NEW-ENVIRON, STATUS",
     BYTES("\377\375\003\377\373\030\377\373\037\377\373\040\377\373\041\377\373\042\377\373\047"
           "\377\375\005registered\r\n"),
     BYTES("?> \377\374\003\377\376\030\377\376\037\377\376\040\377\376\041\377\376\042\377\376\047"
           "\377\374\005" ONE_REGISTERED "?> "),
     TELNET_READING},
    {"inetutils telnet, \"mode character\": CR NUL, DEL", BYTES("regg\177istered\r\0"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"inetutils telnet, send ayt, send ec, send el", BYTES("x\377\366y\377\367\377\370xyzzy\r\n"),
     BYTES("?> \r\n[charfinder: yes]\r\n" NO_XYZZY "?> "), TELNET_READING},
    {"inetutils telnet, send ao: with autoflush a timing mark follows",
     BYTES("registered\r\n\377\365\377\375\006xyzzy\r\n"),
     BYTES("?> " ONE_REGISTERED "?> \377\373\006" NO_XYZZY "?> "), TELNET_READING},
    {"inetutils telnet, Ctrl-C with localchars: Interrupt Process, Data Mark, a timing mark",
     BYTES("\377\364\377\362\377\375\006"), BYTES("?> "), TELNET_ABORTED},
    {"inetutils telnet, Ctrl-D", BYTES("registered\r\n\377\354"), BYTES("?> " ONE_REGISTERED "?> "),
     TELNET_ABORTED},
    {"a client that keeps its options answers a refusal",
     BYTES("\377\373\030\377\374\030xyzzy\r\n"), BYTES("?> \377\376\030" NO_XYZZY "?> "),
     TELNET_READING},

    /* ConnectBot, Termius, Prompt: keys of a screen; Enter is CR NUL or CR LF, Backspace DEL. The
     * keyboard corrects a word by erasing it and pastes what it suggests, in UTF-8. */
    {"a phone's keyboard corrects a word", BYTES("regsiterd\177\177\177\177\177\177istered\r\0"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
    {"a phone's keyboard takes an emoji back",
     BYTES("xyzzy\360\237\230\272\177\342\230\200\177\r\0"), BYTES("?> " NO_XYZZY "?> "),
     TELNET_READING},
    {"a phone's keyboard takes a family, a flag and an accent back",
     BYTES("xyzzy\360\237\221\251\342\200\215\360\237\221\247\177\360\237\207\250\360\237\207\255"
           "\177e\314\201\177\r\0"),
     BYTES("?> " NO_XYZZY "?> "), TELNET_READING},
    {"a phone's keyboard pastes a character", BYTES("\302\256\r\n"),
     BYTES("?> " REGISTERED "1 match for '\302\256'\r\n?> "), TELNET_READING},
    {"a phone's row of arrow keys, Tab and Escape with an arrow",
     BYTES("\033[C\033[D\033OAregistered\t\033\033[B\r\0"), BYTES("?> " ONE_REGISTERED "?> "),
     TELNET_READING},
    {"a terminal with bracketed paste", BYTES("\033[200~registered\033[201~\r\n"),
     BYTES("?> " ONE_REGISTERED "?> "), TELNET_READING},
};

static void test_clients(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(conversations); i++)
        conversation_check(&conversations[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clients),
    };

    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}

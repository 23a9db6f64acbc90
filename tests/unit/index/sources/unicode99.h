#ifndef CHARFINDER_TESTS_UNIT_INDEX_SOURCES_UNICODE99_H
#define CHARFINDER_TESTS_UNIT_INDEX_SOURCES_UNICODE99_H

/*
 * An invented Unicode 99.0, which is newer than any ICU: excerpts of files with a block, a script with a
 * pair of letters and an accented one, an emoji, a currency sign and a range of ideographs, where no
 * version of Unicode has characters. Include tree.h first.
 */

#define UNICODE99(name, text) "# " name "-99.0.0.txt\n" text "# EOF\n"

#define UNICODE99_DATA                                                                             \
    "3FF00;ZORBIAN CAPITAL LETTER ZUZ;Lu;0;R;;;;;N;;;;3FF01;\n"                                    \
    "3FF01;ZORBIAN SMALL LETTER ZUZ;Ll;0;R;;;;;N;;;3FF00;;3FF00\n"                                 \
    "3FF02;ZORBIAN SMALL LETTER ZUZ WITH ACUTE;Ll;0;R;3FF01 0301;;;;N;;;;;\n"                      \
    "3FF03;ZORBIAN DIGIT SEVEN;Nd;0;L;;7;7;7;N;;;;;\n"                                             \
    "3FF04;ZORBIAN SIGN ZING;Sc;0;ET;;;;;N;;;;;\n"                                                 \
    "3FF10;GLOCKENSPIEL PICTURE;So;0;ON;;;;;N;;;;;\n"                                              \
    "3FF40;<Zorbian Ideograph, First>;Lo;0;L;;;;;N;;;;;\n"                                         \
    "3FF4F;<Zorbian Ideograph, Last>;Lo;0;L;;;;;N;;;;;\n"

static const struct {
    const char *path, *text;
} unicode99[] = {
    {"unicode/PropertyValueAliases.txt",
     UNICODE99("PropertyValueAliases", "blk; Zorb_Sup ; Zorbian_A\nsc ; Zorb ; Old_Zorbian\n"
                                       "ccc; 230; A ; Above\n")},
    {"unicode/UnicodeData.txt", UNICODE99_DATA},
    {"unicode/Blocks.txt", UNICODE99("Blocks", "3FF00..3FF5F; Zorbian-A\n")},
    {"unicode/Scripts.txt", UNICODE99("Scripts", "3FF00..3FF03 ; Old_Zorbian # 4\n"
                                                 "3FF04;Common\n3FF10;Common\n"
                                                 "3FF40..3FF4F ; Old_Zorbian\n")},
    {"unicode/DerivedAge.txt", UNICODE99("DerivedAge", "3FF00..3FF04 ; 99.0\n3FF10 ; 99.0\n"
                                                       "3FF40..3FF4F ; 99.0\n")},
    {"unicode/EastAsianWidth.txt",
     UNICODE99("EastAsianWidth", "3FF00..3FF04;N\n3FF10;W\n3FF40..3FF4F;W\n")},
    {"unicode/DerivedCoreProperties.txt",
     UNICODE99("DerivedCoreProperties", "3FF00..3FF02 ; Alphabetic\n3FF40..3FF4F ; Alphabetic\n"
                                        "3FF00 ; Uppercase\n3FF01..3FF02 ; Lowercase\n"
                                        "3FF00 ; Property_Of_The_Future\n")},
    {"unicode/SpecialCasing.txt",
     UNICODE99("SpecialCasing", "3FF01; 3FF01; 3FF00 0301; 3FF00 3FF00;\n"
                                "3FF02; 3FF02; 3FF02; 3FF00; tr;\n")},
    {"unicode/ScriptExtensions.txt", UNICODE99("ScriptExtensions", "3FF02 ; Latn Zorb\n")},
    {"unicode/security/confusables.txt",
     "\xEF\xBB\xBF# confusables.txt\n# Version: 99.0.0\n3FF01 ; 007A ; MA\n0430 ; 007A ; MA\n"},
    {"unicode/emoji/emoji-data.txt",
     "# emoji-data.txt\n# Version: 99.0\n3FF10 ; Emoji\n3FF10 ; Emoji_Presentation\n#EOF\n"},
};

enum { UNICODE99_FILES = sizeof unicode99 / sizeof *unicode99, UNICODE99_CHARACTERS = 22 };

static inline void unicode99_write(const struct tree *tree)
{
    for (size_t i = 0; i < UNICODE99_FILES; i++)
        tree_write_text(tree, unicode99[i].path, unicode99[i].text);
}

#endif

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "torture.h"

namespace vci::json {

namespace {

std::string nested(const std::string& open, const std::string& core, const std::string& close, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i) text += open;
    text += core;
    for (int i = 0; i < times; ++i) text += close;
    return text;
}

void addSound(std::vector<TortureRow>& rows)
{
    const auto y = [&rows](std::string name, std::string text) {
        rows.push_back({"y " + name, std::move(text), Verdict::Sound});
    };
    y("array, empty", "[]");
    y("array, empty with space", "[ \t\r\n ]");
    y("array, empty string", R"([""])");
    y("array of arrays", "[[],[[]]]");
    y("array, space after", "[1] ");
    y("array, space before", " [1]");
    y("array, all kinds", R"([null, 1, "1", {}, [], true, false])");
    y("array, several nulls", "[1,null,null,null,2]");
    y("root string", R"("asd")");
    y("root empty string", R"("")");
    y("root number", "42");
    y("root negative number", "-0.1");
    y("root true", "true");
    y("root false", "false");
    y("root null", "null");
    y("root with space around", "\n\t null \r\n");
    y("object, empty", "{}");
    y("object, empty name", R"({"":0})");
    y("object, escaped NUL-free name", R"({"foo\u0062ar": 42})");
    y("object, extreme numbers", R"({"min":-1.0e+28,"max":1.0e+28})");
    y("object, long strings",
      R"({"x":[{"id":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}],"id":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})");
    y("object, newlines", "{\n\"a\": \"b\"\n}");
    y("object, names that differ in case", R"({"a":1,"A":2})");
    y("object, names that differ in form", "{\"\xC3\xA9\":1,\"e\xCC\x81\":2}");
    y("object, name equal in another object", R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})");
    y("number, zero", "[0]");
    y("number, minus zero", "[-0]");
    y("number, minus zero with fraction", "[-0.0]");
    y("number, zero with exponent", "[0e1]");
    y("number, zero with plus exponent", "[0e+1]");
    y("number, zero with huge exponent", "[0e999999999]");
    y("number, minus one", "[-1]");
    y("number, capital exponent", "[1E22]");
    y("number, capital negative exponent", "[1E-2]");
    y("number, capital positive exponent", "[1E+2]");
    y("number, exponent with leading zeros", "[1e0002]");
    y("number, fraction and exponent", "[123.456e7]");
    y("number, 1.0", "[1.0]");
    y("number, 0.10", "[0.10]");
    y("number, 1e30", "[1e30]");
    y("number, 1 and 30 zeros", "[1000000000000000000000000000000]");
    y("number, 2^53", "[9007199254740992]");
    y("number, shortest form with 17 digits", "[0.30000000000000004]");
    y("number, least double", "[5e-324]");
    y("number, greatest double", "[1.7976931348623157e308]");
    y("number, many trailing zeros", "[1." + std::string(500, '0') + "]");
    y("number, close to zero", "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]");
    y("string, all escapes", R"(["\"\\\/\b\f\n\r\t"])");
    y("string, escaped backslash and u", R"(["\\u0000"])");
    y("string, escaped quote", R"(["\""])");
    y("string, \\u escapes", R"(["\u0060\u012a\u12AB"])");
    y("string, \\u escapes in both cases", R"(["\u00e9\u00E9"])");
    y("string, escaped control character", R"(["\u0012"])");
    y("string, U+0001", R"(["\u0001"])");
    y("string, U+007F", "[\"\x7F\"]");
    y("string, surrogate pair", R"(["\uD801\udc37"])");
    y("string, two surrogate pairs", R"(["\ud83d\ude39\ud83d\udc8d"])");
    y("string, last surrogate pair before the noncharacters", R"(["\uDBFF\uDFFD"])");
    y("string, U+FFFD", "[\"\xEF\xBF\xBD\"]");
    y("string, escaped U+FFFD", R"(["\uFFFD"])");
    y("string, byte order mark inside", "[\"\xEF\xBB\xBF\"]");
    y("string, two bytes", "[\"\xC3\xA9\"]");
    y("string, three bytes", "[\"\xE2\x82\xAC\"]");
    y("string, four bytes", "[\"\xF0\x9F\x98\x80\"]");
    y("string, U+D7FF and U+E000", "[\"\xED\x9F\xBF\xEE\x80\x80\"]");
    y("string, U+10FFFD", "[\"\xF4\x8F\xBF\xBD\"]");
    y("string, U+2028 and U+2029", "[\"\xE2\x80\xA8\xE2\x80\xA9\"]");
    y("string, comments inside", R"(["a/*b*/c/*d//e"])");
    y("string, brackets inside", R"(["]}[{,:"])");
    y("string, right-to-left override", "[\"\xE2\x80\xAEgpj.exe\"]");
    y("string, very long", "\"" + std::string(100'000, 'x') + "\"");
    y("nesting of 64 arrays", nested("[", "", "]", 64));
    y("nesting of 64 objects", nested("{\"a\":", "{}", "}", 63));
    y("nesting of 64, broad", "[" + nested("[", "1", "]", 63) + "," + nested("{\"a\":", "2", "}", 63) + "]");
}

void addForbidden(std::vector<TortureRow>& rows)
{
    const auto i = [&rows](std::string name, std::string text) {
        rows.push_back({"i " + name, std::move(text), Verdict::Forbidden});
    };
    i("duplicate names", R"({"a":1,"a":2})");
    i("duplicate names, same value", R"({"a":1,"a":1})");
    i("duplicate empty names", R"({"":1,"":2})");
    i("duplicate names after decoding", R"({"a":1,"\u0061":2})");
    i("duplicate names, pair and character", "{\"\\ud83d\\ude00\":1,\"\xF0\x9F\x98\x80\":2}");
    i("duplicate names, solidus", R"({"/":1,"\/":2})");
    i("duplicate names, deep", R"([{"x":[{"a":1,"b":2,"a":3}]}])");
    std::string wide = "{";
    for (int n = 0; n < 40; ++n) wide += "\"k" + std::to_string(n) + "\":0,";
    i("duplicate names among many", wide + "\"k7\":1}");
    i("duplicate names, both late", wide + "\"z\":1,\"z\":2}");
    i("number, 2^53 + 1", "[9007199254740993]");
    i("number, 17 digits that round", "[333333333.33333329]");
    i("number, pi in 21 digits", "[3.14159265358979323846]");
    i("number, huge", "[1e400]");
    i("number, huge negative", "[-1e400]");
    i("number, tiny", "[1e-400]");
    i("number, huge exponent", "[0.4e00669999999999999999999999999999999999999999999999999999999999969999999006]");
    i("number, long integer", "[" + std::string(400, '9') + "]");
    i("number, long integer over all bounds", "[" + std::string(40'000, '9') + "]");
    i("number, 1 and a digit far behind", "[1." + std::string(400, '0') + "1]");
    i("number, below the least double", "[2e-324]");
    i("number, all digits of a double", "[0.1000000000000000055511151231257827021181583404541015625]");
    i("string, U+0000 escaped", R"(["\u0000"])");
    i("name with U+0000", R"({"a\u0000b":1})");
    i("lone high surrogate", R"(["\uD800"])");
    i("lone low surrogate", R"(["\uDFAA"])");
    i("lone high surrogate, then text", R"(["\uDADAx"])");
    i("lone high surrogate, then an escape", R"(["\uD800\n"])");
    i("lone high surrogate, then a character", R"(["\uD800\u0041"])");
    i("two high surrogates", R"(["\uD800\uD800"])");
    i("pair the wrong way round", R"(["\uDd1e\uD834"])");
    i("high surrogate before a pair", R"(["\uD800\uD83D\uDE00"])");
    i("lone surrogate in a name", R"({"\uDEAD":1})");
    i("noncharacter U+FFFF escaped", R"(["\uFFFF"])");
    i("noncharacter U+FFFE", "[\"\xEF\xBF\xBE\"]");
    i("noncharacter U+FDD0", "[\"\xEF\xB7\x90\"]");
    i("noncharacter U+FDEF escaped", R"(["\uFDEF"])");
    i("noncharacter U+1FFFE as a pair", R"(["\uD83F\uDFFE"])");
    i("noncharacter U+10FFFF", "[\"\xF4\x8F\xBF\xBF\"]");
    i("noncharacter in a name", "{\"\xEF\xBF\xBF\":1}");
    i("UTF-8, stray continuation", "[\"\x81\"]");
    i("UTF-8, Latin-1", "[\"\xE9\"]");
    i("UTF-8, FF", "[\"\xFF\"]");
    i("UTF-8, truncated", "[\"\xE0\xFF\"]");
    i("UTF-8, cut off by the quote", "[\"\xE2\x82\"]");
    i("UTF-8, overlong of two bytes", "[\"\xC0\xAF\"]");
    i("UTF-8, overlong of three bytes", "[\"\xE0\x80\xAF\"]");
    i("UTF-8, overlong of six bytes", "[\"\xFC\x83\xBF\xBF\xBF\xBF\"]");
    i("UTF-8, overlong NUL", "[\"\xC0\x80\"]");
    i("UTF-8, surrogate U+D800", "[\"\xED\xA0\x80\"]");
    i("UTF-8, CESU-8 pair", "[\"\xED\xA0\xBD\xED\xB8\x80\"]");
    i("UTF-8, past U+10FFFF", "[\"\xF4\x90\x80\x80\"]");
    i("UTF-8, bad in a name", "{\"\xB9\":0}");
    i("nesting of 65 arrays", nested("[", "", "]", 65));
    i("nesting of 65 objects", nested("{\"a\":", "{}", "}", 64));
    i("nesting of 10,000 arrays", nested("[", "", "]", 10'000));
}

void addBrokenArraysAndObjects(std::vector<TortureRow>& rows)
{
    const auto n = [&rows](std::string name, std::string text) {
        rows.push_back({"n " + name, std::move(text), Verdict::NoJson});
    };
    n("array, 1 true", "[1 true]");
    n("array, colon", R"(["": 1])");
    n("array, comma after it", R"([""],)");
    n("array, comma and number", "[,1]");
    n("array, double comma", "[1,,2]");
    n("array, double trailing comma", R"(["x",,])");
    n("array, extra close", R"(["x"]])");
    n("array, trailing comma", R"(["",])");
    n("array, only a comma", "[,]");
    n("array, only a minus", "[-]");
    n("array, missing value", "[   , \"\"]");
    n("array, unclosed", R"(["x")");
    n("array, unclosed after comma", "[1,");
    n("array, unclosed with object", "[{}");
    n("array, closed by a brace", "[1}");
    n("array, items without comma", "[3[4]]");
    n("array, newlines unclosed", "[\"a\",\n4\n,1,");
    n("array, star", "[*]");
    n("object, bad value", R"(["x", truth])");
    n("object, bracket as name", "{[: \"x\"}\n");
    n("object, comma for colon", R"({"x", null})");
    n("object, double colon", R"({"x"::"b"})");
    n("object, garbage after value", R"({"a":"a" 123})");
    n("object, single quotes", "{'a':0}");
    n("object, missing colon", R"({"a" b})");
    n("object, missing name", R"({:"b"})");
    n("object, missing separator", R"({"a" "b"})");
    n("object, missing value", R"({"a":)");
    n("object, missing value and colon", R"({"a")");
    n("object, number as name", "{1:1}");
    n("object, huge number as name", "{9999E9999:1}");
    n("object, null as name", "{null:null,null:null}");
    n("object, unquoted name", "{a: \"b\"}");
    n("object, trailing comma", R"({"id":0,})");
    n("object, several trailing commas", R"({"id":0,,,,,})");
    n("object, two commas", R"({"a":"b",,"c":"d"})");
    n("object, only a comma", "{,}");
    n("object, trailing comment", R"({"a":"b"}/**/)");
    n("object, trailing line comment", R"({"a":"b"}//)");
    n("object, comment inside", R"({"a":/*c*/"b"})");
    n("object, closed by a bracket", R"({"a":1])");
    n("object, closed twice", R"({"a":1}})");
    n("object, text behind", R"({"a": true} "x")");
    n("object, hash behind", R"({"a":"b"}#)");
    n("object, value, colon, value", R"({"a":"b":1})");
    n("100,000 open arrays", std::string(100'000, '['));
    n("100,000 open objects", nested("{\"a\":", "", "", 100'000));
    n("100,000 open arrays and objects", nested("[{\"\":", "", "", 50'000));
}

void addBrokenNumbersAndWords(std::vector<TortureRow>& rows)
{
    const auto n = [&rows](std::string name, std::string text) {
        rows.push_back({"n " + name, std::move(text), Verdict::NoJson});
    };
    for (const char* number : {"++1234",   "+1",        "+Inf",   "-01",
                               "-1.0.",    "-2.",       "-NaN",   ".-1",
                               ".2e-3",    "0.1.2",     "0.3e+",  "0.3e",
                               "0.e1",     "0E+",       "0E",     "0e+",
                               "0e",       "1.0e+",     "1.0e-",  "1.0e",
                               "1 000.0",  "1eE2",      "2.e+3",  "2.e-3",
                               "2.e3",     "9.e+",      "Inf",    "NaN",
                               "Infinity", "-Infinity", "1+2",    "0x1",
                               "0x42",     "- 1",       "-foo",   "- 0",
                               "-012",     "012",       "00",     "-.123",
                               "1.",       "1ea",       "1.2a-3", "1.8011670033376514H-308",
                               "1e1.5",    "1_000",     "1,5e",   "--1",
                               "-",        "1e++1",     "0b1",    "1f"}) {
        n("number " + std::string(number), "[" + std::string(number) + "]");
    }
    n("number, fullwidth digit", "[\xEF\xBC\x91]");
    n("number, bad byte behind", "[123\xE5]");
    n("root number, leading zero", "01");
    n("root number, breaks off", "-");
    for (const char* word : {"nul", "tru", "fals", "True", "NULL", "nullx", "truefalse", "undefined", "n", "a"}) {
        n("word " + std::string(word), "[" + std::string(word) + "]");
    }
}

void addBrokenStringsAndStructure(std::vector<TortureRow>& rows)
{
    const auto n = [&rows](std::string name, std::string text) {
        rows.push_back({"n " + name, std::move(text), Verdict::NoJson});
    };
    n("string, escape x", R"(["\x00"])");
    n("string, escape a", R"(["\a"])");
    n("string, escape of a quote", R"(["\'"])");
    n("string, escape of a tab", "[\"\\\t\"]");
    n("string, escape of NUL", std::string("[\"\\\0\"]", 6));
    n("string, escaped emoji", "[\"\\\xF0\x9F\x8C\x80\"]");
    n("string, escape of a bad byte", "[\"\\\xE5\"]");
    n("string, backslashes end it", R"(["\\\"])");
    n("string, \\u with three digits", R"(["\u00A"])");
    n("string, \\u with no digit", R"(["\u"])");
    n("string, \\u with a bad digit", R"(["\uqqqq"])");
    n("string, \\u with a sign", R"(["\u+041"])");
    n("string, \\u with space", R"(["\u 041"])");
    n("string, \\U", R"(["\U0041"])");
    n("string, pair cut off", R"(["\uD834\uDd"])");
    n("string, pair without digits", R"(["\uD800\u"])");
    n("string, pair with a bad digit", R"(["\uD800\u1x"])");
    n("string, text ends in \\u", R"(["\u00)");
    n("string, text ends in a backslash", "[\"\\");
    n("string, leading escaped space", R"([\u0020"asd"])");
    n("string, no quotes", "[\\n]");
    n("string, single quote", "['single quote']");
    n("string, only an opening quote", "\"");
    n("string, unclosed", "[\"abc]");
    n("string, newline inside", "[\"new\nline\"]");
    n("string, tab inside", "[\"\t\"]");
    n("string, NUL inside", std::string("[\"a\0a\"]", 7));
    n("string, U+001F inside", "[\"a\x1F\"]");
    n("string, after it text", R"(""x)");
    n("byte order mark", "\xEF\xBB\xBF{}");
    n("byte order mark, cut off", "\xEF\xBB{}");
    n("only a byte order mark", "\xEF\xBB\xBF");
    n("UTF-16", std::string("[\0\"\0\xE9\0\"\0]\0", 10));
    n("UTF-16 with byte order mark", std::string("\xFF\xFE[\0]\0", 6));
    n("nothing", "");
    n("only white space", " \n\t\r ");
    n("angle brackets", "<.>");
    n("a backslash", "[\\]");
    n("only a bad byte", "\xE5");
    n("two roots", "1 2");
    n("two objects", "{}{}");
    n("JSON text sequence", "\x1E{}\n");
    n("form feed as space", "[\x0C]");
    n("vertical tab as space", "[\x0B]");
    n("no-break space", "[\xC2\xA0]");
    n("word joiner", "[\xE2\x81\xA0]");
    n("line separator as space", "[\xE2\x80\xA8]");
    n("NUL behind", std::string("[]\0", 3));
    n("NUL before", std::string("\0[]", 3));
    n("DEL behind", "[1]\x7F");
    n("comma alone", ",");
    n("close alone", "]");
    n("close brace alone", "}");
    n("colon alone", ":");
}

}  // namespace

std::vector<TortureRow> tortureTable()
{
    std::vector<TortureRow> rows;
    addSound(rows);
    addForbidden(rows);
    addBrokenArraysAndObjects(rows);
    addBrokenNumbersAndWords(rows);
    addBrokenStringsAndStructure(rows);
    return rows;
}

}  // namespace vci::json

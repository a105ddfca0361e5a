// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"

#include <QTemporaryDir>
#include <QTest>

/// Each text stands as a value inside event_data: accepted or refused as DESIGN 3.2 says, never a crash, and what is sound
/// comes back with its exact value.
class TestAuditTorture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_dir.isValid()); }
    void judges_data();
    void judges();

private:
    QTemporaryDir m_dir;
    int m_made = 0;
};

namespace {

void addAccepted()
{
    const auto row = [](const char* name, const QByteArray& value, const QByteArray& canonical = {}) {
        QTest::newRow(name) << value << true << (canonical.isNull() ? value : canonical);
    };
    for (const char* number : {"0", "1", "-1", "123", "1.5", "-0.5", "9007199254740992", "-9007199254740991"})
        row(number, number);
    row("negative zero", "-0", "0");
    row("negative zero with a fraction", "-0.0", "0");
    row("1.0", "1.0", "1");
    row("0.10", "0.10", "0.1");
    row("1E22", "1E22", "1e+22");
    row("1e30", "1e30", "1e+30");
    row("1e-7", "0.0000001", "1e-7");
    row("exponent with a sign", "1e+2", "100");
    row("exponent with zeros", "1e0002", "100");
    row("literals", "[true,false,null]");
    row("empty object", "{}");
    row("empty array", "[]");
    row("empty string", "\"\"");
    row("empty name", R"({"":0})");
    row("spaces", " \t[ 1 , 2 ] ", "[1,2]");
    row("newlines", "[\n1,\r\n{\n}\n]\n", "[1,{}]");
    row("escapes", R"("\"\\\/\b\f\n\r\t\u0041")", R"("\"\\/\b\f\n\r\tA")");
    row("surrogate pair", R"("\ud83d\udcde")", "\"\xF0\x9F\x93\x9E\"");
    row("UTF-8 of all lengths", "\"a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x93\x9E\"");
    row("U+2028", "\"\xE2\x80\xA8\"");
    row("U+FFFD", "\"\xEF\xBF\xBD\"");
    row("escaped control character", R"("\u001f")");
    row("DEL", "\"\x7F\"");
    row("names that differ only in form", "{\"\xC3\xA9\":1,\"e\xCC\x81\":2}", "{\"e\xCC\x81\":2,\"\xC3\xA9\":1}");
    row("nesting 64 in all", QByteArray(63, '[') + QByteArray(63, ']'));
    row("a long array", "[" + QByteArray("1,").repeated(20'000) + "1]");
}

void addRefusedGrammar()
{
    const auto row = [](const char* name, const QByteArray& value) { QTest::newRow(name) << value << false << QByteArray(); };
    for (const char* text : {"",           "+1",       "01",        "-01",        "1.",          ".5",        "1e",
                             "1e+",        "0x1F",     "1_000",     "NaN",        "Infinity",    "-Infinity", "-",
                             "--1",        "1 2",      "[1,]",      "[,1]",       "[1 2]",       "[1",        "[",
                             "{",          "{\"a\"}",  "{\"a\":}",  "{\"a\":1,}", "{a:1}",       "{'a':1}",   "{\"a\":1 \"b\":2}",
                             "{1:2}",      "'single'", "\"open",    "True",       "nul",         "undefined", "[1]]",
                             "// comment", "/* */1",   "\"\\x41\"", "\"\\u12\"",  "\"\\u12G4\"", "\"\\\"",    "\"\\",
                             ":",          ","}) {
        row(QByteArray("grammar: ").append(text).constData(), text);
    }
    row("raw control character", "\"\x01\"");
    row("raw tab in a string", "\"\t\"");
    row("raw newline in a string", "\"a\nb\"");
    row("newline that closes nothing", "[\n");
    row("form feed as space", "\f1");
    row("vertical tab as space", "\v1");
    row("no-break space", "\xC2\xA0"
                          "1");
    row("byte order mark inside", "\xEF\xBB\xBF"
                                  "1");
    row("NUL byte", QByteArray("\0", 1));
    row("NUL byte in a string", QByteArray("\"\0\"", 3));
    row("NUL byte after a number", QByteArray("1\0", 2));
}

void addRefusedContent()
{
    const auto row = [](const char* name, const QByteArray& value) { QTest::newRow(name) << value << false << QByteArray(); };
    for (const char* number :
         {"9007199254740993", "333333333.33333329", "1e400", "-1e400", "1e-400", "0.1000000000000000055511151231257827",
          "123456789012345678901234567890", "1e999999999999999999999", "1e-999999999999999999999"}) {
        row(QByteArray("number: ").append(number).constData(), number);
    }
    row("number of 100,000 digits", QByteArray(100'000, '9'));
    row("duplicate names", R"({"a":1,"a":1})");
    row("duplicate names, one escaped", R"({"a":1,"\u0061":1})");
    row("U+0000 escaped", R"("\u0000")");
    row("lone high surrogate", R"("\ud800")");
    row("lone low surrogate", R"("\udc00")");
    row("surrogates in the wrong order", R"("\udc00\ud800")");
    row("high surrogate, then a letter", R"("\ud800x")");
    row("noncharacter U+FFFF", R"("\uffff")");
    row("noncharacter U+FDD0", "\"\xEF\xB7\x90\"");
    row("noncharacter U+1FFFE", R"("\ud83f\udffe")");
    row("noncharacter in a name", R"({"\uffff":1})");
    row("stray continuation byte", "\"\x80\"");
    row("overlong slash", "\"\xC0\xAF\"");
    row("encoded surrogate", "\"\xED\xA0\x80\"");
    row("past U+10FFFF", "\"\xF4\x90\x80\x80\"");
    row("cut-off UTF-8", "\"\xE2\x82\"");
    row("Latin-1", "\"\xE9\"");
    row("UTF-16", QByteArray("\xFF\xFE\"\0a\0\"\0", 8));
    row("nesting 65 in all", QByteArray(64, '[') + QByteArray(64, ']'));
    row("nesting 100,000", QByteArray(100'000, '[') + QByteArray(100'000, ']'));
    row("nesting 100,000 that never closes", QByteArray(100'000, '['));
    row("nested objects, 50,000", QByteArray("{\"a\":").repeated(50'000));
}

}  // namespace

void TestAuditTorture::judges_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<QByteArray>("canonical");
    addAccepted();
    addRefusedGrammar();
    addRefusedContent();
}

void TestAuditTorture::judges()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, accepted);
    QFETCH(QByteArray, canonical);
    const QString store = m_dir.filePath(QStringLiteral("%1.vcase").arg(++m_made));
    QCOMPARE(runAudit({QStringLiteral("init"), store}).exitCode, 0);
    const AuditRun run =
        runAudit({QStringLiteral("--store"), store, QStringLiteral("--json"), QStringLiteral("append"), QStringLiteral("-")},
                 eventLine(kCallA, "CallInitiated", "{\"v\":" + value + "}"));
    QVERIFY2(!run.crashed, run.err.constData());
    if (accepted) {
        QVERIFY2(run.exitCode == 0, run.err.constData());
        const AuditRun listed = runAudit(
            {QStringLiteral("--store"), store, QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("jsonl")});
        QVERIFY2(listed.out.contains("\"event_data\":{\"v\":" + canonical + "}"), listed.out.left(2000).constData());
        return;
    }
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.errorCode(), QStringLiteral("invalid_payload"));
    QCOMPARE(run.error().value(QStringLiteral("line")).toInt(), 1);
    const AuditRun stats = runAudit({QStringLiteral("--store"), store, QStringLiteral("--json"), QStringLiteral("stats")});
    QCOMPARE(stats.json().value(QStringLiteral("events")).toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestAuditTorture)
#include "tst_audittorture.moc"

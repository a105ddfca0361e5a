// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/format/text.h"

#include <QTest>

#include <limits>

using namespace vci;
using namespace vci::ui;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void count_data()
    {
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << qint64(0) << QStringLiteral("0");
        QTest::newRow("three digits") << qint64(999) << QStringLiteral("999");
        QTest::newRow("groups") << qint64(31465) << QStringLiteral("31\u202f465");
        QTest::newRow("millions") << qint64(10'000'000) << QStringLiteral("10\u202f000\u202f000");
        QTest::newRow("negative") << qint64(-1234) << QStringLiteral("−1\u202f234");
        QTest::newRow("least") << std::numeric_limits<qint64>::min()
                               << QStringLiteral("−9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f808");
    }
    void count()
    {
        QFETCH(qint64, value);
        QTEST(format::count(value), "text");
    }

    void phone_data()
    {
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("north america") << QStringLiteral("+12000104729") << QStringLiteral("+1 200 010 4729");
        QTest::newRow("germany") << QStringLiteral("+4930123456") << QStringLiteral("+49 301 234 56");
        QTest::newRow("three-digit code") << QStringLiteral("+358401234567") << QStringLiteral("+358 401 234 567");
        QTest::newRow("no plus") << QStringLiteral("12000104729") << QStringLiteral("12000104729");
        QTest::newRow("letters") << QStringLiteral("+1200abc4729") << QStringLiteral("+1200abc4729");
        QTest::newRow("foreign digits") << QStringLiteral("+1٢٠٠0104729") << QStringLiteral("+1٢٠٠0104729");
        QTest::newRow("too short") << QStringLiteral("+1200") << QStringLiteral("+1200");
        QTest::newRow("too long") << QStringLiteral("+1200010472900000") << QStringLiteral("+1200010472900000");
        QTest::newRow("empty") << QString() << QString();
    }
    void phone()
    {
        QFETCH(QString, number);
        QTEST(format::phone(number), "text");
    }

    void value_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::newRow("null") << QByteArray("null") << QStringLiteral("null");
        QTest::newRow("bool") << QByteArray("true") << QStringLiteral("true");
        QTest::newRow("number keeps its digits") << QByteArray("9007199254740993") << QStringLiteral("9007199254740993");
        QTest::newRow("bare string") << QByteArray("\"initiated\"") << QStringLiteral("initiated");
        QTest::newRow("empty string") << QByteArray("\"\"") << QString();
        QTest::newRow("phone") << QByteArray("\"+18005550119\"") << QStringLiteral("+1 800 555 0119");
        QTest::newRow("uuid") << QByteArray("\"41d0a7e2-1111-4111-8111-111111111111\"") << QStringLiteral("41d0a7e2-…");
        QTest::newRow("array") << QByteArray("[1,\"a\"]") << QStringLiteral("[1,\"a\"]");
        QTest::newRow("empty object") << QByteArray("{}") << QStringLiteral("{}");
        QTest::newRow("bidi override") << QByteArray("\"a\u202Eb\"") << QStringLiteral("a⟨U+202E⟩b");
        QTest::newRow("newline") << QByteArray("\"a\\nb\"") << QStringLiteral("a⏎b");
        QTest::newRow("markup stays text") << QByteArray("\"<b>x</b>\"") << QStringLiteral("<b>x</b>");
        QTest::newRow("long text is cut") << QByteArray("\"" + QByteArray(1000, 'x') + "\"")
                                          << QString(600, QLatin1Char('x')) + QStringLiteral("…");
    }
    void value()
    {
        QFETCH(QByteArray, json);
        QTEST(format::value(std::string_view(json.constData(), static_cast<std::size_t>(json.size()))), "text");
    }

    void error_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("text");
        const auto code = [](ErrorCode c) { return static_cast<int>(c); };
        QTest::newRow("says what to do, and leaves names as they are")
            << code(ErrorCode::Locked) << QByteArray("a.vcase is locked")
            << QStringLiteral("a.vcase is locked. Close the program that is writing to it, or try again in a moment.");
        QTest::newRow("leaves the message its own advice")
            << code(ErrorCode::Damaged) << QByteArray("a.vcase is cut short; go back to a complete copy")
            << QStringLiteral("a.vcase is cut short; go back to a complete copy.");
        QTest::newRow("keeps the full stop")
            << code(ErrorCode::NotFound) << QByteArray("no such event.") << QStringLiteral("No such event.");
        QTest::newRow("a place that cannot be written to")
            << code(ErrorCode::Io) << QByteArray("/no/x.vcase cannot be made: No such file or directory")
            << QStringLiteral("/no/x.vcase cannot be made: No such file or directory. Choose a folder that is there and that you "
                              "may write to.");
        QTest::newRow("a broken seal") << code(ErrorCode::SealBroken) << QByteArray("seal_broken: x.vcase is not what was sealed")
                                       << QStringLiteral("x.vcase is not what was sealed.");
        QTest::newRow("cancelled") << code(ErrorCode::Cancelled) << QByteArray("cancelled") << QStringLiteral("Cancelled.");
        QTest::newRow("control characters") << code(ErrorCode::NotFound) << QByteArray("no \x01 here")
                                            << QStringLiteral("No ⟨U+0001⟩ here.");
    }
    void error()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        QTEST(format::error(makeError(static_cast<ErrorCode>(code), message.toStdString())), "text");
    }

    void everyFindingHasWords()
    {
        for (const FindingKind kind : kAllFindingKinds) {
            QVERIFY(!format::findingName(kind).isEmpty());
            QVERIFY(format::findingText(kind).endsWith(QLatin1Char('.')));
        }
    }
};

QTEST_MAIN(TestText)
#include "tst_text.moc"

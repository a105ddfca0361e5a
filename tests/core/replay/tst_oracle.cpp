// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/envelope.h"
#include "core/json/read.h"
#include "tests/core/replay/history.h"

#include <QtTest>

#include <QFile>
#include <QProcess>

using vci::json::Value;

namespace {

const QString kOracle = QStringLiteral(VCI_SHARED_DIR "/oracle/replay.py");

QByteArray runOracle(const std::vector<vci::Event>& events, const QStringList& arguments)
{
    std::string lines;
    for (const auto& event : events) {
        vci::json::appendEnvelope(lines, event, {});
        lines += '\n';
    }
    QProcess python;
    python.start(QStringLiteral("python3"), QStringList{kOracle} + arguments);
    python.write(lines.data(), static_cast<qint64>(lines.size()));
    python.closeWriteChannel();
    python.waitForFinished();
    if (python.exitCode() != 0) qWarning("%s", python.readAllStandardError().constData());
    return python.readAllStandardOutput();
}

QByteArray textOf(const Value& value)
{
    return QByteArray::fromStdString(vci::json::dumpCanonical(value));
}

}  // namespace

/// State and blame against the naive replay that was written from the design alone (DESIGN 3.4).
class TestOracle final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agrees_data()
    {
        QTest::addColumn<int>("count");
        for (int i = 0; i < 24; ++i) QTest::addRow("history %d", i) << 20 + 7 * i;
    }
    void agrees()
    {
        if (!QFile::exists(kOracle)) QSKIP("../shared is absent: oracle/replay.py");
        QFETCH(int, count);
        vci::test::RandomHistory random(QTest::currentDataTag());
        const auto events = random.events(static_cast<std::size_t>(count), *vci::catalog::Catalog::builtIn());
        const auto timeline = vci::test::timelineOf(events);
        compare(events, *timeline, timeline->size(), {});
        for (int i = 0; i < 2; ++i) {
            const auto& chosen = events[random.below(static_cast<std::uint32_t>(events.size()))];
            compare(events, *timeline, timeline->positionAtSequence(chosen.sequence),
                    {QStringLiteral("--at-sequence"), QString::number(chosen.sequence.value())});
            compare(events, *timeline, timeline->positionAtTime(chosen.timestamp.at),
                    {QStringLiteral("--at-time"), QString::fromStdString(chosen.timestamp.toString())});
        }
    }

private:
    static void compare(const std::vector<vci::Event>& events, const vci::replay::Timeline& timeline,
                        vci::replay::Position position, const QStringList& arguments)
    {
        const QByteArray output = runOracle(events, arguments);
        const Value expected = vci::json::readLenient(output.toStdString()).value;
        QVERIFY2(expected.isObject(), output.constData());
        QCOMPARE(QByteArray::number(static_cast<qulonglong>(position)), textOf(*expected.find("events_applied")));
        const Value state = timeline.stateAt(position);
        QVERIFY2(state == *expected.find("state"),
                 ("state\n" + textOf(state) + "\n" + textOf(*expected.find("state"))).constData());
        compareBlame(timeline, position, *expected.find("blame"));
    }

    static void compareBlame(const vci::replay::Timeline& timeline, vci::replay::Position position, const Value& expected)
    {
        const auto fields = timeline.blameAt(position);
        QCOMPARE(fields.size(), expected.items().size());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const auto& field = fields[i];
            const Value& want = expected.items()[i];
            QCOMPARE(QByteArray::fromStdString(field.path), QByteArray::fromStdString(want.find("path")->asText()));
            const auto setBy = timeline.eventAt(field.setBy);
            QCOMPARE(QByteArray::fromStdString(setBy.id.toString()),
                     QByteArray::fromStdString(want.find("set_by")->find("event_id")->asText()));
            QCOMPARE(QByteArray::number(static_cast<qlonglong>(field.changes)), textOf(*want.find("changes")));
            QVERIFY2(vci::json::readLenient(field.value).value == *want.find("value"), field.path.c_str());
            const Value* previous = want.find("previous_value");
            QCOMPARE(field.previous.has_value(), previous != nullptr);
            if (previous != nullptr) QVERIFY2(vci::json::readLenient(*field.previous).value == *previous, field.path.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestOracle)
#include "tst_oracle.moc"

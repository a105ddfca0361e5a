// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

/// types, stats, aggregates, events, state, blame, chain and leaf on a small case whose every answer is known.
class TestAuditRead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void types();
    void aggregates();
    void pagesOfEvents();
    void eventsOfOneAggregate();
    void eventsAreFlagged();
    void flagsDoNotDependOnTheListing();
    void stateAtPoints_data();
    void stateAtPoints();
    void stateKeepsDigits();
    void diffs();
    void blames();
    void blamesOneField_data();
    void blamesOneField();
    void chains();
    void leaves();
    void leavesAreLenient();
    void refusesLeaves_data();
    void refusesLeaves();

private:
    [[nodiscard]] AuditRun ask(const QString& arguments) const
    {
        QStringList list = {QStringLiteral("--json"), QStringLiteral("--store"), m_case};
        return runAudit(list + arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    }
    [[nodiscard]] QJsonArray events(const QString& arguments) const
    {
        return ask(QStringLiteral("events ") + arguments).json().value(QStringLiteral("events")).toArray();
    }

    QTemporaryDir m_dir;
    QString m_case;
};

namespace {

const QByteArray kCorrelation = "9b1d2c3e-4f50-4a61-8b72-0c9d8e7f6a5b";
const QByteArray kFirst = "00000000-0000-4000-8000-000000000001";
const QByteArray kOrphan = "00000000-0000-4000-8000-000000000005";

QByteArray recorded(int id, const QByteArray& aggregate, int sequence, const QByteArray& time, const QByteArray& type,
                    const QByteArray& data, const QByteArray& more = {})
{
    const QByteArray eventId = "00000000-0000-4000-8000-" + QByteArray::number(id).rightJustified(12, '0');
    return eventLine(aggregate, type, data,
                     "\"id\":\"" + eventId + "\",\"sequence_number\":" + QByteArray::number(sequence) +
                         ",\"timestamp\":\"2026-02-10T" + time + "Z\",\"correlation_id\":\"" + kCorrelation + "\"" +
                         (more.isEmpty() ? QByteArray() : "," + more));
}

QByteArray causedBy(const QByteArray& id)
{
    return "\"causation_id\":\"" + id + "\"";
}

QString flagsOf(const QJsonValue& event)
{
    QStringList flags;
    for (const QJsonValue& flag : event.toObject().value(QStringLiteral("flags")).toArray()) flags << flag.toString();
    return flags.join(QLatin1Char(' '));
}

}  // namespace

void TestAuditRead::initTestCase()
{
    QVERIFY(m_dir.isValid());
    m_case = m_dir.filePath(QStringLiteral("read.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), m_case}).exitCode, 0);
    const QByteArray input =
        recorded(1, kCallA, 1, "10:00:00.000001", "CallInitiated",
                 R"({"caller_number":"+12025550123","rate":1e30,"nested":{"a":1,"b":[1,2]}})") +
        recorded(2, kCallA, 2, "10:00:05", "CallConnected", R"({"nested":{"a":1}})", causedBy(kFirst)) +
        recorded(3, kCallA, 3, "10:00:30", "CallOnHold", "{}", causedBy("00000000-0000-4000-8000-000000000002")) +
        recorded(4, kCallB, 1, "10:00:40", "AISentimentDetected", R"({"sentiment":"angry"})", causedBy(kFirst)) +
        recorded(5, kCallB, 2, "10:00:50", "CallEnded", R"({"status":"lost"})", causedBy("00000000-0000-4000-8000-00000000dead"));
    const AuditRun run = runAudit(
        {QStringLiteral("--store"), m_case, QStringLiteral("append"), QStringLiteral("-"), QStringLiteral("--as-recorded")},
        input);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(run.out.contains("appended  5 events"));
}

void TestAuditRead::types()
{
    const QJsonObject answer = ask(QStringLiteral("types")).json();
    const QJsonObject families = answer.value(QStringLiteral("families")).toObject();
    QCOMPARE(families.value(QStringLiteral("call")).toArray().size(), 9);
    const QJsonObject first = families.value(QStringLiteral("call")).toArray().first().toObject();
    QCOMPARE(first.value(QStringLiteral("event_type")).toString(), QStringLiteral("CallInitiated"));
    QCOMPARE(first.value(QStringLiteral("status")).toString(), QStringLiteral("initiated"));
    QCOMPARE(first.value(QStringLiteral("version")).toInt(), 1);
    QVERIFY(!first.value(QStringLiteral("description")).toString().isEmpty());
    QVERIFY(answer.value(QStringLiteral("unknown")).isArray());
    QCOMPARE(runAudit({QStringLiteral("types")}).exitCode, 0);
}

void TestAuditRead::aggregates()
{
    const QJsonObject answer = ask(QStringLiteral("aggregates --sort events --limit 1")).json();
    const QJsonObject row = answer.value(QStringLiteral("aggregates")).toArray().first().toObject();
    QCOMPARE(row.value(QStringLiteral("aggregate_id")).toString().toUtf8(), kCallA);
    QCOMPARE(row.value(QStringLiteral("events")).toInt(), 3);
    QCOMPARE(row.value(QStringLiteral("first_sequence")).toInt(), 1);
    QCOMPARE(row.value(QStringLiteral("last_sequence")).toInt(), 3);
    QCOMPARE(row.value(QStringLiteral("first")).toString(), QStringLiteral("2026-02-10T10:00:00.000001Z"));
    QCOMPARE(row.value(QStringLiteral("last_event_type")).toString(), QStringLiteral("CallOnHold"));
    const QString next = answer.value(QStringLiteral("next")).toString();
    QVERIFY(!next.isEmpty());
    const QJsonObject rest = ask(QStringLiteral("aggregates --sort events --after ") + next).json();
    QCOMPARE(rest.value(QStringLiteral("aggregates")).toArray().size(), 1);
    QVERIFY(rest.value(QStringLiteral("next")).isNull());
    QCOMPARE(ask(QStringLiteral("aggregates --type Payment")).json().value(QStringLiteral("aggregates")).toArray().size(), 0);
}

void TestAuditRead::pagesOfEvents()
{
    QCOMPARE(events(QStringLiteral("--limit 5")).size(), 5);
    QStringList ids;
    QString after;
    for (int page = 0; page < 9; ++page) {
        const QJsonObject answer =
            ask(QStringLiteral("events --limit 2") + (after.isEmpty() ? QString() : QStringLiteral(" --after ") + after)).json();
        for (const QJsonValue& event : answer.value(QStringLiteral("events")).toArray())
            ids << event.toObject().value(QStringLiteral("id")).toString().right(1);
        after = answer.value(QStringLiteral("next")).toString();
        if (after.isEmpty()) break;
    }
    QCOMPARE(ids.join(QString()), QStringLiteral("12345"));
    QCOMPARE(events(QString()).at(4).toObject().value(QStringLiteral("pos")).toInt(), 4);
    QCOMPARE(ask(QStringLiteral("events --after nonsense")).exitCode, 2);
}

void TestAuditRead::eventsOfOneAggregate()
{
    const QJsonArray list = events(QString::fromUtf8(kCallA));
    QCOMPARE(list.size(), 3);
    QCOMPARE(list.at(2).toObject().value(QStringLiteral("event_type")).toString(), QStringLiteral("CallOnHold"));
    QVERIFY(!list.at(0).toObject().contains(QStringLiteral("flags")));
    QCOMPARE(ask(QStringLiteral("events 5f0c3b0e-0000-4000-8000-000000000000")).errorCode(), QStringLiteral("not_found"));
}

void TestAuditRead::eventsAreFlagged()
{
    const QJsonArray all = events(QString());
    QCOMPARE(flagsOf(all.at(3)), QString());
    QCOMPARE(flagsOf(all.at(4)), QStringLiteral("causation_orphan"));
}

void TestAuditRead::flagsDoNotDependOnTheListing()
{
    const QString store = m_dir.filePath(QStringLiteral("flags.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), store}).exitCode, 0);
    QCOMPARE(
        runAudit({QStringLiteral("--store"), store, QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("120")})
            .exitCode,
        0);
    // Target no number, then an operand that is none: flags that only a replay knows.
    const QByteArray odd = recorded(1, kCallA, 1, "10:00:00", "CallInitiated", R"({"hold_count":"many"})") +
                           recorded(2, kCallA, 2, "09:00:00", "CallOnHold", "{}") +
                           recorded(3, kCallB, 1, "10:00:00", "CreditsPurchased", R"({"amount":"12"})");
    const QString tenant = runAudit({QStringLiteral("--json"), QStringLiteral("--store"), store, QStringLiteral("events"),
                                     QStringLiteral("--limit"), QStringLiteral("1")})
                               .json()
                               .value(QStringLiteral("events"))
                               .toArray()
                               .first()
                               .toObject()
                               .value(QStringLiteral("tenant_id"))
                               .toString();
    const AuditRun appended = runAudit({QStringLiteral("--store"), store, QStringLiteral("append"), QStringLiteral("-"),
                                        QStringLiteral("--as-recorded"), QStringLiteral("--tenant"), tenant},
                                       odd);
    QVERIFY2(appended.exitCode == 0, appended.err.constData());
    const AuditRun all = runAudit(
        {QStringLiteral("--store"), store, QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("jsonl")});
    const QList<QByteArray> listed = all.lines();
    QVERIFY(listed.size() > 1000);
    QCOMPARE(flagsOf(QJsonDocument::fromJson(listed.at(listed.size() - 2)).object()),
             QStringLiteral("timestamp_regression malformed_payload"));
    QCOMPARE(flagsOf(QJsonDocument::fromJson(listed.last()).object()), QStringLiteral("malformed_payload"));
    // Page by page, where each aggregate is looked up instead of all being surveyed, the very same lines.
    const AuditRun paged = runShell(QStringLiteral("after=; while :; do \"$AUDIT\" --store '%1' events --format jsonl --limit "
                                                   "400 ${after:+--after \"$after\"} 2>'%1.err'; "
                                                   "after=$(sed -n 's/.*--after //p' '%1.err'); [ -n \"$after\" ] || break; done")
                                        .arg(store));
    QVERIFY(paged.out == all.out);
}

void TestAuditRead::stateAtPoints_data()
{
    QTest::addColumn<QString>("point");
    QTest::addColumn<int>("applied");
    QTest::addColumn<QString>("status");
    QTest::newRow("now") << "" << 3 << "on_hold";
    QTest::newRow("sequence 1") << "--at-sequence 1" << 1 << "initiated";
    QTest::newRow("above the last") << "--at-sequence 99" << 3 << "on_hold";
    QTest::newRow("beyond 64 bits") << "--at-sequence 99999999999999999999" << 3 << "on_hold";
    QTest::newRow("the highest of 64 bits") << "--at-sequence +9223372036854775807" << 3 << "on_hold";
    QTest::newRow("forty digits") << "--at-sequence 1000000000000000000000000000000000000000" << 3 << "on_hold";
    QTest::newRow("forty digits, negative") << "--at-sequence -1000000000000000000000000000000000000000" << 0 << "";
    QTest::newRow("zeros in front") << "--at-sequence 00000000000000000000000001" << 1 << "initiated";
    QTest::newRow("before the first") << "--at-sequence 0" << 0 << "";
    QTest::newRow("negative") << "--at-sequence -3" << 0 << "";
    QTest::newRow("time of an event") << "--at-time 2026-02-10T10:00:05Z" << 2 << "connected";
    QTest::newRow("one microsecond before") << "--at-time 2026-02-10T10:00:04.999999Z" << 1 << "initiated";
    QTest::newRow("another offset") << "--at-time 2026-02-10T12:00:05+02:00" << 2 << "connected";
    QTest::newRow("time before the first") << "--at-time 2026-02-10T10:00:00Z" << 0 << "";
}

void TestAuditRead::stateAtPoints()
{
    QFETCH(QString, point);
    QFETCH(int, applied);
    QFETCH(QString, status);
    const QString words =
        QStringLiteral("state ") + QString::fromUtf8(kCallA) + (point.isEmpty() ? QString() : QLatin1Char(' ') + point);
    const AuditRun run = ask(words);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject answer = run.json();
    QCOMPARE(answer.value(QStringLiteral("events_applied")).toInt(-1), applied);
    QCOMPARE(answer.value(QStringLiteral("aggregate_type")).toString(), QStringLiteral("Call"));
    QCOMPARE(answer.value(QStringLiteral("at_sequence")), applied == 0 ? QJsonValue() : QJsonValue(applied));
    QVERIFY(answer.value(QStringLiteral("from_snapshot")).isNull());
    QVERIFY(answer.value(QStringLiteral("flags")).isArray());
    QCOMPARE(answer.value(QStringLiteral("at_time")).isNull(), !point.contains(QStringLiteral("time")));
    if (point.endsWith(QStringLiteral("+02:00")))
        QCOMPARE(answer.value(QStringLiteral("at_time")).toString(), QStringLiteral("2026-02-10T10:00:05.000000Z"));
    const QJsonObject state = answer.value(QStringLiteral("state")).toObject();
    if (applied == 0) QVERIFY(run.out.contains("\"state\":{}"));
    QCOMPARE(state.value(QStringLiteral("status")).toString(), status);
}

void TestAuditRead::stateKeepsDigits()
{
    QVERIFY(ask(QStringLiteral("state ") + QString::fromUtf8(kCallA)).out.contains("\"rate\":1e+30"));
}

void TestAuditRead::diffs()
{
    const QString words = QStringLiteral("state ") + QString::fromUtf8(kCallA);
    const QJsonArray forward =
        ask(words + QStringLiteral(" --at-sequence 1 --diff 3")).json().value(QStringLiteral("diff")).toArray();
    const QJsonArray backward =
        ask(words + QStringLiteral(" --diff 2026-02-10T10:00:01Z")).json().value(QStringLiteral("diff")).toArray();
    QCOMPARE(forward, backward);
    QStringList steps;
    for (const QJsonValue& step : forward)
        steps << step.toObject().value(QStringLiteral("op")).toString() + QLatin1Char(' ') +
                     step.toObject().value(QStringLiteral("path")).toString();
    QCOMPARE(steps.join(QStringLiteral(", ")),
             QStringLiteral("add /hold_count, replace /last_event_id, replace /last_event_type, replace /last_sequence, "
                            "replace /last_timestamp, remove /nested/b, replace /status"));
    QVERIFY(!forward.at(5).toObject().contains(QStringLiteral("value")));
    QVERIFY(!ask(words).json().contains(QStringLiteral("diff")));
}

void TestAuditRead::blames()
{
    const QJsonObject answer = ask(QStringLiteral("blame ") + QString::fromUtf8(kCallA)).json();
    QStringList lines;
    for (const QJsonValue& value : answer.value(QStringLiteral("fields")).toArray()) {
        const QJsonObject field = value.toObject();
        lines << field.value(QStringLiteral("path")).toString() + QLatin1Char(' ') +
                     QString::number(field.value(QStringLiteral("changes")).toInt()) + QLatin1Char(' ') +
                     QString::number(
                         field.value(QStringLiteral("set_by")).toObject().value(QStringLiteral("sequence_number")).toInt()) +
                     (field.contains(QStringLiteral("previous_value")) ? QStringLiteral(" had") : QString());
    }
    QCOMPARE(lines.join(QStringLiteral(", ")),
             QStringLiteral("/caller_number 1 1, /hold_count 1 3, /nested/a 1 2, /rate 1 1, /status 3 3 had"));
    QCOMPARE(answer.value(QStringLiteral("at_sequence")).toInt(), 3);
}

void TestAuditRead::blamesOneField_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<int>("fields");
    QTest::newRow("a leaf") << "/status" << 1;
    QTest::newRow("an object") << "/nested" << 1;
    QTest::newRow("the whole") << "" << 5;
    QTest::newRow("nothing") << "/nothing" << -1;
    QTest::newRow("removed") << "/nested/b" << -1;
    QTest::newRow("no pointer") << "status" << -1;
}

void TestAuditRead::blamesOneField()
{
    QFETCH(QString, pointer);
    QFETCH(int, fields);
    const AuditRun run = runAudit({QStringLiteral("--json"), QStringLiteral("--store"), m_case, QStringLiteral("blame"),
                                   QString::fromUtf8(kCallA), pointer});
    if (fields < 0) {
        QCOMPARE(run.errorCode(), QStringLiteral("no_such_field"));
        QCOMPARE(run.exitCode, 2);
        return;
    }
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.json().value(QStringLiteral("fields")).toArray().size(), fields);
}

void TestAuditRead::chains()
{
    const QJsonObject set = ask(QStringLiteral("chain --correlation ") + QString::fromUtf8(kCorrelation)).json();
    QCOMPARE(set.value(QStringLiteral("correlation_id")).toString().toUtf8(), kCorrelation);
    QCOMPARE(set.value(QStringLiteral("events")).toArray().size(), 5);
    QCOMPARE(set.value(QStringLiteral("roots")).toArray(), QJsonArray{QString::fromUtf8(kFirst)});
    QCOMPARE(set.value(QStringLiteral("orphans")).toArray(), QJsonArray{QString::fromUtf8(kOrphan)});
    QCOMPARE(set.value(QStringLiteral("cycles")).toArray(), QJsonArray());
    const QJsonObject component = ask(QStringLiteral("chain 00000000-0000-4000-8000-000000000003")).json();
    const QJsonArray members = component.value(QStringLiteral("events")).toArray();
    QCOMPARE(members.size(), 4);
    QCOMPARE(members.at(0).toObject().value(QStringLiteral("depth")).toInt(-1), 0);
    QCOMPARE(members.at(0).toObject().value(QStringLiteral("children")).toArray().size(), 2);
    QCOMPARE(members.at(2).toObject().value(QStringLiteral("depth")).toInt(), 2);
    QVERIFY(members.at(2).toObject().contains(QStringLiteral("event_data")));
    const AuditRun tree = runAudit({QStringLiteral("--store"), m_case, QStringLiteral("chain"), QString::fromUtf8(kFirst)});
    QVERIFY(tree.out.contains("├─ ") && tree.out.contains("└─ "));
    const AuditRun dot = runAudit({QStringLiteral("--store"), m_case, QStringLiteral("chain"), QString::fromUtf8(kFirst),
                                   QStringLiteral("--format"), QStringLiteral("dot")});
    QCOMPARE(dot.out.count(" -> "), 3);
    const AuditRun format = runAudit({QStringLiteral("--store"), m_case, QStringLiteral("chain"), QString::fromUtf8(kFirst),
                                      QStringLiteral("--format"), QStringLiteral("json")});
    QCOMPARE(format.json(),
             component.isEmpty() ? QJsonObject() : ask(QStringLiteral("chain ") + QString::fromUtf8(kFirst)).json());
}

void TestAuditRead::leaves()
{
    const AuditRun listed = runAudit(
        {QStringLiteral("--store"), m_case, QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("jsonl")});
    const AuditRun run = runAudit({QStringLiteral("--json"), QStringLiteral("leaf"), QStringLiteral("-")}, listed.out);
    const QJsonArray leaves = run.json().value(QStringLiteral("leaves")).toArray();
    QCOMPARE(leaves.size(), 5);
    const QJsonObject first = leaves.first().toObject();
    QCOMPARE(first.value(QStringLiteral("event_id")).toString().toUtf8(), kFirst);
    const QByteArray leaf = first.value(QStringLiteral("leaf")).toString().toUtf8();
    QVERIFY(leaf.startsWith("{\"aggregate_id\":\"" + kCallA));
    QCOMPARE(QCryptographicHash::hash(QByteArray(1, '\0') + leaf, QCryptographicHash::Sha256).toHex(),
             first.value(QStringLiteral("leaf_hash")).toString().toUtf8());
}

void TestAuditRead::leavesAreLenient()
{
    // What append refuses has a leaf too: unknown members, foreign numbers, a payload that is no object, nothing at the end.
    const QByteArray odd =
        R"({"id":"00000000-0000-4000-8000-000000000009","tenant_id":"11111111-1111-4111-8111-111111111111","aggregate_id":")" +
        kCallA +
        R"(","aggregate_type":"Call","event_type":"Whatever","event_version":1,"sequence_number":1,"timestamp":"2026-02-10T10:00:00.000000Z",)"
        R"("causation_id":null,"correlation_id":null,"event_data":90071992547409931234,"metadata":null,"pos":3,"flags":[],"colour":"red"})";
    const AuditRun run = runAudit({QStringLiteral("--json"), QStringLiteral("leaf"), QStringLiteral("-")}, "\n" + odd);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(run.out.contains(R"(\"event_data\":90071992547409931234,)"));
    QVERIFY(runAudit({QStringLiteral("leaf"), QStringLiteral("-")}, odd).out.contains("hash   "));
    const QByteArray odder = QByteArray(odd).replace("\"Call\"", "null");
    QVERIFY(runAudit({QStringLiteral("leaf"), QStringLiteral("-")}, odder).out.contains("\"aggregate_type\":null,"));
}

void TestAuditRead::refusesLeaves_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("member missing") << QByteArray(R"({"id":"00000000-0000-4000-8000-000000000009"})");
}

void TestAuditRead::refusesLeaves()
{
    QFETCH(QByteArray, line);
    const AuditRun run = runAudit({QStringLiteral("--json"), QStringLiteral("leaf"), QStringLiteral("-")}, "\n" + line + "\n");
    QCOMPARE(run.exitCode, 2);
    QVERIFY(!run.errorCode().isEmpty());
    QCOMPARE(run.error().value(QStringLiteral("line")).toInt(), 2);
    QVERIFY2(!run.json().contains(QStringLiteral("leaves")), "one document, and it is the error");
}

QTEST_GUILESS_MAIN(TestAuditRead)
#include "tst_auditread.moc"

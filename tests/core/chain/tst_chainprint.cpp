// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/chain/print.h"
#include "core/json/read.h"
#include "core/json/value.h"
#include "tests/core/chain/graphmaker.h"

#include <QElapsedTimer>
#include <QTest>

using namespace vci;
using namespace vci::chain;
using vci::chain::test::happened;

namespace {

Graph sample()
{
    auto odd = happened(3, 1);
    odd.eventType = "Say \"hi\"\\\n\xE2\x80\xAEgpj";  // with a right-to-left override
    odd.aggregateType = "{a|b} &lt;";
    return buildGraph({happened(1, {}), happened(2, 1), odd, happened(4, 99), happened(5, 6), happened(6, 5)}, {});
}

}  // namespace

class TestChainPrint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void json();
    void cyclesInOrderOfTime();
    void jsonOfTruncated();
    void jsonOfNothing();
    void dot();
    void tree();
    void treeShowsBranches();
    void deepTreeStaysSmall();
};

void TestChainPrint::json()
{
    const auto read = json::readStrict(toJson(sample()));
    QVERIFY(read.ok());
    const json::Value& doc = read.value();
    QVERIFY(doc.find("correlation_id")->isNull());
    QCOMPARE(doc.members().size(), 5u);
    QCOMPARE(json::dump(*doc.find("roots")), std::string("[\"00000000-0000-4000-8000-000000000001\"]"));
    QCOMPARE(json::dump(*doc.find("orphans")), std::string("[\"00000000-0000-4000-8000-000000000004\"]"));
    QCOMPARE(json::dump(*doc.find("cycles")),
             std::string("[[\"00000000-0000-4000-8000-000000000005\",\"00000000-0000-4000-8000-000000000006\"]]"));
    const auto& events = doc.find("events")->items();
    QCOMPARE(events.size(), 6u);
    for (const char* member :
         {"id", "tenant_id", "aggregate_id", "aggregate_type", "event_type", "event_version", "sequence_number", "timestamp",
          "causation_id", "correlation_id", "event_data", "metadata", "blockchain_tx_hash", "pos", "depth", "children"}) {
        for (const auto& node : events) QVERIFY2(node.find(member) != nullptr, member);
    }
    QCOMPARE(json::dump(*events[0].find("children")),
             std::string("[\"00000000-0000-4000-8000-000000000002\",\"00000000-0000-4000-8000-000000000003\"]"));
    QCOMPARE(events[2].find("depth")->asText(), std::string("1"));
    QCOMPARE(events[2].find("event_type")->asText(), std::string("Say \"hi\"\\\n\xE2\x80\xAEgpj"));
    QVERIFY(events[2].find("flags") == nullptr);
    QCOMPARE(json::dump(*events[3].find("flags")), std::string("[\"causation_orphan\"]"));
    QVERIFY(events[4].find("depth")->isNull());
    QCOMPARE(json::dump(*events[4].find("flags")), std::string("[\"causation_cycle\"]"));
}

void TestChainPrint::cyclesInOrderOfTime()
{
    // 1 caused 3, 3 caused 2, 2 caused 1.
    const auto read = json::readStrict(toJson(buildGraph({happened(1, 2), happened(2, 3), happened(3, 1)}, {})));
    QVERIFY(read.ok());
    QCOMPARE(json::dump(*read.value().find("cycles")),
             std::string("[[\"00000000-0000-4000-8000-000000000001\",\"00000000-0000-4000-8000-000000000002\","
                         "\"00000000-0000-4000-8000-000000000003\"]]"));
}

void TestChainPrint::jsonOfTruncated()
{
    Graph graph = sample();
    graph.truncated = true;
    graph.correlation = CorrelationId(test::eventId(9).uuid());
    const auto read = json::readStrict(toJson(graph));
    QVERIFY(read.ok());
    QVERIFY(read.value().find("truncated")->asBool());
    QCOMPARE(read.value().find("correlation_id")->asText(), std::string("00000000-0000-4000-8000-000000000009"));
}

void TestChainPrint::jsonOfNothing()
{
    QCOMPARE(toJson(buildGraph({}, {})),
             std::string("{\"correlation_id\":null,\"roots\":[],\"events\":[],\"orphans\":[],\"cycles\":[]}"));
}

void TestChainPrint::dot()
{
    const std::string text = toDot(sample());
    QVERIFY(text.starts_with("digraph chain {\n"));
    QVERIFY(text.ends_with("}\n"));
    QVERIFY(text.find("\"00000000-0000-4000-8000-000000000001\" -> \"00000000-0000-4000-8000-000000000003\";") !=
            std::string::npos);
    QVERIFY(text.find("label=\"Say \\\"hi\\\"\\\\") != std::string::npos);
    QVERIFY(text.find("\\n{a|b} &amp;lt; 00000000 #1\"") != std::string::npos);
    QVERIFY(text.find("\xE2\x80\xAE") == std::string::npos);
    QVERIFY(text.find("CallInitiated\\nCall 00000000 #1\"") != std::string::npos);
    QVERIFY(text.find("style=\"rounded,dashed\"") != std::string::npos);
    QVERIFY(text.find("[color=red]") != std::string::npos);
    // Graphviz' own reader counts: every line of a statement has its quotes in pairs.
    int quotes = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            ++quotes;
        } else if (text[i] == '\n') {
            QCOMPARE(quotes % 2, 0);
        }
    }
}

void TestChainPrint::tree()
{
    const std::string text = toTree(sample(), 20);
    const QStringList lines = QString::fromStdString(text).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 7);
    QVERIFY(lines[0].startsWith(
        QStringLiteral("CallInitiated  Call 00000000 #1  2026-02-01T00:00:01.000000Z  00000000-0000-4000-8000-000000000001")));
    QVERIFY(lines[1].startsWith(QStringLiteral("├─ CallInitiated")));
    QVERIFY(lines[2].startsWith(QStringLiteral("└─ Say")));
    QVERIFY(!lines[2].contains(QChar(0x202e)));
    QVERIFY(lines[3].endsWith(QStringLiteral("[orphan: its cause 00000000-0000-4000-8000-000000000063 is no event]")));
    QVERIFY(lines[4].endsWith(QStringLiteral("[cycle: caused by its own effect 00000000-0000-4000-8000-000000000006]")));
    QVERIFY(lines[5].startsWith(QStringLiteral("└─ ")));
    QVERIFY(lines[6].isEmpty());
}

void TestChainPrint::treeShowsBranches()
{
    const Graph graph =
        buildGraph({happened(1, {}), happened(2, 1), happened(3, 2), happened(4, 1), happened(5, 1), happened(6, 5)}, {});
    const auto branches = [](const std::string& text) {
        QStringList starts;
        for (const QString& line : QString::fromStdString(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            starts << line.section(QStringLiteral("CallInitiated"), 0, 0);
        }
        return starts;
    };
    QCOMPARE(branches(toTree(graph, 20)), QStringList({QString(), QStringLiteral("├─ "), QStringLiteral("│  └─ "),
                                                       QStringLiteral("├─ "), QStringLiteral("└─ "), QStringLiteral("   └─ ")}));
    QCOMPARE(branches(toTree(graph, 1)),
             QStringList({QString(), QStringLiteral("├─ "), QStringLiteral("│  └─ "), QStringLiteral("└─ … 2 more")}));
}

void TestChainPrint::deepTreeStaysSmall()
{
    std::vector<Event> events = {happened(1, {})};
    for (std::uint64_t n = 2; n <= 10'000; ++n) events.push_back(happened(n, n - 1));
    QElapsedTimer timer;
    timer.start();
    const std::string text = toTree(buildGraph(events, {}), 20);
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(text.size() < 4'000'000);
    QVERIFY(text.find("(9999 steps down) CallInitiated") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestChainPrint)
#include "tst_chainprint.moc"

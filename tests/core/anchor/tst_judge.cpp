// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/anchorroot.h"
#include "core/anchor/judge.h"

#include <QtTest>

#include <functional>

using namespace vci;
using namespace vci::anchor;

namespace {

constexpr std::int64_t kChain = 31337;
const std::string kRoot(32, 'r');
const auto kSender = *Address::tryFromString("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
const auto kStranger = *Address::tryFromString("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
const Timestamp kTime(1'770'000'000'000'000);

BlockHash hashOf(char c)
{
    return *BlockHash::tryFromBytes(std::string(32, c));
}

ChainBlock block(char c, std::int64_t number = 100)
{
    return {number, hashOf(c), kTime};
}

ChainTrust trust()
{
    return {kChain, {kSender}, {}, {}};
}

EndpointAnswer silent(const std::string& name)
{
    return {name, "it did not answer within 10 s"};
}

EndpointAnswer null(const std::string& name, std::int64_t finalUpTo = 200)
{
    return {name, {}, {}, finalUpTo, {}};
}

/// Does not know the transaction and has that at the height.
EndpointAnswer at(const std::string& name, const SeenHeight& height)
{
    return {name, {}, {}, 200, {height}};
}

EndpointAnswer mempool(const std::string& name)
{
    return {name, {}, SeenTransaction{kChain, kSender, anchorInput(kRoot), {}}, 200, {}};
}

EndpointAnswer inBlock(const std::string& name, const ChainBlock& where, std::int64_t finalUpTo = 200)
{
    return {name, {}, SeenTransaction{kChain, kSender, anchorInput(kRoot), where}, finalUpTo, {{where.number, where.hash}}};
}

EndpointAnswer changed(EndpointAnswer answer, const std::function<void(EndpointAnswer&)>& change)
{
    change(answer);
    return answer;
}

RecordedAnchor recorded()
{
    return {AnchorId(Uuid({1})), kChain, hashOf('t').toString(), kSender.toString(), kRoot, kTime, {}, {}};
}

QByteArray findingOf(const AnchorVerdict& verdict)
{
    const auto finding = verdict.finding();
    return finding ? QByteArray(kindName(*finding).data()) : QByteArray("-");
}

}  // namespace

Q_DECLARE_METATYPE(std::vector<EndpointAnswer>)

class TestJudge final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void table_data()
    {
        using Answers = std::vector<EndpointAnswer>;
        QTest::addColumn<std::vector<EndpointAnswer>>("answers");
        QTest::addColumn<bool>("wasInBlock");
        QTest::addColumn<QByteArray>("finding");
        QTest::addColumn<int>("standing");
        const auto row = [](const char* name, const Answers& answers, const char* finding, AnchorStanding standing,
                            bool wasInBlock = false) {
            QTest::newRow(name) << answers << wasInBlock << QByteArray(finding) << static_cast<int>(standing);
        };
        using enum AnchorStanding;
        row("final and equal", {inBlock("a", block('h'))}, "-", Final);
        row("final at two", {inBlock("a", block('h')), inBlock("b", block('h'))}, "-", Final);
        row("final at one, the other is down", {silent("b"), inBlock("a", block('h'))}, "-", Final);
        row("final at one, the other has the block and no index of transactions",
            {inBlock("a", block('h')), changed(null("b"),
                                               [](auto& b) {
                                                   b.heights = {{100, hashOf('h')}};
                                               })},
            "-", Final);
        row("in a block, not final", {inBlock("a", block('h'), 99)}, "anchor_pending", NotFinal);
        row("final at one, not at the other", {inBlock("a", block('h')), inBlock("b", block('h'), 99)}, "anchor_pending",
            NotFinal);
        row("final at one, the other lags",
            {inBlock("a", block('h')), changed(null("b", 60),
                                               [](auto& b) {
                                                   b.heights = {{100, {}}};
                                               })},
            "anchor_pending", NotFinal);
        row("final at one, the other was not asked for the height", {inBlock("a", block('h')), null("b")}, "anchor_pending",
            NotFinal);
        row("known, in no block", {mempool("a")}, "anchor_pending", NotFinal);
        row("in no block at one, null at the other", {null("b"), mempool("a")}, "anchor_pending", NotFinal);
        row("null everywhere", {null("a"), null("b")}, "anchor_not_found", NotFinal);
        row("null at one, the other down", {null("a"), silent("b")}, "anchor_not_found", NotFinal);
        row("removed by a reorg", {at("a", {100, hashOf('i')})}, "anchor_pending", NotFinal, true);
        row("removed by a reorg, and one endpoint lags", {at("b", {100, {}}), at("a", {100, hashOf('i')})}, "anchor_pending",
            NotFinal, true);
        row("its block is there and it is not", {at("a", {100, hashOf('h')})}, "anchor_not_found", NotFinal, true);
        row("its block is there at one endpoint", {at("b", {100, hashOf('i')}), at("a", {100, hashOf('h')})}, "anchor_not_found",
            NotFinal, true);
        row("its height is not there yet", {at("a", {100, {}})}, "anchor_not_found", NotFinal, true);
        row("its height could not be asked for", {null("a")}, "anchor_not_found", NotFinal, true);
        row("another block, and it was in none", {at("a", {100, hashOf('i')})}, "anchor_not_found", NotFinal);
        row("waiting again after a reorg", {mempool("a")}, "anchor_pending", NotFinal, true);
        row("nobody asked", {}, "source_unreachable", Unchecked);
        row("all down", {silent("a"), silent("b")}, "source_unreachable", Unchecked);
        row("two hashes at one height", {inBlock("a", block('h')), inBlock("b", block('i'))}, "source_contradiction", Unchecked);
        row("two heights", {inBlock("a", block('h')), inBlock("b", block('h', 101))}, "source_contradiction", Unchecked);
        row("two times of one hash",
            {inBlock("a", block('h')), inBlock("b", {100, hashOf('h'), Timestamp(kTime.micros() + 1'000'000)})},
            "source_contradiction", Unchecked);
        row("another hash at the height, by one that does not know the transaction",
            {inBlock("a", block('h')), changed(null("b"),
                                               [](auto& b) {
                                                   b.heights = {{100, hashOf('i')}};
                                               })},
            "source_contradiction", Unchecked);
        row("another sender", {changed(inBlock("a", block('h')), [](auto& a) { a.transaction->sender = kStranger; })},
            "anchor_wrong_sender", Refuted);
        row("a signature of no key", {changed(inBlock("a", block('h')), [](auto& a) { a.transaction->sender.reset(); })},
            "anchor_wrong_sender", Refuted);
        row("another sender, in no block", {changed(mempool("a"), [](auto& a) { a.transaction->sender = kStranger; })},
            "anchor_wrong_sender", Refuted);
        row("another input", {changed(inBlock("a", block('h')), [](auto& a) { a.transaction->input[10] = 'x'; })},
            "anchor_mismatch", Refuted);
        row("more input", {changed(inBlock("a", block('h')), [](auto& a) { a.transaction->input += 'x'; })}, "anchor_mismatch",
            Refuted);
        row("no input", {changed(inBlock("a", block('h')), [](auto& a) { a.transaction->input.clear(); })}, "anchor_mismatch",
            Refuted);
        row("signed for another chain", {changed(inBlock("a", block('h')), [](auto& a) { a.transaction->chainId = 1; })},
            "anchor_wrong_chain", Refuted);
        row("signed for any chain", {changed(inBlock("a", block('h')), [](auto& a) { a.transaction->chainId.reset(); })}, "-",
            Final);
    }
    void table()
    {
        QFETCH(std::vector<EndpointAnswer>, answers);
        QFETCH(bool, wasInBlock);
        Expectation expected = expectationOf(recorded());
        if (wasInBlock) expected.places = {{100, hashOf('h')}};
        const AnchorVerdict verdict = judge(expected, trust(), answers);
        QTEST(findingOf(verdict), "finding");
        QTEST(static_cast<int>(verdict.standing), "standing");
        for (const AnchorFinding& finding : verdict.findings) QVERIFY2(!finding.message.ends_with('.'), finding.message.c_str());
        if (verdict.isFinal()) {
            QVERIFY(verdict.block == block('h'));
            QVERIFY(!verdict.source.empty());
        }
    }

    void everyFindingOfATransaction()
    {
        const SeenTransaction transaction{1, kStranger, "x", {}};
        const auto findings = refuteTransaction(transaction, expectationOf(recorded()), trust());
        QCOMPARE(findings.size(), std::size_t{3});
    }

    void anotherTrustedSender()
    {
        ChainTrust both = trust();
        both.senders.push_back(kStranger);
        SeenTransaction transaction{kChain, kStranger, anchorInput(kRoot), {}};
        QCOMPARE(refuteTransaction(transaction, expectationOf(recorded()), both).front().kind, FindingKind::AnchorWrongSender);
        transaction.sender = kSender;
        QVERIFY(refuteTransaction(transaction, expectationOf(recorded()), both).empty());
    }

    void oneEventAnchors_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<bool>("isAnchor");
        const QByteArray leaf(32, 'l');
        QTest::newRow("alone") << leaf << true;
        QTest::newRow("in front") << leaf + "tail" << true;
        QTest::newRow("behind") << "head" + leaf << true;
        QTest::newRow("within") << "head" + leaf + "tail" << true;
        QTest::newRow("31 bytes") << leaf.left(31) << false;
        QTest::newRow("as hex text") << leaf.toHex() << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void oneEventAnchors()
    {
        QFETCH(QByteArray, input);
        const Expectation expected{std::string(32, 'l'), Expectation::Match::Contains};
        QTEST(refuteTransaction({kChain, kSender, input.toStdString(), {}}, expected, trust()).empty(), "isAnchor");
    }

    void records_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QByteArray>("finding");
        QTest::newRow("as it is") << 0 << QByteArray("-");
        QTest::newRow("another chain") << 1 << QByteArray("anchor_wrong_chain");
        QTest::newRow("another sender") << 2 << QByteArray("anchor_wrong_sender");
        QTest::newRow("no address") << 3 << QByteArray("anchor_wrong_sender");
        QTest::newRow("no hash") << 4 << QByteArray("anchor_mismatch");
        QTest::newRow("a short root") << 5 << QByteArray("anchor_mismatch");
        QTest::newRow("a member that leads elsewhere") << 6 << QByteArray("anchor_mismatch");
        QTest::newRow("an address in capitals") << 7 << QByteArray("-");
    }
    void records()
    {
        QFETCH(int, what);
        RecordedAnchor anchor = recorded();
        const std::vector<std::function<void()>> damage = {
            [] {},
            [&] { anchor.chainId = 1; },
            [&] { anchor.sender = kStranger.toString(); },
            [&] { anchor.sender = "me"; },
            [&] { anchor.txHash = "0x12"; },
            [&] { anchor.root.pop_back(); },
            [&] {
                anchor.members.push_back({TenantId(Uuid({1})), "l", 1, 0, "", "n"});
            },
            [&] { anchor.sender = "0xF39FD6e51aad88F6F4ce6aB8827279cffFb92266"; },
        };
        damage[static_cast<std::size_t>(what)]();
        const auto verdict = refuteRecord(anchor, trust());
        QTEST(verdict ? findingOf(*verdict) : QByteArray("-"), "finding");
        if (verdict) QCOMPARE(verdict->standing, AnchorStanding::Refuted);
    }

    void trustThatPinsTooLittle()
    {
        QVERIFY(!refuseTrust(trust()));
        ChainTrust noChain = trust();
        noChain.chainId.reset();
        ChainTrust nobody = trust();
        nobody.senders.clear();
        for (const ChainTrust& weak : {noChain, nobody, ChainTrust()}) {
            const auto verdict = refuseTrust(weak);
            QVERIFY(verdict && verdict->standing == AnchorStanding::Unchecked);
        }
    }
};

QTEST_APPLESS_MAIN(TestJudge)
#include "tst_judge.moc"

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/note.h"
#include "core/report/sentences.h"

#include <QTest>

#include <algorithm>
#include <string_view>

using namespace vci;
using namespace vci::report;

namespace {

bool says(const std::vector<std::string>& sentences, std::string_view words)
{
    return std::ranges::any_of(sentences, [words](const std::string& one) { return one.find(words) != std::string::npos; });
}

const TenantId kTenant = *TenantId::tryFromString("11111111-1111-4111-8111-111111111111");

verify::Report verified(std::int64_t chainId = 0)
{
    verify::Report report{kTenant};
    report.hasLog = true;
    report.events = 1;
    if (chainId != 0) report.anchors.push_back({chainId, "0x", "0x", "", 1, {anchor::AnchorStanding::Final, {}, {}, "somebody"}});
    return report;
}

Seal sealed()
{
    return Seal{{integrity::SignerKey::generate("voicecore/examiner/anna").value().verifierKey(), {}, 0, {}}};
}

}  // namespace

/// What a report says to have been checked, by source, request and chain.
class TestSentences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheProtectionOfADatabase()
    {
        const verify::Report report = verified();
        const Request request{kTenant};
        const std::optional<Seal> seal;
        const Trusted trusted;
        const Checks hardened{report, request, store::SourceKind::HardenedPostgres, false, seal, trusted};
        QVERIFY(says(checkedSentences(hardened), "The protection of the database"));
        QVERIFY(says(uncheckedSentences(hardened), "The platform's own summaries"));
        const Checks file{report, request, store::SourceKind::CaseFile, true, seal, trusted};
        QVERIFY(!says(checkedSentences(file), "The protection of the database"));
        QVERIFY(!says(uncheckedSentences(file), "The platform's own summaries"));
        verify::Report bare = verified();
        bare.hasLog = false;
        const Checks stock{bare, request, store::SourceKind::StockPostgres, false, seal, trusted};
        QVERIFY(says(uncheckedSentences(stock), "it has no such protection"));
        QVERIFY(!says(checkedSentences(stock), "snapshot"));
        // Of a record that is not kept, nobody asks since when.
        QVERIFY(!says(uncheckedSentences(stock), "Since when the record exists"));
        QVERIFY(says(uncheckedSentences(file), "Since when the record exists"));
    }

    void callsNoChainPublicThatIsNot_data()
    {
        QTest::addColumn<int>("chain");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isPublic");
        QTest::newRow("mainnet") << 1 << QByteArray("Ethereum mainnet (1)") << true;
        QTest::newRow("a developer's node") << 31337 << QByteArray("a local test chain (31337)") << false;
        QTest::newRow("nobody knows") << 4242 << QByteArray("chain 4242") << false;
    }
    void callsNoChainPublicThatIsNot()
    {
        QFETCH(int, chain);
        QFETCH(QByteArray, name);
        QFETCH(bool, isPublic);
        const verify::Report report = verified(chain);
        const Request request{kTenant};
        const std::optional<Seal> seal;
        const Trusted trusted;
        const Checks checks{report, request, store::SourceKind::CaseFile, true, seal, trusted};
        QVERIFY(says(checkedSentences(checks), "looked up on its chain, " + name.toStdString()));
        QVERIFY(!says(checkedSentences(checks), "public chain"));
        QCOMPARE(says(uncheckedSentences(checks), "does not know to be public"), !isPublic);
    }

    /// What is said to be checked of all was checked of all.
    void claimsNoMoreThanTheScope_data()
    {
        QTest::addColumn<bool>("isOfOne");
        QTest::addColumn<bool>("hasLog");
        QTest::addColumn<bool>("isPart");
        QTest::addColumn<bool>("ofAll");     // an event without an entry would be found, whosever it is
        QTest::addColumn<bool>("ofOthers");  // of the events that were not asked for the record was checked
        QTest::newRow("the tenant") << false << true << false << true << false;
        QTest::newRow("one aggregate") << true << true << false << false << true;
        QTest::newRow("one aggregate, no record") << true << false << false << false << false;
        QTest::newRow("one aggregate of a part of a log") << true << true << true << false << false;
    }
    void claimsNoMoreThanTheScope()
    {
        QFETCH(bool, isOfOne);
        QFETCH(bool, hasLog);
        QFETCH(bool, isPart);
        QFETCH(bool, ofAll);
        QFETCH(bool, ofOthers);
        verify::Report report = verified();
        report.hasLog = hasLog;
        if (isPart) report.selection.emplace();
        Request request{kTenant};
        if (isOfOne) request.aggregates = {*AggregateId::tryFromString("22222222-2222-4222-8222-222222222222")};
        const std::optional<Seal> seal;
        const Trusted trusted;
        const auto kind = hasLog ? store::SourceKind::CaseFile : store::SourceKind::StockPostgres;
        const Checks checks{report, request, kind, hasLog, seal, trusted};
        QCOMPARE(says(checkedSentences(checks), "whether an event stands there without an entry"), ofAll);
        QCOMPARE(says(checkedSentences(checks), "Of the events that were asked for: whether one stands"),
                 isOfOne && hasLog && !isPart);
        QCOMPARE(says(uncheckedSentences(checks), "the record itself is whole"), ofOthers);
        QCOMPARE(says(uncheckedSentences(checks), "Events of other aggregates"), isOfOne);
        QCOMPARE(says(uncheckedSentences(checks), "The platform's own snapshots"), !hasLog);
        QCOMPARE(says(checkedSentences(checks), "numbers without gaps or repeats"), !isPart);
        request.edition = kSecondEdition;
        QCOMPARE(says(uncheckedSentences(checks), "Only that the record itself is whole was checked of all."), isOfOne);
    }

    void saysWhoSpokeOfAnchors_data()
    {
        QTest::addColumn<bool>("isOffline");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<bool>("isProven");
        QTest::addColumn<QByteArray>("checked");
        QTest::addColumn<QByteArray>("unchecked");
        const QByteArray lookedUp = "was looked up on its chain";
        const QByteArray followed = "has a recorded proof that was followed";
        QTest::newRow("an endpoint") << false << QByteArray("http://a") << true << lookedUp << QByteArray();
        QTest::newRow("nobody") << false << QByteArray() << false << QByteArray()
                                << QByteArray("nobody who could be asked answered");
        QTest::newRow("nobody, with a proof")
            << false << QByteArray() << true << followed << QByteArray("the blocks that the recorded proofs lead to");
        QTest::newRow("offline, with a proof")
            << true << QByteArray() << true << followed << QByteArray("nobody named blocks that are on it");
        QTest::newRow("offline, without one")
            << true << QByteArray() << false << QByteArray() << QByteArray("no proof is recorded that could be followed");
    }
    void saysWhoSpokeOfAnchors()
    {
        QFETCH(bool, isOffline);
        QFETCH(QByteArray, source);
        QFETCH(bool, isProven);
        QFETCH(QByteArray, checked);
        QFETCH(QByteArray, unchecked);
        verify::Report report = verified();
        anchor::AnchorVerdict verdict{source.isEmpty() ? anchor::AnchorStanding::Unchecked : anchor::AnchorStanding::Final};
        verdict.source = source.toStdString();
        if (source.isEmpty()) verdict.findings.push_back({FindingKind::SourceUnreachable, {}, {}, {}});
        if (isProven)
            verdict.block = anchor::ChainBlock{7, *anchor::BlockHash::tryFromString("0x" + std::string(64, 'a')), Timestamp(0)};
        report.anchors.push_back({1, "0x", "0x", "", 1, verdict});
        Request request{kTenant};
        request.isOffline = isOffline;
        const std::optional<Seal> seal;
        const Trusted trusted;
        const Checks checks{report, request, store::SourceKind::CaseFile, true, seal, trusted};
        for (const char* words : {"was looked up on its chain", "has a recorded proof that was followed"})
            QCOMPARE(says(checkedSentences(checks), words), checked == words);
        if (!unchecked.isEmpty()) QVERIFY(says(uncheckedSentences(checks), unchecked.toStdString()));
        for (const char* words : {"are on their chain", "recorded proofs lead to", "that hold the anchors"})
            QVERIFY(!unchecked.isEmpty() || !says(uncheckedSentences(checks), words));
    }

    void countsAnchorsThatWereAnswered()
    {
        verify::Report report = verified(1);
        const anchor::AnchorFinding silence{FindingKind::SourceUnreachable, {}, {}, {}};
        report.anchors.push_back({1, "0x", "0x", "", 1, {anchor::AnchorStanding::Unchecked, {silence}}});
        // What is recorded of this one refutes it: nobody had to be asked.
        const anchor::AnchorFinding other{FindingKind::AnchorWrongChain, {}, {}, {}};
        report.anchors.push_back({1, "0x", "0x", "", 1, {anchor::AnchorStanding::Refuted, {other}}});
        const Request request{kTenant};
        const std::optional<Seal> seal;
        const Trusted trusted;
        const Checks checks{report, request, store::SourceKind::CaseFile, true, seal, trusted};
        QVERIFY(says(checkedSentences(checks), "1 of the 3 anchors that the source recorded was looked up on its chain, "));
        QVERIFY(says(uncheckedSentences(checks), "Whether 1 of the 3 anchors that the source recorded is on its chain, "));
    }

    /// Nothing was checked of events where none is in what was asked for.
    void claimsNothingOfNoEvents_data()
    {
        QTest::addColumn<bool>("isPart");
        QTest::newRow("a log") << false;
        QTest::newRow("a part of one") << true;
    }
    void claimsNothingOfNoEvents()
    {
        QFETCH(bool, isPart);
        verify::Report report = verified();
        report.events = 0;
        if (isPart) report.selection.emplace();
        Request request{kTenant};
        request.from = Timestamp(1);
        const std::optional<Seal> seal;
        const Trusted trusted;
        const Checks checks{report, request, store::SourceKind::CaseFile, true, seal, trusted};
        for (const char* words : {"Of every event", "Within each aggregate", "Of the events that were asked for"})
            QVERIFY2(!says(checkedSentences(checks), words), words);
        QCOMPARE(says(checkedSentences(checks), "The record of all events was followed"), !isPart);
        request.edition = kSecondEdition;
        QVERIFY(says(checkedSentences(checks), "Of every event a fingerprint was computed anew"));
    }

    /// What is not known of a custody log was not checked.
    void claimsNoWholeCustodyThatIsDoubted()
    {
        const verify::Report report = verified();
        Request request{kTenant};
        const std::optional<Seal> seal;
        const Trusted trusted;
        const Checks whole{report, request, store::SourceKind::CaseFile, true, seal, trusted};
        const Checks doubted{report, request, store::SourceKind::CaseFile, true, seal, trusted, true};
        const char* const isWhole = "that no record was changed, removed, added";
        const char* const isOpen = "Whether records of the custody log beside the case were removed";
        QVERIFY(says(checkedSentences(whole), isWhole) && !says(uncheckedSentences(whole), isOpen));
        QVERIFY(!says(checkedSentences(doubted), isWhole) && says(uncheckedSentences(doubted), isOpen));
        QVERIFY(says(checkedSentences(doubted), "that none was changed, added or put in another place"));
        request.edition = kSecondEdition;
        QVERIFY(says(checkedSentences(doubted), isWhole) && !says(uncheckedSentences(doubted), isOpen));
    }

    /// Who takes the log beside a sealed case away leaves nothing that tells of it.
    void claimsNoLogBesideThatIsNotThere()
    {
        const verify::Report report = verified();
        Request request{kTenant};
        const std::optional<Seal> seal = sealed();
        const Trusted trusted;
        const Checks without{report, request, store::SourceKind::CaseFile, true, seal, trusted};
        const Checks with{report, request, store::SourceKind::CaseFile, true, seal, trusted, false, true};
        const char* const isOpen = "nothing in the case would tell that it was taken away";
        QVERIFY(says(uncheckedSentences(without), isOpen) && says(checkedSentences(without), "Of the custody log in the case,"));
        QVERIFY(!says(uncheckedSentences(with), isOpen) && says(checkedSentences(with), "Of the custody log, in which"));
        request.edition = kSecondEdition;
        QVERIFY(!says(uncheckedSentences(without), isOpen) && says(checkedSentences(without), "Of the custody log, in which"));
    }

    /// A report of the first edition is repeated in its own words.
    void keepsTheWordsOfTheFirstEdition()
    {
        const verify::Report report = verified(31337);
        Request request{kTenant};
        request.edition = kFirstEdition;
        const std::optional<Seal> seal;
        const Trusted trusted;
        const Checks checks{report, request, store::SourceKind::HardenedPostgres, false, seal, trusted};
        QVERIFY(says(checkedSentences(checks), "The public chain was asked about every anchor that the source recorded."));
        QVERIFY(!says(checkedSentences(checks), "snapshot") && !says(checkedSentences(checks), "protection"));
        QVERIFY(!says(uncheckedSentences(checks), "to be public") && !says(uncheckedSentences(checks), "platform"));
    }
};

QTEST_APPLESS_MAIN(TestSentences)
#include "tst_sentences.moc"

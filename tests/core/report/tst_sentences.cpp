// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

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
    if (chainId != 0) report.anchors.push_back({chainId, "0x", "0x", "", 1, {anchor::AnchorStanding::Final, {}, {}, "somebody"}});
    return report;
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

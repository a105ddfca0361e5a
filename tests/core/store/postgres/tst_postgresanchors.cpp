// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/anchorroot.h"
#include "core/integrity/checkpoint.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <QtTest>

using namespace vci;
using namespace vci::test;

/// Anchors of all tenants in a hardened database: who keeps them, and what each tenant sees of them.
class TestPostgresAnchors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto made = HardenedDatabase::make(2);
        if (!made.ok() && made.error().code == ErrorCode::NotFound) QSKIP(made.error().message.c_str());
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        m_database = std::move(made).value();
    }

    void anchorsOfAllTenants()
    {
        const auto writer = store::postgres::openPostgresAnchorWriter(m_database->uri()).value();
        const auto refused = writer->newestCheckpoints({});
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::NotPermitted);
        QVERIFY2(refused.error().message.find("GRANT vci_anchor TO writer") != std::string::npos,
                 refused.error().message.c_str());
        QVERIFY(m_database->runSql(QStringLiteral("GRANT vci_anchor TO writer")).ok());

        const auto none = writer->newestCheckpoints({});
        QVERIFY2(none.ok() && none.value().empty(), none.ok() ? "" : none.error().message.c_str());
        signAll();
        const auto tree = anchor::buildAnchorTree(writer->newestCheckpoints({}).value()).value();
        QVERIFY(tree.members.size() >= 2);
        for (const AnchorMember& member : tree.members) QCOMPARE(member.treeSize, 2);

        RecordedAnchor anchor{AnchorId(m_ids.next()),
                              31337,
                              "0x" + std::string(64, 'a'),
                              "0x" + std::string(40, 'b'),
                              std::string(bytesOf(tree.root)),
                              Timestamp(1'770'000'000'123'456),
                              tree.members,
                              {}};
        const auto added = writer->addAnchor(anchor);
        QVERIFY2(added.ok(), added.ok() ? "" : added.error().message.c_str());
        AnchorBlock block{7,
                          "0x" + std::string(64, 'c'),
                          Timestamp(1'770'000'001'000'000),
                          {},
                          std::string("raw\0x", 5),
                          "head",
                          "unavailable"};
        QVERIFY(writer->addBlock(anchor.id, block).ok());
        const auto waiting = writer->toFollow(Sha256{}, {});
        QVERIFY2(waiting.ok(), waiting.ok() ? "" : waiting.error().message.c_str());
        QCOMPARE(waiting.value().size(), std::size_t{1});
        block.finalAt = Timestamp(1'770'000'002'000'001);
        QVERIFY(writer->addBlock(anchor.id, block).ok());
        block.finalAt = Timestamp(1);  // what stands, stands
        QVERIFY(writer->addBlock(anchor.id, block).ok());
        QVERIFY(writer->toFollow(Sha256{}, {}).value().empty());
        QCOMPARE(writer->toFollow(tree.root, {}).value().size(), std::size_t{1});

        const auto reader = m_database->reader().value();
        const auto seen = reader->anchors()->anchors({}, 10, {}).value();
        QCOMPARE(seen.size(), std::size_t{1});
        QCOMPARE(seen[0].txHash, anchor.txHash);
        QCOMPARE(seen[0].root, anchor.root);
        QCOMPARE(seen[0].submittedAt.micros(), anchor.submittedAt.micros());
        QCOMPARE(seen[0].members.size(), std::size_t{1});
        QCOMPARE(seen[0].members[0].tenant.toString(), HardenedDatabase::tenant().toString());
        QVERIFY(anchor::rootOfMember(seen[0].members[0]) == std::optional(tree.root));
        QCOMPARE(seen[0].blocks.size(), std::size_t{1});
        QCOMPARE(seen[0].blocks[0].finalAt->micros(), 1'770'000'002'000'001);
        QCOMPARE(*seen[0].blocks[0].rawTransaction, std::string("raw\0x", 5));
        QCOMPARE(*seen[0].blocks[0].transactionProof, std::string("unavailable"));
        QVERIFY(reader->anchors()->anchors(anchor.id, 10, {}).value().empty());
    }

private:
    void signAll()
    {
        const auto reader = store::postgres::openPostgresReader(m_database->uri()).value();
        const auto writer = store::postgres::openPostgresLogWriter(m_database->uri()).value();
        const auto tenants = reader->tenants().value();
        for (const Tenant& tenant : tenants) {
            QVERIFY(reader->selectTenant(tenant.id).ok());
            const LogId log = reader->log()->logs({}).value().at(0).id;
            const auto key = integrity::SignerKey::fromSeed(integrity::keyNameOf(log), std::string(32, 'k')).value();
            for (const std::int64_t size : {1, 2}) {
                const Sha256 root = sha256({std::to_string(size)});
                const auto note =
                    integrity::SignedCheckpoint::sign({integrity::Origin{log, tenant.id}.toString(), size, root}, key).value();
                const auto kept = writer->addCheckpoint(tenant.id, {log, size, root, note.note.toString()});
                QVERIFY2(kept.ok(), kept.ok() ? "" : kept.error().message.c_str());
            }
        }
    }

    std::unique_ptr<HardenedDatabase> m_database;
    RandomIdSource m_ids;
};

QTEST_APPLESS_MAIN(TestPostgresAnchors)
#include "tst_postgresanchors.moc"

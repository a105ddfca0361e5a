// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/anchorroot.h"
#include "core/base/hex.h"
#include "core/integrity/checkpoint.h"
#include "core/integrity/merkle.h"
#include "tests/core/integrity/vectors.h"

#include <QtTest>

#include <algorithm>

using namespace vci;

namespace {

constexpr std::string_view kLog = "f226a7dc74d50ccadf5aa338aa24ca1d";

integrity::SignerKey keyOf(std::string_view log)
{
    return integrity::SignerKey::fromSeed("voicecore/" + std::string(log), std::string(32, 's')).value();
}

/// The checkpoint of a tenant that has number as its first byte.
std::string noteOf(int number, std::int64_t size = 7)
{
    const TenantId tenant(Uuid({static_cast<std::uint8_t>(number), 1, 2, 3, 4, 5, 0x46, 7, 0x88, 9, 10, 11, 12, 13, 14, 15}));
    const integrity::Origin origin{*LogId::tryFromString(kLog), tenant};
    const integrity::Checkpoint checkpoint{origin.toString(), size, sha256({origin.toString()})};
    return integrity::SignedCheckpoint::sign(checkpoint, keyOf(kLog)).value().note.toString();
}

anchor::AnchorTree treeOf(int members)
{
    std::vector<std::string> notes;
    for (int i = members; i > 0; --i) notes.push_back(noteOf(i));
    return anchor::buildAnchorTree(notes).value();
}

}  // namespace

class TestAnchorRoot final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vector()
    {
        const std::string text = vectorFile(QStringLiteral("voicecore/vectors.json"));
        if (text.empty()) QSKIP("../shared is absent: the anchor vector");
        const auto vectors = nlohmann::json::parse(text);
        std::vector<std::string> notes;
        std::map<std::string, std::string> origins;
        for (const auto& tenant : vectors["tenants"]) {
            notes.push_back(tenant["checkpoint"].get<std::string>());
            origins[tenant["tenant_id"]] = tenant["origin"];
        }
        for (int pass = 0; pass < 2; ++pass, std::reverse(notes.begin(), notes.end())) {
            const auto tree = anchor::buildAnchorTree(notes);
            QVERIFY2(tree.ok(), tree.ok() ? "" : tree.error().message.c_str());
            QCOMPARE(toHex(tree.value().root), vectors["anchor"]["root"].get<std::string>());
            const std::string input = anchor::anchorInput(bytesOf(tree.value().root));
            QCOMPARE("0x" + toHex(std::vector<std::uint8_t>(input.begin(), input.end())),
                     vectors["anchor"]["transaction_input"].get<std::string>());
            QCOMPARE(tree.value().members.size(), notes.size());
            for (std::size_t i = 0; i < notes.size(); ++i) {
                const AnchorMember& member = tree.value().members[i];
                QCOMPARE(origins[member.tenant.toString()], vectors["anchor"]["order"][i].get<std::string>());
                QCOMPARE(anchor::rootOfMember(member).value(), tree.value().root);
            }
        }
    }

    void everyMemberLeadsToTheRoot()
    {
        // The naive tree of RFC 6962 is the oracle of merkle.h; here the number of members is what nobody is told.
        for (int members = 1; members <= 70; ++members) {
            const auto tree = treeOf(members);
            for (const AnchorMember& member : tree.members) QCOMPARE(anchor::rootOfMember(member).value(), tree.root);
        }
    }

    void witnessesAreNotInTheLeaf()
    {
        auto note = integrity::Note::parse(noteOf(1)).value();
        const std::string leaf = anchor::anchorLeaf(note.toString()).value();
        QCOMPARE(leaf, "voicecore/anchor/v1\n" + noteOf(1));
        note.signatures.insert(note.signatures.begin(), {"witness.example/w", 0x01020304, std::string(64, 'w')});
        QCOMPARE(anchor::anchorLeaf(note.toString()).value(), leaf);
    }

    void alteredMembers_data()
    {
        QTest::addColumn<int>("what");
        int what = 0;
        for (const char* name :
             {"another size", "another tenant", "another log", "another index", "an index below zero", "a flipped path",
              "a path cut short", "half a hash", "a longer path", "another note", "no note", "a huge index"})
            QTest::newRow(name) << what++;
    }
    void alteredMembers()
    {
        QFETCH(int, what);
        const auto tree = treeOf(11);
        AnchorMember member = tree.members[4];
        const std::vector<std::function<void()>> damage = {
            [&] { member.treeSize += 1; },
            [&] { member.tenant = tree.members[5].tenant; },
            [&] { member.logId = std::string(32, '0'); },
            [&] { member.index = 5; },
            [&] { member.index = -1; },
            [&] { member.path[40] = static_cast<char>(member.path[40] ^ 1); },
            [&] { member.path.resize(member.path.size() - 32); },
            [&] { member.path.resize(member.path.size() - 16); },
            [&] { member.path += std::string(32, 'x'); },
            [&] { member.note = noteOf(5, 8); },
            [&] { member.note = "nothing"; },
            [&] { member.index = INT64_MAX; },
        };
        damage[static_cast<std::size_t>(what)]();
        QVERIFY(anchor::rootOfMember(member) != std::optional(tree.root));
    }

    void refusedTrees_data()
    {
        QTest::addColumn<QStringList>("notes");
        const QString one = QString::fromStdString(noteOf(1));
        auto unsignedNote = integrity::Note::parse(noteOf(1)).value();
        unsignedNote.signatures[0].name = "somebody";
        QTest::newRow("none") << QStringList();
        QTest::newRow("two of one origin") << QStringList{one, QString::fromStdString(noteOf(1, 8))};
        QTest::newRow("no note") << QStringList{QStringLiteral("hello")};
        QTest::newRow("signed by a witness alone") << QStringList{QString::fromStdString(unsignedNote.toString())};
    }
    void refusedTrees()
    {
        QFETCH(QStringList, notes);
        std::vector<std::string> texts;
        for (const QString& note : notes) texts.push_back(note.toStdString());
        const auto tree = anchor::buildAnchorTree(texts);
        QVERIFY(!tree.ok());
        QCOMPARE(tree.error().code, ErrorCode::InvalidPayload);
    }
};

QTEST_APPLESS_MAIN(TestAnchorRoot)
#include "tst_anchorroot.moc"

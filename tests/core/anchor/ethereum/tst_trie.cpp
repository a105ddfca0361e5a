// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/rlp.h"
#include "core/anchor/ethereum/trie.h"
#include "core/base/hex.h"

#include <QtTest>

#include <random>

using namespace vci;
using namespace vci::anchor::ethereum;

namespace {

std::vector<std::string> transactions(std::size_t count, std::size_t length)
{
    std::mt19937 random(static_cast<unsigned>(count * 1000 + length));
    std::vector<std::string> list;
    for (std::size_t i = 0; i < count; ++i) {
        std::string raw(length + random() % 40, '\0');
        for (char& c : raw) c = static_cast<char>(random());
        list.push_back(std::move(raw));
    }
    return list;
}

}  // namespace

class TestTrie final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptyRoot()
    {
        QCOMPARE(toHex(transactionsRoot({})), std::string("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"));
    }

    void everyProofProves_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("length");
        for (const int count : {1, 2, 3, 16, 17, 127, 128, 129, 130, 256, 257, 300}) {
            for (const int length : {1, 3, 110}) QTest::addRow("%d of %d bytes", count, length) << count << length;
        }
    }
    void everyProofProves()
    {
        QFETCH(int, count);
        QFETCH(int, length);
        const auto list = transactions(static_cast<std::size_t>(count), static_cast<std::size_t>(length));
        const Hash32 root = transactionsRoot(list);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const auto nodes = proveTransaction(list, i);
            const auto proven = provenTransaction(root, i, nodes);
            QVERIFY(proven && *proven == list[i]);
            const auto elsewhere = provenTransaction(root, i + 1, nodes);
            QVERIFY(!elsewhere || (i + 1 < list.size() && *elsewhere == list[i + 1]));
        }
    }

    void noFlippedBitProves()
    {
        const auto list = transactions(20, 60);
        const Hash32 root = transactionsRoot(list);
        const auto nodes = proveTransaction(list, 13);
        for (std::size_t n = 0; n < nodes.size(); ++n) {
            for (std::size_t bit = 0; bit < nodes[n].size() * 8; ++bit) {
                auto damaged = nodes;
                damaged[n][bit / 8] = static_cast<char>(damaged[n][bit / 8] ^ (1 << (bit % 8)));
                QVERIFY(!provenTransaction(root, 13, damaged));
            }
        }
    }

    void refused_data()
    {
        QTest::addColumn<int>("what");
        int what = 0;
        for (const char* name : {"no nodes", "the last node is missing", "the first is missing", "one too many", "another order",
                                 "another root", "a node that is bytes", "a node of three items"})
            QTest::newRow(name) << what++;
    }
    void refused()
    {
        QFETCH(int, what);
        const auto list = transactions(200, 100);
        Hash32 root = transactionsRoot(list);
        auto nodes = proveTransaction(list, 150);
        QVERIFY(nodes.size() >= 3);
        switch (what) {
        case 0:
            nodes.clear();
            break;
        case 1:
            nodes.pop_back();
            break;
        case 2:
            nodes.erase(nodes.begin());
            break;
        case 3:
            nodes.push_back(nodes.back());
            break;
        case 4:
            std::swap(nodes[0], nodes[1]);
            break;
        case 5:
            root[0] ^= 1;
            break;
        case 6:
            nodes = {encodeRlp(RlpItem::ofBytes("x"))};
            root = keccak256(nodes[0]);
            break;
        default:
            nodes = {encodeRlp(RlpItem::ofList(std::vector<RlpItem>(3, RlpItem::ofBytes("x"))))};
            root = keccak256(nodes[0]);
        }
        QVERIFY(!provenTransaction(root, 150, nodes));
    }
};

QTEST_APPLESS_MAIN(TestTrie)
#include "tst_trie.moc"

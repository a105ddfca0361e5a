// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/blockjson.h"
#include "core/anchor/ethereum/header.h"
#include "core/anchor/ethereum/transaction.h"
#include "core/anchor/ethereum/trie.h"
#include "core/base/hex.h"
#include "core/json/read.h"

#include <QtTest>

using namespace vci;
using namespace vci::anchor;
using namespace vci::anchor::ethereum;

namespace {

std::string bytesOfHex(const QByteArray& hex)
{
    return QByteArray::fromHex(hex).toStdString();
}

/// A block of a Prague chain with one transaction, as a node gave it.
const char* const kBlock =
    "{\"hash\":\"0xe8f3c87b045a6470e8ea1f305c2e41252a14ee8bf6a107ac9e4ada81ac539fa3\","
    "\"parentHash\":\"0xcc2cacf1565c6cfa693c1f8a68b88df233a99a11c9429cf16ce0974bf88844e1\","
    "\"sha3Uncles\":\"0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347\","
    "\"miner\":\"0x0000000000000000000000000000000000000000\","
    "\"stateRoot\":\"0x997aade7c32953bc45f8e68bdce5be141442c887fe16ec7d78123ca3db2a10b7\","
    "\"transactionsRoot\":\"0x711558bd085fcce1a1961f84dc7635622463c85a7a7417cfb206fef12b903d05\","
    "\"receiptsRoot\":\"0x5240c13baa9d1e0d29a6c984ba919cb949d4c1a9ceb74060760c90e4d1fcd765\",\"logsBloom\":\"0xBLOOM\","
    "\"difficulty\":\"0x0\",\"number\":\"0x1\",\"gasLimit\":\"0x1c9c380\",\"gasUsed\":\"0x5258\",\"timestamp\":\"0x6b070cdd\","
    "\"extraData\":\"0x\",\"mixHash\":\"0x064812732a1057433ee9763391a6ea2025eb1b8af0c6a88a48a3cd765dea5825\","
    "\"nonce\":\"0x0000000000000000\",\"baseFeePerGas\":\"0x3b9aca00\","
    "\"withdrawalsRoot\":\"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421\",\"blobGasUsed\":\"0x0\","
    "\"excessBlobGas\":\"0x0\","
    "\"parentBeaconBlockRoot\":\"0x0000000000000000000000000000000000000000000000000000000000000000\","
    "\"requestsHash\":\"0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"totalDifficulty\":\"0x0\","
    "\"size\":\"0x2dd\",\"uncles\":[],\"transactions\":[{\"type\":\"0x2\",\"chainId\":\"0x7a69\",\"nonce\":\"0x0\","
    "\"gas\":\"0x5258\",\"maxFeePerGas\":\"0x77359400\",\"maxPriorityFeePerGas\":\"0x3b9aca00\","
    "\"to\":\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\",\"value\":\"0x0\",\"accessList\":[],\"input\":\"0x5643\","
    "\"r\":\"0x38a99ce76ae9452a299c22aea3d78ddfa85f2957fc8d6b3f09bf673d6d160273\","
    "\"s\":\"0x19d292167ea3bbde1bd015df752fc9a95c5fc72a5f078b392c33bca236857711\",\"yParity\":\"0x0\",\"v\":\"0x0\","
    "\"hash\":\"0x3cfd0a98735a1243645f8c8f3ce8edbf514c05322ff99b9c55914cd4501b7d1a\","
    "\"blockHash\":\"0xe8f3c87b045a6470e8ea1f305c2e41252a14ee8bf6a107ac9e4ada81ac539fa3\",\"blockNumber\":\"0x1\","
    "\"transactionIndex\":\"0x0\",\"from\":\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\",\"gasPrice\":\"0x77359400\","
    "\"blockTimestamp\":\"0x6b070cdd\"}],\"withdrawals\":[]}";

QByteArray blockText()
{
    return QByteArray(kBlock).replace("BLOOM", QByteArray(512, '0'));
}

json::Value blockWith(const QByteArray& from, const QByteArray& to)
{
    return json::readStrict(blockText().replace(from, to).toStdString()).value();
}

}  // namespace

class TestTransaction final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void types_data()
    {
        // Made by eth-account 0.13 with the key of address 0x2c75….
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("chain");
        QTest::addColumn<QByteArray>("hash");
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("legacy before EIP-155")
            << 0 << QByteArray("-") << QByteArray("b719f7df264cdc5e3c337b2b6d3d517f27a7738413a6333ae1eb4250ad493a74")
            << QByteArray("f890098504a817c8008252089470997970c51812dc3a010c7d01b50e0d17dc79c8880de0b6b3a7640000a456434131111111"
                          "11111111111111111111111111111111111111111111111111111111111ca0bae7cfb68e860dba64893c7e1da8923446bec2"
                          "c14557cbad8b8ffece76a04eeca03b9f66e295ba590bc67faa1cb42158504eac4a84803a897867ffe7d4c84ce001");
        QTest::newRow("legacy EIP-155")
            << 0 << QByteArray("1") << QByteArray("70abc19e2f3efff28aff23d96acce8882e3c1dcb8bb61b5731c1d076b497ddcb")
            << QByteArray("f890098504a817c8008252089470997970c51812dc3a010c7d01b50e0d17dc79c8880de0b6b3a7640000a456434131111111"
                          "111111111111111111111111111111111111111111111111111111111126a0da64ce3fb50873674747c993409be673bc0b40"
                          "b056ac4d8265a2757ae04cbeaba02cbb0d61a88080cf69ee1d4bbdda173c7b48bbe01626f481b572978c8278c5f6");
        QTest::newRow("legacy, a contract made")
            << 0 << QByteArray("31337") << QByteArray("67cfa5bdc3a268f718890acb2d2ad72cf6f89661e6c7224c700bf74c6ba7b2af")
            << QByteArray("f8728001830186a08080a456434131111111111111111111111111111111111111111111111111111111111111111182f4f5"
                          "a0bf2290abfb39c48fbc66233c8f1694645d4520f28491378b4c95885e1161f24da0791b5930acca186ec0a18d852b5f05e6"
                          "bfe5cd43ec5d4be50edadace3737ae50");
        QTest::newRow("EIP-2930")
            << 1 << QByteArray("31337") << QByteArray("dac7ec2bcb9acb192cfc6930da09cb24f04056ff088f8a5755ac14ab4a12addc")
            << QByteArray("01f8e3827a6980078252089470997970c51812dc3a010c7d01b50e0d17dc79c880a456434131111111111111111111111111"
                          "1111111111111111111111111111111111111111f85bf8599470997970c51812dc3a010c7d01b50e0d17dc79c8f842a00000"
                          "000000000000000000000000000000000000000000000000000000000007a0ffffffffffffffffffffffffffffffffffffff"
                          "ffffffffffffffffffffffffff01a019b6680f2ba4ac12f64de2d23356bece30490a310db077f6acbc6405a9458217a04697"
                          "5505672d780034ab7cdb0225d2136e4f154121faf8041db8bf18b53428bc");
        QTest::newRow("EIP-1559")
            << 2 << QByteArray("11155111") << QByteArray("d4ab30295f5d8a851bafb62e85bc0b48d93b96677d260575674e251f48b81bea")
            << QByteArray("02f88a83aa36a7818080078252089470997970c51812dc3a010c7d01b50e0d17dc79c805a456434131111111111111111111"
                          "1111111111111111111111111111111111111111111111c001a04ac1660fe7efa783b8579865616904c366506e2859ff229c"
                          "1979b5381723d32ca0037da91cf20442f227e1189017be1db0af641fde9f55fc2f3c342348ba44ebdf");
        QTest::newRow("EIP-7702")
            << 4 << QByteArray("31337") << QByteArray("2047d26220f425644a6447dab43b43a456f3cc3571413eb37a3560e7b1c4c899")
            << QByteArray("04f90144827a690180078252089470997970c51812dc3a010c7d01b50e0d17dc79c805a45643413111111111111111111111"
                          "11111111111111111111111111111111111111111111f85bf8599470997970c51812dc3a010c7d01b50e0d17dc79c8f842a0"
                          "0000000000000000000000000000000000000000000000000000000000000007a0ffffffffffffffffffffffffffffffffff"
                          "fffffffffffffffffffffffffffffff85ef85c827a699470997970c51812dc3a010c7d01b50e0d17dc79c88001a0598b6ba4"
                          "531c06ef376adcc40bef84bc30223c449fc2f47678c94056d397189ea016adf131b142aedb5d81061f98000d9aefeb0fdc7e"
                          "ca92c7bd536e137fc9c94901a0673b9009bb31e108b2ea8e32bbabb56b6df084f3349b9429ce0c7f633cff3439a05bf5bec2"
                          "6965b6b842fe2014744550dd61908e9a84d8e57810c1979a43b4e2f9");
        QTest::newRow("EIP-4844")
            << 3 << QByteArray("31337") << QByteArray("256fde6d7cd2f04d054c2e6879e9e8ef8dcb527802604d9f63d8bd45ab498753")
            << QByteArray("03f90107827a690101078252089470997970c51812dc3a010c7d01b50e0d17dc79c805a45643413111111111111111111111"
                          "11111111111111111111111111111111111111111111f85bf8599470997970c51812dc3a010c7d01b50e0d17dc79c8f842a0"
                          "0000000000000000000000000000000000000000000000000000000000000007a0ffffffffffffffffffffffffffffffffff"
                          "ffffffffffffffffffffffffffffff09e1a001ababababababababababababababababababababababababababababababab"
                          "80a02985f2e0eed2058f3b8645c2080a51142c36411392a096a638285f2658641891a040c695fcb74a1715ca7e5ab387dd3b"
                          "66a99fe884041d25e9d336f640300a9a57");
    }
    void types()
    {
        QFETCH(QByteArray, raw);
        const auto transaction = decodeTransaction(bytesOfHex(raw));
        QVERIFY2(transaction.ok(), transaction.ok() ? "" : transaction.error().message.c_str());
        QTEST(transaction.value().type, "type");
        const auto chain = transaction.value().chainId;
        QTEST(chain ? QByteArray::number(static_cast<qlonglong>(*chain)) : QByteArray("-"), "chain");
        QTEST(QByteArray::fromStdString(transaction.value().hash.toString()).mid(2), "hash");
        QCOMPARE(transaction.value().sender->toString(), std::string("0x2c7536e3605d9c16a7a3d7b1898e529396a65c23"));
        QCOMPARE(transaction.value().input, "VCA1" + std::string(32, '\x11'));
    }

    void flippedBits_data() { types_data(); }
    void flippedBits()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, hash);
        const std::string bytes = bytesOfHex(raw);
        const auto sender = decodeTransaction(bytes).value().sender;
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            std::string damaged = bytes;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
            const auto transaction = decodeTransaction(damaged);
            if (!transaction.ok()) continue;
            QVERIFY(transaction.value().hash.toString() != "0x" + hash.toStdString());
            QVERIFY(transaction.value().sender != sender);
        }
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("type 5") << QByteArray("05c0");
        QTest::newRow("type 0 written out") << QByteArray("00c0");
        QTest::newRow("a deposit of a rollup") << QByteArray("7ec0");
        QTest::newRow("bytes") << QByteArray("8568656c6c6f");
        QTest::newRow("a type alone") << QByteArray("02");
        QTest::newRow("no fields") << QByteArray("c0");
        QTest::newRow("ten fields") << QByteArray("ca80808080808080808080");
        QTest::newRow("a recipient of one byte") << QByteArray("c9808080018080808080");
        QTest::newRow("an input that is a list") << QByteArray("c98080808080c0808080");
        QTest::newRow("a v that is a list") << QByteArray("c9808080808080c08080");
    }
    void refused()
    {
        QFETCH(QByteArray, raw);
        const auto transaction = decodeTransaction(bytesOfHex(raw));
        QVERIFY(!transaction.ok());
        QCOMPARE(transaction.error().code, ErrorCode::InvalidPayload);
    }

    void signaturesOfNoKey_data()
    {
        QTest::addColumn<QByteArray>("v");
        QTest::addColumn<QByteArray>("r");
        QTest::addColumn<QByteArray>("s");
        const QByteArray some = "a0" + QByteArray(64, '1');
        QTest::newRow("r is zero") << QByteArray("1b") << QByteArray("80") << some;
        QTest::newRow("s is zero") << QByteArray("1b") << some << QByteArray("80");
        QTest::newRow("r over the order of the curve") << QByteArray("1b") << "a0" + QByteArray(64, 'f') << some;
        QTest::newRow("r of 33 bytes") << QByteArray("1b") << "a1" + QByteArray(66, '1') << some;
        QTest::newRow("v is 29") << QByteArray("1d") << some << some;
        QTest::newRow("v is 0") << QByteArray("80") << some << some;
    }
    void signaturesOfNoKey()
    {
        QFETCH(QByteArray, v);
        QFETCH(QByteArray, r);
        QFETCH(QByteArray, s);
        const QByteArray body = "808080808080" + v + r + s;
        const QByteArray length = QByteArray::number(body.size() / 2, 16);
        const QByteArray prefix = body.size() / 2 > 55 ? "f8" + length : QByteArray::number(0xc0 + body.size() / 2, 16);
        const auto transaction = decodeTransaction(bytesOfHex(prefix + body));
        QVERIFY2(transaction.ok(), transaction.ok() ? "" : transaction.error().message.c_str());
        QVERIFY(!transaction.value().sender);
    }

    void blockOfANode()
    {
        const json::Value block = json::readStrict(blockText().toStdString()).value();
        const auto rlp = headerRlp(block);
        QVERIFY2(rlp.ok(), rlp.ok() ? "" : rlp.error().message.c_str());
        const Header header = decodeHeader(rlp.value().value()).value();
        QCOMPARE(header.hash.toString(), block.find("hash")->asText());
        QCOMPARE(header.number, 1);
        const auto raw = rawTransaction(block.find("transactions")->items()[0]);
        QVERIFY(raw.ok() && raw.value());
        const auto transaction = decodeTransaction(*raw.value()).value();
        QCOMPARE(transaction.hash.toString(), block.find("transactions")->items()[0].find("hash")->asText());
        QCOMPARE(transaction.sender->toString(), std::string("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"));
        QCOMPARE(transactionsRoot(std::vector<std::string>{*raw.value()}), header.transactionsRoot);
    }

    void alteredBlocks_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("outcome");
        const auto row = [](const char* name, const char* from, const char* to, const char* outcome) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(outcome);
        };
        row("another number", "\"number\":\"0x1\"", "\"number\":\"0x2\"", "refused");
        row("another time", "0x6b070cdd", "0x6b070cde", "refused");
        row("another hash", "{\"hash\":\"0xe8", "{\"hash\":\"0xe9", "refused");
        row("a field is missing", "\"gasUsed\":\"0x5258\",", "", "refused");
        row("a later field is missing", "\"excessBlobGas\":\"0x0\",", "", "refused");
        row("a leading zero", "\"gasUsed\":\"0x5258\"", "\"gasUsed\":\"0x05258\"", "refused");
        row("a number instead of a quantity", "\"gasUsed\":\"0x5258\"", "\"gasUsed\":21080", "refused");
        row("a quantity of 65 digits", "0x1c9c380", "0x11111111111111111111111111111111111111111111111111111111111111111",
            "refused");
        row("an odd number of digits", "\"extraData\":\"0x\"", "\"extraData\":\"0x1\"", "refused");
        row("a number of 64 bits", "\"number\":\"0x1\"", "\"number\":\"0xffffffffffffffff\"", "refused");
        row("a year past 9999", "\"timestamp\":\"0x6b070cdd\"", "\"timestamp\":\"0x7fffffffffff\"", "refused");
        row("a member of a later fork", "\"uncles\":[]", "\"uncles\":[],\"slotNumber\":\"0x1\"", "proved");
        row("a member of a later fork, and another hash", "\"requestsHash\":\"0xe3",
            "\"slotNumber\":\"0x1\",\"requestsHash\":\"0xe4", "unavailable");
        row("as it is", "\"uncles\":[]", "\"uncles\":[]", "proved");
    }
    void alteredBlocks()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const auto rlp = headerRlp(blockWith(from, to));
        const QByteArray outcome = !rlp.ok() ? "refused" : rlp.value() ? "proved" : "unavailable";
        QTEST(outcome, "outcome");
    }

    void refusedHeaders_data()
    {
        QTest::addColumn<QByteArray>("rlp");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("bytes") << QByteArray("80");
        QTest::newRow("no fields") << QByteArray("c0");
        QTest::newRow("fields without a root") << "cf" + QByteArray("80").repeated(15);
        QTest::newRow("fields that are lists") << "cf" + QByteArray("c0").repeated(15);
        QTest::newRow("33 fields") << "e1" + QByteArray("80").repeated(33);
    }
    void refusedHeaders()
    {
        QFETCH(QByteArray, rlp);
        QVERIFY(!decodeHeader(bytesOfHex(rlp)).ok());
    }
};

QTEST_APPLESS_MAIN(TestTransaction)
#include "tst_transaction.moc"

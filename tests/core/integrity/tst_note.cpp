// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/base64.h"
#include "core/base/hex.h"
#include "core/integrity/checkpoint.h"
#include "core/integrity/tlogproof.h"
#include "tests/core/integrity/vectors.h"

#include <QtTest>

using namespace vci;
using namespace vci::integrity;

namespace {

const std::string kDash = "\xe2\x80\x94 ";
const std::string kSeed(32, '\x07');
const std::string kRoot = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";

std::string rowText(const QString& text)
{
    return text.toUtf8().toStdString();
}

std::string bytesOfHex(const std::string& hex)
{
    const auto bytes = tryFromHex(hex).value();
    return {bytes.begin(), bytes.end()};
}

}  // namespace

class TestNote final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void base64HasOneForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        for (const char* good : {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "+/+/"})
            QTest::newRow(good) << QString::fromLatin1(good) << true;
        for (const char* bad : {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zm9v\n", "====", "Z===", "Zg==Zg==", "-_-_", "Zm 9", "=Zg="})
            QTest::newRow(bad) << QString::fromLatin1(bad) << false;
    }
    void base64HasOneForm()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto bytes = tryFromBase64(rowText(text));
        QCOMPARE(bytes.has_value(), good);
        if (good) QCOMPARE(toBase64(*bytes), rowText(text));
    }

    void theExampleOfTheStandardVerifies()
    {
        const std::string text = vectorFile(QStringLiteral("c2sp/signed-note-example.txt"));
        if (text.empty()) QSKIP("../shared is absent: c2sp");
        const auto note = Note::parse(text);
        QVERIFY(note.ok());
        QCOMPARE(note.value().text, std::string("This is an example message.\n"));
        QCOMPARE(note.value().toString(), text);
        std::string keyText = vectorFile(QStringLiteral("c2sp/signed-note-example.vkey"));
        if (keyText.ends_with('\n')) keyText.pop_back();
        const auto key = VerifierKey::parse(keyText);
        QVERIFY(key.ok());
        QCOMPARE(key.value().toString(), keyText);
        QCOMPARE(signatureState(note.value(), key.value()), SignatureState::Valid);
        Note altered = note.value();
        altered.text.insert(0, "x");
        QCOMPARE(signatureState(altered, key.value()), SignatureState::Invalid);
        QCOMPARE(signatureState(altered, SignerKey::fromSeed("example.com/foo", kSeed).value().verifierKey()),
                 SignatureState::Absent);
    }

    void theCheckpointsOfTheStandardParse()
    {
        for (const char* name : {"checkpoint-example", "checkpoint-cosigned-example"}) {
            const std::string text = vectorFile(QStringLiteral("c2sp/%1.txt").arg(QString::fromLatin1(name)));
            if (text.empty()) QSKIP("../shared is absent: c2sp");
            const auto signedCheckpoint = SignedCheckpoint::parse(text);
            QVERIFY(signedCheckpoint.ok());
            QCOMPARE(signedCheckpoint.value().checkpoint.origin, std::string("example.com/behind-the-sofa"));
            QCOMPARE(signedCheckpoint.value().checkpoint.treeSize, std::int64_t{20852163});
            QCOMPARE(signedCheckpoint.value().checkpoint.text(), signedCheckpoint.value().note.text);
            QCOMPARE(signedCheckpoint.value().note.toString(), text);
        }
    }

    void ourVectors()
    {
        const std::string text = vectorFile(QStringLiteral("voicecore/vectors.json"));
        if (text.empty()) QSKIP("../shared is absent: voicecore");
        const auto vectors = nlohmann::json::parse(text);
        const auto logId = LogId::tryFromString(vectors["log_id"].get<std::string>());
        QVERIFY(logId.has_value());
        const auto key = SignerKey::fromSeed(keyNameOf(*logId), bytesOfHex(vectors["ed25519_seed"]));
        QVERIFY(key.ok());
        QCOMPARE(key.value().verifierKey().toString(), vectors["verifier_key"].get<std::string>());
        for (const auto& tenant : vectors["tenants"]) {
            const auto origin = Origin::parse(tenant["origin"].get<std::string>());
            QVERIFY(origin.ok());
            QCOMPARE(origin.value().tenant.toString(), tenant["tenant_id"].get<std::string>());
            const Checkpoint checkpoint{origin.value().toString(), static_cast<std::int64_t>(tenant["leaf_hashes"].size()),
                                        hashOfHex(tenant["roots_by_size"].back())};
            const auto made = SignedCheckpoint::sign(checkpoint, key.value());
            QVERIFY(made.ok());
            // Ed25519 is deterministic: the same bytes.
            QCOMPARE(made.value().note.toString(), tenant["checkpoint"].get<std::string>());
        }
    }

    void keysRoundTrip()
    {
        const auto key = SignerKey::generate("voicecore/some log's");
        QVERIFY(!key.ok());
        const auto made = SignerKey::generate("voicecore/f226a7dc74d50ccadf5aa338aa24ca1d");
        QVERIFY(made.ok());
        const auto again = SignerKey::parse(made.value().toString());
        QVERIFY(again.ok());
        QCOMPARE(again.value().toString(), made.value().toString());
        QVERIFY(again.value().verifierKey() == made.value().verifierKey());
        const auto note = again.value().sign("text\n");
        QVERIFY(note.ok());
        QCOMPARE(signatureState(note.value(), VerifierKey::parse(made.value().verifierKey().toString()).value()),
                 SignatureState::Valid);
        QVERIFY(SignerKey::generate("x").value().toString() != SignerKey::generate("x").value().toString());
    }

    void refusesKeys_data()
    {
        QTest::addColumn<QString>("text");
        const std::string good = SignerKey::fromSeed("name", kSeed).value().verifierKey().toString();
        const auto row = [](const char* name, const std::string& text) { QTest::newRow(name) << QString::fromStdString(text); };
        row("empty", "");
        row("no parts", "name");
        row("two parts", "name+12345678");
        row("no name", good.substr(4));
        row("name with a space", "na me" + good.substr(4));
        row("another name", "game" + good.substr(4));
        row("another hash", "name+00000000" + good.substr(13));
        row("short hash", "name+0000000" + good.substr(13));
        row("no hex", "name+0000000g" + good.substr(13));
        row("newline at the end", good + "\n");
        row("bad base64", good.substr(0, good.size() - 2));
        row("empty key", "name+12345678+");
        row("another algorithm", "name+12345678+" + toBase64("\x02" + std::string(32, 'k')));
        row("31 bytes", "name+12345678+" + toBase64("\x01" + std::string(31, 'k')));
    }
    void refusesKeys()
    {
        QFETCH(QString, text);
        const auto key = VerifierKey::parse(rowText(text));
        QVERIFY(!key.ok());
        QCOMPARE(key.error().code, ErrorCode::InvalidPayload);
        QVERIFY(!SignerKey::parse("PRIVATE+KEY+" + rowText(text)).ok());
        QVERIFY(!SignerKey::parse(rowText(text)).ok());
    }

    void anErrorNeverRepeatsASecret()
    {
        std::string secret = SignerKey::fromSeed("name", kSeed).value().toString();
        const std::string payload = secret.substr(secret.rfind('+') + 1);
        secret[secret.find("+name+") + 6] ^= 1;
        const auto key = SignerKey::parse(secret);
        QVERIFY(!key.ok());
        QVERIFY(key.error().message.find(payload) == std::string::npos);
    }

    void refusesNotes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("line");
        const std::string signature = kDash + "name " + toBase64("1234signature") + "\n";
        const auto row = [](const char* name, const std::string& bytes, int line) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << line;
        };
        row("empty", "", 1);
        row("no signature", "text\n\n", 3);
        row("no empty line", "text\n" + signature, 3);
        row("no newline at the end", "text\n\n" + signature.substr(0, signature.size() - 1), 3);
        row("carriage return", "text\r\n\n" + signature, 1);
        row("tab", "te\txt\n\n" + signature, 1);
        row("delete", "te\x7f\n\n" + signature, 1);
        row("NUL", std::string("te\0xt\n\n", 7) + signature, 1);
        row("not UTF-8", "a\nb\xff\n\n" + signature, 2);
        row("hyphen for a dash", "text\n\n- name AAAAAAAA\n", 3);
        row("no name", "text\n\n" + kDash + " AAAAAAAA\n", 3);
        row("name with +", "text\n\n" + kDash + "na+me AAAAAAAA\n", 3);
        row("name with a no-break space", "text\n\n" + kDash + "na\xc2\xa0me AAAAAAAA\n", 3);
        row("two spaces", "text\n\n" + kDash + "name  AAAAAAAA\n", 3);
        row("bad base64", "text\n\n" + kDash + "name AAAAAAA\n", 3);
        row("hash alone", "text\n\n" + kDash + "name AAAAAA==\n", 3);
        row("second line is none", "text\n\n" + signature + "x\n", 4);
        std::string many = "text\n\n";
        for (int i = 0; i < 101; ++i) many += signature;
        row("101 signatures", many, 103);
        row("over a million bytes", std::string(1'000'000, 'x') + "\n\n" + signature, 1);
    }
    void refusesNotes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, line);
        const auto note = Note::parse(bytes.toStdString());
        QVERIFY(!note.ok());
        QCOMPARE(note.error().code, ErrorCode::InvalidPayload);
        QCOMPARE(note.error().place.line, std::optional<std::int64_t>(line));
    }

    void aTextMayHoldEmptyLines()
    {
        const std::string bytes = "a\n\nb\n\n" + kDash + "name " + toBase64("1234signature") + "\n";
        const auto note = Note::parse(bytes);
        QVERIFY(note.ok());
        QCOMPARE(note.value().text, std::string("a\n\nb\n"));
        QCOMPARE(note.value().toString(), bytes);
    }

    void refusesCheckpoints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        const auto row = [](const char* name, const std::string& text, int line) {
            QTest::newRow(name) << QString::fromStdString(text) << line;
        };
        row("empty", "", 1);
        row("empty origin", "\n1\n" + kRoot + "\n", 1);
        row("no size", "o\n", 2);
        row("leading zero", "o\n01\n" + kRoot + "\n", 2);
        row("negative", "o\n-1\n" + kRoot + "\n", 2);
        row("plus", "o\n+1\n" + kRoot + "\n", 2);
        row("space", "o\n 1\n" + kRoot + "\n", 2);
        row("fraction", "o\n1.0\n" + kRoot + "\n", 2);
        row("past 2^63", "o\n9223372036854775808\n" + kRoot + "\n", 2);
        row("no root", "o\n1\n", 3);
        row("root without newline", "o\n1\n" + kRoot, 3);
        row("short root", "o\n1\nAAAA\n", 3);
        row("extension line", "o\n1\n" + kRoot + "\nmore\n", 4);
    }
    void refusesCheckpoints()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        const auto checkpoint = Checkpoint::parse(rowText(text));
        QVERIFY(!checkpoint.ok());
        QCOMPARE(checkpoint.error().place.line, std::optional<std::int64_t>(line));
    }

    void refusesOrigins_data()
    {
        QTest::addColumn<QString>("text");
        const QString id = QStringLiteral("f226a7dc74d50ccadf5aa338aa24ca1d");
        const QString tenant = QStringLiteral("20f92900-25cb-4783-b68c-9c8c4686078c");
        QTest::newRow("empty") << QString();
        QTest::newRow("other log") << QStringLiteral("example.com/") + id + QLatin1Char('/') + tenant;
        QTest::newRow("no tenant") << QStringLiteral("voicecore/") + id;
        QTest::newRow("upper case log id") << QStringLiteral("voicecore/") + id.toUpper() + QLatin1Char('/') + tenant;
        QTest::newRow("upper case tenant") << QStringLiteral("voicecore/") + id + QLatin1Char('/') + tenant.toUpper();
        QTest::newRow("short log id") << QStringLiteral("voicecore/") + id.mid(1) + QLatin1Char('/') + tenant;
        QTest::newRow("more") << QStringLiteral("voicecore/") + id + QLatin1Char('/') + tenant + QStringLiteral("/x");
    }
    void refusesOrigins()
    {
        QFETCH(QString, text);
        QVERIFY(!Origin::parse(rowText(text)).ok());
    }

    void aProofRoundTrips()
    {
        const Sha256 hash = tryHashFromBytes(kSeed).value();
        for (const auto& extra :
             {std::optional<std::string>(), std::optional<std::string>(""), std::optional<std::string>("more\n")}) {
            const TlogProof proof{5, {hash, hash}, "o\n6\n" + kRoot + "\n\n" + kDash + "name AAAAAAAA\n", extra};
            const auto again = TlogProof::parse(proof.toString());
            QVERIFY(again.ok());
            QCOMPARE(again.value().index, proof.index);
            QVERIFY(again.value().path == proof.path);
            QCOMPARE(again.value().checkpoint, proof.checkpoint);
            QVERIFY(again.value().extra == extra);
            QCOMPARE(again.value().toString(), proof.toString());
        }
    }

    void refusesProofs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        const std::string header = "c2sp.org/tlog-proof@v1\n";
        const auto row = [](const char* name, const std::string& text, int line) {
            QTest::newRow(name) << QString::fromStdString(text) << line;
        };
        row("empty", "", 1);
        row("other header", "c2sp.org/tlog-proof@v2\nindex 0\n\nx\n", 1);
        row("header alone", header, 2);
        row("bad extra", header + "extra A\nindex 0\n\nx\n", 2);
        row("no index", header + kRoot + "\n\nx\n", 2);
        row("leading zero", header + "index 00\n\nx\n", 2);
        row("negative index", header + "index -1\n\nx\n", 2);
        row("index after extra", header + "extra AAAA\nindex x\n\nx\n", 3);
        row("bad hash", header + "index 0\nAAAA\n\nx\n", 3);
        row("no empty line", header + "index 0\n" + kRoot + "\n", 4);
        row("no checkpoint", header + "index 0\n\n", 4);
        std::string many = header + "index 0\n";
        for (int i = 0; i < 64; ++i) many += kRoot + "\n";
        row("64 hashes", many + "\nx\n", 66);
    }
    void refusesProofs()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        const auto proof = TlogProof::parse(rowText(text));
        QVERIFY(!proof.ok());
        QCOMPARE(proof.error().place.line, std::optional<std::int64_t>(line));
    }
};

QTEST_GUILESS_MAIN(TestNote)
#include "tst_note.moc"

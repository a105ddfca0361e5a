// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"
#include "core/timestamp/exchange.h"
#include "core/timestamp/token.h"
#include "tests/support/timestampauthority.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cstdlib>

using namespace vci;
using namespace vci::test;
using timestamp::Standing;

namespace {
constexpr std::uint64_t kNonce = 1;
const std::string kNote = "note\n";
}  // namespace

/// Tokens of openssl, true, of others and forged.
class TestToken final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto made = TimestampAuthority::make(m_dir.path().toStdString());
        if (!made.ok() && made.error().code == ErrorCode::NotFound) QSKIP(made.error().message.c_str());
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        m_authority = std::move(made).value();
        m_token = tokenBy("tsa");
        QVERIFY(!m_token.empty());
    }

    void readsCertificates()
    {
        timestamp::Authorities authorities;
        QVERIFY(authorities.isEmpty());
        const std::string both = m_authority->read("ca.pem") + "between\n" + m_authority->read("stranger.pem");
        QVERIFY(authorities.add(both, "the file two.pem").ok());
        QVERIFY(authorities.names() == std::vector<std::string>({"CN=Certifier,O=Test", "CN=stranger,O=Elsewhere"}));
        for (const std::string& bad : {std::string(), std::string("nothing"), m_authority->read("tsa.key")}) {
            const auto none = authorities.add(bad, "the file bad.pem");
            QVERIFY(!none.ok() && none.error().code == ErrorCode::Usage);
            QVERIFY(none.error().message.starts_with("the file bad.pem holds no certificate: give"));
        }
        std::string broken = both;
        broken[broken.size() / 2 + 100] = '!';
        const auto refused = authorities.add(broken, "the file bad.pem");
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.starts_with("the file bad.pem holds a certificate that is broken"));
        QCOMPARE(authorities.names().size(), std::size_t{2});
    }

    void proves()
    {
        const Timestamp now = SystemClock().now();
        for (const char* trusted : {"ca.pem", "tsa.pem"}) {
            const auto verdict = judge(tokenBy("tsa"), trusted);
            QVERIFY2(verdict.standing == Standing::Proven, verdict.message.c_str());
            QCOMPARE(verdict.authority, std::string("CN=tsa,O=Test"));
            QVERIFY(verdict.message.empty());
            QVERIFY(std::abs(verdict.time->micros() - now.micros()) < 60'000'000);
        }
        // Six digits of the second are asked for: all zero would be one run in a million.
        QVERIFY(judge(m_token, "ca.pem").time->micros() % 1000 != 0 ||
                judge(tokenBy("tsa"), "ca.pem").time->micros() % 1000 != 0);
    }

    void judges_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("trusted");
        QTest::addColumn<bool>("isInvalid");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const std::string& token, const char* trusted, bool isInvalid, const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(token) << QByteArray(trusted) << isInvalid << QByteArray(words);
        };
        const auto flipped = [this](std::size_t at) {
            std::string token = m_token;
            token.at(at) = static_cast<char>(token.at(at) ^ 1);
            return token;
        };
        const std::string imprint(bytesOf(sha256({kNote})));
        row("of another note", tokenOf(sha256({"another\n"}), "tsa"), "ca.pem", true, "a stamp of something else");
        row("imprint changed", flipped(m_token.find(imprint)), "ca.pem", true, "a stamp of something else");
        row("time changed", flipped(m_token.find('Z', m_token.find(imprint) + imprint.size()) - 1), "ca.pem", true,
            "signature is broken");
        row("signature changed", flipped(m_token.size() - 1), "ca.pem", true, "signature is broken");
        row("of another hash", otherHash(), "ca.pem", true, "a stamp of something else");
        row("by a certificate for servers", m_authority->forged(m_token, "server"), "ca.pem", true, "not one for time stamps");
        row("by that one, trusted itself", m_authority->forged(m_token, "server"), "server.pem", true, "not one for time stamps");
        row("by an expired certificate", tokenBy("expired"), "ca.pem", true, "had expired");
        row("cut off", m_token.substr(0, m_token.size() - 1), "ca.pem", true, "no TimeStampToken");
        row("something behind it", m_token + " ", "ca.pem", true, "no TimeStampToken");
        row("a page", "<html>", "ca.pem", true, "no TimeStampToken");
        row("nothing", "", "ca.pem", true, "no TimeStampToken");
        row("by a stranger", tokenBy("stranger"), "ca.pem", false, "leads to none of the timestamp_authorities");
        row("nobody is trusted", m_token, "", false, "leads to none of the timestamp_authorities");
        row("without its certificate", withoutCertificate(), "ca.pem", false, "holds the certificate of who signed it");
        row("a stranger's, of another note", tokenOf(sha256({"another\n"}), "stranger"), "ca.pem", true,
            "a stamp of something else");
    }
    void judges()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, trusted);
        QFETCH(bool, isInvalid);
        QFETCH(QByteArray, words);
        const auto verdict = judge(token.toStdString(), trusted.constData());
        QVERIFY2(verdict.message.find(words.toStdString()) != std::string::npos, verdict.message.c_str());
        QCOMPARE(verdict.standing, isInvalid ? Standing::Invalid : Standing::Untrusted);
        QCOMPARE(verdict.expected.empty(), !isInvalid);
    }

    /// Whoever trusts the authority itself needs no certificate in the token.
    void provesWithoutItsCertificate()
    {
        const auto verdict = judge(withoutCertificate(), "tsa.pem");
        QVERIFY2(verdict.standing == Standing::Proven, verdict.message.c_str());
    }

    /// No byte of a token can be changed so that it proves another time or is taken for a proof of something else.
    void everyByteCounts()
    {
        const auto good = judge(m_token, "ca.pem");
        for (std::size_t at = 0; at < m_token.size(); ++at) {
            std::string token = m_token;
            token[at] = static_cast<char>(token[at] ^ 0x10);
            const auto verdict = judge(token, "ca.pem");
            if (verdict.standing == Standing::Proven) QCOMPARE(verdict.time->micros(), good.time->micros());
        }
    }

private:
    [[nodiscard]] timestamp::Verdict judge(const std::string& token, const std::string& trusted) const
    {
        timestamp::Authorities authorities;
        if (!trusted.empty() && !authorities.add(m_authority->read(trusted), trusted).ok()) std::abort();
        return timestamp::judge(token, sha256({kNote}), authorities);
    }
    [[nodiscard]] std::string tokenOf(const Sha256& imprint, const char* signer) const
    {
        return timestamp::tokenOf(m_authority->answer(timestamp::encodeRequest(imprint, kNonce).value(), signer), kNonce).value();
    }
    [[nodiscard]] std::string tokenBy(const char* signer) const { return tokenOf(sha256({kNote}), signer); }
    [[nodiscard]] std::string asked(const std::string& options) const
    {
        m_authority->write("data", kNote);
        if (!m_authority->run("openssl ts -query -data data -out theirs -config tsa.cnf " + options)) return {};
        return m_authority->tokenIn(m_authority->answer(m_authority->read("theirs")));
    }
    [[nodiscard]] std::string otherHash() const { return asked("-sha512 -cert"); }
    [[nodiscard]] std::string withoutCertificate() const { return asked("-sha256"); }

    QTemporaryDir m_dir;
    std::unique_ptr<TimestampAuthority> m_authority;
    std::string m_token;
};

QTEST_GUILESS_MAIN(TestToken)
#include "tst_token.moc"

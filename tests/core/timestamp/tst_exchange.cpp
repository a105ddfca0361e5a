// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/timestamp/exchange.h"
#include "tests/support/timestampauthority.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace vci;
using namespace vci::test;

namespace {
constexpr std::uint64_t kNonce = 0x8123456789abcdef;
}

/// Requests as openssl reads them, and its answers.
class TestExchange final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto made = TimestampAuthority::make(m_dir.path().toStdString());
        if (!made.ok() && made.error().code == ErrorCode::NotFound) QSKIP(made.error().message.c_str());
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        m_authority = std::move(made).value();
        m_request = timestamp::encodeRequest(sha256({"note\n"}), kNonce).value();
    }

    void asksForAHash()
    {
        m_authority->write("request", m_request);
        QVERIFY(m_authority->run("openssl ts -query -in request -text -config tsa.cnf"));
        const std::string text = m_authority->read("log");
        QVERIFY2(text.find("Version: 1\nHash Algorithm: sha256\n") != std::string::npos, text.c_str());
        QVERIFY2(text.find("Nonce: 0x8123456789ABCDEF\nCertificate required: yes\n") != std::string::npos, text.c_str());
        m_authority->write("data", "note\n");
        QVERIFY(m_authority->run("openssl ts -query -data data -sha256 -cert -no_nonce -out theirs && "
                                 "openssl ts -query -in theirs -text | grep '^    0' > a; "
                                 "openssl ts -query -in request -text | grep '^    0' > b; cmp a b"));
    }

    void takesTheToken()
    {
        const std::string answer = m_authority->answer(m_request);
        const auto token = timestamp::tokenOf(answer, kNonce);
        QVERIFY2(token.ok(), token.ok() ? "" : token.error().message.c_str());
        QVERIFY(token.value() == m_authority->tokenIn(answer));
        QVERIFY(timestamp::tokenOf(TimestampAuthority::granting(token.value()), kNonce).value() == token.value());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const std::string& answer, ErrorCode code, const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(answer) << static_cast<int>(code) << QByteArray(words);
        };
        const std::string good = m_authority->answer(m_request);
        const std::string other = m_authority->answer(timestamp::encodeRequest(sha256({"note\n"}), kNonce - 1).value());
        m_authority->write("data", "note\n");
        QVERIFY(m_authority->run("openssl ts -query -data data -sha256 -cert -no_nonce -out theirs"));
        row("rejected", m_authority->answer(m_request, "tsa", "-section sha512only"), ErrorCode::NotSupported,
            "it refuses: status 2, it does not know the hash algorithm, \"Message digest algorithm is not supported.\"");
        row("nonce of another", other, ErrorCode::Inconsistent, "nonce");
        row("no nonce", m_authority->answer(m_authority->read("theirs")), ErrorCode::Inconsistent, "nonce");
        row("a page", "<html>404</html>", ErrorCode::Unreachable, "begins with \"<html>404</html>\": is this the address");
        row("nothing", "", ErrorCode::Unreachable, "no TimeStampResp");
        row("the token alone", m_authority->tokenIn(good), ErrorCode::Unreachable, "no TimeStampResp");
        row("cut off", good.substr(0, good.size() - 1), ErrorCode::Unreachable, "no TimeStampResp");
        row("something behind it", good + '\0', ErrorCode::Unreachable, "no TimeStampResp");
        row("granted without a token", std::string("\x30\x05\x30\x03\x02\x01\x00", 7), ErrorCode::Unreachable,
            "no TimeStampResp");
        row("rejected without words", std::string("\x30\x05\x30\x03\x02\x01\x02", 7), ErrorCode::NotSupported, "status 2");
    }
    void refuses()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, code);
        QFETCH(QByteArray, words);
        const auto token = timestamp::tokenOf(answer.toStdString(), kNonce);
        QVERIFY(!token.ok());
        QVERIFY2(token.error().message.find(words.toStdString()) != std::string::npos, token.error().message.c_str());
        QCOMPARE(static_cast<int>(token.error().code), code);
    }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<TimestampAuthority> m_authority;
    std::string m_request;
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/client.h"
#include "tests/support/liar.h"

#include <QElapsedTimer>
#include <QtTest>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace vci;
using namespace vci::http;
using namespace vci::test;

namespace {

constexpr std::size_t kLimit = 100'000;

/// Waits until the client has gone, as long as it takes it.
void untilGone(int socket)
{
    pollfd ready{socket, POLLIN, 0};
    char byte = 0;
    while (::poll(&ready, 1, 30'000) > 0 && ::recv(socket, &byte, 1, 0) > 0) {
    }
}

/// Sends piece again and again until the client has gone, with a pause that is less than any read timeout.
void drip(int socket, const std::string& head, const std::string& piece, int pauseMs)
{
    if (!sendAll(socket, head)) return;
    pollfd gone{socket, POLLIN | POLLRDHUP, 0};
    while (sendAll(socket, piece)) {
        if (::poll(&gone, 1, pauseMs) > 0) return;
    }
}

Result<std::string> ask(const std::string& url, std::stop_token stop = {})
{
    Client client(Url::parse(url).value(), {std::chrono::milliseconds(700), kLimit});
    return client.post("{}", "application/json", std::move(stop));
}

}  // namespace

Q_DECLARE_METATYPE(vci::test::Liar::Answer)

class TestHttpClient final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urls_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("target");
        const auto row = [](const char* text, const char* name, const char* target) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(name) << QByteArray(target);
        };
        row("http://a", "http://a:80", "/");
        row("https://node.example/v3/secret", "https://node.example:443", "/v3/secret");
        row("http://user:pass@a:8545/x?key=1#f", "http://a:8545", "/x?key=1");
        row("http://[::1]:8545", "http://[::1]:8545", "/");
        row("http://a?k", "http://a:80", "/?k");
        for (const char* bad : {"", "a", "ftp://a", "http://", "http://:80", "http://a:0", "http://a:99999", "http://a:x",
                                "http://a:", "http://[::1", "http://a b", "http://a/\r\nX: y", "HTTP://a", "http://a:80:80"})
            row(bad, "", "");
    }
    void urls()
    {
        QFETCH(QByteArray, text);
        const auto url = Url::parse(text.toStdString());
        QTEST(url.ok() ? QByteArray::fromStdString(url.value().name()) : QByteArray(""), "name");
        QTEST(url.ok() ? QByteArray::fromStdString(url.value().target) : QByteArray(""), "target");
        if (!url.ok() && text.size() > 1) QVERIFY(!QByteArray::fromStdString(url.error().message).contains("'" + text));
    }

    void answers()
    {
        Liar server([](int socket, const std::string& body) { sendAll(socket, httpAnswer(body + "!")); });
        QCOMPARE(ask(server.url()).value(), std::string("{}!"));
        Liar chunked([](int socket, const std::string&) {
            sendAll(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        });
        QCOMPARE(ask(chunked.url()).value(), std::string("abcde"));
    }

    void hostile_data()
    {
        QTest::addColumn<Liar::Answer>("answer");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* says, const Liar::Answer& answer) {
            QTest::newRow(name) << answer << QByteArray(says);
        };
        const std::string ok = "HTTP/1.1 200 OK\r\n";
        row("closes at once", "no answer: the connection ended before an answer was complete", [](int, const std::string&) {});
        row("never answers", "within 700 ms", [](int socket, const std::string&) { untilGone(socket); });
        row("drips headers", "within 700 ms", [ok](int s, const std::string&) { drip(s, ok, "X", 30); });
        row("drips the body", "within 700 ms",
            [ok](int s, const std::string&) { drip(s, ok + "Content-Length: 90000\r\n\r\n", "x", 30); });
        row("a body that ends early", "no answer",
            [ok](int s, const std::string&) { sendAll(s, ok + "Content-Length: 9000\r\n\r\nabc"); });
        row("an endless header", "larger", [ok](int s, const std::string&) { drip(s, ok, std::string(65536, 'x'), 0); });
        row("endless headers", "larger", [ok](int s, const std::string&) {
            std::string many;
            for (int i = 0; i < 5000; ++i) many += "X-Header: a\r\n";
            drip(s, ok, many, 0);
        });
        row("an endless body", "larger", [ok](int s, const std::string&) { drip(s, ok + "\r\n", std::string(65536, 'x'), 0); });
        row("endless chunks", "larger", [ok](int s, const std::string&) {
            drip(s, ok + "Transfer-Encoding: chunked\r\n\r\n", "1000\r\n" + std::string(4096, 'x') + "\r\n", 0);
        });
        row("a huge Content-Length", "larger",
            [ok](int s, const std::string&) { drip(s, ok + "Content-Length: 99999999999\r\n\r\n", std::string(65536, 'x'), 0); });
        row("one byte too many", "larger",
            [](int s, const std::string&) { sendAll(s, httpAnswer(std::string(kLimit + 1, 'x'))); });
        row("500", "status 500", [](int s, const std::string&) { sendAll(s, httpAnswer("no", "500 Internal Server Error")); });
        row("a redirect", "status 302", [](int s, const std::string&) {
            sendAll(s, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        });
        row("no HTTP", "no answer", [](int s, const std::string&) { sendAll(s, "hello\r\n\r\n"); });
    }
    void hostile()
    {
        QFETCH(Liar::Answer, answer);
        QFETCH(QByteArray, says);
        Liar server(answer);
        QElapsedTimer time;
        time.start();
        const auto result = ask(server.url());
        QVERIFY2(time.elapsed() < 5000, qPrintable(QString::number(time.elapsed())));
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::Unreachable);
        QVERIFY2(result.error().message.find(says.toStdString()) != std::string::npos, result.error().message.c_str());
        QVERIFY2(result.error().message.starts_with(server.url()), result.error().message.c_str());
    }

    void atTheLimit()
    {
        Liar server([](int s, const std::string&) { sendAll(s, httpAnswer(std::string(kLimit, 'x'))); });
        const auto answer = ask(server.url());
        QVERIFY2(answer.ok(), answer.ok() ? "" : answer.error().message.c_str());
        QCOMPARE(answer.value().size(), kLimit);
    }

    void nobodyListens()
    {
        std::string url;
        {
            Liar gone([](int, const std::string&) {});
            url = gone.url();
        }
        const auto result = ask(url);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::Unreachable);
    }

    void stopsWithinATenth()
    {
        std::stop_source source;
        // The request has arrived, so the client waits for the answer.
        Liar server([&source](int socket, const std::string&) {
            source.request_stop();
            untilGone(socket);
        });
        Client client(Url::parse(server.url()).value(), {std::chrono::seconds(20), kLimit});
        QElapsedTimer time;
        time.start();
        const auto result = client.post("{}", "text/plain", source.get_token());
        QVERIFY(!result.ok() && result.error().isCancelled());
        QVERIFY2(time.elapsed() < 2000, qPrintable(QString::number(time.elapsed())));
    }
};

QTEST_APPLESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/read.h"
#include "core/report/request.h"

#include <QTest>

using namespace vci;
using namespace vci::report;

namespace {
constexpr const char* kPlain =
    R"({"tenant_id":"5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11","aggregates":[],"correlations":[],"at_times":[],"from":null,"to":null,"personal_data":"masked"})";
}

/// What a report was asked for, in the report and out of it.
class TestRequest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrites_data();
    void readsWhatItWrites();
    void refuses_data();
    void refuses();
    void refusesANewerEdition();
};

void TestRequest::readsWhatItWrites_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("nothing more, as before there was more") << QByteArray();
    QTest::newRow("offline") << QByteArray(R"(,"offline":true)");
    QTest::newRow("blocks") << QByteArray(",\"blocks\":[\"0x") + QByteArray(64, 'a') + "\",\"0x" + QByteArray(64, '1') + "\"]";
    QTest::newRow("the edition") << QByteArray(R"(,"edition":2)");
    QTest::newRow("both") << QByteArray(",\"offline\":true,\"blocks\":[\"0x") + QByteArray(64, 'f') + "\"]";
}

void TestRequest::readsWhatItWrites()
{
    QFETCH(QByteArray, more);
    const QByteArray text = QByteArray(kPlain).chopped(1) + more + "}";
    const auto request = Request::fromJson(json::readLenient(text.toStdString()).value);
    QVERIFY(request.ok());
    QCOMPARE(request.value().tellsMore(), more.contains("edition"));
    QCOMPARE(request.value().isOffline, more.contains("offline"));
    QCOMPARE(request.value().blocks.size(), static_cast<std::size_t>(more.count("0x")));
    QCOMPARE(QByteArray::fromStdString(json::dump(request.value().toJson())), text);
}

void TestRequest::refuses_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("member");
    const auto row = [](const char* name, const QByteArray& before, const QByteArray& after, const QByteArray& member) {
        QTest::newRow(name) << before << after << member;
    };
    row("no tenant", "\"tenant_id\"", "\"tenant\"", "tenant_id");
    row("aggregates that are no list", "\"aggregates\":[]", "\"aggregates\":1", "aggregates");
    row("an aggregate that is no id", "\"aggregates\":[]", "\"aggregates\":[\"x\"]", "aggregates");
    row("a time that is none", "\"from\":null", "\"from\":\"noon\"", "from");
    row("another word for masked", "\"masked\"", "\"hidden\"", "personal_data");
    row("an edition in words", "}", R"(,"edition":"2"})", "edition");
    row("an edition before there were any", "}", R"(,"edition":1})", "edition");
    row("offline in words", "}", R"(,"offline":"yes"})", "offline");
    row("a block that is none", "}", R"(,"blocks":["0x12"]})", "blocks");
    row("blocks that are no list", "}", R"(,"blocks":"0x12"})", "blocks");
}

void TestRequest::refuses()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, member);
    QByteArray text(kPlain);
    QVERIFY(text.contains(before));
    const auto request = Request::fromJson(json::readLenient(text.replace(before, after).toStdString()).value);
    QVERIFY(!request.ok());
    QCOMPARE(QByteArray::fromStdString(request.error().place.pointer.value_or("")), "/request/" + member);
}

void TestRequest::refusesANewerEdition()
{
    const QByteArray text = QByteArray(kPlain).chopped(1) + R"(,"edition":99})";
    const auto request = Request::fromJson(json::readLenient(text.toStdString()).value);
    QVERIFY(!request.ok());
    QCOMPARE(request.error().code, ErrorCode::NewerVersion);
}

QTEST_APPLESS_MAIN(TestRequest)
#include "tst_request.moc"

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/library.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace vci;
using projection::Definition;
using projection::Library;

namespace {

QByteArray document(const QByteArray& key, const QByteArray& events, const QByteArray& more = {})
{
    return R"({"name":"Mine","description":"Mine.","key":)" + key + R"(,"events":)" + events + more + "}";
}

void write(const QTemporaryDir& folder, const char* name, const QByteArray& text)
{
    QFile file(folder.filePath(QLatin1String(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

const QByteArray kByCall = R"({"aggregate_type":"Call"})";
const QByteArray kOneEvent = R"([{"type":"CallEnded","rules":[{"rule":"increment","target":"n","value":1}]}])";

}  // namespace

/// What a projection file may say, and where its faults are.
class TestDefinition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void builtInOnesLoad()
    {
        const auto library = Library::load(catalog::Catalog::builtIn());
        QVERIFY2(library.ok(), library.ok() ? "" : library.error().message.c_str());
        QStringList names;
        for (const auto& definition : library.value().all()) {
            names << QString::fromStdString(definition->name);
            QCOMPARE(definition->version.size(), std::size_t{64});
            for (const std::string& type : definition->eventTypes())
                QVERIFY2(library.value().catalog()->find(type) != nullptr, type.c_str());
        }
        QCOMPARE(names.join(QLatin1Char(' ')),
                 QStringLiteral(
                     "AgentActivity CallSummary CreditBalance CustomerProfile DailyCallVolume PaymentSummary SecurityIncidents"));
    }

    void versionFollowsTextAndCatalogue()
    {
        const QByteArray text = document(kByCall, kOneEvent);
        const auto builtIn = catalog::Catalog::builtIn();
        const auto other =
            catalog::Catalog::parse(R"({"name":"x","allow_unknown_types":true,"families":[{"name":"call","label":"Call"}],)"
                                    R"("aggregate_types":[],"types":[{"name":"CallEnded","family":"call",)"
                                    R"("description":"x","version":1}]})",
                                    "other.json");
        QVERIFY(other.ok());
        const auto version = [](const QByteArray& source, const catalog::Catalog& catalog) {
            return Definition::parse({source.data(), static_cast<std::size_t>(source.size())}, "mine.json", catalog)
                .value()
                ->version;
        };
        QCOMPARE(version(text, *builtIn), version(text, *builtIn));
        QVERIFY(version(text, *builtIn) != version(text + "\n", *builtIn));
        QVERIFY(version(text, *builtIn) != version(text, *other.value()));
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pointer");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray();
        QTest::newRow("unknown member") << document(kByCall, kOneEvent, R"(,"colour":"red")") << QByteArray("/colour");
        QTest::newRow("two keys") << document(R"({"aggregate_type":"Call","data":"/x"})", kOneEvent) << QByteArray("/key");
        QTest::newRow("no key") << document("{}", kOneEvent) << QByteArray("/key");
        QTest::newRow("key is no pointer") << document(R"({"data":"x"})", kOneEvent) << QByteArray("/key/data");
        QTest::newRow("other event field") << document(R"({"event":"hour"})", kOneEvent) << QByteArray("/key/event");
        QTest::newRow("no events") << document(kByCall, "[]") << QByteArray("/events");
        QTest::newRow("a type twice") << document(kByCall, R"([{"type":"A"},{"type":"A"}])") << QByteArray("/events/1/type");
        QTest::newRow("a rule that is none")
            << document(kByCall, R"([{"type":"A","rules":[{"rule":"multiply","target":"x","value":2}]}])")
            << QByteArray("/events/0/rules/0/rule");
        QTest::newRow("increment by a word")
            << document(kByCall, R"([{"type":"A","rules":[{"rule":"increment","target":"x","value":"1"}]}])")
            << QByteArray("/events/0/rules/0/value");
        QTest::newRow("foreign field of nothing")
            << document(kByCall, kOneEvent, R"(,"foreign":{"model_type":"X","fields":[{"field":"/a","ours":"/b"}]})")
            << QByteArray("/foreign/fields/0/ours");
        QTest::newRow("foreign shape")
            << document(kByCall, kOneEvent,
                        R"(,"foreign":{"model_type":"X","fields":[{"field":"/a","ours":"/n","shape":"round"}]})")
            << QByteArray("/foreign/fields/0/shape");
    }
    void faultsAreNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pointer);
        QTemporaryDir folder;
        write(folder, "mine.json", text);
        const auto library = Library::load(catalog::Catalog::builtIn(), folder.path().toStdString());
        QVERIFY(!library.ok());
        QCOMPARE(library.error().code, ErrorCode::InvalidCatalog);
        QVERIFY2(library.error().message.find("mine.json") != std::string::npos, library.error().message.c_str());
        if (!pointer.isEmpty()) QCOMPARE(library.error().place.pointer.value_or("none"), pointer.toStdString());
    }

    void badNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("at sign") << QByteArray("a@b");
        QTest::newRow("digit first") << QByteArray("1a");
        QTest::newRow("space") << QByteArray("a b");
        QTest::newRow("101 characters") << QByteArray(101, 'a');
    }
    void badNames()
    {
        QFETCH(QByteArray, name);
        QByteArray text = document(kByCall, kOneEvent);
        text.replace("\"Mine\"", "\"" + name + "\"");
        const auto parsed = Definition::parse(text.toStdString(), "mine.json", *catalog::Catalog::builtIn());
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().place.pointer.value_or("none"), std::string("/name"));
    }

    void folderReplacesAndAdds()
    {
        QTemporaryDir folder;
        QByteArray call = document(kByCall, kOneEvent);
        call.replace("\"Mine\"", "\"CallSummary\"");
        write(folder, "call.json", call);
        write(folder, "mine.json", document(kByCall, kOneEvent));
        write(folder, "projection.schema.json", "{}");
        const auto library = Library::load(catalog::Catalog::builtIn(), folder.path().toStdString());
        QVERIFY2(library.ok(), library.ok() ? "" : library.error().message.c_str());
        QCOMPARE(library.value().all().size(), std::size_t{8});
        QCOMPARE(library.value().find("CallSummary")->targets, std::vector<std::string>{"n"});
        write(folder, "again.json", document(kByCall, kOneEvent));
        QVERIFY(!Library::load(catalog::Catalog::builtIn(), folder.path().toStdString()).ok());
        QCOMPARE(Library::load(catalog::Catalog::builtIn(), "/no/such/folder").error().code, ErrorCode::Io);
    }
};

QTEST_APPLESS_MAIN(TestDefinition)
#include "tst_definition.moc"

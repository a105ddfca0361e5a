// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/catalog.h"

#include "core/json/read.h"

#include <QtTest>

#include <QCryptographicHash>
#include <QProcess>
#include <QTemporaryDir>

using vci::catalog::Catalog;

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QString kFolder = QStringLiteral(VCI_SOURCE_DIR "/resources/catalog/");

/// A sound catalogue of one type, with members replaced or added by text.
QByteArray catalogWith(const QByteArray& typeMembers)
{
    return R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[],"types":[)"
           R"({"name":"A","family":"f","description":"d","version":2)" +
           typeMembers + "}]}";
}

QByteArray withRule(const QByteArray& rule)
{
    return catalogWith(R"(,"rules":[{"rule":"set","target":"ok","value":1},)" + rule + "]");
}

QByteArray withUpcaster(const QByteArray& upcaster)
{
    return catalogWith(R"(,"upcasters":[)" + upcaster + "]");
}

}  // namespace

class TestCatalog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedIsTheFile()
    {
        const QByteArray file = readFile(kFolder + QStringLiteral("voicecore.json"));
        QVERIFY(!file.isEmpty());
        const auto shipped = Catalog::builtIn();
        QCOMPARE(QByteArray::fromStdString(shipped->version()),
                 QCryptographicHash::hash(file, QCryptographicHash::Sha256).toHex());
        const auto loaded = Catalog::loadFile(VCI_SOURCE_DIR "/resources/catalog/voicecore.json");
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
        QCOMPARE(loaded.value()->version(), shipped->version());
        QCOMPARE(shipped->types().size(), std::size_t(42));
        QVERIFY(!shipped->allowsUnknownTypes());
    }

    void shippedFollowsItsSchema()
    {
        const QString script =
            QStringLiteral("import json, sys, jsonschema\n"
                           "schema = json.load(open(sys.argv[1])); jsonschema.Draft202012Validator.check_schema(schema)\n"
                           "jsonschema.Draft202012Validator(schema).validate(json.load(open(sys.argv[2])))\n");
        QProcess python;
        python.start(QStringLiteral("python3"), {QStringLiteral("-c"), script, kFolder + QStringLiteral("catalog.schema.json"),
                                                 kFolder + QStringLiteral("voicecore.json")});
        QVERIFY2(python.waitForFinished(), "python3 with jsonschema is needed for this test");
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    }

    void families_data()
    {
        QTest::addColumn<QByteArray>("types");
        QTest::newRow("call") << QByteArray(
            "CallInitiated=initiated CallConnected=connected CallTransferred=transferred CallOnHold=on_hold "
            "CallResumed=connected CallEnded=completed CallFailed=failed CallRecordingStarted "
            "CallRecordingStopped");
        QTest::newRow("customer") << QByteArray("CustomerCreated=created CustomerUpdated CustomerVerified=verified "
                                                "CustomerVIPStatusChanged CustomerBlocked=blocked CustomerUnblocked=active");
        QTest::newRow("agent") << QByteArray("AgentLoggedIn=available AgentLoggedOut=offline AgentStatusChanged "
                                             "AgentAssignedToCall=busy AgentPerformanceUpdated");
        QTest::newRow("ai") << QByteArray("AIResponseGenerated AISentimentDetected AIIntentRecognized AIModelTrained=trained "
                                          "AIEscalationTriggered");
        QTest::newRow("transaction") << QByteArray("PaymentInitiated=initiated PaymentCompleted=completed PaymentFailed=failed "
                                                   "RefundInitiated=refund_pending RefundCompleted=refunded");
        QTest::newRow("credit") << QByteArray("CreditsPurchased CreditsConsumed CreditsRefunded CreditBalanceLow");
        QTest::newRow("security") << QByteArray("LoginSuccessful LoginFailed PasswordChanged MFAEnabled MFADisabled "
                                                "SuspiciousActivityDetected=suspicious AccessDenied LogRecovered");
    }
    void families()
    {
        QFETCH(QByteArray, types);
        const std::string family = QTest::currentDataTag();
        QByteArrayList found;
        for (const auto& type : Catalog::builtIn()->types()) {
            if (type.family != family) continue;
            QVERIFY(!type.description.empty());
            QVERIFY(!type.summary.empty());
            QCOMPARE(Catalog::builtIn()->find(type.name), &type);
            found += QByteArray::fromStdString(type.name) +
                     (type.status ? "=" + QByteArray::fromStdString(*type.status) : QByteArray());
        }
        QCOMPARE(found, types.split(' '));
    }

    void versions()
    {
        QByteArrayList atTwo;
        for (const auto& type : Catalog::builtIn()->types()) {
            QCOMPARE(type.newestVersion == 1, type.upcasts.empty());
            if (type.newestVersion == 2) atTwo += QByteArray::fromStdString(type.name);
        }
        QCOMPARE(atTwo, QByteArrayList({"CustomerVIPStatusChanged", "AISentimentDetected", "PaymentInitiated"}));
    }

    void knowsAggregateTypes()
    {
        for (const char* name : {"Call", "Customer", "Agent", "Transaction", "Credit", "User", "Log"}) {
            const auto* type = Catalog::builtIn()->findAggregateType(name);
            QVERIFY2(type != nullptr, name);
            QVERIFY2(!type->handles.empty(), name);
        }
        QVERIFY(Catalog::builtIn()->findAggregateType("Nothing") == nullptr);
        QVERIFY(Catalog::builtIn()->find("CallEscalatedLegacy") == nullptr);
    }

    void readsEveryRuleAndUpcaster()
    {
        const QByteArray text = catalogWith(R"(,"status":"s","sensitive":["/a~1b"],
            "upcasters":[{"from":1,"step":"wrap_string","member":"w","key":"label"},
                         {"from":1,"step":"default","member":"d","value":{"x":[1]},"if":{"data":"/v","not":true}}],
            "rules":[{"rule":"set","target":"a","value":null},{"rule":"unset","target":"a","if":{"data":"/x/y","equals":false}},
                     {"rule":"increment","target":"b","old":"/n","negative":true},{"rule":"append","target":"c","event":"timestamp"},
                     {"rule":"min","target":"d","data":"/n"},{"rule":"max","target":"d","data":"/n"},
                     {"rule":"elapsed","target":"e","from":{"old":"/last_timestamp"},"to":{"event":"timestamp"}}])");
        const auto parsed = Catalog::parse(text.toStdString(), "t.json");
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
        QVERIFY(parsed.value()->allowsUnknownTypes());
        const auto& type = *parsed.value()->find("A");
        using vci::catalog::Operand;
        using vci::catalog::Rule;
        using vci::catalog::Upcast;
        QCOMPARE(type.rules.size(), std::size_t(7));
        QVERIFY(type.rules[0].kind == Rule::Kind::Set && type.rules[0].operand.constant.isNull() && !type.rules[0].readsData());
        QVERIFY(type.rules[1].kind == Rule::Kind::Unset && type.rules[1].condition->path == std::vector<std::string>({"x", "y"}));
        QVERIFY(type.rules[1].readsData() && type.rules[1].condition->equals->isBool());
        QVERIFY(type.rules[2].negative && type.rules[2].operand.source == Operand::Source::Old && !type.rules[2].readsData());
        QVERIFY(type.rules[3].operand.source == Operand::Source::EventField && type.rules[3].operand.field == "timestamp");
        QVERIFY(type.rules[4].kind == Rule::Kind::Min && type.rules[4].readsData());
        QVERIFY(type.rules[6].from.source == Operand::Source::Old && type.rules[6].operand.source == Operand::Source::EventField);
        QVERIFY(type.upcasts[0].kind == Upcast::Kind::WrapString && type.upcasts[0].wrapKey == "label");
        QVERIFY(type.upcasts[1].kind == Upcast::Kind::DefaultIf && type.upcasts[1].condition->negated);
        QVERIFY(!type.upcasts[1].condition->equals.has_value());
        QCOMPARE(type.sensitiveFields, std::vector<std::string>({"/a~1b"}));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pointer");
        const auto row = [](const char* name, const QByteArray& text, const char* pointer) {
            QTest::newRow(name) << text << QByteArray(pointer);
        };
        row("no object", "[]", "");
        row("member missing", R"({"name":"T","allow_unknown_types":true,"families":[],"types":[]})", "");
        row("unknown member", R"({"name":"T","allow_unknown_types":true,"families":[],"aggregate_types":[],"types":[],"x/y":1})",
            "/x~1y");
        row("no families", R"({"name":"T","allow_unknown_types":true,"families":[],"aggregate_types":[],"types":[]})",
            "/families");
        row("flag is no boolean", R"({"name":"T","allow_unknown_types":"no","families":[],"aggregate_types":[],"types":[]})",
            "/allow_unknown_types");
        row("duplicate name", R"({"name":"T","name":"U"})", "/name");
        row("family twice",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"},{"name":"f","label":"G"}],"aggregate_types":[],"types":[]})",
            "/families/1/name");
        row("family in upper case",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"F x","label":"F"}],"aggregate_types":[],"types":[]})",
            "/families/0/name");
        row("aggregate type of no family",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[{"name":"X","family":"g"}],"types":[]})",
            "/aggregate_types/0/family");
        row("bad handle",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[{"name":"X","family":"f","handles":["ok","{}"]}],"types":[]})",
            "/aggregate_types/0/handles/1");
        row("type of no family",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[],"types":[{"name":"A","family":"g","description":"d","version":1}]})",
            "/types/0/family");
        row("unknown member of a type", catalogWith(R"(,"colour":"red")"), "/types/0/colour");
        row("type without description",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[],"types":[{"name":"A","family":"f","version":1}]})",
            "/types/0");
        row("version is a string",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[],"types":[{"name":"A","family":"f","description":"d","version":"1"}]})",
            "/types/0/version");
        row("version 0",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[],"types":[{"name":"A","family":"f","description":"d","version":0}]})",
            "/types/0/version");
        row("version 1.5",
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[],"types":[{"name":"A","family":"f","description":"d","version":1.5}]})",
            "/types/0/version");
        row("empty status", catalogWith(R"(,"status":"")"), "/types/0/status");
        row("status is null", catalogWith(R"(,"status":null)"), "/types/0/status");
        row("bad summary", catalogWith(R"(,"summary":"{a|long}")"), "/types/0/summary");
        row("sensitive is no pointer", catalogWith(R"(,"sensitive":["/ok","phone"])"), "/types/0/sensitive/1");
        row("sensitive is the whole", catalogWith(R"(,"sensitive":[""])"), "/types/0/sensitive/0");
        row("bad escape in a pointer", catalogWith(R"(,"sensitive":["/a~2"])"), "/types/0/sensitive/0");
        row("rules is no array", catalogWith(R"(,"rules":{})"), "/types/0/rules");
        row("rule is no object", withRule("1"), "/types/0/rules/1");
        row("rule without kind", withRule(R"({"target":"a"})"), "/types/0/rules/1");
        row("unknown rule", withRule(R"({"rule":"divide","target":"a","value":1})"), "/types/0/rules/1/rule");
        row("no target", withRule(R"({"rule":"set","value":1})"), "/types/0/rules/1");
        row("reserved target", withRule(R"({"rule":"set","target":"last_sequence","value":1})"), "/types/0/rules/1/target");
        row("no operand", withRule(R"({"rule":"set","target":"a"})"), "/types/0/rules/1");
        row("two operands", withRule(R"({"rule":"set","target":"a","value":1,"data":"/x"})"), "/types/0/rules/1");
        row("operand of unset", withRule(R"({"rule":"unset","target":"a","value":1})"), "/types/0/rules/1/value");
        row("negative of set", withRule(R"({"rule":"set","target":"a","value":1,"negative":true})"), "/types/0/rules/1/negative");
        row("negative is a number", withRule(R"({"rule":"increment","target":"a","value":1,"negative":1})"),
            "/types/0/rules/1/negative");
        row("increment by a string", withRule(R"({"rule":"increment","target":"a","value":"1"})"), "/types/0/rules/1/value");
        row("unknown event field", withRule(R"({"rule":"set","target":"a","event":"metadata"})"), "/types/0/rules/1/event");
        row("data is no pointer", withRule(R"({"rule":"set","target":"a","data":"amount"})"), "/types/0/rules/1/data");
        row("condition without data", withRule(R"({"rule":"unset","target":"a","if":{"equals":1}})"), "/types/0/rules/1/if");
        row("unknown member of a condition", withRule(R"({"rule":"unset","target":"a","if":{"data":"/x","less":1}})"),
            "/types/0/rules/1/if/less");
        row("elapsed without from", withRule(R"({"rule":"elapsed","target":"a","to":{"event":"timestamp"}})"),
            "/types/0/rules/1");
        row("elapsed from two operands",
            withRule(R"({"rule":"elapsed","target":"a","from":{"old":"/x","value":1},"to":{"event":"timestamp"}})"),
            "/types/0/rules/1/from");
        row("unknown step", withUpcaster(R"({"from":1,"step":"rename","member":"a"})"), "/types/0/upcasters/0/step");
        row("step missing", withUpcaster(R"({"from":1,"member":"a"})"), "/types/0/upcasters/0");
        row("default without value", withUpcaster(R"({"from":1,"step":"default","member":"a"})"), "/types/0/upcasters/0");
        row("upcaster from the newest", withUpcaster(R"({"from":2,"step":"default","member":"a","value":1})"),
            "/types/0/upcasters/0/from");
        row("wrap with a condition", withUpcaster(R"({"from":1,"step":"wrap_string","member":"a","key":"k","if":{"data":"/x"}})"),
            "/types/0/upcasters/0/if");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pointer);
        const auto parsed = Catalog::parse(text.toStdString(), "broken.json");
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, vci::ErrorCode::InvalidCatalog);
        QCOMPARE(QByteArray::fromStdString(parsed.error().place.pointer.value_or("none")), pointer);
        QVERIFY2(parsed.error().message.starts_with("broken.json: "), parsed.error().message.c_str());
    }

    void refusesBrokenJson()
    {
        const auto parsed = Catalog::parse("{\n  \"name\": \"T\",\n  \"x\" 1}", "broken.json");
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, vci::ErrorCode::InvalidCatalog);
        QCOMPARE(parsed.error().place.line.value_or(0), std::int64_t(3));
        QVERIFY2(parsed.error().message.starts_with("broken.json: "), parsed.error().message.c_str());
    }

    void namesTheFileItCannotRead()
    {
        const QTemporaryDir folder;
        for (const QString& path : {folder.filePath(QStringLiteral("none.json")), folder.path()}) {
            const auto loaded = Catalog::loadFile(path.toStdString());
            QVERIFY(!loaded.ok());
            QCOMPARE(loaded.error().code, vci::ErrorCode::Io);
            QVERIFY(QString::fromStdString(loaded.error().message).contains(path));
        }
    }
};

QTEST_APPLESS_MAIN(TestCatalog)
#include "tst_catalog.moc"

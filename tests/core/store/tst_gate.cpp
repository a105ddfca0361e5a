// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/read.h"
#include "core/store/gate.h"

#include <QFile>
#include <QtTest>
#include <nlohmann/json.hpp>

using namespace vci;
using store::checkNewEvent;
using store::Stamping;

namespace {

using Edits = std::vector<std::pair<std::string, std::string>>;  // a member's name and its JSON text; empty: left out

/// The least that append takes, with members replaced, added or left out.
std::string input(const Edits& edits = {})
{
    Edits members = {{"aggregate_id", "\"de8b2299-5c82-4a51-a987-df46e4531500\""},
                     {"aggregate_type", "\"Call\""},
                     {"event_type", "\"CallInitiated\""},
                     {"event_data", "{}"}};
    for (const auto& [name, text] : edits) {
        const auto known =
            std::find_if(members.begin(), members.end(), [&name = name](const auto& m) { return m.first == name; });
        if (known == members.end()) {
            members.emplace_back(name, text);
        } else {
            known->second = text;
        }
    }
    std::string json = "{";
    for (const auto& [name, text] : members) {
        if (text.empty()) continue;
        if (json.size() > 1) json += ",";
        json += "\"" + name + "\":" + text;
    }
    return json + "}";
}

std::string inQuotes(const std::string& text)
{
    return "\"" + text + "\"";
}

std::shared_ptr<const catalog::Catalog> openCatalog()
{
    QFile file(QStringLiteral(VCI_SOURCE_DIR "/resources/catalog/voicecore.json"));
    if (!file.open(QIODevice::ReadOnly)) return nullptr;
    auto document = nlohmann::json::parse(file.readAll().toStdString());
    document["allow_unknown_types"] = true;
    auto parsed = catalog::Catalog::parse(document.dump(), "open");
    return parsed.ok() ? std::move(parsed).value() : nullptr;
}

}  // namespace

class TestGate final : public QObject {
    Q_OBJECT

    std::shared_ptr<const catalog::Catalog> m_catalog = catalog::Catalog::builtIn();

private Q_SLOTS:
    void takesTheLeast()
    {
        const auto gated = checkNewEvent(input(), *m_catalog, Stamping::ByStore);
        QVERIFY2(gated.ok(), gated.ok() ? "" : gated.error().message.c_str());
        const store::NewEvent& event = gated.value().event;
        QCOMPARE(event.aggregateType, std::string("Call"));
        QCOMPARE(event.eventVersion, std::int64_t{1});
        QCOMPARE(event.eventData, std::string("{}"));
        QCOMPARE(event.metadata, std::string("{}"));
        QVERIFY(!event.id && !event.causationId && !event.correlationId && !event.expectedSequence && !gated.value().tenantId);
        QVERIFY(!event.gaveVersion && !event.gaveMetadata && !event.gaveCausation && !event.gaveCorrelation);
    }

    void takesEverything()
    {
        const auto gated = checkNewEvent(input({{"id", inQuotes("37E0FC1A-C056-4FBB-B8B1-A312E31AAAF3")},
                                                {"tenant_id", inQuotes("20F92900-25cb-4783-b68c-9c8c4686078c")},
                                                {"aggregate_id", inQuotes("DE8B2299-5C82-4A51-A987-DF46E4531500")},
                                                {"event_type", inQuotes("PaymentInitiated")},
                                                {"event_version", "1.0"},
                                                {"event_data", "{\"b\":1.50,\"a\":[1E22,-0]}"},
                                                {"metadata", "{\"z\":1,\"\\u0061\":2}"},
                                                {"causation_id", "null"},
                                                {"correlation_id", inQuotes("8BADF00D-0000-4000-8000-000000000001")},
                                                {"expected_sequence", "0"},
                                                {"pos", "17"},
                                                {"flags", "[\"sequence_gap\"]"}}),
                                         *m_catalog, Stamping::ByStore);
        QVERIFY2(gated.ok(), gated.ok() ? "" : gated.error().message.c_str());
        const store::NewEvent& event = gated.value().event;
        QCOMPARE(event.id->toString(), std::string("37e0fc1a-c056-4fbb-b8b1-a312e31aaaf3"));
        QCOMPARE(gated.value().tenantId->toString(), std::string("20f92900-25cb-4783-b68c-9c8c4686078c"));
        QCOMPARE(event.aggregateId.toString(), std::string("de8b2299-5c82-4a51-a987-df46e4531500"));
        QCOMPARE(event.eventVersion, std::int64_t{1});
        QCOMPARE(event.eventData, std::string("{\"a\":[1e+22,0],\"b\":1.5}"));
        QCOMPARE(event.metadata, std::string("{\"a\":2,\"z\":1}"));
        QVERIFY(!event.causationId.has_value());
        QCOMPARE(event.correlationId->toString(), std::string("8badf00d-0000-4000-8000-000000000001"));
        QCOMPARE(event.expectedSequence, std::optional<std::int64_t>(0));
        QVERIFY(event.gaveVersion && event.gaveMetadata && event.gaveCausation && event.gaveCorrelation);
    }

    void versionDefaultsToTheNewest()
    {
        const auto gated = checkNewEvent(input({{"event_type", inQuotes("PaymentInitiated")}}), *m_catalog, Stamping::ByStore);
        QVERIFY(gated.ok());
        QCOMPARE(gated.value().event.eventVersion, std::int64_t{2});
        QVERIFY(!gated.value().event.gaveVersion);
    }

    void takesWhatWasRecorded()
    {
        const auto gated = checkNewEvent(input({{"sequence_number", "7"},
                                                {"timestamp", inQuotes("2026-02-10T11:00:00.5+01:00")},
                                                {"blockchain_tx_hash", inQuotes("0xabc")}}),
                                         *m_catalog, Stamping::AsRecorded);
        QVERIFY2(gated.ok(), gated.ok() ? "" : gated.error().message.c_str());
        const store::NewEvent& event = gated.value().event;
        QCOMPARE(event.sequence->value(), std::int64_t{7});
        QCOMPARE(event.timestamp->toString(), std::string("2026-02-10T10:00:00.500000Z"));
        QCOMPARE(*event.blockchainTxHash, std::string("0xabc"));
        const auto without = checkNewEvent(input({{"blockchain_tx_hash", "null"}}), *m_catalog, Stamping::AsRecorded);
        QVERIFY(without.ok());
        QVERIFY(!without.value().event.blockchainTxHash && !without.value().event.sequence && !without.value().event.timestamp);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("recorded");
        const auto add = [](const char* name, const std::string& text, const char* pointer,
                            ErrorCode code = ErrorCode::InvalidPayload, Stamping stamping = Stamping::ByStore) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(pointer) << static_cast<int>(code)
                                << (stamping == Stamping::AsRecorded);
        };
        const auto recorded = [&add](const char* name, const std::string& text, const char* pointer) {
            add(name, text, pointer, ErrorCode::InvalidPayload, Stamping::AsRecorded);
        };
        add("no JSON", "{", "");
        add("no object", "[]", "");
        add("nothing", "", "");
        add("aggregate_id is missing", input({{"aggregate_id", ""}}), "/aggregate_id");
        add("aggregate_type is missing", input({{"aggregate_type", ""}}), "/aggregate_type");
        add("event_type is missing", input({{"event_type", ""}}), "/event_type");
        add("event_data is missing", input({{"event_data", ""}}), "/event_data");
        add("unknown member", input({{"event_dat", "{}"}}), "/event_dat");
        add("unknown member with a slash", input({{"a/b~", "1"}}), "/a~1b~0");
        add("names are case-sensitive", input({{"Metadata", "{}"}}), "/Metadata");
        add("member twice", "{\"event_data\":{},\"event\\u005fdata\":{}}", "/event_data");
        add("store gives the sequence", input({{"sequence_number", "1"}}), "/sequence_number");
        add("store gives the time", input({{"timestamp", inQuotes("2026-02-10T10:00:00Z")}}), "/timestamp");
        add("store gives the hash", input({{"blockchain_tx_hash", "null"}}), "/blockchain_tx_hash");
        add("id is no UUID", input({{"id", inQuotes("1")}}), "/id");
        add("id is null", input({{"id", "null"}}), "/id");
        add("id without hyphens", input({{"id", inQuotes("37e0fc1ac0564fbbb8b1a312e31aaaf3")}}), "/id");
        add("tenant_id is null", input({{"tenant_id", "null"}}), "/tenant_id");
        add("aggregate_id is a number", input({{"aggregate_id", "1"}}), "/aggregate_id");
        add("causation_id is no UUID", input({{"causation_id", inQuotes("")}}), "/causation_id");
        add("correlation_id is a bool", input({{"correlation_id", "false"}}), "/correlation_id");
        add("aggregate_type is empty", input({{"aggregate_type", inQuotes("")}}), "/aggregate_type");
        add("aggregate_type is a number", input({{"aggregate_type", "5"}}), "/aggregate_type");
        add("aggregate_type has 101 characters", input({{"aggregate_type", inQuotes(std::string(101, 'x'))}}), "/aggregate_type");
        add("event_type has 101 characters", input({{"event_type", inQuotes(std::string(101, 'x'))}}), "/event_type");
        add("event_type is null", input({{"event_type", "null"}}), "/event_type");
        add("event_data is null", input({{"event_data", "null"}}), "/event_data");
        add("event_data is a string", input({{"event_data", inQuotes("{}")}}), "/event_data");
        add("event_data is an array", input({{"event_data", "[]"}}), "/event_data");
        add("metadata is null", input({{"metadata", "null"}}), "/metadata");
        add("metadata is an array", input({{"metadata", "[1]"}}), "/metadata");
        add("event_version is 0", input({{"event_version", "0"}}), "/event_version");
        add("event_version is a fraction", input({{"event_version", "1.5"}}), "/event_version");
        add("event_version is a string", input({{"event_version", inQuotes("1")}}), "/event_version");
        add("event_version is null", input({{"event_version", "null"}}), "/event_version");
        add("event_version is newer", input({{"event_version", "2"}}), "/event_version", ErrorCode::UnknownEventType);
        add("expected_sequence is negative", input({{"expected_sequence", "-1"}}), "/expected_sequence");
        add("expected_sequence is huge", input({{"expected_sequence", "1e30"}}), "/expected_sequence");
        add("unknown type", input({{"event_type", inQuotes("CallExploded")}}), "/event_type", ErrorCode::UnknownEventType);
        add("type in another case", input({{"event_type", inQuotes("callinitiated")}}), "/event_type",
            ErrorCode::UnknownEventType);
        add("number that cannot be kept", input({{"event_data", "{\"a\":[{\"b\":9007199254740993}]}"}}), "/event_data/a/0/b");
        add("duplicate names in metadata", input({{"metadata", "{\"x\":{\"a\":1,\"a\":2}}"}}), "/metadata/x/a");
        add("lone surrogate", input({{"event_data", "{\"a\":\"\\ud800\"}"}}), "/event_data/a");
        recorded("recorded sequence 0", input({{"sequence_number", "0"}}), "/sequence_number");
        recorded("recorded sequence is a string", input({{"sequence_number", inQuotes("1")}}), "/sequence_number");
        recorded("recorded time without offset", input({{"timestamp", inQuotes("2026-02-10T10:00:00")}}), "/timestamp");
        recorded("recorded time with second 60", input({{"timestamp", inQuotes("2026-02-10T10:00:60Z")}}), "/timestamp");
        recorded("recorded time with seven digits", input({{"timestamp", inQuotes("2026-02-10T10:00:00.1234567Z")}}),
                 "/timestamp");
        recorded("recorded time is null", input({{"timestamp", "null"}}), "/timestamp");
        recorded("recorded hash is a number", input({{"blockchain_tx_hash", "1"}}), "/blockchain_tx_hash");
        recorded("recorded hash is too long", input({{"blockchain_tx_hash", inQuotes(std::string(67, 'x'))}}),
                 "/blockchain_tx_hash");
        recorded("unknown member of a record", input({{"log_index", "1"}}), "/log_index");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pointer);
        QFETCH(int, code);
        QFETCH(bool, recorded);
        const auto gated = checkNewEvent(text.toStdString(), *m_catalog, recorded ? Stamping::AsRecorded : Stamping::ByStore);
        QVERIFY(!gated.ok());
        const Error& error = gated.error();
        QCOMPARE(static_cast<int>(error.code), code);
        QCOMPARE(QByteArray::fromStdString(error.place.pointer.value_or("none")), pointer);
        QCOMPARE(error.place.line, std::optional<std::int64_t>(1));
        QVERIFY(error.place.column.value_or(0) >= 1);
        QVERIFY2(error.message.ends_with('.'), error.message.c_str());
    }

    void nestingCountsFromEventData()
    {
        const auto nested = [](int levels) {
            std::string text;
            for (int i = 0; i < levels; ++i) text += "{\"a\":";
            return text + "1" + std::string(static_cast<std::size_t>(levels), '}');
        };
        QVERIFY(checkNewEvent(input({{"event_data", nested(64)}, {"metadata", nested(64)}}), *m_catalog, Stamping::ByStore).ok());
        const auto refused = checkNewEvent(input({{"event_data", nested(65)}}), *m_catalog, Stamping::ByStore);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::InvalidPayload);
        QVERIFY(refused.error().place.pointer->starts_with("/event_data/a/a"));
        QCOMPARE(refused.error().message, std::string("The nesting is deeper than 64 levels."));
    }

    void sizeCountsTheBytesGiven()
    {
        const std::string mib(json::kMaxPayloadBytes, ' ');
        const std::string frame = "{\"a\":\"\"}";
        const auto sized = [&](std::size_t bytes) { return "{\"a\":\"" + mib.substr(0, bytes - frame.size()) + "\"}"; };
        const std::size_t most = json::kMaxPayloadBytes;
        QVERIFY(checkNewEvent(input({{"event_data", sized(most)}}), *m_catalog, Stamping::ByStore).ok());
        QVERIFY(checkNewEvent(input({{"event_data", sized(most - 2)}, {"metadata", "{}"}}), *m_catalog, Stamping::ByStore).ok());
        for (const std::string& text :
             {input({{"event_data", sized(most + 1)}}), input({{"event_data", sized(most - 1)}, {"metadata", "{}"}}),
              input({{"metadata", sized(most - 1)}}), input({{"event_data", "{" + mib + "}"}})}) {
            const auto refused = checkNewEvent(text, *m_catalog, Stamping::ByStore);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().code, ErrorCode::PayloadTooLarge);
            QVERIFY(refused.error().message.find("1048576") != std::string::npos);
        }
        // White space around a payload is not part of it.
        QVERIFY(checkNewEvent(input({{"event_data", mib + sized(most) + mib}}), *m_catalog, Stamping::ByStore).ok());
    }

    void charactersAreNotBytes()
    {
        std::string name;
        for (int i = 0; i < 100; ++i) name += "\xF0\x9F\x98\x80";
        QVERIFY(checkNewEvent(input({{"aggregate_type", inQuotes(name)}}), *m_catalog, Stamping::ByStore).ok());
        QVERIFY(!checkNewEvent(input({{"aggregate_type", inQuotes(name + "x")}}), *m_catalog, Stamping::ByStore).ok());
    }

    void anOpenCatalogueTakesUnknownTypes()
    {
        const auto open = openCatalog();
        QVERIFY(open != nullptr && open->allowsUnknownTypes());
        const auto gated = checkNewEvent(input({{"event_type", inQuotes("CallExploded")}}), *open, Stamping::ByStore);
        QVERIFY(gated.ok());
        QCOMPARE(gated.value().event.eventVersion, std::int64_t{1});
        const auto versioned =
            checkNewEvent(input({{"event_type", inQuotes("CallExploded")}, {"event_version", "9"}}), *open, Stamping::ByStore);
        QVERIFY(versioned.ok());
        QCOMPARE(versioned.value().event.eventVersion, std::int64_t{9});
        const auto newer = checkNewEvent(input({{"event_version", "2"}}), *open, Stamping::ByStore);
        QVERIFY(!newer.ok());
        QCOMPARE(newer.error().code, ErrorCode::UnknownEventType);
    }

    void voicecoreVectors()
    {
        QFile file(QStringLiteral(VCI_SHARED_DIR "/vectors/voicecore/vectors.json"));
        if (!file.open(QIODevice::ReadOnly)) QSKIP("../shared is absent: VoiceCore vectors");
        const auto vectors = nlohmann::json::parse(file.readAll().toStdString());
        int foreign = 0;
        for (const auto& vector : vectors.at("events")) {
            const auto envelope = vector.at("envelope").get<std::string>();
            const bool isForeign = vector.at("foreign").get<bool>();
            const auto gated = checkNewEvent(envelope, *m_catalog, Stamping::AsRecorded);
            QVERIFY2(gated.ok() != isForeign, envelope.c_str());
            foreign += isForeign ? 1 : 0;
            if (!gated.ok()) {
                QCOMPARE(gated.error().code, ErrorCode::InvalidPayload);
                continue;
            }
            const auto leaf = vector.at("leaf").get<std::string>();
            QVERIFY(leaf.find("\"event_data\":" + gated.value().event.eventData + ",") != std::string::npos);
            QVERIFY(!checkNewEvent(envelope, *m_catalog, Stamping::ByStore).ok());
        }
        QVERIFY(foreign > 0);
    }
};

QTEST_APPLESS_MAIN(TestGate)
#include "tst_gate.moc"

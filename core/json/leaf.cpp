// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/leaf.h"

#include "core/json/fastreader.h"
#include "core/json/read.h"

#include <charconv>
#include <utility>

namespace vci::json {

namespace {

void appendNumber(std::string& out, std::int64_t value)
{
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void appendUuid(std::string& out, const Uuid& uuid)
{
    constexpr std::size_t kUuidLength = 36;
    char text[kUuidLength];
    uuid.write(text);
    out.append("\"").append(text, kUuidLength).append("\"");
}

template <typename Id>
void appendUuidOrNull(std::string& out, const std::optional<Id>& id)
{
    if (id) {
        appendUuid(out, id->uuid());
    } else {
        out.append("null");
    }
}

}  // namespace

Sha256 leafHash(std::string_view leaf)
{
    return sha256({std::string_view("\0", 1), leaf});
}

struct LeafWriter::Impl {
    /// Appends one payload; false where it is no object.
    bool appendPayload(std::string_view text, std::string& out, LeafFacts& facts)
    {
        const std::size_t begin = out.size();
        bool isObject = appendFast(text, out);
        if (isObject) {
            facts.foreignNumber = facts.foreignNumber || reader.sawForeignNumber();
        } else {
            out.resize(begin);
            const LenientRead read = readLenient(text);
            out.append(dumpCanonical(read.value));
            isObject = read.value.isObject();
            facts.foreignNumber = facts.foreignNumber || read.foreignNumber;
        }
        facts.isVerbatim = facts.isVerbatim && std::string_view(out).substr(begin) == text;
        return isObject;
    }

    bool appendFast(std::string_view text, std::string& out)
    {
        simdjson::ondemand::document document;
        if (!reader.open(text, document)) return false;
        simdjson::ondemand::object object;
        if (document.get_object().get(object) == simdjson::SUCCESS) {
            return reader.appendObject(object, out, 1) && FastReader::isAtEnd(document);
        }
        return false;
    }

    FastReader reader;
};

LeafWriter::LeafWriter()
    : m_impl(std::make_unique<Impl>())
{
}

LeafWriter::~LeafWriter() = default;

LeafFacts LeafWriter::append(const LeafRow& row, std::string& out)
{
    LeafFacts facts;
    facts.isVerbatim = true;
    out.append(R"({"aggregate_id":)");
    appendUuid(out, row.aggregateId.uuid());
    out.append(R"(,"aggregate_type":)");
    appendQuoted(out, row.aggregateType);
    out.append(R"(,"causation_id":)");
    appendUuidOrNull(out, row.causationId);
    out.append(R"(,"correlation_id":)");
    appendUuidOrNull(out, row.correlationId);
    out.append(R"(,"event_data":)");
    facts.dataIsObject = m_impl->appendPayload(row.eventData, out, facts);
    out.append(R"(,"event_type":)");
    appendQuoted(out, row.eventType);
    out.append(R"(,"event_version":)");
    appendNumber(out, row.eventVersion);
    out.append(R"(,"id":)");
    appendUuid(out, row.id.uuid());
    out.append(R"(,"leaf":1,"metadata":)");
    m_impl->appendPayload(row.metadata, out, facts);
    out.append(R"(,"sequence_number":)");
    appendNumber(out, row.sequence.value());
    out.append(R"(,"tenant_id":)");
    appendUuid(out, row.tenantId.uuid());
    out.append(R"(,"timestamp":)");
    if (row.foreignTime.empty()) {
        out.append("\"").append(row.at.toString()).append("\"");
    } else {
        appendQuoted(out, row.foreignTime);
    }
    out.push_back('}');
    return facts;
}

void LeafWriter::append(const Event& event, std::string& out)
{
    append(LeafRow{event.id, event.tenantId, event.aggregateId, event.aggregateType, event.eventType, event.eventVersion,
                   event.sequence, event.timestamp.at, event.timestamp.foreignText, event.causationId, event.correlationId,
                   event.eventData, event.metadata},
           out);
}

std::string LeafWriter::canonicalPayload(std::string_view text)
{
    std::string out;
    LeafFacts facts;
    m_impl->appendPayload(text, out, facts);
    return out;
}

}  // namespace vci::json

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
    void appendPayload(std::string_view text, std::string& out)
    {
        const std::size_t begin = out.size();
        if (appendFast(text, out)) return;
        out.resize(begin);
        out.append(dumpCanonical(readLenient(text).value));
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

void LeafWriter::append(const Event& event, std::string& out)
{
    out.append(R"({"aggregate_id":)");
    appendUuid(out, event.aggregateId.uuid());
    out.append(R"(,"aggregate_type":)");
    appendQuoted(out, event.aggregateType);
    out.append(R"(,"causation_id":)");
    appendUuidOrNull(out, event.causationId);
    out.append(R"(,"correlation_id":)");
    appendUuidOrNull(out, event.correlationId);
    out.append(R"(,"event_data":)");
    m_impl->appendPayload(event.eventData, out);
    out.append(R"(,"event_type":)");
    appendQuoted(out, event.eventType);
    out.append(R"(,"event_version":)");
    appendNumber(out, event.eventVersion);
    out.append(R"(,"id":)");
    appendUuid(out, event.id.uuid());
    out.append(R"(,"leaf":1,"metadata":)");
    m_impl->appendPayload(event.metadata, out);
    out.append(R"(,"sequence_number":)");
    appendNumber(out, event.sequence.value());
    out.append(R"(,"tenant_id":)");
    appendUuid(out, event.tenantId.uuid());
    out.append(R"(,"timestamp":)");
    appendQuoted(out, event.timestamp.toString());
    out.push_back('}');
}

std::string LeafWriter::canonicalPayload(std::string_view text)
{
    std::string out;
    m_impl->appendPayload(text, out);
    return out;
}

}  // namespace vci::json

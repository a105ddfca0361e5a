// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/envelope.h"

#include "core/base/postgrestime.h"
#include "core/base/utf8.h"
#include "core/json/parser.h"
#include "core/json/read.h"
#include "core/json/value.h"

#include <charconv>
#include <optional>
#include <utility>

namespace vci::json {

namespace {

constexpr std::size_t kMaxEnvelopeNesting = 1'000'001;  // a payload's 1,000,000 and the envelope itself

template <typename Id>
void appendId(std::string& out, const Id& id)
{
    out.append("\"").append(id.toString()).append("\"");
}

template <typename Id>
void appendOptionalId(std::string& out, const std::optional<Id>& id)
{
    if (id) {
        appendId(out, *id);
    } else {
        out.append("null");
    }
}

/// Appends JSON text without the white space between its tokens. Requires sound JSON.
void appendCompact(std::string& out, std::string_view text)
{
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            out.push_back(c);
            if (c == '\\') out.push_back(text[++i]);
            if (c == '"') inString = false;
            continue;
        }
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        out.push_back(c);
        inString = c == '"';
    }
}

/// The row's text on one line. What is no JSON becomes a string, what is no UTF-8 is shown as U+FFFD: a line must stay a line of
/// JSON whatever a foreign row holds.
void appendPayload(std::string& out, std::string_view text)
{
    const LenientRead read = readLenient(text);
    if (read.isJson && !firstInvalidUtf8(text)) {
        appendCompact(out, text);
    } else {
        out.append(dump(read.value));
    }
}

/// The members of one line, with the messages for what is missing or of a wrong form.
class EnvelopeReader {
public:
    EnvelopeReader(std::string_view line, Parsed parsed)
        : m_line(line)
        , m_parsed(std::move(parsed))
    {
    }

    Result<const Value*> member(std::string_view name) const
    {
        const Value* value = m_parsed.value.find(name);
        if (value == nullptr) return wrong(name, "is missing");
        return value;
    }

    Result<std::string> text(std::string_view name) const
    {
        VCI_TRY(const Value* value, member(name));
        if (!value->isString()) return wrong(name, "is no string");
        return value->asText();
    }

    Result<std::int64_t> integer(std::string_view name) const
    {
        VCI_TRY(const Value* value, member(name));
        std::int64_t number = 0;
        const std::string& digits = value->asText();
        const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (!value->isNumber() || failure != std::errc() || end != digits.data() + digits.size()) {
            return wrong(name, "is no integer of 64 bits");
        }
        return number;
    }

    template <typename Id>
    Result<Id> id(std::string_view name) const
    {
        VCI_TRY(const std::string digits, text(name));
        const auto id = Id::tryFromString(digits);
        if (!id) return wrong(name, "is no UUID");
        return *id;
    }

    template <typename Id>
    Result<std::optional<Id>> optionalId(std::string_view name) const
    {
        VCI_TRY(const Value* value, member(name));
        if (value->isNull()) return std::optional<Id>();
        VCI_TRY(const Id found, id<Id>(name));
        return std::optional<Id>(found);
    }

    /// The very bytes of the line.
    Result<std::string> payload(std::string_view name) const
    {
        VCI_TRY(const Value* value, member(name));
        for (std::size_t i = 0; i < m_parsed.memberSpans.size(); ++i) {
            if (&m_parsed.value.members()[i].second != value) continue;
            const TextSpan& span = m_parsed.memberSpans[i];
            return std::string(m_line.substr(span.begin, span.end - span.begin));
        }
        return makeError(ErrorCode::Internal, "An envelope's member has no place in its line.");
    }

    Result<RecordedTime> time(std::string_view name) const
    {
        VCI_TRY(std::string text, this->text(name));
        if (const auto at = Timestamp::parse(text); at.ok()) return RecordedTime{at.value()};
        // A time that only PostgreSQL can write: an infinity, or a year before 1 or after 9999 (PROOF 1).
        auto foreign = tryParsePostgresTime(text);
        if (!foreign || foreign->foreignText.empty()) return wrong(name, "is no RFC 3339 time with an offset");
        return std::move(*foreign);
    }

private:
    static Error wrong(std::string_view name, std::string_view what)
    {
        Error error =
            makeError(ErrorCode::Usage, "The member " + std::string(name) + " of the envelope " + std::string(what) + ".");
        error.place.pointer = "/" + std::string(name);
        return error;
    }

    std::string_view m_line;
    Parsed m_parsed;
};

Result<Parsed> parseLine(std::string_view line)
{
    Parsed parsed = Parser(line, Strictness::Lenient, kMaxEnvelopeNesting).run();
    if (parsed.fault) {
        Error error =
            makeError(ErrorCode::Usage, parsed.fault->reason + " (byte " + std::to_string(parsed.fault->offset + 1) + ").");
        error.place.pointer = parsed.fault->pointer;
        return error;
    }
    if (!parsed.value.isObject()) return makeError(ErrorCode::Usage, "The line is no JSON object; an envelope is expected.");
    return parsed;
}

/// As a row's reader writes it, where the value is what its column holds; else as it stands.
Value leafMember(std::string_view name, const Value& value)
{
    if (!value.isString()) return value;
    if (name == "timestamp") {
        const auto at = Timestamp::parse(value.asText());
        return at.ok() ? Value::string(at.value().toString()) : value;
    }
    const bool isId = name == "id" || name.ends_with("_id");
    const auto id = isId ? Uuid::tryFromString(value.asText()) : std::nullopt;
    return id ? Value::string(id->toString()) : value;
}

}  // namespace

void appendEnvelope(std::string& out, const Event& event, const Flags& flags)
{
    out.append(R"({"id":)");
    appendId(out, event.id);
    out.append(R"(,"tenant_id":)");
    appendId(out, event.tenantId);
    out.append(R"(,"aggregate_id":)");
    appendId(out, event.aggregateId);
    out.append(R"(,"aggregate_type":)");
    appendQuoted(out, event.aggregateType);
    out.append(R"(,"event_type":)");
    appendQuoted(out, event.eventType);
    out.append(R"(,"event_version":)").append(std::to_string(event.eventVersion));
    out.append(R"(,"sequence_number":)").append(std::to_string(event.sequence.value()));
    out.append(R"(,"timestamp":)");
    appendQuoted(out, event.timestamp.toString());
    out.append(R"(,"causation_id":)");
    appendOptionalId(out, event.causationId);
    out.append(R"(,"correlation_id":)");
    appendOptionalId(out, event.correlationId);
    out.append(R"(,"event_data":)");
    appendPayload(out, event.eventData);
    out.append(R"(,"metadata":)");
    appendPayload(out, event.metadata);
    out.append(R"(,"blockchain_tx_hash":)");
    if (event.blockchainTxHash) {
        appendQuoted(out, *event.blockchainTxHash);
    } else {
        out.append("null");
    }
    if (!flags.isEmpty()) {
        char separator = '[';
        out.append(R"(,"flags":)");
        for (const FindingKind kind : kAllFindingKinds) {
            if (!flags.has(kind)) continue;
            out.push_back(std::exchange(separator, ','));
            appendQuoted(out, kindName(kind));
        }
        out.push_back(']');
    }
    out.append(R"(,"pos":)").append(event.pos ? std::to_string(event.pos->value()) : "null").push_back('}');
}

Result<Event> readEnvelope(std::string_view line)
{
    VCI_TRY(auto parsed, parseLine(line));
    const EnvelopeReader reader(line, std::move(parsed));
    VCI_TRY(const auto id, reader.id<EventId>("id"));
    VCI_TRY(const auto tenantId, reader.id<TenantId>("tenant_id"));
    VCI_TRY(const auto aggregateId, reader.id<AggregateId>("aggregate_id"));
    VCI_TRY(auto aggregateType, reader.text("aggregate_type"));
    VCI_TRY(auto eventType, reader.text("event_type"));
    VCI_TRY(const auto eventVersion, reader.integer("event_version"));
    VCI_TRY(const auto sequence, reader.integer("sequence_number"));
    VCI_TRY(auto timestamp, reader.time("timestamp"));
    VCI_TRY(const auto causationId, reader.optionalId<EventId>("causation_id"));
    VCI_TRY(const auto correlationId, reader.optionalId<CorrelationId>("correlation_id"));
    VCI_TRY(auto eventData, reader.payload("event_data"));
    VCI_TRY(auto metadata, reader.payload("metadata"));
    return Event{id,
                 tenantId,
                 aggregateId,
                 std::move(aggregateType),
                 std::move(eventType),
                 eventVersion,
                 Sequence(sequence),
                 std::move(timestamp),
                 causationId,
                 correlationId,
                 std::move(eventData),
                 std::move(metadata),
                 std::nullopt,
                 std::nullopt};
}

Result<OddLeaf> leafOfOddEnvelope(std::string_view line)
{
    VCI_TRY(auto parsed, parseLine(line));
    const EnvelopeReader reader(line, std::move(parsed));
    Value leaf = Value::object();
    leaf.set("leaf", Value::number("1"));
    for (const std::string_view name :
         {"id", "tenant_id", "aggregate_id", "aggregate_type", "event_type", "event_version", "sequence_number", "timestamp",
          "causation_id", "correlation_id", "event_data", "metadata"}) {
        VCI_TRY(const Value* value, reader.member(name));
        leaf.set(name, leafMember(name, *value));
    }
    const Value& id = *leaf.find("id");
    return OddLeaf{id.isString() ? id.asText() : dumpCanonical(id), dumpCanonical(leaf)};
}

}  // namespace vci::json

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/gate.h"

#include "core/base/utf8.h"
#include "core/json/pointer.h"
#include "core/json/read.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <utility>

namespace vci::store {

namespace {

constexpr std::size_t kMaxTypeCharacters = 100;   // varchar(100), POSTGRES 1
constexpr std::size_t kMaxTxHashCharacters = 66;  // varchar(66)
constexpr std::int64_t kMaxVersion = std::numeric_limits<std::int32_t>::max();

enum class Standing { Read, Ignored, GivenByStore, Unknown };

Standing standingOf(std::string_view name)
{
    static constexpr std::string_view kRead[] = {"id",           "tenant_id",      "aggregate_id",     "aggregate_type",
                                                 "event_type",   "event_version",  "metadata",         "event_data",
                                                 "causation_id", "correlation_id", "expected_sequence"};
    static constexpr std::string_view kGivenByStore[] = {"sequence_number", "timestamp", "blockchain_tx_hash"};
    static constexpr std::string_view kIgnored[] = {"pos", "flags"};
    if (std::ranges::find(kRead, name) != std::end(kRead)) return Standing::Read;
    if (std::ranges::find(kGivenByStore, name) != std::end(kGivenByStore)) return Standing::GivenByStore;
    if (std::ranges::find(kIgnored, name) != std::end(kIgnored)) return Standing::Ignored;
    return Standing::Unknown;
}

std::size_t countCharacters(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// The members of one input, read one by one. No member is taken before its form is known to be right.
class Input {
public:
    Input(std::string_view text, json::StrictObject object)
        : m_text(text)
        , m_object(std::move(object))
    {
    }

    [[nodiscard]] const json::Value* find(std::string_view name) const { return m_object.value.find(name); }
    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }

    [[nodiscard]] Error refusal(ErrorCode code, std::string_view name, std::string_view what) const
    {
        std::string pointer;
        json::appendPointerToken(pointer, name);
        Error error = makeError(code, "The member " + visibleControls(utf8Prefix(name, kMaxTypeCharacters)) + " " +
                                          std::string(what) + ".");
        error.place = json::placeInText(m_text, offsetOf(name), std::move(pointer));
        return error;
    }
    [[nodiscard]] Error invalid(std::string_view name, std::string_view what) const
    {
        return refusal(ErrorCode::InvalidPayload, name, what);
    }

    [[nodiscard]] Result<void> checkNames(Stamping stamping) const
    {
        for (const auto& [name, value] : m_object.value.members()) {
            const Standing standing = standingOf(name);
            if (standing == Standing::Unknown) return invalid(name, "is not known here");
            if (standing == Standing::GivenByStore && stamping == Stamping::ByStore) {
                return invalid(name, "is given by the store; leave it out");
            }
        }
        return {};
    }

    [[nodiscard]] Result<void> checkSize() const
    {
        const std::size_t bytes = textOf("event_data").size() + textOf("metadata").size();
        if (bytes <= json::kMaxPayloadBytes) return {};
        return refusal(ErrorCode::PayloadTooLarge, has("event_data") ? "event_data" : "metadata",
                       "makes the payload too large: event_data and metadata have " + std::to_string(bytes) +
                           " bytes together, at most " + std::to_string(json::kMaxPayloadBytes) + " are taken");
    }

    [[nodiscard]] Result<std::string> typeName(std::string_view name) const
    {
        const json::Value* value = find(name);
        if (value == nullptr) return invalid(name, "is missing");
        const std::size_t characters = countCharacters(value->asText());
        if (!value->isString() || characters < 1 || characters > kMaxTypeCharacters) {
            return invalid(name, "must be a string of 1 to 100 characters");
        }
        return value->asText();
    }

    template <typename Id>
    [[nodiscard]] Result<Id> id(std::string_view name) const
    {
        const json::Value* value = find(name);
        if (value == nullptr) return invalid(name, "is missing");
        const auto id = value->isString() ? Id::tryFromString(value->asText()) : std::nullopt;
        if (!id) return invalid(name, "must be a UUID, 36 characters with hyphens");
        return *id;
    }

    enum class IfNull { Refuse, Absent };

    template <typename Id>
    [[nodiscard]] Result<std::optional<Id>> optionalId(std::string_view name, IfNull ifNull) const
    {
        const json::Value* value = find(name);
        if (value == nullptr || (ifNull == IfNull::Absent && value->isNull())) return std::optional<Id>();
        VCI_TRY(const Id found, id<Id>(name));
        return std::optional<Id>(found);
    }

    /// An integer of at least `least`; nothing where the member is absent.
    [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view name, std::int64_t least) const
    {
        const json::Value* value = find(name);
        if (value == nullptr) return std::optional<std::int64_t>();
        const std::string& digits = value->asText();
        std::int64_t number = 0;
        const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        const bool isInteger = value->isNumber() && failure == std::errc() && end == digits.data() + digits.size();
        if (!isInteger || number < least) return invalid(name, "must be an integer of at least " + std::to_string(least));
        return std::optional<std::int64_t>(number);
    }

    /// The canonical text of an object.
    [[nodiscard]] Result<std::string> payload(std::string_view name) const
    {
        const json::Value* value = find(name);
        if (value == nullptr) return invalid(name, "is missing");
        if (!value->isObject()) return invalid(name, "must be a JSON object");
        return json::dumpCanonical(*value);
    }

    [[nodiscard]] Result<std::optional<RecordedTime>> time(std::string_view name) const
    {
        const json::Value* value = find(name);
        if (value == nullptr) return std::optional<RecordedTime>();
        if (!value->isString()) return invalid(name, "must be an RFC 3339 time with an offset");
        const auto at = Timestamp::parse(value->asText());
        if (!at.ok()) return invalid(name, "must be an RFC 3339 time with an offset and at most six fractional digits");
        return std::optional<RecordedTime>(RecordedTime{at.value()});
    }

    [[nodiscard]] Result<std::optional<std::string>> txHash(std::string_view name) const
    {
        const json::Value* value = find(name);
        if (value == nullptr || value->isNull()) return std::optional<std::string>();
        if (!value->isString() || countCharacters(value->asText()) > kMaxTxHashCharacters) {
            return invalid(name, "must be null or a string of at most 66 characters");
        }
        return std::optional<std::string>(value->asText());
    }

private:
    [[nodiscard]] std::string_view textOf(std::string_view name) const
    {
        const auto& members = m_object.value.members();
        const auto found = std::ranges::find(members, name, &json::Value::Member::first);
        return found == members.end() ? std::string_view()
                                      : m_object.memberTexts[static_cast<std::size_t>(found - members.begin())];
    }

    /// Of a member's value; of the object itself where the member is missing.
    [[nodiscard]] std::size_t offsetOf(std::string_view name) const
    {
        const std::string_view value = textOf(name);
        return value.empty() ? m_text.find('{') : static_cast<std::size_t>(value.data() - m_text.data());
    }

    std::string_view m_text;
    json::StrictObject m_object;
};

/// The version to store: the one given, else the newest.
Result<std::int64_t> checkType(const Input& input, const std::string& eventType, const catalog::Catalog& catalog)
{
    VCI_TRY(const auto given, input.integer("event_version", 1));
    const catalog::EventType* type = catalog.find(eventType);
    if (type == nullptr && !catalog.allowsUnknownTypes()) {
        return input.refusal(ErrorCode::UnknownEventType, "event_type",
                             "is " + visibleControls(eventType) + ", which is not in the catalogue");
    }
    const std::int64_t newest = type != nullptr ? type->newestVersion : kMaxVersion;
    if (given && *given > newest) {
        return input.refusal(ErrorCode::UnknownEventType, "event_version",
                             "is " + std::to_string(*given) + "; the newest version of " + visibleControls(eventType) + " is " +
                                 std::to_string(newest));
    }
    return given.value_or(type != nullptr ? newest : 1);
}

}  // namespace

Result<GatedEvent> checkNewEvent(std::string_view text, const catalog::Catalog& catalog, Stamping stamping)
{
    // The object itself is one level above event_data.
    VCI_TRY(auto object, json::readStrictObject(text, json::kMaxNesting + 1));
    const Input input(text, std::move(object));
    VCI_CHECK(input.checkSize());
    VCI_CHECK(input.checkNames(stamping));
    VCI_TRY(const auto aggregateId, input.id<AggregateId>("aggregate_id"));
    VCI_TRY(auto aggregateType, input.typeName("aggregate_type"));
    VCI_TRY(auto eventType, input.typeName("event_type"));
    VCI_TRY(auto eventData, input.payload("event_data"));
    VCI_TRY(auto metadata, input.has("metadata") ? input.payload("metadata") : Result<std::string>(std::string("{}")));
    VCI_TRY(const auto id, input.optionalId<EventId>("id", Input::IfNull::Refuse));
    VCI_TRY(const auto tenantId, input.optionalId<TenantId>("tenant_id", Input::IfNull::Refuse));
    VCI_TRY(const auto causationId, input.optionalId<EventId>("causation_id", Input::IfNull::Absent));
    VCI_TRY(const auto correlationId, input.optionalId<CorrelationId>("correlation_id", Input::IfNull::Absent));
    VCI_TRY(const auto expectedSequence, input.integer("expected_sequence", 0));
    VCI_TRY(const auto sequence, input.integer("sequence_number", 1));
    VCI_TRY(auto timestamp, input.time("timestamp"));
    VCI_TRY(auto txHash, input.txHash("blockchain_tx_hash"));
    VCI_TRY(const std::int64_t version, checkType(input, eventType, catalog));

    NewEvent event{.id = id,
                   .aggregateId = aggregateId,
                   .aggregateType = std::move(aggregateType),
                   .eventType = std::move(eventType),
                   .eventVersion = version,
                   .eventData = std::move(eventData),
                   .metadata = std::move(metadata),
                   .causationId = causationId,
                   .correlationId = correlationId,
                   .expectedSequence = expectedSequence,
                   .gaveVersion = input.has("event_version"),
                   .gaveMetadata = input.has("metadata"),
                   .gaveCausation = input.has("causation_id"),
                   .gaveCorrelation = input.has("correlation_id"),
                   .sequence = sequence ? std::optional(Sequence(*sequence)) : std::nullopt,
                   .timestamp = std::move(timestamp),
                   .blockchainTxHash = std::move(txHash)};
    return GatedEvent{std::move(event), tenantId};
}

}  // namespace vci::store

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/rowmapper.h"

#include "core/base/utf8.h"
#include "core/json/number.h"
#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/store/gate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vci::intake {

namespace {

constexpr std::size_t kShownBytes = 64;

std::string shown(std::string_view cell)
{
    const std::string_view prefix = utf8Prefix(cell, kShownBytes);
    return "\"" + visibleControls(prefix) + (prefix.size() < cell.size() ? "…\"" : "\"");
}

Error refusal(ErrorCode code, const Column& column, const std::string& what)
{
    return makeError(code, "column " + column.name + ": " + what);
}

/// Every column that the map reads, in its order.
template <typename Visit>
void forEachColumn(const TableMap& map, Visit visit)
{
    const auto ofId = [&visit](const std::optional<IdSpec>& spec) {
        if (!spec) return;
        for (const Column& column : spec->columns) visit(column);
    };
    if (map.tenantColumn) visit(*map.tenantColumn);
    ofId(map.aggregateId);
    ofId(map.eventId);
    for (const TypeRule& rule : map.types)
        for (const Condition& condition : rule.when) visit(condition.column);
    visit(map.timeColumn);
    for (const auto* fields : {&map.eventData, &map.metadata})
        for (const Field& field : *fields)
            if (field.column) visit(*field.column);
    ofId(map.correlation);
    ofId(map.causation);
}

Result<void> appendNumber(std::string& out, const Column& column, const std::string& cell)
{
    if (json::numberTokenLength(cell) != cell.size())
        return refusal(ErrorCode::InvalidPayload, column, shown(cell) + " is no number such as 12, -0.50 or 1e3");
    auto number = json::canonicalNumber(cell);
    if (!number.exact) {
        return refusal(ErrorCode::InvalidPayload, column,
                       shown(cell) +
                           " has more digits or is larger than a JSON number keeps: let the map take the column as string");
    }
    out += number.text;
    return {};
}

Result<void> appendBoolean(std::string& out, const Column& column, const std::string& cell)
{
    static constexpr std::string_view kTrue[] = {"true", "t", "yes", "y", "1"};
    static constexpr std::string_view kFalse[] = {"false", "f", "no", "n", "0"};
    std::string word = cell;
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (std::ranges::find(kTrue, word) != std::end(kTrue)) {
        out += "true";
    } else if (std::ranges::find(kFalse, word) != std::end(kFalse)) {
        out += "false";
    } else {
        return refusal(ErrorCode::InvalidPayload, column, shown(cell) + " is neither true, t, yes, y, 1 nor false, f, no, n, 0");
    }
    return {};
}

Result<void> appendJson(std::string& out, const Column& column, const std::string& cell)
{
    const auto value = json::readStrict(cell);
    if (!value.ok()) return refusal(ErrorCode::InvalidPayload, column, "its JSON is refused: " + value.error().message);
    out += json::dump(value.value());
    return {};
}

Result<void> appendValue(std::string& out, const Field& field, const std::string& cell)
{
    switch (field.type) {
    case Field::Type::Number:
        return appendNumber(out, *field.column, cell);
    case Field::Type::Boolean:
        return appendBoolean(out, *field.column, cell);
    case Field::Type::Json:
        return appendJson(out, *field.column, cell);
    case Field::Type::String:
    case Field::Type::Constant:
        break;
    }
    json::appendQuoted(out, cell);
    return {};
}

void appendName(std::string& out, std::string_view name)
{
    if (!out.ends_with('{')) out += ',';
    json::appendQuoted(out, name);
    out += ':';
}

}  // namespace

RowMapper::RowMapper(const TableMap& map, std::shared_ptr<const catalog::Catalog> catalog, Timestamp recordedAt,
                     std::optional<TenantId> tenant)
    : m_map(map)
    , m_catalog(std::move(catalog))
    , m_recordedAt(recordedAt.toString())
    , m_tenant(tenant)
{
}

Result<RowMapper> RowMapper::bind(const TableMap& map, std::span<const std::string> header,
                                  std::shared_ptr<const catalog::Catalog> catalog, Timestamp recordedAt,
                                  std::optional<TenantId> tenant)
{
    RowMapper mapper(map, std::move(catalog), recordedAt, tenant);
    VCI_CHECK(mapper.checkColumns(header));
    return mapper;
}

Result<void> RowMapper::checkColumns(std::span<const std::string> header)
{
    m_columnCount = header.size();
    std::string names;
    for (std::size_t i = 0; i < header.size(); ++i) {
        m_columns.emplace(header[i], i);
        names += (i == 0 ? "" : ", ") + header[i];
    }
    std::optional<Error> fault;
    forEachColumn(m_map, [&](const Column& column) {
        const auto count = std::ranges::count(header, column.name);
        if (fault || count == 1) return;
        fault = makeError(ErrorCode::InvalidMap, "the map at " + column.pointer + ": the table has " +
                                                     (count == 0 ? "no column " : "more than one column ") + column.name +
                                                     "; its columns are " + std::string(utf8Prefix(names, 1000)));
        fault->place.pointer = column.pointer;
    });
    if (fault) return *fault;
    return {};
}

const std::string& RowMapper::cell(const Cells& cells, const Column& column) const
{
    return cells[m_columns.at(column.name)];
}

bool RowMapper::holds(const Condition& condition, const Cells& cells) const
{
    const std::string& value = cell(cells, condition.column);
    switch (condition.test) {
    case Condition::Test::Empty:
        return isEmpty(value);
    case Condition::Test::NotEmpty:
        return !isEmpty(value);
    case Condition::Test::OneOf:
    case Condition::Test::NoneOf:
        break;
    }
    const bool isAmong = std::ranges::find(condition.values, value) != condition.values.end();
    return isAmong == (condition.test == Condition::Test::OneOf);
}

const TypeRule* RowMapper::typeOf(const Cells& cells) const
{
    const auto rule = std::ranges::find_if(m_map.types, [&](const TypeRule& candidate) {
        return std::ranges::all_of(candidate.when, [&](const Condition& condition) { return holds(condition, cells); });
    });
    return rule == m_map.types.end() ? nullptr : &*rule;
}

Error RowMapper::unmatched(const Cells& cells) const
{
    std::string seen;
    for (const TypeRule& rule : m_map.types) {
        for (const Condition& condition : rule.when) {
            const std::string one = condition.column.name + " = " + shown(cell(cells, condition.column));
            if (seen.find(one) == std::string::npos) seen += (seen.empty() ? "" : ", ") + one;
        }
    }
    return makeError(ErrorCode::UnknownEventType, "no rule of the map gives this row an event type: " + seen);
}

Result<std::optional<Uuid>> RowMapper::id(const IdSpec& spec, std::span<const std::string> tag, const Cells& cells) const
{
    if (std::ranges::all_of(spec.columns, [&](const Column& column) { return isEmpty(cell(cells, column)); }))
        return std::optional<Uuid>();
    if (!spec.isDerived) {
        const auto uuid = Uuid::tryFromString(cell(cells, spec.columns.front()));
        if (uuid) return uuid;
        return refusal(ErrorCode::InvalidId, spec.columns.front(), shown(cell(cells, spec.columns.front())) + " is no UUID");
    }
    std::string name = "[";
    const auto add = [&name](const std::string& part) {
        if (name.size() > 1) name += ',';
        json::appendQuoted(name, part);
    };
    for (const std::string& part : tag) add(part);
    for (const Column& column : spec.columns) {
        if (isEmpty(cell(cells, column))) return refusal(ErrorCode::InvalidId, column, "is empty, and is part of the key");
        add(cell(cells, column));
    }
    return std::optional(Uuid::fromName(m_map.nameSpace, name + "]"));
}

Result<Uuid> RowMapper::requiredId(const IdSpec& spec, std::span<const std::string> tag, const Cells& cells) const
{
    VCI_TRY(const auto uuid, id(spec, tag, cells));
    if (uuid) return *uuid;
    return refusal(ErrorCode::InvalidId, spec.columns.front(), "is empty, and names the aggregate or event");
}

Result<Uuid> RowMapper::eventId(const Cells& cells) const
{
    if (m_map.eventId) return requiredId(*m_map.eventId, std::array<std::string, 2>{"event", m_map.source}, cells);
    std::string name = R"(["row",)";
    json::appendQuoted(name, m_map.source);
    for (const std::string& value : cells) json::appendQuoted(name += ',', value);
    return Uuid::fromName(m_map.nameSpace, name + "]");
}

Result<void> RowMapper::checkTenant(const Cells& cells) const
{
    if (!m_map.tenantColumn || !m_tenant) return {};
    const std::string& value = cell(cells, *m_map.tenantColumn);
    const auto named = TenantId::tryFromString(value);
    if (!named) return refusal(ErrorCode::InvalidId, *m_map.tenantColumn, shown(value) + " is no UUID");
    if (*named == *m_tenant) return {};
    return refusal(ErrorCode::InvalidPayload, *m_map.tenantColumn,
                   "the tenant in force is " + m_tenant->toString() + ", not " + named->toString());
}

Result<void> RowMapper::appendOptionalId(std::string& out, const char* name, const std::optional<IdSpec>& spec,
                                         std::span<const std::string> tag, const Cells& cells) const
{
    if (!spec) return {};
    VCI_TRY(const auto uuid, id(*spec, tag, cells));
    appendName(out, name);
    out += uuid ? "\"" + uuid->toString() + "\"" : "null";
    return {};
}

Result<void> RowMapper::appendFields(std::string& out, std::span<const Field> fields, const Cells& cells) const
{
    for (const Field& field : fields) {
        if (!field.column) {
            appendName(out, field.name);
            out += field.constant;
            continue;
        }
        const std::string& value = cell(cells, *field.column);
        if (!isEmpty(value)) {
            appendName(out, field.name);
            VCI_CHECK(appendValue(out, field, value));
            continue;
        }
        if (field.ifEmpty == Field::IfEmpty::Refuse) return refusal(ErrorCode::InvalidPayload, *field.column, "is empty");
        if (field.ifEmpty == Field::IfEmpty::Omit) continue;
        appendName(out, field.name);
        out += field.ifEmpty == Field::IfEmpty::Keep ? "\"\"" : "null";
    }
    return {};
}

Result<std::optional<store::NewEvent>> RowMapper::eventOf(const std::vector<std::string>& cells) const
{
    VCI_CHECK(checkTenant(cells));
    const TypeRule* const type = typeOf(cells);
    if (type == nullptr && m_map.skipsUnmatched) return std::optional<store::NewEvent>();
    if (type == nullptr) return unmatched(cells);
    VCI_TRY(const Uuid aggregate,
            requiredId(m_map.aggregateId, std::array<std::string, 2>{"aggregate", m_map.aggregateType}, cells));
    VCI_TRY(const Uuid event, eventId(cells));
    const std::string& timeText = cell(cells, m_map.timeColumn);
    if (isEmpty(timeText))
        return refusal(ErrorCode::InvalidTime, m_map.timeColumn, "is empty, and tells when the event happened");
    const auto at = m_map.timeFormat.read(timeText);
    if (!at.ok()) return refusal(at.error().code, m_map.timeColumn, visibleControls(at.error().message));

    std::string text = R"({"id":")" + event.toString() + R"(","aggregate_id":")" + aggregate.toString() + R"(","timestamp":")" +
                       at.value().toString() + "\"";
    const std::pair<const char*, const std::string*> names[] = {{"aggregate_type", &m_map.aggregateType},
                                                                {"event_type", &type->eventType}};
    for (const auto& [name, value] : names) {
        appendName(text, name);
        json::appendQuoted(text, *value);
    }
    if (m_map.eventVersion) text += ",\"event_version\":" + std::to_string(*m_map.eventVersion);
    VCI_CHECK(appendOptionalId(text, "correlation_id", m_map.correlation, std::array<std::string, 1>{"correlation"}, cells));
    VCI_CHECK(appendOptionalId(text, "causation_id", m_map.causation, std::array<std::string, 2>{"event", m_map.causationSource},
                               cells));
    text += ",\"event_data\":{";
    VCI_CHECK(appendFields(text, m_map.eventData, cells));
    text += "},\"metadata\":{";
    VCI_CHECK(appendFields(text, m_map.metadata, cells));
    appendName(text, "recorded_at");
    text += "\"" + m_recordedAt + "\"}}";

    auto gated = store::checkNewEvent(text, *m_catalog, store::Stamping::AsRecorded);
    if (gated.ok()) return std::optional(std::move(gated).value().event);
    Error error = std::move(gated).error();
    if (const auto pointer = error.place.pointer; pointer && !pointer->empty()) error.message += " (" + *pointer + ")";
    error.place = {};  // in a text that nobody but us has seen
    return error;
}

}  // namespace vci::intake

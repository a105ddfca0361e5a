// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/tablemap.h"

#include "core/base/readfile.h"
#include "core/catalog/nodereader.h"
#include "core/json/read.h"

#include <limits>
#include <system_error>
#include <utility>

namespace vci::intake {

namespace {

using catalog::Node;
using catalog::NodeReader;

constexpr std::size_t kMaxTypeCharacters = 100;
constexpr std::size_t kMaxMapBytes = std::size_t{4} * 1024 * 1024;

/// A word of a closed set.
template <typename Value>
struct Word {
    std::string_view text;
    Value value;
};
constexpr Word<Field::Type> kTypes[] = {{"string", Field::Type::String},
                                        {"number", Field::Type::Number},
                                        {"boolean", Field::Type::Boolean},
                                        {"json", Field::Type::Json}};
constexpr Word<Field::IfEmpty> kIfEmpty[] = {{"null", Field::IfEmpty::Null},
                                             {"omit", Field::IfEmpty::Omit},
                                             {"keep", Field::IfEmpty::Keep},
                                             {"refuse", Field::IfEmpty::Refuse}};
constexpr Word<bool> kUnmatched[] = {{"refuse", false}, {"skip", true}};

class TableMapParser {
public:
    explicit TableMapParser(std::string_view name)
        : m_reader(name)
        , m_name(name)
    {
    }

    Result<TableMap> parse(std::string_view text)
    {
        auto read = json::readStrict(text);
        if (!read.ok()) {
            Error error = std::move(read).error();
            error.code = ErrorCode::InvalidMap;
            error.message = m_name + ": line " + std::to_string(error.place.line.value_or(1)) + ", column " +
                            std::to_string(error.place.column.value_or(1)) + ": " + error.message;
            return error;
        }
        auto map = readMap({&read.value(), ""});
        if (!m_reader.error()) return map;
        Error error = *m_reader.error();
        error.code = ErrorCode::InvalidMap;
        return error;
    }

private:
    TableMap readMap(const Node& root)
    {
        const bool isMap =
            m_reader.checkObject(root, {"source", "namespace", "aggregate_type", "aggregate_id", "event_type", "time"},
                                 {"$schema", "csv", "tenant_id", "event_id", "event_version", "event_data", "metadata",
                                  "correlation_id", "causation_id"});
        if (isMap && m_reader.member(root, "$schema")) (void)m_reader.text(root, "$schema");
        TableMap map{
            .source = m_reader.text(root, "source"), .nameSpace = uuid(root, "namespace"), .timeFormat = timeFormat(root)};
        if (!isMap) return map;
        readCsv(root, map);
        readTenant(root, map);
        map.aggregateType = m_reader.text(root, "aggregate_type", kMaxTypeCharacters);
        map.aggregateId = *idSpec(root, "aggregate_id", nullptr);
        map.eventId = idSpec(root, "event_id", nullptr);
        readEventType(*m_reader.member(root, "event_type"), map);
        if (m_reader.member(root, "event_version"))
            map.eventVersion = m_reader.integer(root, "event_version", 1, std::numeric_limits<std::int32_t>::max());
        map.timeColumn = column(*m_reader.member(root, "time"), "column");
        map.eventData = fields(root, "event_data");
        map.metadata = fields(root, "metadata");
        for (const Field& field : map.metadata) {
            if (field.name == "recorded_at")
                m_reader.fail("/metadata/recorded_at", "is given by the import: the time at which it ran");
        }
        map.correlation = idSpec(root, "correlation_id", nullptr);
        map.causationSource = map.source;
        map.causation = idSpec(root, "causation_id", &map.causationSource);
        return map;
    }

    Uuid uuid(const Node& node, std::string_view name)
    {
        const auto value = m_reader.member(node, name);
        const auto read = value && value->value->isString() ? Uuid::tryFromString(value->value->asText()) : std::nullopt;
        if (value && !read) m_reader.fail(value->pointer, "must be a UUID, 36 characters with hyphens");
        return read.value_or(Uuid(Uuid::Bytes{}));
    }

    Column column(const Node& node, std::string_view name)
    {
        const auto value = m_reader.member(node, name);
        return value ? column(*value) : Column{};
    }
    Column column(const Node& node) { return {m_reader.text(node), node.pointer}; }

    char character(const Node& node, std::string_view name, char absent)
    {
        const auto value = m_reader.member(node, name);
        if (!value) return absent;
        const std::string text = m_reader.text(*value);
        if (text.size() == 1 && text[0] != '\r' && text[0] != '\n' && text[0] != '\0') return text[0];
        m_reader.fail(value->pointer, "must be one ASCII character and no line end");
        return absent;
    }

    void readCsv(const Node& root, TableMap& map)
    {
        const auto csv = m_reader.member(root, "csv");
        if (!csv || !m_reader.checkObject(*csv, {}, {"delimiter", "quote", "null", "header"})) return;
        map.dialect = {character(*csv, "delimiter", map.dialect.delimiter), character(*csv, "quote", map.dialect.quote)};
        if (map.dialect.delimiter == map.dialect.quote) m_reader.fail(csv->pointer, "needs a delimiter that is not the quote");
        if (m_reader.member(*csv, "null")) map.nullMark = m_reader.text(*csv, "null");
        for (const Node& name : m_reader.items(*csv, "header", 1)) map.header.push_back(m_reader.text(name));
    }

    void readTenant(const Node& root, TableMap& map)
    {
        const auto tenant = m_reader.member(root, "tenant_id");
        if (!tenant) return;
        if (!tenant->value->isObject()) {
            map.tenant = TenantId(uuid(root, "tenant_id"));
        } else if (m_reader.checkObject(*tenant, {"column"}, {})) {
            map.tenantColumn = column(*tenant, "column");
        }
    }

    /// source: takes the member `source` beside a key, where one may stand.
    std::optional<IdSpec> idSpec(const Node& root, std::string_view name, std::string* source)
    {
        const auto node = m_reader.member(root, name);
        if (!node) return std::nullopt;
        IdSpec spec;
        if (m_reader.member(*node, "key")) {
            spec.isDerived = true;
            if (source == nullptr ? m_reader.checkObject(*node, {"key"}, {}) : m_reader.checkObject(*node, {"key"}, {"source"})) {
                for (const Node& part : m_reader.items(*node, "key", 1)) spec.columns.push_back(column(part));
                if (source != nullptr && m_reader.member(*node, "source")) *source = m_reader.text(*node, "source");
            }
            return spec;
        }
        if (!node->value->isObject() || node->value->find("column") == nullptr)
            m_reader.fail(node->pointer,
                          R"(must be {"column":…}, a column of UUIDs, or {"key":[…]}, columns to derive one from)");
        else if (m_reader.checkObject(*node, {"column"}, {}))
            spec.columns.push_back(column(*node, "column"));
        return spec;
    }

    void readEventType(const Node& node, TableMap& map)
    {
        if (node.value->isString()) {
            map.types.push_back({{}, m_reader.text(node, kMaxTypeCharacters)});
            return;
        }
        if (node.value->isObject() && node.value->find("rules") != nullptr) {
            if (!m_reader.checkObject(node, {"rules"}, {"unmatched"})) return;
            for (const Node& rule : m_reader.items(node, "rules", 1)) map.types.push_back(typeRule(rule));
        } else if (node.value->isObject()) {
            if (!m_reader.checkObject(node, {"column", "values"}, {"otherwise", "unmatched"})) return;
            readTypeTable(node, map);
        } else {
            m_reader.fail(node.pointer, R"(must be an event type, {"column":…,"values":{…}} or {"rules":[…]})");
        }
        map.skipsUnmatched = word(node, "unmatched", kUnmatched, false);
    }

    void readTypeTable(const Node& node, TableMap& map)
    {
        const Column by = column(node, "column");
        const Node values = *m_reader.member(node, "values");
        if (!values.value->isObject())
            m_reader.fail(values.pointer, "must be an object: a value of the column to each event type");
        for (const auto& [value, type] : values.value->members())
            map.types.push_back({{{by, Condition::Test::OneOf, {value}}}, m_reader.text(values, value, kMaxTypeCharacters)});
        if (m_reader.member(node, "otherwise")) map.types.push_back({{}, m_reader.text(node, "otherwise", kMaxTypeCharacters)});
    }

    TypeRule typeRule(const Node& node)
    {
        TypeRule rule;
        if (!m_reader.checkObject(node, {"type"}, {"when"})) return rule;
        rule.eventType = m_reader.text(node, "type", kMaxTypeCharacters);
        for (const Node& when : m_reader.items(node, "when", 1)) rule.when.push_back(condition(when));
        return rule;
    }

    Condition condition(const Node& node)
    {
        Condition condition{column(node, "column"), Condition::Test::OneOf};
        if (!m_reader.checkObject(node, {"column"}, {"equals", "not", "one_of", "empty"})) return condition;
        if (node.value->members().size() != 2)
            m_reader.fail(node.pointer, "takes beside its column one of equals, not, one_of and empty");
        if (m_reader.member(node, "empty")) {
            condition.test = m_reader.boolean(node, "empty", true) ? Condition::Test::Empty : Condition::Test::NotEmpty;
            return condition;
        }
        if (m_reader.member(node, "not")) condition.test = Condition::Test::NoneOf;
        for (const std::string_view name : {"equals", "not"})
            if (m_reader.member(node, name)) condition.values.push_back(m_reader.text(node, name));
        for (const Node& value : m_reader.items(node, "one_of", 1)) condition.values.push_back(m_reader.text(value));
        return condition;
    }

    TimeFormat timeFormat(const Node& root)
    {
        const auto node = m_reader.member(root, "time");
        const auto absent = [] { return TimeFormat::make("rfc3339", std::nullopt).value(); };
        if (!node || !m_reader.checkObject(*node, {"column"}, {"format", "zone"})) return absent();
        const std::string format = m_reader.member(*node, "format") ? m_reader.text(*node, "format") : "rfc3339";
        auto made = TimeFormat::make(format, std::nullopt);
        if (!made.ok()) m_reader.fail(node->pointer + "/format", made.error().message);
        if (!made.ok() || !m_reader.member(*node, "zone")) return made.ok() ? std::move(made).value() : absent();
        auto zoned = TimeFormat::make(format, m_reader.text(*node, "zone"));
        if (!zoned.ok()) m_reader.fail(node->pointer + "/zone", zoned.error().message);
        return zoned.ok() ? std::move(zoned).value() : absent();
    }

    template <typename Value, std::size_t count>
    Value word(const Node& node, std::string_view name, const Word<Value> (&words)[count], Value absent)
    {
        const auto value = m_reader.member(node, name);
        if (!value) return absent;
        std::string known;
        for (const Word<Value>& candidate : words) {
            if (value->value->isString() && value->value->asText() == candidate.text) return candidate.value;
            known += (known.empty() ? "" : ", ") + std::string(candidate.text);
        }
        m_reader.fail(value->pointer, "must be one of " + known);
        return absent;
    }

    std::vector<Field> fields(const Node& root, std::string_view name)
    {
        const auto node = m_reader.member(root, name);
        if (!node) return {};
        if (!node->value->isObject()) {
            m_reader.fail(node->pointer, "must be an object: a name to each column or value");
            return {};
        }
        std::vector<Field> result;
        for (const auto& [fieldName, value] : node->value->members())
            result.push_back(field(*m_reader.member(*node, fieldName), fieldName));
        return result;
    }

    Field field(const Node& node, const std::string& name)
    {
        Field field{.name = name, .column = {}};
        if (const auto value = m_reader.member(node, "value")) {
            (void)m_reader.checkObject(node, {"value"}, {});
            field.type = Field::Type::Constant;
            field.constant = json::dump(*value->value);
            return field;
        }
        if (!m_reader.checkObject(node, {"column"}, {"type", "empty"})) return field;
        field.column = column(node, "column");
        field.type = word(node, "type", kTypes, Field::Type::String);
        field.ifEmpty = word(node, "empty", kIfEmpty, Field::IfEmpty::Null);
        if (field.ifEmpty == Field::IfEmpty::Keep && field.type != Field::Type::String)
            m_reader.fail(node.pointer + "/empty", "can be keep for a string alone");
        return field;
    }

    NodeReader m_reader;
    std::string m_name;
};

}  // namespace

Result<TableMap> parseTableMap(std::string_view text, std::string_view name)
{
    return TableMapParser(name).parse(text);
}

Result<TableMap> loadTableMap(const std::filesystem::path& file)
{
    VCI_TRY(const std::string text, readFile(file, "the map", kMaxMapBytes));
    return parseTableMap(text, file.string());
}

}  // namespace vci::intake

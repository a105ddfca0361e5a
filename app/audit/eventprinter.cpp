// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/eventprinter.h"

#include "core/catalog/summary.h"
#include "core/json/envelope.h"
#include "core/json/read.h"
#include "core/report/csv.h"

#include <array>
#include <utility>

namespace vci::audit {

namespace {

constexpr std::size_t kSummaryWidth = 72;

class JsonLinesPrinter final : public EventPrinter {
public:
    explicit JsonLinesPrinter(Output& out)
        : m_out(out)
    {
    }
    void print(const Event& event, const Flags& flags) override
    {
        m_line.clear();
        json::appendEnvelope(m_line, event, flags);
        m_line += '\n';
        m_out.write(m_line);
    }

private:
    Output& m_out;
    std::string m_line;
};

class JsonArrayPrinter final : public EventPrinter {
public:
    explicit JsonArrayPrinter(JsonText& json)
        : m_json(json)
    {
    }
    void print(const Event& event, const Flags& flags) override
    {
        m_item.clear();
        json::appendEnvelope(m_item, event, flags);
        m_json.raw(m_item);
    }

private:
    JsonText& m_json;
    std::string m_item;
};

class CsvPrinter final : public EventPrinter {
public:
    explicit CsvPrinter(Output& out)
        : m_out(out)
    {
    }
    void print(const Event& event, const Flags& flags) override
    {
        const std::array<std::string, 15> cells = {
            event.id.toString(),
            event.tenantId.toString(),
            event.aggregateId.toString(),
            event.aggregateType,
            event.eventType,
            std::to_string(event.eventVersion),
            std::to_string(event.sequence.value()),
            event.timestamp.toString(),
            event.causationId ? event.causationId->toString() : "",
            event.correlationId ? event.correlationId->toString() : "",
            event.eventData,
            event.metadata,
            event.blockchainTxHash.value_or(""),
            flagNames(flags, " "),
            event.pos ? std::to_string(event.pos->value()) : "",
        };
        writeHeader();
        write(cells);
    }
    void flush() override { writeHeader(); }

private:
    /// Not before the first page was read: a question that is refused leaves no table.
    void writeHeader()
    {
        if (std::exchange(m_headed, true)) return;
        static const std::array<std::string, 15> kHeader = {
            "id",
            "tenant_id",
            "aggregate_id",
            "aggregate_type",
            "event_type",
            "event_version",
            "sequence_number",
            "timestamp",
            "causation_id",
            "correlation_id",
            "event_data",
            "metadata",
            "blockchain_tx_hash",
            "flags",
            "pos",
        };
        write(kHeader);
    }

    void write(std::span<const std::string> cells)
    {
        m_record.clear();
        report::appendCsvRecord(m_record, cells);
        m_out.write(m_record);
    }

    Output& m_out;
    std::string m_record;
    bool m_headed = false;
};

class TablePrinter final : public EventPrinter {
public:
    TablePrinter(Output& out, Scope scope, std::shared_ptr<const catalog::Catalog> catalog)
        : m_out(out)
        , m_scope(scope)
        , m_catalog(std::move(catalog))
        , m_table(columns(scope))
    {
    }
    void print(const Event& event, const Flags& flags) override
    {
        std::vector<std::string> cells = {std::to_string(event.sequence.value()), event.timestamp.toString(), event.eventType,
                                          eventSummary(event, *m_catalog), flagNames(flags, ", ")};
        cells.insert(cells.begin() + 3, m_scope == Scope::OneAggregate ? event.id.toString() : event.aggregateId.toString());
        m_table.add(std::move(cells));
    }
    void flush() override { m_table.writeTo(m_out); }

private:
    static std::vector<TextTable::Column> columns(Scope scope)
    {
        using Align = TextTable::Align;
        return {{"SEQ", Align::Right, 4},
                {"TIME", Align::Left, 27},
                {"TYPE", Align::Left, 22},
                {scope == Scope::OneAggregate ? "EVENT" : "AGGREGATE", Align::Left, 36},
                {"SUMMARY", Align::Left, 40, kSummaryWidth},
                {"FLAGS"}};
    }

    Output& m_out;
    Scope m_scope;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    TextTable m_table;
};

}  // namespace

std::unique_ptr<EventPrinter> EventPrinter::make(const std::string& format, Scope scope, Output& out, JsonText& json,
                                                 std::shared_ptr<const catalog::Catalog> catalog)
{
    if (format == "json") return std::make_unique<JsonArrayPrinter>(json);
    if (format == "csv") return std::make_unique<CsvPrinter>(out);
    if (format == "table") return std::make_unique<TablePrinter>(out, scope, std::move(catalog));
    return std::make_unique<JsonLinesPrinter>(out);
}

std::string flagNames(const Flags& flags, std::string_view separator)
{
    std::string names;
    for (const FindingKind kind : kAllFindingKinds) {
        if (!flags.has(kind)) continue;
        if (!names.empty()) names += separator;
        names += kindName(kind);
    }
    return names;
}

std::string eventSummary(const Event& event, const catalog::Catalog& catalog)
{
    const json::LenientRead data = json::readLenient(event.eventData);
    if (const catalog::EventType* type = catalog.find(event.eventType); type != nullptr && !type->summary.empty()) {
        if (auto filled = catalog::fillTemplate(type->summary, data.value)) return *std::move(filled);
    }
    return catalog::summarise(data.value);
}

}  // namespace vci::audit

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/modelprinter.h"

#include "app/audit/texttable.h"
#include "core/base/utf8.h"
#include "core/json/read.h"

#include <iterator>
#include <sstream>

namespace vci::audit {

namespace {

bool hasEvent(const store::ReadModelRow& row)
{
    return row.lastEventId.uuid().bytes() != Uuid::Bytes{};
}

void writeIds(JsonText& json, std::string_view name, const std::vector<std::string>& ids)
{
    json.key(name);
    json.beginArray();
    for (const std::string& id : ids) json.string(id);
    json.end();
}

/// Absent where there is none: null is a value.
void writeValue(JsonText& json, std::string_view name, const std::optional<std::string>& canonicalText)
{
    if (!canonicalText) return;
    json.key(name);
    json.raw(*canonicalText);
}

void writeDifference(JsonText& json, const projection::RowDifference& row)
{
    json.beginObject();
    json.member("model_id", row.modelId);
    json.key("paths");
    json.beginArray();
    for (const auto& field : row.fields) json.string(field.path);
    json.end();
    json.key("fields");
    json.beginArray();
    for (const auto& field : row.fields) {
        json.beginObject();
        json.member("path", field.path);
        writeValue(json, "expected", field.expected);
        writeValue(json, "found", field.found);
        json.end();
    }
    json.end();
    json.end();
}

void writeIdLines(Output& out, const std::string& title, const std::vector<std::string>& ids)
{
    for (const std::string& id : ids) out.write(title + visibleControls(id) + "\n");
}

}  // namespace

std::string makerOf(const store::ReadModelRow& row)
{
    if (!row.projection) return "the platform";
    return row.isManual() ? "hand" : visibleControls(*row.projection);
}

void writeModelRow(JsonText& json, const store::ReadModelRow& row)
{
    json.beginObject();
    json.member("model_type", row.modelType);
    json.member("model_id", row.modelId);
    json.key("data");
    json.raw(json::dump(json::readLenient(row.data).value));
    json.member("version", row.version);
    json.key("last_event_id");
    hasEvent(row) ? json.string(row.lastEventId.toString()) : json.null();
    json.member("last_event_sequence", row.lastEventSequence.value());
    json.member("created_at", row.createdAt.toString());
    json.member("updated_at", row.updatedAt.toString());
    json.key("is_deleted");
    json.boolean(row.isDeleted);
    json.key("projection");
    row.projection ? json.string(*row.projection) : json.null();
    json.end();
}

void writeModelRow(Output& out, const store::ReadModelRow& row)
{
    std::string text = "type          " + visibleControls(row.modelType) + "\nid            " + visibleControls(row.modelId) +
                       "\nversion       " + std::to_string(row.version) + (row.isDeleted ? ", deleted" : "") + "\n";
    if (hasEvent(row)) {
        text +=
            "last event    " + row.lastEventId.toString() + ", sequence " + std::to_string(row.lastEventSequence.value()) + "\n";
    }
    text += "created       " + row.createdAt.toString() + "\nupdated       " + row.updatedAt.toString() + "\nmade by       " +
            makerOf(row) + "\n\n";
    std::istringstream lines(json::dumpPretty(json::readLenient(row.data).value));
    for (std::string line; std::getline(lines, line);) text += visibleControls(line) + "\n";
    out.write(text);
}

void writeComparisonMembers(JsonText& json, const projection::Comparison& comparison)
{
    json.member("model_type", comparison.modelType);
    json.member("checked", comparison.checked);
    writeIds(json, "missing", comparison.missing);
    writeIds(json, "extra", comparison.extra);
    json.key("different");
    json.beginArray();
    for (const auto& row : comparison.different) writeDifference(json, row);
    json.end();
    writeIds(json, "lagging", comparison.lagging);
    json.key("foreign");
    json.boolean(comparison.whose == projection::Whose::Foreign);
    json.member("passed_over", comparison.passedOver);
    json.key("position");
    comparison.checkpoint ? json.integer(comparison.checkpoint->position) : json.null();
}

void writeComparison(Output& out, const projection::Comparison& comparison, const std::string& verb)
{
    out.write(comparison.modelType + (comparison.whose == projection::Whose::Foreign ? " (the platform's own)" : "") + ": " +
              grouped(comparison.checked) + " rows checked; " + verb + " " + grouped(std::ssize(comparison.missing)) +
              " missing, " + grouped(std::ssize(comparison.extra)) + " extra, " + grouped(std::ssize(comparison.different)) +
              " different, " + grouped(std::ssize(comparison.lagging)) + " lagging\n");
    if (comparison.passedOver > 0)
        out.write("  " + grouped(comparison.passedOver) + " events were passed over: no row can have their key\n");
    writeIdLines(out, "  missing    ", comparison.missing);
    writeIdLines(out, "  extra      ", comparison.extra);
    for (const auto& row : comparison.different) {
        out.write("  different  " + visibleControls(row.modelId) + "\n");
        for (const auto& field : row.fields) {
            out.write("    " + visibleControls(field.path) + ": " + visibleControls(field.found.value_or("absent")) +
                      ", should be " + visibleControls(field.expected.value_or("absent")) + "\n");
        }
    }
    writeIdLines(out, "  lagging    ", comparison.lagging);
}

}  // namespace vci::audit

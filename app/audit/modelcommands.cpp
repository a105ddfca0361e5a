// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/linereader.h"
#include "app/audit/modelprinter.h"
#include "app/audit/modelsession.h"
#include "app/audit/texttable.h"
#include "core/projection/catchup.h"
#include "core/projection/manual.h"
#include "core/projection/rebuild.h"

#include <algorithm>

namespace vci::audit {

namespace {

constexpr std::int64_t kPageRows = 1000;
constexpr std::size_t kDataCharacters = 60;

store::ProgressFunction shownBy(Progress& progress)
{
    return [&progress](std::int64_t count) { progress.show(count); };
}

Result<std::shared_ptr<const projection::Definition>> askedProjection(Session& session, const projection::Library& library)
{
    const std::string& name = session.options().modelType;
    if (auto found = library.find(name)) return found;
    std::string names;
    for (const auto& definition : library.all()) names += (names.empty() ? "" : ", ") + definition->name;
    return makeError(ErrorCode::NotFound, "there is no projection " + name + "; there are " + names +
                                              ", and --projections DIR adds those of a folder");
}

std::string countOrNone(const std::optional<std::int64_t>& count)
{
    return count ? grouped(*count) : "–";
}

Result<ExitCode> list(Session& session)
{
    VCI_TRY(const ModelSession models, openModels(session, Access::Read));
    std::vector<projection::ModelStatus> list;
    if (models.hasTenant()) {
        VCI_TRY(list, projection::listModels(*models.reader, models.library, session.stop()));
    }
    if (!session.options().json) {
        using Align = TextTable::Align;
        TextTable table(
            {{"MODEL"}, {"ROWS", Align::Right}, {"FOREIGN", Align::Right}, {"POSITION", Align::Right}, {"LAG", Align::Right}});
        for (const auto& model : list) {
            table.add({model.modelType, grouped(model.rows), grouped(model.foreignRows), countOrNone(model.position),
                       countOrNone(model.lag)});
        }
        table.writeTo(session.out());
        return ExitCode::Fine;
    }
    JsonText& json = session.json();
    const auto number = [&json](std::string_view name, const std::optional<std::int64_t>& value) {
        json.key(name);
        value ? json.integer(*value) : json.null();
    };
    json.beginObject();
    json.key("models");
    json.beginArray();
    for (const auto& model : list) {
        json.beginObject();
        json.member("model_type", model.modelType);
        json.member("rows", model.rows);
        json.member("foreign_rows", model.foreignRows);
        number("position", model.position);
        number("lag", model.lag);
        json.member("description", model.description);
        json.end();
    }
    json.end();
    json.end();
    return ExitCode::Fine;
}

/// Calls each(row) for every row asked for; returns where the listing can go on.
template <typename Function>
Result<std::optional<store::Cursor>> forEachRow(Session& session, store::ReadModelReader& reader, const Function& each)
{
    const Options& options = session.options();
    std::int64_t left = options.limit.value_or(INT64_MAX);
    store::PageRequest request;
    if (!options.after.empty()) request.after = store::Cursor{options.after};
    store::ReadModelQuery query;
    query.modelType = options.modelType;
    while (true) {
        request.limitRows = static_cast<std::size_t>(std::min(left, kPageRows));
        VCI_TRY(const auto page, reader.rows(query, request, session.stop()));
        for (const store::ReadModelRow& row : page.rows) each(row);
        left -= std::ssize(page.rows);
        if (!page.next || left <= 0 || session.out().isClosed()) return page.next;
        request.after = page.next;
    }
}

/// Error NotFound, naming those that there are, where neither a projection nor a row of the source has the type.
Result<void> checkType(Session& session, const ModelSession& models)
{
    const std::string& wanted = session.options().modelType;
    if (models.library.find(wanted)) return {};
    std::vector<projection::ModelStatus> list;
    if (models.hasTenant()) {
        VCI_TRY(list, projection::listModels(*models.reader, models.library, session.stop()));
    } else {
        for (const auto& definition : models.library.all()) list.emplace_back().modelType = definition->name;
    }
    std::string names;
    for (const auto& model : list) {
        if (model.modelType == wanted) return {};
        names += (names.empty() ? "" : ", ") + model.modelType;
    }
    return makeError(ErrorCode::NotFound, "there is no read model " + wanted + "; there are " + names);
}

Result<ExitCode> showAll(Session& session, const ModelSession& models)
{
    VCI_CHECK(checkType(session, models));
    std::optional<store::Cursor> next;
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.key("rows");
        json.beginArray();
        if (models.hasTenant()) {
            VCI_TRY(next, forEachRow(session, *models.reader, [&](const store::ReadModelRow& row) { writeModelRow(json, row); }));
        }
        json.end();
        json.key("next");
        next ? json.string(next->token) : json.null();
        json.end();
        return ExitCode::Fine;
    }
    TextTable table({{"ID", TextTable::Align::Left, 36},
                     {"MADE BY", TextTable::Align::Left, 16},
                     {"VERSION", TextTable::Align::Right},
                     {"UPDATED", TextTable::Align::Left, 27},
                     {"DATA"}});
    std::int64_t shown = 0;
    if (models.hasTenant()) {
        VCI_TRY(next, forEachRow(session, *models.reader, [&](const store::ReadModelRow& row) {
                    ++shown;
                    table.add({row.modelId, makerOf(row), std::to_string(row.version), row.updatedAt.toString(),
                               shortened(row.data, kDataCharacters)});
                    if (table.pendingRows() == static_cast<std::size_t>(kPageRows)) table.writeTo(session.out());
                }));
    }
    table.writeTo(session.out());
    if (shown == 0) tell("note: there is no row of " + session.options().modelType + " here");
    if (next) tell("more follow: --after " + next->token);
    return ExitCode::Fine;
}

void writeRow(Session& session, const store::ReadModelRow& row)
{
    if (session.options().json)
        writeModelRow(session.json(), row);
    else
        writeModelRow(session.out(), row);
}

Result<ExitCode> show(Session& session)
{
    VCI_TRY(const ModelSession models, openModels(session, Access::Read));
    const Options& options = session.options();
    if (options.modelId.empty()) return showAll(session, models);
    if (!models.hasTenant())
        return makeError(ErrorCode::NotFound,
                         "there is no " + options.modelType + " row " + options.modelId + ": the file is empty");
    auto found = models.reader->row(options.modelType, options.modelId, session.stop());
    if (!found.ok() && found.error().code == ErrorCode::NotFound) VCI_CHECK(checkType(session, models));
    VCI_TRY(const auto row, std::move(found));
    if (row.isDeleted) {
        return makeError(ErrorCode::NotFound, "the " + options.modelType + " row " + options.modelId + " was deleted at " +
                                                  row.updatedAt.toString() + " (version " + std::to_string(row.version) + ")");
    }
    writeRow(session, row);
    return ExitCode::Fine;
}

void tellUnbuilt(const projection::Comparison& comparison)
{
    if (comparison.whose == projection::Whose::Foreign || comparison.checkpoint) return;
    tell("note: " + comparison.modelType + " was never built here by these rules: `voicecore-audit read-model rebuild " +
         comparison.modelType + "` builds it; --foreign compares the platform's own rows");
}

void tellNothingToCompare(projection::Whose whose)
{
    tell(whose == projection::Whose::Foreign
             ? "note: there is nothing to compare: the platform keeps no rows here that a projection says anything of"
             : "note: there is nothing to compare: no read model of ours was built here; `voicecore-audit read-model catch-up` "
               "builds them, --foreign compares the platform's own rows");
}

/// Error Usage, naming those that do, where the projection says nothing of the platform's own rows.
Result<void> checkMapsForeign(const projection::Library& library, const projection::Definition& asked)
{
    if (asked.foreign) return {};
    std::string names;
    for (const auto& definition : library.all())
        if (definition->foreign) names += (names.empty() ? "" : ", ") + definition->name;
    return makeError(ErrorCode::Usage,
                     "the projection " + asked.name +
                         " says nothing of the platform's own rows, so there is nothing to compare them with; " +
                         (names.empty() ? "its file needs a \"foreign\" section" : "these do: " + names));
}

Result<ExitCode> drift(Session& session)
{
    VCI_TRY(const ModelSession models, openModels(session, Access::Read));
    const bool isOne = !session.options().modelType.empty();
    const bool isStock = models.reader->info().kind == store::SourceKind::StockPostgres;
    const auto whose = session.options().foreign || isStock ? projection::Whose::Foreign : projection::Whose::Projected;
    projection::Definitions definitions;
    if (isOne) {
        VCI_TRY(auto asked, askedProjection(session, models.library));
        if (whose == projection::Whose::Foreign) VCI_CHECK(checkMapsForeign(models.library, *asked));
        definitions.push_back(std::move(asked));
    } else if (models.hasTenant()) {
        VCI_TRY(definitions, projection::builtProjections(*models.reader, models.library, whose, session.stop()));
    }
    if (definitions.empty()) tellNothingToCompare(whose);
    JsonText& json = session.json();
    const bool asJson = session.options().json;
    if (asJson && !isOne) {
        json.beginObject();
        json.key("models");
        json.beginArray();
    }
    bool foundSomething = false;
    for (const auto& definition : definitions) {
        projection::Comparison comparison;
        comparison.modelType = definition->name;
        if (models.hasTenant()) {
            Progress progress("events compared");
            VCI_TRY(comparison,
                    projection::findDrift(*models.reader, models.library, definition, whose, shownBy(progress), session.stop()));
        }
        foundSomething = foundSomething || comparison.foundSomething();
        tellUnbuilt(comparison);
        if (!asJson) {
            writeComparison(session.out(), comparison, "found");
            continue;
        }
        json.beginObject();
        writeComparisonMembers(json, comparison);
        json.end();
    }
    if (asJson && !isOne) {
        json.end();
        json.end();
    }
    return foundSomething ? ExitCode::Found : ExitCode::Fine;
}

Result<ExitCode> rebuild(Session& session)
{
    const bool isPreview = session.options().preview;
    VCI_TRY(const ModelSession models, openModels(session, isPreview ? Access::Read : Access::Write));
    VCI_TRY(const auto definition, askedProjection(session, models.library));
    projection::Comparison comparison;
    comparison.modelType = definition->name;
    if (models.hasTenant()) {
        Progress progress("events read");
        if (isPreview) {
            VCI_TRY(comparison, projection::findDrift(*models.reader, models.library, definition, projection::Whose::Projected,
                                                      shownBy(progress), session.stop()));
        } else {
            VCI_TRY(comparison, projection::rebuild(*models.reader, *models.writer, models.library, definition, shownBy(progress),
                                                    session.stop()));
        }
    }
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        writeComparisonMembers(json, comparison);
        json.key("preview");
        json.boolean(isPreview);
        json.end();
    } else {
        writeComparison(session.out(), comparison, isPreview ? "would mend" : "mended");
    }
    return ExitCode::Fine;
}

Result<ExitCode> catchUp(Session& session)
{
    VCI_TRY(const ModelSession models, openModels(session, Access::Write));
    projection::Definitions definitions = models.library.all();
    if (!session.options().modelType.empty()) {
        VCI_TRY(auto asked, askedProjection(session, models.library));
        definitions = {std::move(asked)};
    }
    const bool asJson = session.options().json;
    JsonText& json = session.json();
    if (asJson) {
        json.beginObject();
        json.key("models");
        json.beginArray();
    }
    for (const auto& definition : definitions) {
        Progress progress("events read");
        VCI_TRY(const auto outcome, projection::catchUp(*models.reader, *models.writer, models.library, definition,
                                                        shownBy(progress), session.stop()));
        if (!asJson) {
            session.out().write(definition->name + ": " + grouped(outcome.applied) + " events, position " +
                                grouped(outcome.position) + (outcome.startedOver ? ", made anew\n" : "\n"));
            continue;
        }
        json.beginObject();
        json.member("model_type", definition->name);
        json.member("applied", outcome.applied);
        json.member("passed_over", outcome.passedOver);
        json.member("position", outcome.position);
        json.key("started_over");
        json.boolean(outcome.startedOver);
        json.end();
    }
    if (asJson) {
        json.end();
        json.end();
    }
    return ExitCode::Fine;
}

/// A whole input, however many lines it has.
Result<std::string> readAll(Session& session)
{
    VCI_TRY(LineReader lines, LineReader::open(session.options().file, session.interrupt()));
    VCI_TRY(auto line, lines.next());
    std::string text;
    while (line) {
        text = line->text;
        VCI_TRY(line, lines.extend());
    }
    return text;
}

Result<ExitCode> put(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const ModelSession models, openModels(session, Access::Write));
    VCI_TRY(const std::string text, readAll(session));
    VCI_TRY(const auto row, projection::putManualRow(*models.writer, models.library, *models.reader->tenant(), options.modelType,
                                                     options.modelId, text));
    writeRow(session, row);
    return ExitCode::Fine;
}

Result<ExitCode> remove(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const ModelSession models, openModels(session, Access::Write));
    VCI_TRY(const auto row, models.writer->remove(*models.reader->tenant(), options.modelType, options.modelId));
    writeRow(session, row);
    return ExitCode::Fine;
}

}  // namespace

Result<ExitCode> runReadModel(Session& session)
{
    const std::string& action = session.options().action;
    if (action == "list") return list(session);
    if (action == "show") return show(session);
    if (action == "drift") return drift(session);
    if (action == "rebuild") return rebuild(session);
    if (action == "catch-up") return catchUp(session);
    return action == "put" ? put(session) : remove(session);
}

}  // namespace vci::audit

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/comparison.h"

#include "core/json/leaf.h"
#include "core/json/patch.h"
#include "core/json/read.h"
#include "core/projection/catchup.h"
#include "core/projection/foreignrows.h"

#include <algorithm>
#include <map>

namespace vci::projection {

namespace {

constexpr std::size_t kRowsPerPage = 5000;
constexpr int kMostRounds = 3;
/// Up to here rows that may lag are made anew one by one; more are found on another way through the log.
constexpr std::size_t kFewRows = 2000;

/// A row that is not what it should be; whether it ever was is not known yet.
struct Suspect {
    RowDifference difference;
    EventId after;
    std::string data;  ///< canonical
};

std::string quoted(const std::string& text)
{
    return json::dumpCanonical(json::Value::string(text));
}

void compareColumn(RowDifference& difference, const char* column, const std::string& expected, const std::string& found)
{
    if (expected != found) difference.fields.push_back({column, expected, found});
}

void sortFields(RowDifference& difference)
{
    std::sort(difference.fields.begin(), difference.fields.end(),
              [](const FieldDifference& a, const FieldDifference& b) { return a.path < b.path; });
}

std::optional<std::string> textOf(const std::optional<json::Value>& value)
{
    return value ? std::optional(json::dumpCanonical(*value)) : std::nullopt;
}

/// One way of comparing: the rows of one read model of one source.
class Comparing {
public:
    Comparing(store::ReadModelReader& reader, const Library& library, std::shared_ptr<const Definition> definition, Whose whose,
              const store::ProgressFunction& progress, const std::stop_token& stop)
        : m_reader(reader)
        , m_library(library)
        , m_definition(std::move(definition))
        , m_whose(whose)
        , m_progress(progress)
        , m_stop(stop)
    {
    }

    [[nodiscard]] Result<Staging> run();

private:
    [[nodiscard]] std::unique_ptr<Projector> makeProjector() const;
    [[nodiscard]] Result<void> fold(Projector& projector, std::int64_t begin);
    [[nodiscard]] Result<void> compareRows();
    void compareRow(const store::ReadModelRow& row);
    [[nodiscard]] RowDifference differenceOf(const store::ReadModelRow& row, const store::ProjectedRow& expected,
                                             const std::string& data) const;
    void noteMissing();
    [[nodiscard]] Result<void> findLagging();

    /// The platform keeps its rows with its events, before these have their places in the log.
    [[nodiscard]] bool followsLog() const
    {
        const store::SourceInfo& info = m_reader.info();
        return info.hasLog && (m_whose == Whose::Projected || info.kind == store::SourceKind::CaseFile);
    }
    /// Whether the rows of the source may be behind the events because nobody brought them on.
    [[nodiscard]] std::int64_t position() const
    {
        const auto& checkpoint = m_comparison.checkpoint;
        return checkpoint && checkpoint->logId == m_head.logId ? checkpoint->position : 0;
    }

    store::ReadModelReader& m_reader;
    const Library& m_library;
    std::shared_ptr<const Definition> m_definition;
    Whose m_whose;
    const store::ProgressFunction& m_progress;
    const std::stop_token& m_stop;
    store::FeedHead m_head;
    std::unique_ptr<Projector> m_projector;
    Comparison m_comparison;
    std::vector<bool> m_seen;  ///< by row of the projector
    std::map<std::string, Suspect> m_suspects;
    json::LeafWriter m_canonical;
};

Result<Staging> Comparing::run()
{
    VCI_TRY(m_head, m_reader.logHead(m_stop));
    m_projector = makeProjector();
    VCI_CHECK(fold(*m_projector, 0));
    for (int round = 1;; ++round) {
        VCI_CHECK(compareRows());
        if (m_whose == Whose::Foreign) break;
        VCI_TRY(const auto after, m_reader.checkpoint(m_definition->id(), m_stop));
        if (after == m_comparison.checkpoint && position() <= m_head.size) break;
        if (round == kMostRounds) {
            return makeError(ErrorCode::Locked, m_definition->name + " is being written while it is compared (position " +
                                                    std::to_string(after ? after->position : 0) + "): try again");
        }
        const std::int64_t read = m_head.size;
        const std::string logId = m_head.logId;
        VCI_TRY(m_head, m_reader.logHead(m_stop));
        // A log that was drawn anew has its events in another order; rows made anew know of no later event.
        const bool goesOn = m_head.logId == logId && m_definition->key.kind != Key::Kind::Aggregate;
        if (!goesOn) m_projector = makeProjector();
        VCI_CHECK(fold(*m_projector, goesOn ? read : 0));
    }
    noteMissing();
    VCI_CHECK(findLagging());
    m_comparison.modelType = m_whose == Whose::Foreign ? m_definition->foreign->modelType : m_definition->name;
    m_comparison.whose = m_whose;
    m_comparison.eventsApplied = m_projector->eventsApplied();
    m_comparison.passedOver = m_projector->eventsPassedOver();
    m_comparison.logSize = m_head.size;
    return Staging{std::move(m_comparison), std::move(m_projector), std::move(m_head)};
}

std::unique_ptr<Projector> Comparing::makeProjector() const
{
    auto projector =
        std::make_unique<Projector>(m_definition, m_library.catalog(), followsLog() ? std::optional(m_head.size) : std::nullopt);
    projector->setProgress(m_progress, m_stop);
    return projector;
}

Result<void> Comparing::fold(Projector& projector, std::int64_t begin)
{
    const auto events = followsLog() ? store::FeedQuery::Events::Logged : store::FeedQuery::Events::Waiting;
    VCI_CHECK(m_reader.visitFeed({begin, m_head.size, m_definition->eventTypes(), events}, projector, m_stop));
    if (m_stop.stop_requested()) return cancelled();
    return projector.replayOutOfOrder(m_reader, m_stop);
}

Result<void> Comparing::compareRows()
{
    m_comparison = Comparison();
    m_suspects.clear();
    m_seen.assign(m_projector->rows().size(), false);
    store::ReadModelQuery query{m_definition->name, store::ReadModelQuery::Whose::Projected,
                                store::ReadModelQuery::Deleted::Include};
    if (m_whose == Whose::Foreign) {
        query = {m_definition->foreign->modelType, store::ReadModelQuery::Whose::Foreign, store::ReadModelQuery::Deleted::Leave};
    } else {
        VCI_TRY(m_comparison.checkpoint, m_reader.checkpoint(m_definition->id(), m_stop));
    }
    store::PageRequest page;
    page.limitRows = kRowsPerPage;
    do {
        VCI_TRY(const auto rows, m_reader.rows(query, page, m_stop));
        if (m_stop.stop_requested()) return cancelled();
        for (const store::ReadModelRow& row : rows.rows) compareRow(row);
        page.after = rows.next;
    } while (page.after);
    return {};
}

void Comparing::compareRow(const store::ReadModelRow& row)
{
    const auto index = m_projector->rows().find(row.modelId);
    if (!index || m_projector->rows().head(*index).version == 0) {
        ++m_comparison.checked;
        m_comparison.extra.push_back(row.modelId);
        return;
    }
    if (!m_seen[*index]) ++m_comparison.checked;
    m_seen[*index] = true;
    const store::ProjectedRow expected = m_projector->row(*index);
    std::string data = m_canonical.canonicalPayload(row.data);
    RowDifference difference = differenceOf(row, expected, data);
    if (difference.fields.empty()) return;
    sortFields(difference);
    m_suspects.insert_or_assign(row.modelId, Suspect{std::move(difference), row.lastEventId, std::move(data)});
}

RowDifference Comparing::differenceOf(const store::ReadModelRow& row, const store::ProjectedRow& expected,
                                      const std::string& data) const
{
    RowDifference difference{row.modelId, {}};
    if (m_whose == Whose::Foreign) {
        difference.fields =
            foreignDifferences(*m_definition->foreign, json::readLenient(row.data).value, json::readLenient(expected.data).value);
        return difference;
    }
    if (data != expected.data) {
        const auto patch = json::diff(json::readLenient(expected.data).value, json::readLenient(data).value);
        for (const json::PatchOperation& step : patch)
            difference.fields.push_back({step.path, textOf(step.before), textOf(step.after)});
    }
    compareColumn(difference, "last_event_id", quoted(expected.lastEventId.toString()), quoted(row.lastEventId.toString()));
    compareColumn(difference, "last_event_sequence", std::to_string(expected.lastEventSequence.value()),
                  std::to_string(row.lastEventSequence.value()));
    compareColumn(difference, "version", std::to_string(expected.version), std::to_string(row.version));
    compareColumn(difference, "projection", quoted(m_definition->id()), quoted(row.projection.value_or("")));
    compareColumn(difference, "is_deleted", "false", row.isDeleted ? "true" : "false");
    return difference;
}

void Comparing::noteMissing()
{
    const RowTable& rows = m_projector->rows();
    for (RowIndex index = 0; index < rows.size(); ++index) {
        const RowHead& head = rows.head(index);
        if (m_seen[index] || head.version == 0) continue;
        ++m_comparison.checked;
        const bool cameLater = m_whose == Whose::Projected && head.firstPosition >= position();
        (cameLater ? m_comparison.lagging : m_comparison.missing).emplace_back(head.modelId);
    }
    std::sort(m_comparison.missing.begin(), m_comparison.missing.end());
}

Result<void> Comparing::findLagging()
{
    // A row lags where it is exactly what it should have been right after its own last event.
    const auto past = makeProjector();
    std::vector<std::string> modelIds;
    for (auto& entry : m_suspects) {
        const std::string& modelId = entry.first;
        const Suspect& suspect = entry.second;  // a name of its own: Clang 14 captures no structured binding
        const auto index = *m_projector->rows().find(modelId);
        if (m_projector->rows().head(index).lastEventId == suspect.after.uuid().bytes()) continue;
        past->watch(modelId, suspect.after, [this, &suspect](const std::string& data) {
            if (m_whose == Whose::Projected) return data == suspect.data;
            return foreignDifferences(*m_definition->foreign, json::readLenient(suspect.data).value,
                                      json::readLenient(data).value)
                .empty();
        });
        modelIds.push_back(modelId);
    }
    if (m_definition->key.kind == Key::Kind::Aggregate && modelIds.size() <= kFewRows) {
        VCI_CHECK(past->replay(modelIds, m_reader, m_stop));
    } else if (!modelIds.empty()) {
        past->restrictTo({modelIds.begin(), modelIds.end()});
        VCI_CHECK(fold(*past, 0));
    }
    for (auto& [modelId, suspect] : m_suspects) {
        const auto index = past->rows().find(modelId);
        if (index && past->rows().head(*index).equalledWatched)
            m_comparison.lagging.push_back(modelId);
        else
            m_comparison.different.push_back(std::move(suspect.difference));
    }
    std::sort(m_comparison.lagging.begin(), m_comparison.lagging.end());
    return {};
}

}  // namespace

Result<Staging> stage(store::ReadModelReader& reader, const Library& library, const std::shared_ptr<const Definition>& definition,
                      Whose whose, const store::ProgressFunction& progress, const std::stop_token& stop)
{
    if (whose == Whose::Foreign && !definition->foreign) {
        return makeError(ErrorCode::NotSupported,
                         "the projection " + definition->name +
                             " says nothing of the platform's own rows: its file needs a \"foreign\" section to compare them");
    }
    return Comparing(reader, library, definition, whose, progress, stop).run();
}

Result<Comparison> findDrift(store::ReadModelReader& reader, const Library& library,
                             const std::shared_ptr<const Definition>& definition, Whose whose,
                             const store::ProgressFunction& progress, const std::stop_token& stop)
{
    VCI_TRY(Staging staging, stage(reader, library, definition, whose, progress, stop));
    return std::move(staging.comparison);
}

Result<Definitions> builtProjections(store::ReadModelReader& reader, const Library& library, Whose whose,
                                     const std::stop_token& stop)
{
    Definitions built;
    VCI_TRY(const auto list, listModels(reader, library, stop));
    const auto statusOf = [&](const std::string& type) {
        const auto found = std::find_if(list.begin(), list.end(), [&](const auto& model) { return model.modelType == type; });
        return found == list.end() ? ModelStatus() : *found;
    };
    // Where the platform writes its rows, none at all is a loss, too.
    const bool isDatabase = reader.info().kind != store::SourceKind::CaseFile;
    for (const auto& definition : library.all()) {
        const auto ours = statusOf(definition->name);
        const bool isBuilt =
            whose == Whose::Projected
                ? ours.position.has_value() || ours.rows > 0
                : definition->foreign && (isDatabase || statusOf(definition->foreign->modelType).foreignRows > 0);
        if (isBuilt) built.push_back(definition);
    }
    return built;
}

}  // namespace vci::projection

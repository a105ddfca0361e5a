// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/rebuild.h"

namespace vci::projection {

namespace {

constexpr std::size_t kRowsPerPiece = 2000;

/// Gives the rows that are to be written, piece by piece.
class Pieces {
public:
    Pieces(const Staging& staging, std::stop_token stop)
        : m_projector(*staging.projector)
        , m_stop(std::move(stop))
    {
        const Comparison& comparison = staging.comparison;
        for (const auto* list : {&comparison.missing, &comparison.lagging})
            for (const std::string& modelId : *list) m_modelIds.push_back(modelId);
        for (const RowDifference& row : comparison.different) m_modelIds.push_back(row.modelId);
    }

    Result<std::span<const store::ProjectedRow>> next()
    {
        if (m_stop.stop_requested()) return cancelled();
        m_rows.clear();
        for (; m_next < m_modelIds.size() && m_rows.size() < kRowsPerPiece; ++m_next)
            m_rows.push_back(m_projector.row(*m_projector.rows().find(m_modelIds[m_next])));
        return std::span<const store::ProjectedRow>(m_rows);
    }

private:
    const Projector& m_projector;
    std::stop_token m_stop;
    std::vector<std::string_view> m_modelIds;
    std::size_t m_next = 0;
    std::vector<store::ProjectedRow> m_rows;
};

}  // namespace

Result<Comparison> rebuild(store::ReadModelReader& reader, store::ReadModelWriter& writer, const Library& library,
                           const std::shared_ptr<const Definition>& definition, const store::ProgressFunction& progress,
                           const std::stop_token& stop)
{
    VCI_TRY(Staging staging, stage(reader, library, definition, Whose::Projected, progress, stop));
    Comparison& comparison = staging.comparison;
    const store::ProjectionCheckpoint reached{staging.head.logId, staging.head.size};
    if (!comparison.foundSomething() && comparison.checkpoint == reached) return std::move(comparison);
    Pieces pieces(staging, stop);
    store::ProjectionChange change{definition->name, definition->id(), comparison.checkpoint,
                                   reached,          comparison.extra, [&pieces] { return pieces.next(); }};
    VCI_CHECK(writer.apply(*reader.tenant(), change, stop));
    return std::move(comparison);
}

}  // namespace vci::projection

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/readmodels.h"
#include "ui/format/text.h"
#include "ui/models/windowedmodel.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace vci::ui {

/// The rows of one read model, windowed: pages come when they are seen, by the cursor that the page before left; of those seen
/// only the latest are kept. data() never waits.
class ModelRowsModel : public WindowedModel {
    Q_OBJECT

public:
    enum Columns { IdColumn, VersionColumn, UpdatedColumn, MakerColumn, DataColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };
    static constexpr qint64 kPageRows = 256;
    static constexpr std::size_t kPagesKept = 40;

    using WindowedModel::WindowedModel;

    /// An empty list; pageWanted() follows when its start is shown.
    void clear();
    /// The page that pageWanted() asked for.
    void addPage(qint64 page, store::ReadModelPage rows);
    void setZone(format::Zone zone);

    /// Nothing where it is not loaded.
    [[nodiscard]] const store::ReadModelRow* rowAt(qint64 position) const;
    /// Whether the list goes on behind size().
    [[nodiscard]] bool hasMore() const { return m_cursors.size() > m_pagesSeen; }

    void showRange(qint64 begin, qint64 end) override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// One at a time: another is asked for when this one came.
    void pageWanted(qint64 page, const std::optional<vci::store::Cursor>& after);

private:
    struct Page {
        std::vector<store::ReadModelRow> rows;
        std::uint64_t lastUse = 0;
    };
    [[nodiscard]] QString text(const store::ReadModelRow& row, int column) const;
    void askForMissing();

    std::map<qint64, Page> m_pages;
    std::vector<std::optional<store::Cursor>> m_cursors = {std::nullopt};  ///< before each page that is known to be
    std::size_t m_pagesSeen = 0;
    std::optional<qint64> m_asked;
    std::uint64_t m_clock = 0;
    qint64 m_shownBegin = 0;
    qint64 m_shownEnd = 0;
    format::Zone m_zone = format::Zone::Utc;
};

}  // namespace vci::ui

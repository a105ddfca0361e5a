// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/casefile/case.h"
#include "ui/format/text.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace vci::ui {

/// What examiners wrote into a case, newest first.
class CaseNotesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { KindColumn, TextColumn, AboutColumn, AuthorColumn, TimeColumn, ColumnCount };
    enum Roles { SortRole = Qt::UserRole, ToneRole, CopyRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Oldest first.
    void setNotes(std::vector<casefile::CaseNote> notes);
    void setZone(format::Zone zone);
    /// Only those of a kind, or all.
    void setKind(std::optional<casefile::CaseNote::Kind> kind);
    [[nodiscard]] std::int64_t countOf(casefile::CaseNote::Kind kind) const;

    /// Requires row < rowCount().
    [[nodiscard]] const casefile::CaseNote& at(int row) const;
    /// The whole text and what it is about, in lines. Requires row < rowCount().
    [[nodiscard]] QString details(int row) const;
    /// Where the note of that number stands; −1 where it is not shown.
    [[nodiscard]] int rowOf(std::int64_t n) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void arrange();
    [[nodiscard]] QString text(const casefile::CaseNote& note, int column) const;

    std::vector<casefile::CaseNote> m_notes;
    std::vector<std::size_t> m_shown;
    std::optional<casefile::CaseNote::Kind> m_kind;
    format::Zone m_zone = format::Zone::Utc;
};

/// Note, Bookmark, Finding: translated.
[[nodiscard]] QString noteKindName(casefile::CaseNote::Kind kind);

}  // namespace vci::ui

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/integrityservices.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace vci::ui {

/// Which copy has the log's own fingerprint, and so holds what was recorded.
enum class Proof { Nothing, Source, CaseFile };

/// One field of an event in the words of a person. Values that differ have texts that differ.
struct TriageRow {
    QString field;     ///< "amount", "Time", "metadata › source"
    QString now;       ///< in the source
    QString inCase;    ///< in the case file that was named
    QString recorded;  ///< what the log's fingerprint proves, or that nothing here proves it
    bool differs = false;
    Proof proof = Proof::Nothing;  ///< of which copy recorded is the value
};

/// Each field as the row holds it now, beside what the log's entry supports: those that differ first, then the content, the
/// event's own fields, what read models hold of it, the metadata.
[[nodiscard]] std::vector<TriageRow> triageRows(const Triaged& found);

/// A table of triageRows(). The column of the case file says something only where one was named.
class TriageModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { FieldColumn, NowColumn, CaseColumn, RecordedColumn, ColumnCount };
    enum Roles { ToneRole = Qt::UserRole, CopyRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<TriageRow> rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<TriageRow> m_rows;
};

}  // namespace vci::ui

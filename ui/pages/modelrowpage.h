// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/worker.h"
#include "ui/models/modelrowmodel.h"

#include <QWidget>

#include <cstdint>
#include <string>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class ElidedLabel;
class EmptyState;
class ModelSource;
struct ModelTask;
class QuietTable;
class RowHistoryModel;

/// One row of a read model: its members, each with the event that made it so, or the events that made it. Enter on one goes
/// there.
class ModelRowPage : public QWidget {
    Q_OBJECT

public:
    /// source outlives the page.
    explicit ModelRowPage(ModelSource& source, QWidget* parent = nullptr);

    void showRow(const std::string& modelType, const std::string& modelId);
    void clear();
    void takeFocus();

private:
    enum class Show { Fields, History };

    void build();
    static Result<ModelRowDetails> read(const ModelTask& models, const std::string& modelType, const std::string& modelId);
    void accept(Result<ModelRowDetails> details);
    void show(Show what);
    void openEvent(const projection::RowEvent* event);
    [[nodiscard]] QString headText(const ModelRowDetails& details) const;

    ModelSource& m_source;
    ModelRowModel* m_fields;
    RowHistoryModel* m_history;
    QuietTable* m_fieldsView;
    QuietTable* m_historyView;
    EmptyState* m_empty;
    ElidedLabel* m_head;
    QPushButton* m_toggle;
    Show m_shows = Show::Fields;
    std::string m_modelType;
    std::string m_modelId;
    RequestNumber m_request = 0;
    std::uint64_t m_shown = 0;  ///< counts the rows that were shown; answers about older ones are dropped
};

}  // namespace vci::ui

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/readmodels.h"
#include "ui/bridge/worker.h"

#include <QWidget>

#include <cstdint>
#include <optional>
#include <string>

namespace vci::ui {

class EmptyState;
class ModelRowsModel;
class ModelSource;
class WindowedTable;

/// The rows of one read model.
class ModelRowsPage : public QWidget {
    Q_OBJECT

public:
    /// source outlives the page.
    explicit ModelRowsPage(ModelSource& source, QWidget* parent = nullptr);

    void showModel(const std::string& modelType);
    void clear();
    void takeFocus();

Q_SIGNALS:
    void rowChosen(const QString& modelId);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Forgets the rows; the next ones are of that model, or of none.
    void forget(const std::string& next);
    void request(qint64 page, const std::optional<store::Cursor>& after);
    void accept(qint64 page, Result<store::ReadModelPage> rows);
    void fitColumns();

    ModelSource& m_source;
    ModelRowsModel* m_model;
    WindowedTable* m_table;
    EmptyState* m_empty;
    std::string m_modelType;
    RequestNumber m_request = 0;
    std::uint64_t m_shown = 0;  ///< counts the models that were shown; answers about older ones are dropped
};

}  // namespace vci::ui

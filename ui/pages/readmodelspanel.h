// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/catchup.h"
#include "core/projection/comparison.h"
#include "ui/bridge/worker.h"
#include "ui/state/modelsource.h"

#include <QWidget>

#include <cstdint>
#include <string>
#include <vector>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace vci::ui {

class DriftPage;
class ElidedLabel;
class EmptyState;
class ModelRowPage;
class ModelRowsPage;
class QuietTable;
class ReadModelsModel;

/// The read-models drawer: all of them; the rows of one; one row with the events that made it; drift and rebuild. Enter goes
/// deeper, Escape or Backspace back up. Read when it is first shown.
class ReadModelsPanel : public QWidget {
    Q_OBJECT

public:
    /// Both outlive the panel.
    ReadModelsPanel(Session& session, OperatorMode& mode, QWidget* parent = nullptr);
    ~ReadModelsPanel() override;

    void takeFocus();
    /// By its type; nothing where there is none.
    void openModel(const std::string& modelType);
    void openRow(const std::string& modelType, const std::string& modelId);
    void compare(const std::string& modelType, projection::Whose whose = projection::Whose::Projected);
    [[nodiscard]] const ReadModelsModel& model() const { return *m_model; }

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    /// Where the title would be cut, the buttons stand below it.
    void arrangeHead();
    void connectAll();
    void forget();
    void load();
    void accept(Result<std::vector<projection::ModelStatus>> models);
    void goUp();
    void show(QWidget* page);
    void refreshHead();
    /// Of the page that is shown, or the row that is current.
    [[nodiscard]] std::string chosenModel() const;
    [[nodiscard]] bool mayCompareForeign(const std::string& modelType) const;

    ModelSource m_source;
    ReadModelsModel* m_model;
    QStackedWidget* m_pages;
    QWidget* m_listPage;
    QuietTable* m_list;
    EmptyState* m_empty;
    ModelRowsPage* m_rows;
    ModelRowPage* m_row;
    DriftPage* m_drift;
    QPushButton* m_up;
    ElidedLabel* m_title;
    QPushButton* m_compare;
    QPushButton* m_compareForeign;  ///< seen where the platform may keep rows of its own beside ours
    QPushButton* m_rebuild;
    QHBoxLayout* m_head;
    QHBoxLayout* m_below;
    std::string m_modelType;
    std::string m_modelId;
    projection::Whose m_whose = projection::Whose::Projected;  ///< rows that were compared last
    std::vector<QWidget*> m_way;                               ///< the pages above the one that is shown
    RequestNumber m_request = 0;
    std::uint64_t m_question = 0;  ///< counts what was asked; older answers are dropped
    bool m_isRead = false;
};

}  // namespace vci::ui

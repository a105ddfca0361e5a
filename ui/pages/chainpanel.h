// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/worker.h"
#include "ui/models/chainrows.h"
#include "ui/pages/computethread.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QHBoxLayout;
class QLabel;
QT_END_NAMESPACE

namespace vci::ui {

class ChainDelegate;
class ChainModel;
class EmptyState;
class RowsView;
class Session;

/// The chain drawer: what caused the event in focus and what it caused, over all aggregates involved, or everything of its
/// correlation in time. Loaded anew only when the event in focus is not in the chain that is shown.
class ChainPanel : public QWidget {
    Q_OBJECT

public:
    /// session must outlive the panel.
    explicit ChainPanel(Session& session, QWidget* parent = nullptr);
    ~ChainPanel() override;

    [[nodiscard]] ChainMode mode() const { return m_mode; }
    void setMode(ChainMode mode);
    /// Puts the keyboard on the rows.
    void takeFocus();
    [[nodiscard]] const ChainModel& model() const { return *m_model; }

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What a load brings: a chain with its rows, or the news that no correlation is recorded.
    struct Loaded {
        std::shared_ptr<const ChainView> view;
        std::vector<ChainRow> rows;
        QString typeWithoutCorrelation;
    };

    void addHead(QHBoxLayout& head);
    void connectAll();
    void refresh();
    void dropChain();
    void load();
    void cancelLoad();
    static Result<Loaded> read(TaskContext& task, EventId event, ChainMode mode, const catalog::Catalog& catalog);
    void takeLoaded(EventId event, Result<Loaded> loaded);
    void showFocused();
    void expand(std::size_t node);
    void askRows(std::optional<std::size_t> goTo);
    void openRow(const QModelIndex& index);
    void step(int direction);
    void goToRow(int row);
    void showMessage(int kind, const QString& title, const QString& detail, const QString& action = {});
    void showRows();
    void updateTitle();
    void fitColumns();
    [[nodiscard]] std::optional<EventId> focusedEvent() const;

    Session& m_session;
    ComputeThread m_compute;
    ChainMode m_mode = ChainMode::Causes;
    QLabel* m_title;
    QButtonGroup* m_modes;
    ChainModel* m_model;
    ChainDelegate* m_delegate;
    RowsView* m_view;
    EmptyState* m_empty;
    QTimer m_settle;       ///< scrubbing through many chains loads the one where it ends
    QTimer m_showLoading;  ///< a quick load shows no flash of "Loading"
    std::vector<std::size_t> m_expanded;
    std::optional<EventId> m_loading;
    std::optional<EventId> m_answered;  ///< the event whose answer is shown: a chain or a message
    RequestNumber m_request = 0;
    QString m_fullTitle;
    bool m_dirty = true;
};

}  // namespace vci::ui

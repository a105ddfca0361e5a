// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/timeline.h"
#include "ui/state/focus.h"

#include <QWidget>

#include <optional>
#include <utility>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QLabel;
class QVBoxLayout;
QT_END_NAMESPACE

namespace vci::ui {

class ComputeThread;
class DiffModel;
class EmptyState;
class RowsView;
class Session;
struct DiffTable;

/// What is different between two points of the aggregate's life.
class DiffPage : public QWidget {
    Q_OBJECT

public:
    enum class Mode { Previous, PinAToPinB, PinAToNow };
    static constexpr int kSlot = 2;  ///< of the compute thread

    /// session and compute must outlive the page.
    DiffPage(Session& session, ComputeThread& compute, QWidget* parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// Between the pins if both are set, else from pin A to now.
    void showPinDiff();
    void takeFocus();
    [[nodiscard]] const DiffModel& model() const { return *m_model; }

Q_SIGNALS:
    void modeChanged(vci::ui::DiffPage::Mode mode);

protected:
    void showEvent(QShowEvent* event) override;

private:
    using Range = std::pair<replay::Position, replay::Position>;
    void addChooser(QVBoxLayout& layout);
    void onPinsChanged();
    void refresh();
    void takeTable(DiffTable table);
    void showMessage(const QString& title, const QString& detail, const QString& action = {});
    [[nodiscard]] std::optional<Range> range() const;
    [[nodiscard]] QString pointName(replay::Position position) const;
    void fitColumns();

    Session& m_session;
    ComputeThread& m_compute;
    Mode m_mode = Mode::Previous;
    QButtonGroup* m_modes;
    QLabel* m_caption;
    DiffModel* m_model;
    RowsView* m_view;
    EmptyState* m_empty;
    FocusBus::Pin m_missing = FocusBus::Pin::A;
    bool m_dirty = true;
};

}  // namespace vci::ui

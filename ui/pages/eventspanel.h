// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"
#include "ui/models/eventdetails.h"
#include "ui/state/session.h"

#include <QPoint>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QStackedLayout;
QT_END_NAMESPACE

namespace vci::ui {

class EmptyState;
class EventsModel;
class Verification;
class WindowedTable;

/// The events of the aggregate in focus, a row each. The selected row is the event at the playhead, in both directions. Payload
/// columns are read for visible rows only, one request at a time. GUI thread; the session must outlive it.
class EventsPanel : public QWidget {
    Q_OBJECT

public:
    /// Both outlive the panel.
    EventsPanel(Session& session, Verification& verification, QWidget* parent = nullptr);

    [[nodiscard]] WindowedTable* table() const { return m_table; }
    [[nodiscard]] EventsModel* model() const { return m_model; }

public Q_SLOTS:
    /// The selected row as text, full values.
    void copyRow();
    /// To the event that caused the selected one, in whatever aggregate it is.
    void goToCause();

Q_SIGNALS:
    /// The user wants to see the chain of the event in focus.
    void chainRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setUpTable();
    void connectSession();
    void onTimelineChanged();
    void onPositionChanged(replay::Position position);
    void chooseRow(qint64 position);
    void fetchDetails();
    void acceptDetails(const std::vector<std::size_t>& claimed, Result<std::vector<EventDetails>> details);
    void goToCauseOf(qint64 position);
    void copyId(qint64 position);
    void copyJson(qint64 position);
    void showMenu(qint64 position, const QPoint& globalPos);
    void sizeColumns();
    void showProof();
    [[nodiscard]] bool showsTheTimeline() const;

    Session& m_session;
    Verification& m_verification;
    EventsModel* m_model;
    WindowedTable* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_pages;  ///< nothing, the table, why there is no table
    qint64 m_wantedBegin = 0;
    qint64 m_wantedEnd = 0;
    std::optional<qint64> m_causeWanted;  ///< the row to whose cause to go once it is read
    std::uint64_t m_fetch = 0;            ///< number of the newest request, so that an older answer is known as such
    bool m_fetching = false;
};

}  // namespace vci::ui

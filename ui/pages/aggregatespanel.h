// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/aggregatesmodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QLabel;
class QPushButton;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace vci::ui {

class AggregatesFeed;
class EmptyState;
class Session;
class WindowedTable;

/// The list of aggregates with its facets, or the hits of a search. Choosing a row moves the focus.
class AggregatesPanel : public QWidget {
    Q_OBJECT

public:
    explicit AggregatesPanel(Session& session, QWidget* parent = nullptr);
    ~AggregatesPanel() override;

    /// Searches as the find box is typed into; the hits replace the list. An empty text brings the list back.
    void find(const QString& text);
    /// The same at once, and opens the first hit when it is there.
    void findAndOpen(const QString& text);
    /// The keyboard goes to the list.
    void focusList();
    /// For scripts and tests.
    [[nodiscard]] AggregatesFeed& feed() { return *m_feed; }
    [[nodiscard]] AggregatesModel& model() { return m_model; }

Q_SIGNALS:
    /// The user asked for the list back by a button of the panel.
    void findCleared();
    /// Of a tenant without events, in a source whose log may name some.
    void verifyRequested();
    /// Enter in the find box has opened the first hit.
    void foundAndOpened();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHeader(QVBoxLayout* layout);
    void buildList(QVBoxLayout* layout);
    void rebuildChips();
    void refresh();
    void refreshNotice();
    void elideNotice();
    void refreshEmpty();
    void showNoEvents();
    void onEmptyAction();
    void open(qint64 position);
    void openFirst();
    void markFocus();

    Session& m_session;
    AggregatesModel m_model;
    AggregatesFeed* m_feed;
    QLabel* m_total = nullptr;
    QToolButton* m_sort = nullptr;
    QWidget* m_chips = nullptr;
    QWidget* m_notice = nullptr;
    QLabel* m_noticeText = nullptr;
    QPushButton* m_noticeAction = nullptr;
    QWidget* m_body = nullptr;
    QStackedLayout* m_stack = nullptr;
    bool m_isFocusWanted = false;
    WindowedTable* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    bool m_opensFirst = false;
    bool m_opening = false;
};

}  // namespace vci::ui

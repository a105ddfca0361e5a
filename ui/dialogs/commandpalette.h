// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include <vector>

QT_BEGIN_NAMESPACE
class QAction;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;
QT_END_NAMESPACE

namespace vci::ui {

/// A searchable list of everything that can be done now. Enter does it.
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const std::vector<QAction*>& actions, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void runCurrent();

    QLineEdit* m_text;
    QListView* m_list;
    QStandardItemModel* m_model;
    QSortFilterProxyModel* m_matching;
};

}  // namespace vci::ui

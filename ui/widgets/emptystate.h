// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;

namespace vci::ui {

/// What a pane shows in place of its content: why there is none, and the one thing to do about it. All text is plain. Most are
/// never seen: it makes its parts, and takes room for them, when it is.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    /// The six states of DESIGN 4.
    enum class Kind { NotConnected, NotPermitted, Loading, NoEvents, NothingMatches, NotRecorded };

    explicit EmptyState(QWidget* parent = nullptr);
    void showEvent(QShowEvent* event) override;

    /// Shows a state. detail and action may be empty; action names the button that emits actionTriggered().
    void show(Kind kind, const QString& title, const QString& detail = {}, const QString& action = {});
    /// Replaces the detail only: for counts while loading.
    void setDetail(const QString& detail);
    [[nodiscard]] Kind kind() const { return m_kind; }

Q_SIGNALS:
    void actionTriggered();

private:
    void build();
    void fill();

    Kind m_kind = Kind::NotConnected;
    QString m_titleText, m_detailText, m_actionText;
    QLabel* m_title = nullptr;  ///< null, as the two below, until it was visible
    QLabel* m_detail = nullptr;
    QPushButton* m_action = nullptr;
};

}  // namespace vci::ui

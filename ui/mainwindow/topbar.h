// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QMenu;
class QToolButton;
QT_END_NAMESPACE

namespace vci::ui {

class Actions;
class OperatorMode;
class Session;
class Verification;

/// Source and tenant with what is wrong with them, the find box, the zone, whether anything may be written, and the badge.
class TopBar : public QWidget {
    Q_OBJECT

public:
    TopBar(Session& session, OperatorMode& mode, Verification& verification, const Actions& actions, QWidget* parent = nullptr);

    void focusFind();
    void clearFind();
    /// Gives the keyboard to the list where the find box has it: what was searched for is open, and its keys come next.
    void leaveFind();
    void setFindText(const QString& text);
    /// What stands behind the source's name: " · sealed", or nothing.
    void setSourceNote(const QString& note);

Q_SIGNALS:
    /// Typed, and typing paused. Empty: cleared.
    void findEdited(const QString& text);
    /// Enter.
    void findEntered(const QString& text);
    /// Escape or arrow down in the find box: the keyboard goes to the list.
    void leftFind();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void offerClearing();
    void buildMenus(const Actions& actions);
    void refresh();
    void refreshMode();
    void refreshBadge();
    void explainReadOnly();
    void explainBadge();

    Session& m_session;
    OperatorMode& m_mode;
    Verification& m_verification;
    QToolButton* m_source;
    QToolButton* m_tenant;
    QMenu* m_tenantMenu;
    QLineEdit* m_find;
    QToolButton* m_zone;
    QToolButton* m_warning;
    QToolButton* m_writing;
    QToolButton* m_badge;
    QString m_sourceNote;
    QTimer m_typing;
};

}  // namespace vci::ui

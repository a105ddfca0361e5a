// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/keyguard.h"
#include "ui/state/session.h"

#include <QMainWindow>
#include <QTimer>

#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QStackedWidget;
QT_END_NAMESPACE

namespace vci::ui {

class OperatorMode;
class RecentSources;
class SampleSource;
class StatusBar;
class TopBar;
class Verification;
class WelcomePage;
class Workspace;

/// Puts the parts together: bars, welcome page or workspace, and what each action does. Holds no data of its own.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// All outlive the window. open is for trying a database before it becomes the session's.
    MainWindow(Session& session, OperatorMode& mode, Verification& verification, RecentSources& recent, SampleSource& sample,
               OpenSource open, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// A path or URI as a person gives it.
    void openSource(const QString& pathOrUri, std::optional<TenantId> tenant = std::nullopt);
    /// Makes it first where it is not there yet.
    void openSample();

    [[nodiscard]] const Actions& actions() const { return m_actions; }
    [[nodiscard]] OperatorMode& operatorMode() const { return m_mode; }
    [[nodiscard]] Verification& verification() const { return m_verification; }
    [[nodiscard]] TopBar& topBar() const { return *m_top; }
    /// Null until a source was open.
    [[nodiscard]] Workspace* workspace() const { return m_workspace; }

Q_SIGNALS:
    void workspaceMade();

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void connectSourceActions();
    void connectTimelineActions();
    void connectViewActions();
    void connectPaneActions();
    void makeWorkspace();
    void showWelcome();
    void showPage();
    void onSourceState();
    void updateActions();
    void showNotices();
    void toggleOperatorMode();
    void showSchemaFindings();
    void askForFile();
    void askForDatabase();
    void askForTarget();
    void showPalette();
    void showKeys();

    Session& m_session;
    OperatorMode& m_mode;
    Verification& m_verification;
    RecentSources& m_recent;
    SampleSource& m_sample;
    OpenSource m_open;
    KeyGuard m_keyGuard;
    Actions m_actions;
    TopBar* m_top = nullptr;
    QWidget* m_notice = nullptr;
    QLabel* m_noticeText = nullptr;
    QStackedWidget* m_pages = nullptr;
    WelcomePage* m_welcome = nullptr;  ///< null until it was wanted: a start with a source rarely shows it
    QTimer m_openingShown;
    Workspace* m_workspace = nullptr;
    StatusBar* m_status = nullptr;
};

}  // namespace vci::ui

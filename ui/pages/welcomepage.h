// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/model/tenant.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace vci::ui {

class RecentSources;
class SampleSource;
class Session;

/// Where no source is open: the sample, recent sources, a case file, a database; and which tenant, where a source has several.
/// Says what went wrong with the last attempt, and what to do.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    WelcomePage(Session& session, RecentSources& recent, SampleSource& sample, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

Q_SIGNALS:
    void sampleRequested();
    void fileRequested();
    void databaseRequested();
    void sourceRequested(const QString& uri);

private:
    QPushButton* addChoice(QVBoxLayout* layout, const QString& icon, const QString& text, const QString& detail);
    void refresh();
    void refreshRecent();
    void refreshTenants();
    void takeFocus();
    void showError(const QString& text);

    Session& m_session;
    RecentSources& m_recent;
    SampleSource& m_sample;
    QLabel* m_error;
    QWidget* m_progress;
    QLabel* m_progressText;
    QProgressBar* m_progressBar;
    QWidget* m_choices;
    QPushButton* m_first;
    QLabel* m_listTitle;
    QWidget* m_list;
};

}  // namespace vci::ui

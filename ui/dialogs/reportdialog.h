// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/reportdraft.h"
#include "ui/dialogs/reportoptions.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace vci::ui {

class EmptyState;
class PagesView;

/// A report while it is thought about: its options, and beside them how it looks, made anew as they change.
class ReportDialog : public QDialog {
    Q_OBJECT

public:
    /// session must outlive it; a source is open, with the tenant of standing. For beforeReveal see ReportDraft.
    ReportDialog(Session& session, ReportServices services, const ReportStanding& standing,
                 std::function<Result<void>()> beforeReveal, QWidget* parent);

    [[nodiscard]] const ReportDraft& draft() const { return *m_draft; }

Q_SIGNALS:
    void saved(const QString& file);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void readCorrelation(EventId event);
    void ask();
    void refresh();
    void showPreview();
    void askForName();
    void onSaved(const QString& file);

    Session& m_session;
    QString m_subject;  ///< for the name of the file
    ReportDraft* m_draft;
    ReportOptions* m_options;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    PagesView* m_pages;
    QPlainTextEdit* m_text;
    QLabel* m_facts;
    QPushButton* m_folder;
    QPushButton* m_stop;
    QPushButton* m_save = nullptr;
    QString m_savedFile;
    int m_pageWidthPx = 0;
};

}  // namespace vci::ui

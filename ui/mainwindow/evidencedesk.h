// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/casefile/case.h"
#include "ui/bridge/reportservices.h"
#include "ui/widgets/latepage.h"

#include <QObject>
#include <QString>

namespace vci::ui {

class AnchorsPanel;
class CasePanel;
class CaseWork;
class CustodyPanel;
class MainWindow;
class Session;

/// What the window does for evidence: the actions, dialogs and drawer pages of reports, cases, anchors and trust, and what of the
/// desktop's doings belongs into the custody log of an open case. Everything is made when it is wanted.
class EvidenceDesk : public QObject {
    Q_OBJECT

public:
    /// All must outlive it.
    EvidenceDesk(MainWindow& window, Session& session, CaseWork& work, ReportServices reports);

    void showReport();
    /// Asks for a file.
    void recheck();
    void recheckFile(const QString& file);
    void newCase();
    void addNote(casefile::CaseNote::Kind kind);
    /// The event of the playhead, without a word.
    void bookmark();
    void seal();
    void showTrust();
    /// Requires a workspace.
    [[nodiscard]] CasePanel& casePanel() const;
    [[nodiscard]] CustodyPanel& custodyPanel() const;
    [[nodiscard]] AnchorsPanel& anchorsPanel() const;

private:
    void connectActions();
    void addPages();
    void updateActions();
    void keepCustody();
    [[nodiscard]] bool hasTenant() const;
    void tellFailure(const Error& error);

    MainWindow& m_window;
    Session& m_session;
    CaseWork& m_work;
    ReportServices m_reports;
    LatePage<CasePanel>* m_case = nullptr;
    LatePage<CustodyPanel>* m_custody = nullptr;
    LatePage<AnchorsPanel>* m_anchors = nullptr;
};

}  // namespace vci::ui

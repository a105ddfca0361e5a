// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/evidencescenes.h"

#include "app/inspector/caseservices.h"
#include "app/inspector/sample.h"
#include "app/inspector/witnessedsample.h"
#include "app/source/opensource.h"
#include "core/store/query.h"
#include "ui/dialogs/reportdialog.h"
#include "ui/dialogs/triagedialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/topbar.h"
#include "ui/mainwindow/workspace.h"
#include "ui/models/casenotesmodel.h"
#include "ui/models/custodymodel.h"
#include "ui/models/findingsmodel.h"
#include "ui/pages/aggregatesfeed.h"
#include "ui/pages/aggregatespanel.h"
#include "ui/pages/casepanel.h"
#include "ui/pages/custodypanel.h"
#include "ui/pages/integritypanel.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"

#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace vci::app {

namespace {

using ui::Act;

std::function<void()> pressing(ui::MainWindow& window, Act act)
{
    return [&window, act] { window.actions()[act]->trigger(); };
}

bool isOpen(const ui::Session& session, const QString& file)
{
    return session.sourceState() == ui::Session::SourceState::Open && session.source() == file && session.timeline();
}

/// The longest call of the sample as a case, with a note, a finding and a bookmark on its events.
Result<void> makeCase(const QString& file)
{
    const ui::CaseServices services = caseServices();
    const std::string path = file.toStdString();
    VCI_TRY(const auto sample, openSource(existingSample().toStdString()));
    VCI_TRY(const auto tenants, sample->tenants());
    VCI_CHECK(sample->selectTenant(tenants.front().id));
    VCI_TRY(const auto longest, sample->aggregates({{"Call"}, store::AggregateSort::EventCount}, {{}, 1}, {}));
    const AggregateId call = longest.rows.front().id;
    VCI_TRY(const auto exported, services.exportTo(existingSample().toStdString(), *sample, {{call}}, path, {}, {}));
    VCI_TRY(const auto events, sample->aggregateEvents(call, {{}, 8}, {}));
    using Kind = casefile::CaseNote::Kind;
    const std::pair<Kind, const char*> notes[] = {
        {Kind::Note, "The caller was put on hold here, and nobody took the call back for four minutes."},
        {Kind::Bookmark, ""},
        {Kind::Finding, "The agent named in the complaint was not the one assigned: see the assignment after it."}};
    for (std::size_t i = 0; i < std::size(notes) && 2 * i + 1 < events.events.size(); ++i) {
        casefile::NewNote note;
        note.kind = notes[i].first;
        note.text = notes[i].second;
        note.eventId = events.events[2 * i + 1].id;
        VCI_CHECK(services.addNote(path, note));
    }
    return {};
}

/// A copy of the sample in which somebody changed a payload with a hex editor.
bool makeAltered(const QString& file)
{
    if (!QFile::copy(existingSample(), file)) return false;
    QFile bytes(file);
    if (!bytes.open(QIODevice::ReadWrite)) return false;
    const qint64 at = bytes.readAll().indexOf("\"end_reason\":\"completed\"");
    return at >= 0 && bytes.seek(at) && bytes.write("\"end_reason\":\"collapsed\"") > 0;
}

}  // namespace

void addReportScenes(std::vector<Scene>& all, ui::MainWindow& window)
{
    all.push_back({QStringLiteral("report"), pressing(window, Act::Report), [&window] {
                       const auto* dialog = window.findChild<ui::ReportDialog*>();
                       return dialog != nullptr && dialog->draft().isReady();
                   }});
    all.push_back({QStringLiteral("new-case"), pressing(window, Act::NewCase), [] { return true; }});
    all.push_back({QStringLiteral("trust"), pressing(window, Act::TrustSettings), [] { return true; }});
    all.push_back({QStringLiteral("anchors"), pressing(window, Act::FocusAnchors), [] { return true; }});
}

void addCaseScenes(std::vector<Scene>& all, ui::Session& session, ui::MainWindow& window, const QString& folder)
{
    const QString file = folder + QStringLiteral("/Dispute.vcase");
    const QString key = folder + QStringLiteral("/examiner.key");
    const QString altered = folder + QStringLiteral("/Altered.vcase");
    all.push_back({QStringLiteral("case"),
                   [&window, file] {
                       if (makeCase(file).ok()) window.openSource(file);
                   },
                   [&session, &window, file] {
                       if (!isOpen(session, file)) return false;
                       window.actions()[Act::FocusCase]->trigger();
                       const auto* page = window.findChild<ui::CasePanel*>();
                       return page != nullptr && page->model().rowCount() == 3;
                   }});
    all.push_back({QStringLiteral("note"), pressing(window, Act::AddNote), [] { return true; }});
    all.push_back({QStringLiteral("custody"), pressing(window, Act::FocusCustody), [&window] {
                       const auto* page = window.findChild<ui::CustodyPanel*>();
                       return page != nullptr && page->model().rowCount() >= 5;  // the opening, too
                   }});
    all.push_back({QStringLiteral("seal"),
                   [&window, key] {
                       (void)caseServices().makeKey(key.toStdString(), "anna");
                       window.actions()[Act::SealCase]->trigger();
                       const auto* dialog = window.findChild<QDialog*>();
                       if (auto* field = dialog ? dialog->findChild<QLineEdit*>() : nullptr) field->setText(key);
                       if (auto* check = dialog ? dialog->findChild<QCheckBox*>() : nullptr) check->setChecked(true);
                   },
                   [] { return true; }});
    all.push_back({QStringLiteral("sealed"),
                   [&session, &window, file, key] {
                       session.close();
                       (void)caseServices().seal(file.toStdString(), key.toStdString());
                       window.openSource(file);
                   },
                   [&session, &window, file] {
                       if (!isOpen(session, file)) return false;
                       window.actions()[Act::FocusCase]->trigger();
                       const auto* page = window.findChild<ui::CasePanel*>();
                       return page != nullptr && page->model().rowCount() == 3;
                   }});
    all.push_back({QStringLiteral("altered"),
                   [&window, altered] {
                       if (makeAltered(altered)) window.openSource(altered);
                   },
                   [&session, altered] { return isOpen(session, altered); }});
    all.push_back({QStringLiteral("triage"), [&window] { window.actions()[Act::Verify]->trigger(); },
                   [&window] {
                       if (window.verification().state() != ui::Verification::State::Done) return false;
                       if (!window.findChild<ui::TriageDialog*>()) {
                           for (auto* button : window.workspace()->integrity().findChildren<QPushButton*>())
                               if (button->text().startsWith(QLatin1String("What was it?"))) button->click();
                       }
                       const auto* dialog = window.findChild<ui::TriageDialog*>();
                       return dialog != nullptr && dialog->isRead();
                   }});
}

void addWitnessScenes(std::vector<Scene>& all, ui::Session& session, ui::MainWindow& window, const QString& folder)
{
    const QString file = folder + QStringLiteral("/Witnessed.vcase");
    all.push_back({QStringLiteral("signed"),
                   [&window, file, folder] {
                       // The newest event, which nothing witnesses, is on top.
                       window.workspace()->aggregates().feed().setSort(store::AggregateSort::LastActivity);
                       if (makeWitnessedSample(existingSample(), file, folder + QStringLiteral("/journal")).ok())
                           window.openSource(file);
                   },
                   [&session, file] { return isOpen(session, file); }});
    all.push_back({QStringLiteral("coverage"), pressing(window, Act::Verify),
                   [&window] { return window.verification().state() == ui::Verification::State::Done; }});
    all.push_back({QStringLiteral("proved-event"), pressing(window, Act::ShowEvent), [] { return true; }});
    all.push_back({QStringLiteral("anchor-recorded"), pressing(window, Act::FocusAnchors), [] { return true; }});
}

}  // namespace vci::app

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/evidencedesk.h"

#include "ui/dialogs/newcasedialog.h"
#include "ui/dialogs/notedialog.h"
#include "ui/dialogs/recheckdialog.h"
#include "ui/dialogs/reportdialog.h"
#include "ui/dialogs/sealdialog.h"
#include "ui/dialogs/trustdialog.h"
#include "ui/format/text.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/topbar.h"
#include "ui/mainwindow/workspace.h"
#include "ui/pages/anchorspanel.h"
#include "ui/pages/casepanel.h"
#include "ui/pages/custodypanel.h"
#include "ui/state/casework.h"
#include "ui/state/operatormode.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QToolTip>

#include <utility>

namespace vci::ui {

namespace {

constexpr QSize kFileDialogSize(860, 520);
constexpr int kToldMs = 4000;

QString aggregateName(const replay::Timeline& timeline)
{
    return format::plain(timeline.aggregateType()) + QLatin1Char(' ') + format::shortId(timeline.aggregateId().uuid());
}

ReportStanding reportStanding(const Session& session)
{
    const Tenant& tenant = *session.tenant();
    ReportStanding standing{tenant.id};
    standing.tenantName = tenant.name.empty() ? format::shortId(tenant.id.uuid()) : format::plain(tenant.name);
    if (const auto& timeline = session.timeline()) {
        standing.aggregate = timeline->aggregateId();
        standing.aggregateName = aggregateName(*timeline);
        if (const auto position = session.position(); position > 0) {
            const auto event = timeline->eventAt(position - 1);
            standing.event = event.id;
            if (event.at.isInEnvelopeRange()) standing.playhead = event.at;
        }
    }
    return standing;
}

NoteStanding noteStanding(const Session& session)
{
    NoteStanding standing;
    const auto& timeline = session.timeline();
    if (!timeline) return standing;
    standing.aggregate = timeline->aggregateId();
    standing.aggregateName = EvidenceDesk::tr("the aggregate %1").arg(aggregateName(*timeline));
    if (const auto position = session.position(); position > 0) {
        const auto event = timeline->eventAt(position - 1);
        standing.event = event.id;
        standing.eventName = EvidenceDesk::tr("the event #%1 %2").arg(event.sequence.value()).arg(format::plain(event.eventType));
    }
    return standing;
}

}  // namespace

EvidenceDesk::EvidenceDesk(MainWindow& window, Session& session, CaseWork& work, ReportServices reports)
    : m_window(window)
    , m_session(session)
    , m_work(work)
    , m_reports(std::move(reports))
{
    connectActions();
    connect(&m_session, &Session::sourceStateChanged, this, &EvidenceDesk::updateActions);
    connect(&m_session, &Session::positionChanged, this, &EvidenceDesk::updateActions);
    connect(&m_work, &CaseWork::changed, this, &EvidenceDesk::updateActions);
    connect(&m_window, &MainWindow::workspaceMade, this, &EvidenceDesk::addPages);
    if (m_window.workspace()) addPages();
    connect(&m_work, &CaseWork::failed, this, &EvidenceDesk::tellFailure);
    keepCustody();
    updateActions();
}

void EvidenceDesk::connectActions()
{
    const auto bind = [this](Act act, auto call) { connect(m_window.actions()[act], &QAction::triggered, this, call); };
    bind(Act::Report, &EvidenceDesk::showReport);
    bind(Act::Recheck, &EvidenceDesk::recheck);
    bind(Act::NewCase, &EvidenceDesk::newCase);
    bind(Act::AddNote, [this] { addNote(casefile::CaseNote::Kind::Note); });
    bind(Act::Bookmark, &EvidenceDesk::bookmark);
    bind(Act::SealCase, &EvidenceDesk::seal);
    bind(Act::TrustSettings, &EvidenceDesk::showTrust);
    const auto focus = [this, bind](Act act, auto member) {
        bind(act, [this, member] {
            auto* const page = this->*member;
            if (!page) return;
            m_window.workspace()->showInDrawer(page);
            page->page().takeFocus();
        });
    };
    focus(Act::FocusCase, &EvidenceDesk::m_case);
    focus(Act::FocusCustody, &EvidenceDesk::m_custody);
    focus(Act::FocusAnchors, &EvidenceDesk::m_anchors);
}

void EvidenceDesk::addPages()
{
    Workspace& workspace = *m_window.workspace();
    const Actions& actions = m_window.actions();
    const CasePanel::Doors doors{actions[Act::NewCase], actions[Act::AddNote], actions[Act::Bookmark], actions[Act::SealCase]};
    m_case =
        new LatePage<CasePanel>([this, doors](QWidget* page) { return new CasePanel(m_session, m_work, doors, page); }, nullptr);
    m_custody = new LatePage<CustodyPanel>([this](QWidget* page) { return new CustodyPanel(m_session, m_work, page); }, nullptr);
    m_anchors = new LatePage<AnchorsPanel>(
        [this, trust = actions[Act::TrustSettings]](QWidget* page) {
            return new AnchorsPanel(m_session, m_window.verification(), trust, page);
        },
        nullptr);
    workspace.addToDrawer(m_anchors, tr("Anchors"));
    workspace.addToDrawer(m_case, tr("Case"));
    workspace.addToDrawer(m_custody, tr("Custody"));
}

CasePanel& EvidenceDesk::casePanel() const
{
    return m_case->page();
}

CustodyPanel& EvidenceDesk::custodyPanel() const
{
    return m_custody->page();
}

AnchorsPanel& EvidenceDesk::anchorsPanel() const
{
    return m_anchors->page();
}

void EvidenceDesk::tellFailure(const Error& error)
{
    // Dialogs tell of what they began themselves.
    if (m_window.findChild<SealDialog*>() || m_window.findChild<NewCaseDialog*>()) return;
    auto* box =
        new QMessageBox(QMessageBox::Warning, tr("Not written to the case"), format::error(error), QMessageBox::Close, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void EvidenceDesk::keepCustody()
{
    connect(&m_window.topBar(), &TopBar::findEntered, this, [this](const QString& text) {
        if (!text.isEmpty()) m_work.record(QStringLiteral("filtered"), text);
    });
    // Written by the thread that did it.
    connect(
        &m_window.operatorMode().log(), &ActivityLog::appended, this,
        [this](const Activity& activity) {
            const auto& info = m_session.info();
            const bool isOfThisCase = info && QString::fromStdString(info->uri) == activity.source;
            if (isOfThisCase && !activity.inCustody.isEmpty()) m_work.record(activity.inCustody, activity.act);
        },
        Qt::QueuedConnection);
}

bool EvidenceDesk::hasTenant() const
{
    return m_session.sourceState() == Session::SourceState::Open && m_session.tenant().has_value();
}

void EvidenceDesk::updateActions()
{
    const Actions& actions = m_window.actions();
    const auto& timeline = m_session.timeline();
    for (const Act act : {Act::Report, Act::Recheck, Act::NewCase}) actions[act]->setEnabled(hasTenant());
    for (const Act act : {Act::AddNote, Act::SealCase}) actions[act]->setEnabled(m_work.canWrite());
    for (const Act act : {Act::AddNote, Act::SealCase, Act::Bookmark}) actions[act]->setToolTip(m_work.whyNotWritable());
    actions[Act::Bookmark]->setEnabled(m_work.canWrite() && timeline && m_session.position() > 0);
    m_window.topBar().setSourceNote(m_work.isSealed() ? tr(" · sealed") : QString());
}

void EvidenceDesk::showReport()
{
    if (!hasTenant()) return;
    auto* dialog = new ReportDialog(m_session, m_reports, reportStanding(m_session),
                                    m_work.recorder(QStringLiteral("revealed"), tr("personal data, in a report")), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReportDialog::saved, this, [this](const QString& file) { m_work.record(QStringLiteral("reported"), file); });
    dialog->open();
}

void EvidenceDesk::recheck()
{
    auto* dialog =
        new QFileDialog(&m_window, tr("Recheck a report"), {}, tr("Reports (*.pdf *.html *.xlsx *.csv *.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->resize(kFileDialogSize);  // its own size cuts off dates
    connect(dialog, &QFileDialog::fileSelected, this, &EvidenceDesk::recheckFile);
    dialog->open();
}

void EvidenceDesk::recheckFile(const QString& file)
{
    if (!hasTenant()) return;
    auto* dialog = new RecheckDialog(m_session, m_reports, file, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void EvidenceDesk::newCase()
{
    if (!hasTenant()) return;
    auto* dialog = new NewCaseDialog(m_session, m_work, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &NewCaseDialog::openRequested, &m_window, [this](const QString& file) { m_window.openSource(file); },
        Qt::QueuedConnection);
    dialog->open();
}

void EvidenceDesk::addNote(casefile::CaseNote::Kind kind)
{
    if (!m_work.canWrite()) return;
    auto* dialog = new NoteDialog(noteStanding(m_session), kind, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NoteDialog::confirmed, &m_work, &CaseWork::addNote);
    dialog->open();
}

void EvidenceDesk::bookmark()
{
    const NoteStanding standing = noteStanding(m_session);
    if (!standing.event) return;
    casefile::NewNote note;
    note.kind = casefile::CaseNote::Kind::Bookmark;
    note.eventId = standing.event;
    note.aggregateId = standing.aggregate;
    m_work.addNote(note);
    const QWidget& events = m_window.topBar();
    QToolTip::showText(events.mapToGlobal(QPoint(events.width() / 2, events.height())),
                       tr("Bookmarked: %1").arg(standing.eventName), &m_window, {}, kToldMs);
}

void EvidenceDesk::seal()
{
    if (!m_work.canWrite()) return;
    auto* dialog = new SealDialog(m_work, format::plain(m_session.info()->label), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void EvidenceDesk::showTrust()
{
    if (!m_window.verification().services().trust) return;
    auto* dialog = new TrustDialog(m_window.verification().services(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}  // namespace vci::ui

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/mainwindow.h"

#include "ui/dialogs/commandpalette.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/gotodialog.h"
#include "ui/dialogs/keyoverview.h"
#include "ui/dialogs/operatordialog.h"
#include "ui/dialogs/schemadialog.h"
#include "ui/mainwindow/operatorstrip.h"
#include "ui/mainwindow/statusbar.h"
#include "ui/mainwindow/topbar.h"
#include "ui/mainwindow/workspace.h"
#include "ui/pages/activitypanel.h"
#include "ui/pages/aggregatespanel.h"
#include "ui/pages/chainpanel.h"
#include "ui/pages/eventspanel.h"
#include "ui/pages/readmodelspanel.h"
#include "ui/pages/snapshotspanel.h"
#include "ui/pages/statepanel.h"
#include "ui/pages/timelinepanel.h"
#include "ui/pages/welcomepage.h"
#include "ui/state/operatormode.h"
#include "ui/state/recentsources.h"
#include "ui/state/samplesource.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/windowedtable.h"

#include <QActionGroup>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace vci::ui {

namespace {
constexpr QSize kFileDialogSize(860, 520);
/// Most sources open sooner: a page that says so would flash.
constexpr std::chrono::milliseconds kOpeningShown{150};
}  // namespace

MainWindow::MainWindow(Session& session, OperatorMode& mode, Verification& verification, RecentSources& recent,
                       SampleSource& sample, OpenSource open, QWidget* parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_mode(mode)
    , m_verification(verification)
    , m_recent(recent)
    , m_sample(sample)
    , m_open(std::move(open))
    , m_actions(this)
{
    setAcceptDrops(true);
    const QSize wished(1440, 900);
    resize(screen() ? wished.boundedTo(screen()->availableSize()) : wished);
    build();
    qApp->installEventFilter(&m_keyGuard);
    connectSourceActions();
    connectTimelineActions();
    connectViewActions();
    connectPaneActions();
    connect(&m_session, &Session::sourceStateChanged, this, &MainWindow::onSourceState);
    connect(&m_session, &Session::timelineChanged, this, &MainWindow::updateActions);
    connect(&m_session.focusBus(), &FocusBus::historyChanged, this, &MainWindow::updateActions);
    connect(&m_mode, &OperatorMode::statusChanged, this, &MainWindow::updateActions);
    connect(&m_mode, &OperatorMode::changed, this, &MainWindow::updateActions);
    connect(&m_mode, &OperatorMode::refused, this, [this](const Error& error) {
        m_noticeText->setText(tr("Operator mode stays off: %1").arg(format::error(error)));
        m_notice->show();
    });
    connect(&m_sample, &SampleSource::ready, this, [this](const QString& path) { openSource(path); });
    onSourceState();
    Theme::instance().dress(*this);
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_top = new TopBar(m_session, m_mode, m_verification, m_actions, centre);

    m_notice = new QWidget(centre);
    m_notice->setAttribute(Qt::WA_StyledBackground);
    m_notice->setProperty("look", QStringLiteral("notice"));
    auto* noticeRow = new QHBoxLayout(m_notice);
    noticeRow->setContentsMargins(12, 4, 12, 4);
    m_noticeText = new QLabel(m_notice);
    m_noticeText->setTextFormat(Qt::PlainText);
    m_noticeText->setWordWrap(true);
    auto* dismiss = new QPushButton(tr("Dismiss"), m_notice);
    dismiss->setProperty("look", QStringLiteral("smalllink"));
    noticeRow->addWidget(m_noticeText, 1);
    noticeRow->addWidget(dismiss);
    connect(dismiss, &QPushButton::clicked, m_notice, &QWidget::hide);

    m_pages = new QStackedWidget(centre);
    m_pages->setProperty("look", QStringLiteral("panel"));
    m_status = new StatusBar(m_session, centre);
    layout->addWidget(m_top);
    layout->addWidget(new Hairline(Qt::Horizontal, centre));
    layout->addWidget(new OperatorStrip(m_mode, centre));
    layout->addWidget(m_notice);
    layout->addWidget(m_pages, 1);
    layout->addWidget(new Hairline(Qt::Horizontal, centre));
    layout->addWidget(m_status);
    setCentralWidget(centre);

    m_openingShown.setSingleShot(true);
    m_openingShown.setInterval(kOpeningShown);
    connect(&m_openingShown, &QTimer::timeout, this, &MainWindow::showWelcome);
}

void MainWindow::showWelcome()
{
    m_openingShown.stop();
    if (m_welcome) return m_pages->setCurrentWidget(m_welcome);
    m_welcome = new WelcomePage(m_session, m_recent, m_sample, m_pages);
    m_pages->addWidget(m_welcome);
    m_pages->setCurrentWidget(m_welcome);
    connect(m_welcome, &WelcomePage::sampleRequested, this, &MainWindow::openSample);
    connect(m_welcome, &WelcomePage::fileRequested, this, &MainWindow::askForFile);
    connect(m_welcome, &WelcomePage::databaseRequested, this, &MainWindow::askForDatabase);
    connect(m_welcome, &WelcomePage::sourceRequested, this, [this](const QString& uri) { openSource(uri); });
}

void MainWindow::showPage()
{
    using State = Session::SourceState;
    const State state = m_session.sourceState();
    if (state == State::Open)
        m_openingShown.stop();
    else if (state == State::Opening && m_pages->count() == 0)
        m_openingShown.start();
    else if (state != State::Opening && isVisible())
        showWelcome();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    showPage();  // until now it could still start with a source
}

void MainWindow::makeWorkspace()
{
    if (m_workspace) return;
    m_workspace = new Workspace(m_session, m_mode, m_verification);
    AggregatesPanel& aggregates = m_workspace->aggregates();
    connect(m_top, &TopBar::findEdited, &aggregates, &AggregatesPanel::find);
    connect(m_top, &TopBar::findEntered, &aggregates, &AggregatesPanel::findAndOpen);
    connect(m_top, &TopBar::leftFind, &aggregates, &AggregatesPanel::focusList);
    connect(&aggregates, &AggregatesPanel::findCleared, m_top, &TopBar::clearFind);
    connect(&aggregates, &AggregatesPanel::verifyRequested, m_actions[Act::Verify], &QAction::trigger);
    connect(&aggregates, &AggregatesPanel::foundAndOpened, m_top, &TopBar::leaveFind);
    Q_EMIT workspaceMade();
    m_pages->addWidget(m_workspace);  // last: each widget that the window gets is dressed, and so is all that it holds
}

void MainWindow::connectSourceActions()
{
    connect(m_actions[Act::OpenSample], &QAction::triggered, this, &MainWindow::openSample);
    connect(m_actions[Act::OpenFile], &QAction::triggered, this, &MainWindow::askForFile);
    connect(m_actions[Act::Connect], &QAction::triggered, this, &MainWindow::askForDatabase);
    connect(m_actions[Act::CloseSource], &QAction::triggered, &m_session, &Session::close);
    connect(m_actions[Act::OperatorMode], &QAction::triggered, this, &MainWindow::toggleOperatorMode);
    connect(m_actions[Act::SchemaFindings], &QAction::triggered, this, &MainWindow::showSchemaFindings);
    connect(m_actions[Act::Quit], &QAction::triggered, this, &QWidget::close);
    connect(m_actions[Act::Palette], &QAction::triggered, this, &MainWindow::showPalette);
    connect(m_actions[Act::Keys], &QAction::triggered, this, &MainWindow::showKeys);
    connect(m_actions[Act::Find], &QAction::triggered, m_top, &TopBar::focusFind);
    connect(m_actions[Act::GoTo], &QAction::triggered, this, &MainWindow::askForTarget);
    FocusBus& bus = m_session.focusBus();
    connect(m_actions[Act::Back], &QAction::triggered, &bus, &FocusBus::goBack);
    connect(m_actions[Act::Forward], &QAction::triggered, &bus, &FocusBus::goForward);
}

void MainWindow::connectTimelineActions()
{
    // All need a timeline, which only a workspace shows.
    const auto bind = [this](Act act, auto call) {
        connect(m_actions[act], &QAction::triggered, this, [this, call] { call(m_workspace->timeline()); });
    };
    bind(Act::PreviousEvent, [](TimelinePanel& timeline) { timeline.stepBy(-1); });
    bind(Act::NextEvent, [](TimelinePanel& timeline) { timeline.stepBy(1); });
    bind(Act::FirstEvent, [](TimelinePanel& timeline) { timeline.toStart(); });
    bind(Act::LastEvent, [](TimelinePanel& timeline) { timeline.toEnd(); });
    bind(Act::PreviousSameType, [](TimelinePanel& timeline) { timeline.stepSameType(-1); });
    bind(Act::NextSameType, [](TimelinePanel& timeline) { timeline.stepSameType(1); });
    bind(Act::Play, [](TimelinePanel& timeline) { timeline.togglePlay(); });
    bind(Act::Fit, [](TimelinePanel& timeline) { timeline.fit(); });
    bind(Act::ZoomIn, [](TimelinePanel& timeline) { timeline.zoomIn(); });
    bind(Act::ZoomOut, [](TimelinePanel& timeline) { timeline.zoomOut(); });
    bind(Act::PinA, [](TimelinePanel& timeline) { timeline.setPinHere(FocusBus::Pin::A); });
    bind(Act::PinB, [](TimelinePanel& timeline) { timeline.setPinHere(FocusBus::Pin::B); });
    bind(Act::ClearPins, [](TimelinePanel& timeline) { timeline.clearPins(); });
}

void MainWindow::connectPaneActions()
{
    const auto bind = [this](Act act, auto call) {
        connect(m_actions[act], &QAction::triggered, this, [this, call] {
            if (m_workspace) call(*m_workspace);
        });
    };
    bind(Act::Cause, [](Workspace& workspace) { workspace.events().goToCause(); });
    bind(Act::Blame, [](Workspace& workspace) { workspace.state().focusBlame(); });
    bind(Act::DiffPins, [](Workspace& workspace) { workspace.state().showPinDiff(); });
    bind(Act::ShowState, [](Workspace& workspace) { workspace.state().showTab(StatePanel::Tab::State); });
    bind(Act::ShowDiff, [](Workspace& workspace) { workspace.state().showTab(StatePanel::Tab::Diff); });
    bind(Act::ShowEvent, [](Workspace& workspace) { workspace.state().showTab(StatePanel::Tab::Event); });
    bind(Act::FocusList, [](Workspace& workspace) { workspace.aggregates().focusList(); });
    bind(Act::FocusEvents, [](Workspace& workspace) { workspace.events().table()->view()->setFocus(Qt::ShortcutFocusReason); });
    bind(Act::FocusState, [](Workspace& workspace) { workspace.state().takeFocus(); });
    bind(Act::FocusChain, [](Workspace& workspace) { workspace.showChain(); });
    bind(Act::FocusSnapshots, [](Workspace& workspace) { workspace.showSnapshots(); });
    bind(Act::FocusReadModels, [](Workspace& workspace) { workspace.showReadModels(); });
    bind(Act::FocusActivity, [](Workspace& workspace) { workspace.showActivity(); });
    bind(Act::FocusIntegrity, [](Workspace& workspace) { workspace.showIntegrity(); });
    bind(Act::Verify, [this](Workspace& workspace) {
        workspace.showIntegrity();
        m_verification.start();
    });
}

void MainWindow::connectViewActions()
{
    auto* zones = new QActionGroup(this);
    zones->addAction(m_actions[Act::ZoneUtc]);
    zones->addAction(m_actions[Act::ZoneLocal]);
    m_actions[Act::ZoneUtc]->setChecked(true);
    connect(m_actions[Act::ZoneUtc], &QAction::triggered, this, [this] { m_session.setZone(format::Zone::Utc); });
    connect(m_actions[Act::ZoneLocal], &QAction::triggered, this, [this] { m_session.setZone(format::Zone::Local); });

    auto* colors = new QActionGroup(this);
    for (const Act act : {Act::FollowDesktop, Act::LightColors, Act::DarkColors}) colors->addAction(m_actions[act]);
    m_actions[Act::FollowDesktop]->setChecked(true);
    connect(m_actions[Act::FollowDesktop], &QAction::triggered, this, [] { Theme::instance().followDesktop(); });
    connect(m_actions[Act::LightColors], &QAction::triggered, this, [] { Theme::instance().setScheme(ColorScheme::Light); });
    connect(m_actions[Act::DarkColors], &QAction::triggered, this, [] { Theme::instance().setScheme(ColorScheme::Dark); });
}

void MainWindow::openSource(const QString& pathOrUri, std::optional<TenantId> tenant)
{
    m_session.open(pathOrUri, tenant);
}

void MainWindow::openSample()
{
    m_session.close();
    m_sample.request();
}

void MainWindow::onSourceState()
{
    using State = Session::SourceState;
    const State state = m_session.sourceState();
    if (state == State::Open) {
        makeWorkspace();
        m_pages->setCurrentWidget(m_workspace);
        m_recent.add({QString::fromStdString(m_session.info()->uri), QString::fromStdString(m_session.info()->label)});
        m_workspace->aggregates().focusList();
    }
    showPage();
    const bool named = state == State::Open && m_session.info();
    setWindowTitle(named ? tr("%1 — VoiceCore Inspector").arg(format::plain(m_session.info()->label))
                         : tr("VoiceCore Inspector"));
    showNotices();
    updateActions();
}

void MainWindow::updateActions()
{
    m_actions.update(m_session.sourceState() == Session::SourceState::Open, m_session.timeline() != nullptr);
    m_actions[Act::Verify]->setEnabled(m_verification.isAvailable());
    m_actions[Act::OperatorMode]->setEnabled(m_mode.isOn() || m_mode.isAvailable());
    m_actions[Act::SchemaFindings]->setEnabled(m_mode.status() && !schemaChip(*m_mode.status()).isEmpty());
    m_actions[Act::Back]->setEnabled(m_session.focusBus().canGoBack());
    m_actions[Act::Forward]->setEnabled(m_session.focusBus().canGoForward());
}

void MainWindow::showNotices()
{
    QStringList sentences;
    if (m_session.sourceState() == Session::SourceState::Open)
        for (const std::string& notice : m_session.info()->notices) sentences << format::plain(notice);
    m_noticeText->setText(sentences.join(QLatin1Char(' ')));
    m_notice->setVisible(!sentences.isEmpty());
}

void MainWindow::toggleOperatorMode()
{
    if (m_mode.isOn()) return m_mode.end();
    if (!m_mode.isAvailable()) return;
    const store::SourceInfo& info = *m_session.info();
    const auto minutes = static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(OperatorMode::kLength).count());
    auto* dialog = new OperatorDialog(format::plain(info.label), format::plain(info.login), minutes, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &OperatorDialog::confirmed, &m_mode, &OperatorMode::begin);
    dialog->open();
}

void MainWindow::showSchemaFindings()
{
    if (!m_mode.status()) return;
    auto* dialog = new SchemaDialog(*m_mode.status(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Open a case file"), {}, tr("Case files (*.vcase);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->resize(kFileDialogSize);  // its own size cuts off dates
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { openSource(path); });
    dialog->open();
}

void MainWindow::askForDatabase()
{
    auto* dialog = new ConnectDialog(m_open, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectDialog::chosen, this, &MainWindow::openSource);
    dialog->open();
}

void MainWindow::askForTarget()
{
    if (!m_session.timeline()) return;
    auto* dialog = new GoToDialog(m_session.timeline(), m_session.position(), m_session.zone(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &GoToDialog::chosen, this,
            [this](replay::Position position) { m_session.focusBus().moveTo(position, FocusBus::Step::Jump); });
    dialog->open();
}

void MainWindow::showPalette()
{
    auto* dialog = new CommandPalette(m_actions.all(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showKeys()
{
    auto* dialog = new KeyOverview(m_actions.all(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() != 1) return;
    event->acceptProposedAction();
    openSource(urls.first().toLocalFile());
}

}  // namespace vci::ui

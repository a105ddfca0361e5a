// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/tourscenes.h"

#include "app/inspector/evidencescenes.h"
#include "app/inspector/operatedsample.h"
#include "app/inspector/sample.h"
#include "app/source/opensource.h"
#include "core/base/clock.h"
#include "core/store/query.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/topbar.h"
#include "ui/mainwindow/workspace.h"
#include "ui/models/aggregatesmodel.h"
#include "ui/models/chainmodel.h"
#include "ui/models/readmodelsmodel.h"
#include "ui/models/snapshotsmodel.h"
#include "ui/pages/aggregatesfeed.h"
#include "ui/pages/aggregatespanel.h"
#include "ui/pages/chainpanel.h"
#include "ui/pages/readmodelspanel.h"
#include "ui/pages/snapshotspanel.h"
#include "ui/pages/statepanel.h"
#include "ui/pages/timelinepanel.h"
#include "ui/state/operatormode.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"

#include <QAction>
#include <QFile>

#include <utility>

namespace vci::app {

namespace {

using ui::Act;
using ui::AggregatesFeed;
using ui::FocusBus;
using ui::Session;

/// The window's parts under short names, and the scenes that use them.
class Director {
public:
    Director(Session& session, ui::MainWindow& window, QString folder)
        : m_session(session)
        , m_window(window)
        , m_folder(std::move(folder))
    {
    }

    [[nodiscard]] std::vector<Scene> scenes() const
    {
        std::vector<Scene> all;
        addWelcome(all);
        addReplay(all);
        addChain(all);
        addIntegrity(all);
        addReportScenes(all, m_window);
        addFinding(all);
        addDialogs(all);
        addOperator(all);
        addCaseScenes(all, m_session, m_window, m_folder);
        addWitnessScenes(all, m_session, m_window, m_folder);
        addEmpty(all);
        return all;
    }

private:
    [[nodiscard]] ui::Workspace& workspace() const { return *m_window.workspace(); }
    [[nodiscard]] FocusBus& bus() const { return m_session.focusBus(); }
    void trigger(Act act) const { m_window.actions()[act]->trigger(); }
    [[nodiscard]] std::function<void()> pressing(Act act) const
    {
        return [*this, act] { trigger(act); };
    }
    [[nodiscard]] std::size_t size() const { return m_session.timeline() ? m_session.timeline()->size() : 0; }
    [[nodiscard]] AggregatesFeed::State listState() const { return workspace().aggregates().feed().state(); }

    void list(const QString& type, store::AggregateSort sort) const
    {
        AggregatesFeed& feed = workspace().aggregates().feed();
        feed.setChosenTypes({type});
        feed.setSort(sort);
    }

    void openFirst() const
    {
        if (const auto first = workspace().aggregates().model().itemAt(0)) bus().openAggregate(first->id);
    }

    [[nodiscard]] bool showsTimelineOf(const char* type) const
    {
        return m_session.timelineState() == Session::TimelineState::Loaded && m_session.timeline()->aggregateType() == type;
    }

    void addWelcome(std::vector<Scene>& all) const
    {
        all.push_back({QStringLiteral("welcome"), [] {}, [] { return true; }});
        all.push_back({QStringLiteral("refused"),
                       [*this] {
                           const QString path = m_folder + QStringLiteral("/Contract.vcase");
                           QFile file(path);
                           if (file.open(QIODevice::WriteOnly)) file.write("%PDF-1.7 is no case file\n");
                           file.close();
                           m_window.openSource(path);
                       },
                       [*this] { return m_session.sourceState() == Session::SourceState::Failed; }});
        all.push_back({QStringLiteral("connect"), pressing(Act::Connect), [] { return true; }});
        all.push_back({QStringLiteral("sample"), [*this] { m_window.openSample(); },
                       [*this] { return m_window.workspace() && listState() == AggregatesFeed::State::Listed && size() > 0; }});
    }

    void addReplay(std::vector<Scene>& all) const
    {
        all.push_back({QStringLiteral("calls-by-events"),
                       [*this] { list(QStringLiteral("Call"), store::AggregateSort::EventCount); },
                       [*this] { return listState() == AggregatesFeed::State::Listed; }});
        all.push_back({QStringLiteral("call"), [*this] { openFirst(); }, [*this] { return showsTimelineOf("Call"); }});
        all.push_back(
            {QStringLiteral("halfway"), [*this] { bus().moveTo(size() / 2, FocusBus::Step::Jump); }, [] { return true; }});
        all.push_back({QStringLiteral("blame"),
                       [*this] {
                           bus().chooseField(QStringLiteral("/status"));
                           trigger(Act::Blame);
                       },
                       [] { return true; }});
        all.push_back({QStringLiteral("diff"),
                       [*this] {
                           bus().setPin(FocusBus::Pin::A, size() / 4);
                           bus().setPin(FocusBus::Pin::B, size());
                           trigger(Act::DiffPins);
                       },
                       [] { return true; }});
        all.push_back({QStringLiteral("raw-event"), pressing(Act::ShowEvent), [] { return true; }});
        all.push_back({QStringLiteral("zoomed"),
                       [*this] {
                           trigger(Act::ShowState);
                           trigger(Act::ZoomIn);
                           trigger(Act::ZoomIn);
                       },
                       [] { return true; }});
    }

    void addChain(std::vector<Scene>& all) const
    {
        const auto chainIsShown = [*this] { return !workspace().chain().model().rows().empty(); };
        all.push_back({QStringLiteral("causes"),
                       [*this] {
                           trigger(Act::ClearPins);
                           trigger(Act::Fit);
                           trigger(Act::FocusChain);
                           workspace().chain().setMode(ui::ChainMode::Causes);
                       },
                       chainIsShown});
        all.push_back(
            {QStringLiteral("correlation"), [*this] { workspace().chain().setMode(ui::ChainMode::Correlation); }, chainIsShown});
    }

    void addFinding(std::vector<Scene>& all) const
    {
        const auto find = [*this](const QString& text) {
            m_window.topBar().setFindText(text);
            workspace().aggregates().find(text);
        };
        all.push_back({QStringLiteral("found"),
                       [*this, find] {
                           const auto& model = workspace().aggregates().model();
                           find(model.data(model.index(0, 0), ui::AggregatesModel::HandleRole).toString());
                       },
                       [*this] { return !workspace().aggregates().feed().isSearching(); }});
        all.push_back({QStringLiteral("nothing-matches"), [find] { find(QStringLiteral("+1 202 555 0000 99")); },
                       [*this] { return listState() == AggregatesFeed::State::NothingMatches; }});
    }

    void addDialogs(std::vector<Scene>& all) const
    {
        all.push_back({QStringLiteral("commands"),
                       [*this] {
                           m_window.topBar().clearFind();
                           trigger(Act::Palette);
                       },
                       [*this] { return listState() == AggregatesFeed::State::Listed; }});
        all.push_back({QStringLiteral("keys"), pressing(Act::Keys), [] { return true; }});
        all.push_back({QStringLiteral("go-to"), pressing(Act::GoTo), [] { return true; }});
    }

    void addIntegrity(std::vector<Scene>& all) const
    {
        all.push_back({QStringLiteral("integrity"), pressing(Act::FocusIntegrity), [] { return true; }});
        const auto isDone = [*this] { return m_window.verification().state() == ui::Verification::State::Done; };
        all.push_back({QStringLiteral("verified"), pressing(Act::Verify), isDone});
        all.push_back({QStringLiteral("verified-one"),
                       [*this] {
                           if (const auto call = bus().focus().aggregate) m_window.verification().start(*call);
                       },
                       isDone});
    }

    void addOperator(std::vector<Scene>& all) const
    {
        all.push_back({QStringLiteral("operator-asks"), pressing(Act::OperatorMode), [] { return true; }});
        all.push_back(
            {QStringLiteral("operated"),
             [*this] {
                 const QString path = m_folder + QStringLiteral("/Operated.vcase");
                 if (makeOperatedSample(existingSample(), path).ok()) m_window.openSource(path);
             },
             [*this] { return listState() == AggregatesFeed::State::Listed && m_window.operatorMode().isAvailable(); }});
        all.push_back({QStringLiteral("operator-calls"),
                       [*this] {
                           m_window.operatorMode().begin(QStringLiteral("incident 4711, CallSummary behind"));
                           list(QStringLiteral("Call"), store::AggregateSort::EventCount);
                       },
                       [*this] { return listState() == AggregatesFeed::State::Listed && m_window.operatorMode().isOn(); }});
        all.push_back({QStringLiteral("snapshots"),
                       [*this] {
                           openFirst();
                           trigger(Act::FocusSnapshots);
                       },
                       [*this] { return workspace().snapshots().model().rowCount() > 0; }});
        all.push_back({QStringLiteral("snapshots-audited"), [*this] { workspace().snapshots().audit(); }, [] { return true; }});
        all.push_back({QStringLiteral("read-models"), pressing(Act::FocusReadModels),
                       [*this] { return workspace().readModels().model().rowCount() > 0; }});
        all.push_back(
            {QStringLiteral("model-rows"), [*this] { workspace().readModels().openModel("CallSummary"); }, [] { return true; }});
        all.push_back({QStringLiteral("model-row"),
                       [*this] {
                           if (const auto call = bus().focus().aggregate)
                               workspace().readModels().openRow("CallSummary", call->toString());
                       },
                       [] { return true; }});
        all.push_back(
            {QStringLiteral("drift"), [*this] { workspace().readModels().compare("CallSummary"); }, [] { return true; }});
        all.push_back({QStringLiteral("activity"), pressing(Act::FocusActivity), [] { return true; }});
    }

    void addEmpty(std::vector<Scene>& all) const
    {
        all.push_back({QStringLiteral("no-events"),
                       [*this] {
                           const QString path = m_folder + QStringLiteral("/Empty.vcase");
                           RandomIdSource ids;
                           SystemClock clock;
                           if (createCase(path.toStdString(), ids, clock).ok()) m_window.openSource(path);
                       },
                       [*this] { return listState() == AggregatesFeed::State::NoEvents; }});
    }

    Session& m_session;
    ui::MainWindow& m_window;
    QString m_folder;
};

}  // namespace

std::vector<Scene> tourScenes(ui::Session& session, ui::MainWindow& window, const QString& folder)
{
    return Director(session, window, folder).scenes();
}

}  // namespace vci::app

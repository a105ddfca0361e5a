// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/snapshotspanel.h"

#include "core/replay/snapshotmaker.h"
#include "ui/format/text.h"
#include "ui/models/snapshotsmodel.h"
#include "ui/state/aggregatesnapshots.h"
#include "ui/state/operatormode.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/quiettable.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

using Kind = EmptyState::Kind;
using Maker = SnapshotsModel::Maker;

bool changedSomething(const replay::SnapshotOutcome& outcome)
{
    return outcome.kind == replay::SnapshotOutcome::Kind::Made || outcome.setAside > 0;
}

QString madeWords(const replay::SnapshotOutcome& outcome)
{
    switch (outcome.kind) {
    case replay::SnapshotOutcome::Kind::Made:
        return SnapshotsPanel::tr("A snapshot after #%1 was made.").arg(outcome.lastSequence->value());
    case replay::SnapshotOutcome::Kind::Present:
        return SnapshotsPanel::tr("There is one after the last event already.");
    case replay::SnapshotOutcome::Kind::Unsound:
        return SnapshotsPanel::tr("None was made: %1").arg(format::plain(outcome.why));
    case replay::SnapshotOutcome::Kind::None:
        return SnapshotsPanel::tr("None was made.");
    }
    return {};
}

QString wordsOf(const replay::SnapshotOutcome& outcome)
{
    const QString made = madeWords(outcome);
    if (outcome.setAside == 0) return made;
    return outcome.setAside == 1
               ? SnapshotsPanel::tr("%1 One that was wrong was set aside.").arg(made)
               : SnapshotsPanel::tr("%1 %2 that were wrong were set aside.").arg(made, format::count(outcome.setAside));
}

}  // namespace

SnapshotsPanel::SnapshotsPanel(Session& session, OperatorMode& mode, AggregateSnapshots& snapshots, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_mode(mode)
    , m_snapshots(snapshots)
    , m_model(new SnapshotsModel(this))
    , m_view(new QuietTable(m_model, {{70, 140}, {QuietTable::kWhole, 220}, {80, 150}, {120, 2000}}, SnapshotsModel::AuditColumn,
                            SnapshotsModel::ToneRole, this))
    , m_empty(new EmptyState(this))
    , m_title(new QLabel(this))
    , m_audit(new QPushButton(this))
    , m_create(new QPushButton(tr("Create snapshot"), this))
{
    build();
    connect(&m_snapshots, &AggregateSnapshots::changed, this, [this] {
        ++m_shown;
        m_auditing = 0;
        if (m_snapshots.state() == AggregateSnapshots::State::None) m_outcome.clear();
        refresh();
    });
    connect(&m_mode, &OperatorMode::changed, this, &SnapshotsPanel::refreshButtons);
    connect(&m_mode, &OperatorMode::statusChanged, this, &SnapshotsPanel::refreshButtons);
    connect(&m_session, &Session::zoneChanged, m_model, &SnapshotsModel::setZone);
    connect(&m_session, &Session::sourceStateChanged, this, [this] { m_creating = false; });
    connect(&m_session, &Session::taskProgressed, this, [this](const TaskState& state) {
        if (m_auditing == 0 || state.request != m_auditing) return;
        m_outcome = tr("%1 looked at").arg(format::count(state.done));
        refreshTitle();
    });
    connect(m_view, &RowsView::rowActivated, this, [this](const QModelIndex& index) {
        const auto& timeline = m_session.timeline();
        if (!timeline) return;
        const auto& snapshot = m_model->snapshots()[static_cast<std::size_t>(index.row())];
        m_session.focusBus().moveTo(timeline->positionAtSequence(snapshot.lastSequence), FocusBus::Step::Jump);
    });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_snapshots.state() == AggregateSnapshots::State::Loading)
            m_snapshots.cancel();
        else
            m_snapshots.reload();
    });
    m_model->setZone(m_session.zone());
    refresh();
}

void SnapshotsPanel::build()
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 12, 4);
    head->setSpacing(8);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setProperty("look", QStringLiteral("secondary"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    head->addWidget(m_title, 1);
    for (QPushButton* button : {m_audit, m_create}) {
        button->setProperty("look", QStringLiteral("chip"));
        head->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    m_view->setAccessibleName(tr("Snapshots"));
    m_view->setMostLines(2);
    m_view->setCopyRole(SnapshotsModel::CopyRole);
    connect(m_audit, &QPushButton::clicked, this, [this] { m_auditing != 0 ? cancelAudit() : audit(); });
    connect(m_create, &QPushButton::clicked, this, &SnapshotsPanel::create);
}

void SnapshotsPanel::takeFocus()
{
    if (m_view->isVisible())
        m_view->setFocus(Qt::ShortcutFocusReason);
    else if (m_create->isEnabled())
        m_create->setFocus(Qt::ShortcutFocusReason);
    else
        m_empty->setFocus(Qt::ShortcutFocusReason);
}

void SnapshotsPanel::refresh()
{
    using State = AggregateSnapshots::State;
    m_model->setSnapshots(m_snapshots.snapshots(), m_session.catalog()->version());
    const bool any = m_snapshots.state() == State::Loaded && m_model->rowCount() > 0;
    m_view->setVisible(any);
    m_empty->setVisible(!any);
    switch (m_snapshots.state()) {
    case State::None:
        m_empty->show(Kind::NothingMatches, tr("No aggregate chosen"),
                      tr("The snapshots of the one that is chosen in the list are shown here."));
        break;
    case State::Loading:
        m_empty->show(Kind::Loading, tr("Reading snapshots…"), {}, tr("Cancel"));
        break;
    case State::Failed:
        m_empty->show(Kind::NotPermitted, tr("The snapshots cannot be shown"),
                      m_snapshots.error() ? format::error(*m_snapshots.error()) : QString(), tr("Read again"));
        break;
    case State::Loaded:
        if (!any) showNone();
        break;
    }
    refreshTitle();
    refreshButtons();
}

void SnapshotsPanel::showNone()
{
    if (m_session.info() && m_session.info()->kind == store::SourceKind::StockPostgres) {
        m_empty->show(
            Kind::NotRecorded, tr("Not recorded here"),
            tr("This database has the platform's own schema: it keeps no snapshots of ours, and the platform made none of "
               "this aggregate."));
    } else {
        m_empty->show(Kind::NoEvents, tr("No snapshots yet"),
                      tr("Replaying starts at the first event. One is made every so many events, or in operator mode."));
    }
}

void SnapshotsPanel::refreshTitle()
{
    QStringList parts;
    const auto& all = m_model->snapshots();
    if (!all.empty()) {
        const auto ours =
            std::count_if(all.begin(), all.end(), [&](const auto& s) { return m_model->makerOf(s) == Maker::Ours; });
        parts += all.size() == 1 ? tr("1 snapshot") : tr("%1 snapshots").arg(format::count(std::ssize(all)));
        if (std::cmp_less(ours, all.size())) parts += tr("%1 of them ours").arg(format::count(ours));
        if (m_snapshots.hasMore()) parts += tr("the first ones of more");
    }
    if (!m_outcome.isEmpty()) parts += m_outcome;
    m_title->setText(parts.join(QStringLiteral(" · ")));
    m_title->setToolTip(QStringLiteral("<qt>%1</qt>").arg(m_title->text().toHtmlEscaped()));
}

void SnapshotsPanel::refreshButtons()
{
    m_audit->setText(m_auditing != 0 ? tr("Cancel the audit") : tr("Audit"));
    m_audit->setEnabled(m_model->rowCount() > 0);
    m_audit->setToolTip(tr("Recomputes each from the first event and compares"));
    const bool may = m_mode.isOnFor(OperatorMode::Right::Snapshots);
    m_create->setEnabled(may && m_session.timeline() != nullptr);
    m_create->setToolTip(may ? tr("Made after the last event of this aggregate") : tr("In operator mode only"));
}

void SnapshotsPanel::audit()
{
    const auto& timeline = m_session.timeline();
    if (!timeline || m_auditing != 0 || m_model->rowCount() == 0) return;
    m_outcome = tr("auditing…");
    m_auditing = m_session.longWork().run<replay::SnapshotAudit>(
        tr("Auditing snapshots"),
        [aggregate = timeline->aggregateId(), catalog = m_session.catalog()](TaskContext& task) {
            const auto told = [&task](std::int64_t count) { task.progress(count, -1); };
            return replay::auditSnapshots(task.reader, aggregate, catalog, replay::ForeignSnapshots::Check, told, task.stop);
        },
        this,
        [this, shown = m_shown](Result<replay::SnapshotAudit> result) {
            if (shown == m_shown) acceptAudit(std::move(result));
        });
    refreshTitle();
    refreshButtons();
}

void SnapshotsPanel::acceptAudit(Result<replay::SnapshotAudit> audit)
{
    m_auditing = 0;
    if (audit.ok()) {
        const auto wrong = std::ssize(audit.value().findings);
        const auto setAside = std::ssize(audit.value().setAside);
        m_outcome = wrong == 0   ? tr("audit: none is wrong")
                    : wrong == 1 ? tr("audit: 1 is wrong")
                                 : tr("audit: %1 are wrong").arg(format::count(wrong));
        if (setAside > 0) m_outcome += tr(", %1 set aside as wrong before").arg(format::count(setAside));
        m_model->setAudit(std::move(audit).value());
    } else {
        m_outcome = audit.error().isCancelled() ? tr("the audit was cancelled") : format::error(audit.error());
    }
    refreshTitle();
    refreshButtons();
}

void SnapshotsPanel::cancelAudit()
{
    if (m_session.sourceState() == Session::SourceState::Open) m_session.longWork().cancel(m_auditing);
}

void SnapshotsPanel::create()
{
    const auto& timeline = m_session.timeline();
    if (!timeline || m_creating || !m_mode.isOnFor(OperatorMode::Right::Snapshots)) return;
    m_creating = true;
    refreshButtons();
    const AggregateId aggregate = timeline->aggregateId();
    m_mode.act<replay::SnapshotOutcome>(
        {tr("create a snapshot of %1 %2")
             .arg(format::plain(timeline->aggregateType()), QString::fromStdString(aggregate.toString())),
         wordsOf,
         [](const replay::SnapshotOutcome& outcome) {
             return changedSomething(outcome) ? QStringLiteral("snapshotted") : QString();
         }},
        [aggregate, catalog = m_session.catalog(), open = m_mode.services().openSnapshotWriter,
         source = m_session.source().toStdString()](TaskContext& task) -> Result<replay::SnapshotOutcome> {
            VCI_TRY(const auto writer, open(source));
            replay::SnapshotOutcome outcome;
            auto made = replay::SnapshotMaker(task.reader, *writer, catalog)
                            .make(aggregate, replay::EarlierSnapshots::Check, outcome, task.stop);
            if (made.ok()) return outcome;
            Error error = std::move(made).error();
            // The activity log must say it.
            if (outcome.setAside > 0) error.message += "; set aside as wrong before that: " + std::to_string(outcome.setAside);
            return error;
        },
        this,
        [this, aggregate](Result<replay::SnapshotOutcome> outcome) {
            m_creating = false;
            const bool stillShown = m_session.timeline() && m_session.timeline()->aggregateId() == aggregate;
            // One that failed may have set some aside.
            if (stillShown && (!outcome.ok() || changedSomething(outcome.value()))) m_snapshots.reload();
            m_outcome = outcome.ok() ? wordsOf(outcome.value()) : format::error(outcome.error());
            refreshTitle();
            refreshButtons();
        });
}

}  // namespace vci::ui

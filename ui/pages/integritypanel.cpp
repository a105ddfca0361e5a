// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/integritypanel.h"

#include "ui/delegates/badgecolor.h"
#include "ui/dialogs/triagedialog.h"
#include "ui/format/text.h"
#include "ui/models/badgewords.h"
#include "ui/models/findingsmodel.h"
#include "ui/models/pacewords.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/theme/look.h"
#include "ui/widgets/coveragebar.h"
#include "ui/widgets/detailstext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/quiettable.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

using Kind = EmptyState::Kind;
using State = Verification::State;

constexpr int kLowPx = 300;
constexpr int kLowNarrowPx = 380;  ///< where texts take more lines
constexpr int kNarrowPx = 640;
constexpr int kSidePx = 12;
constexpr int kMostLines = 2;

QLabel* plainLabel(QWidget* parent, const char* look)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QString::fromLatin1(look));
    return label;
}

/// What was expected above what was found, then the place, as far as there is anything to say.
QStringList comparison(const Finding& finding)
{
    QStringList lines;
    if (!finding.expected.empty()) lines += IntegrityPanel::tr("expected %1").arg(format::plain(finding.expected));
    if (!finding.found.empty()) lines += IntegrityPanel::tr("found %1").arg(format::plain(finding.found));
    QStringList place;
    if (finding.logIndex) place += IntegrityPanel::tr("log entry %1").arg(format::count(finding.logIndex->value()));
    if (finding.eventId) place += IntegrityPanel::tr("event %1").arg(QString::fromStdString(finding.eventId->toString()));
    if (!place.isEmpty()) lines += place.join(QStringLiteral(" · "));
    return lines;
}

/// How many events of how many aggregates a badge is of.
QString lookedAt(const verify::Report& report, const verify::Scope& scope)
{
    const QString events =
        report.events == 1 ? IntegrityPanel::tr("1 event") : IntegrityPanel::tr("%1 events").arg(format::count(report.events));
    if (scope.aggregate)
        return IntegrityPanel::tr("only the %1 of aggregate %2").arg(events, format::shortId(scope.aggregate->uuid()));
    return report.aggregates == 1 ? IntegrityPanel::tr("%1 in 1 aggregate").arg(events)
                                  : IntegrityPanel::tr("%1 in %2 aggregates").arg(events, format::count(report.aggregates));
}

/// Of these the log knows something that the row does not say.
bool isTriaged(const Finding& finding)
{
    using enum FindingKind;
    return finding.eventId && (finding.kind == EventAltered || finding.kind == EventMissing || finding.kind == EventUnlogged);
}

}  // namespace

IntegrityPanel::IntegrityPanel(Session& session, Verification& verification, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_verification(verification)
    , m_model(new FindingsModel(this))
    , m_badge(plainLabel(this, "strong"))
    , m_reason(plainLabel(this, "secondary"))
    , m_whole(new QPushButton(this))
    , m_one(new QPushButton(tr("Verify this aggregate"), this))
    , m_facts(plainLabel(this, "secondary"))
    , m_coverage(new CoverageBar(this))
    , m_kinds(new QPushButton(this))
    , m_chips(new QWidget(this))
    , m_view(new QuietTable(m_model, {{150, 220}, {80, 190}, {160, 4000}}, FindingsModel::MessageColumn, FindingsModel::ToneRole,
                            this))
    , m_details(new DetailsText(tr("Details of the finding"), this))
    , m_triage(new QPushButton(tr("What was it? Compare the copies…"), this))
    , m_empty(new EmptyState(this))
{
    build();
    connect(m_triage, &QPushButton::clicked, this, &IntegrityPanel::triage);
    connect(&m_verification, &Verification::changed, this, &IntegrityPanel::refresh);
    connect(&m_verification, &Verification::progressed, this, &IntegrityPanel::refreshHead);
    connect(&m_session, &Session::timelineChanged, this, &IntegrityPanel::refreshHead);
    connect(&m_session, &Session::zoneChanged, this, &IntegrityPanel::refreshHead);
    connect(m_whole, &QPushButton::clicked, this, [this] {
        if (m_verification.state() == State::Running) return m_verification.cancel();
        m_verification.start();
    });
    connect(m_one, &QPushButton::clicked, this, [this] {
        if (m_session.timeline()) m_verification.start(m_session.timeline()->aggregateId());
    });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { m_verification.state() == State::Running ? m_verification.cancel() : m_verification.start(); });
    connect(m_view, &RowsView::rowActivated, this, [this](const QModelIndex& index) { openEvent(index.row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &IntegrityPanel::explain);
    connect(m_view, &RowsView::widthChanged, this, &IntegrityPanel::explain);  // what the row shows whole is not said again
    refresh();
}

void IntegrityPanel::build()
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_reason->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_badge->setAccessibleName(tr("Integrity badge"));

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_badge, 1);
    for (QPushButton* button : {m_kinds, m_one, m_whole}) {
        button->setProperty("look", QStringLiteral("chip"));
        head->addWidget(button);
    }
    m_one->setToolTip(tr("Its events only; the log is checked as a whole all the same"));
    auto* top = new QVBoxLayout;
    top->setContentsMargins(kSidePx, 4, kSidePx, 4);
    top->setSpacing(4);
    top->addLayout(head);
    top->addWidget(m_reason);
    top->addWidget(m_coverage);
    top->addWidget(m_facts);
    auto* flow = new FlowLayout(m_chips, 6);
    flow->setContentsMargins(0, 0, 0, 0);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    m_chips->setSizePolicy(policy);
    m_chips->setAccessibleName(tr("Kinds of findings"));
    m_kinds->setMenu(new QMenu(m_kinds));
    top->addWidget(m_chips);

    m_view->setAccessibleName(tr("Findings"));
    m_view->setCopyRole(FindingsModel::CopyRole);
    m_view->setMostLines(kMostLines);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_details);
    m_triage->setProperty("look", QStringLiteral("smalllink"));
    auto* doors = new QHBoxLayout;
    doors->setContentsMargins(8, 0, 12, 4);
    doors->addWidget(m_triage);
    doors->addStretch();
    layout->addLayout(doors);
    layout->addWidget(m_empty, 1);
}

void IntegrityPanel::takeFocus()
{
    (m_view->isVisible() ? static_cast<QWidget*>(m_view) : m_whole)->setFocus(Qt::ShortcutFocusReason);
}

void IntegrityPanel::refresh()
{
    const auto& result = m_verification.result();
    m_model->setFindings(result ? result->report.findings : std::vector<Finding>());
    rebuildChips();
    refreshFindings();
    refreshHead();
}

void IntegrityPanel::refreshHead()
{
    const auto& result = m_verification.result();
    const bool running = m_verification.state() == State::Running;
    m_whole->setText(running ? tr("Cancel") : tr("Verify"));
    m_whole->setEnabled(running || m_verification.isAvailable());
    m_whole->setToolTip(running ? QString() : tr("Every event of the tenant against its log, every note against the log"));
    m_one->setVisible(!running);
    m_one->setEnabled(m_verification.isAvailable() && m_session.timeline() != nullptr);
    m_coverage->setVisible(result.has_value());
    if (result) m_coverage->setCoverage(result->report.coverage);

    QString badge = tr("Not verified yet");
    QString reason;
    QString look = QStringLiteral("strong");
    if (result) {
        const verify::Report& report = result->report;
        const verify::Scope& scope = m_verification.scope();
        badge = QStringLiteral("%1 %2").arg(badgeSign(report.badge), badgeWord(report.badge, scope));
        reason = reasonText(report, scope);
        if (report.verifiedTo) reason += tr("\u00a0· verified to %1").arg(format::dateTime(*report.verifiedTo, m_session.zone()));
        look = badgeLook(look, report.badge, scope);
    }
    if (running)
        reason = paceText(m_verification.pace());
    else if (m_verification.state() == State::Failed)
        reason = tr("The last verification did not come to its end: %1").arg(format::error(*m_verification.error()));
    else if (m_verification.state() == State::Cancelled)
        reason = tr("The last verification was cancelled");
    setLook(m_badge, look);
    m_badge->setText(badge);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_summary = summary();
    fitHeight();
}

QString IntegrityPanel::summary() const
{
    const auto& result = m_verification.result();
    if (!result) return {};
    const verify::Report& report = result->report;
    QStringList parts;
    // What a person must not miss comes first: the line may be cut.
    parts += tr("as of %1")
                 .arg(format::toTheSecond(Timestamp(m_verification.finishedAt().toMSecsSinceEpoch() * 1000), m_session.zone()));
    if (report.hasLog) {
        // Its folder is long and always the same; the trust settings name it.
        const QString file = QFileInfo(format::plain(result->trustFile)).fileName();
        parts += result->trustedKeys == 0   ? tr("no key is trusted in %1").arg(file)
                 : result->trustedKeys == 1 ? tr("1 key trusted in %1").arg(file)
                                            : tr("%1 keys trusted in %2").arg(format::count(result->trustedKeys), file);
    }
    parts += lookedAt(report, m_verification.scope());
    if (report.hasLog) {
        parts += report.checkpointSize ? tr("checkpoint of size %1 by a trusted key").arg(format::count(*report.checkpointSize))
                                       : tr("no checkpoint by a trusted key");
        if (result->pin)
            parts += *result->pin == "created" ? tr("pinned: the next run must agree with it") : tr("agrees with your pin");
        else if (report.checkpointSize && !report.selection)
            parts += tr("no pin was kept, because what is wrong concerns the log itself");
    }
    if (report.isRecovered) parts += tr("recovered: %1 events of older logs are lost").arg(format::count(report.lostEvents));
    return parts.join(QStringLiteral("\u00a0· "));  // a line may end with the dot, none begins with it
}

void IntegrityPanel::rebuildChips()
{
    for (auto* chip : m_chips->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        m_chips->layout()->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    const auto kinds = m_model->kinds();
    for (const auto& [kind, count] : kinds) {
        auto* chip = new QPushButton(QStringLiteral("%1 %2").arg(format::findingName(kind), format::count(count)), m_chips);
        chip->setProperty("look", QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setToolTip(QStringLiteral("<qt>%1</qt>").arg(format::findingText(kind).toHtmlEscaped()));
        m_chips->layout()->addWidget(chip);
        connect(chip, &QPushButton::clicked, this, [this, chip, kind = kind](bool checked) {
            for (auto* other : m_chips->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly))
                if (other != chip) other->setChecked(false);
            chooseKind(checked ? std::optional(kind) : std::nullopt);
        });
    }
    m_chips->updateGeometry();
    listKinds();
}

void IntegrityPanel::listKinds()
{
    m_kinds->menu()->clear();
    m_kinds->setText(tr("All kinds") + QStringLiteral(" ▼"));
    QAction* const all = m_kinds->menu()->addAction(tr("All kinds"), this, [this] {
        for (auto* chip : m_chips->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly)) chip->setChecked(false);
        chooseKind(std::nullopt);
    });
    all->setCheckable(true);
    all->setChecked(true);
    for (auto* chip : m_chips->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (chip->isHidden()) continue;  // of the verification before
        QAction* const action = m_kinds->menu()->addAction(chip->text(), chip, &QPushButton::click);
        action->setCheckable(true);
        action->setChecked(chip->isChecked());
        if (!chip->isChecked()) continue;
        m_kinds->setText(chip->text() + QStringLiteral(" ▼"));
        all->setChecked(false);
    }
}

void IntegrityPanel::fitHeight()
{
    // In a low drawer the list keeps its rows: the kinds go into a menu, and what is said of the run takes one line.
    const bool isLow = height() < (width() < kNarrowPx ? kLowNarrowPx : kLowPx);
    const bool any = !m_model->kinds().empty();
    m_chips->setVisible(any && !isLow);
    m_kinds->setVisible(any && isLow);
    m_facts->setText(m_summary);
    m_facts->setVisible(!m_summary.isEmpty());
    const bool isTight = isLow && (m_model->rowCount() > 0 || layout()->minimumHeightForWidth(width()) > height());
    if (isTight) m_facts->setText(m_facts->fontMetrics().elidedText(m_summary, Qt::ElideRight, width() - 2 * kSidePx));
    const bool isCut = m_facts->text() != m_summary;
    m_facts->setToolTip(isCut ? QStringLiteral("<qt>%1</qt>").arg(m_summary.toHtmlEscaped()) : QString());
    m_facts->setAccessibleDescription(isCut ? m_summary : QString());
}

void IntegrityPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void IntegrityPanel::chooseKind(std::optional<FindingKind> kind)
{
    m_model->setKind(kind);
    listKinds();
    refreshFindings();
}

void IntegrityPanel::refreshFindings()
{
    const bool any = m_model->rowCount() > 0;
    m_view->setVisible(any);
    m_empty->setVisible(!any);
    if (any) {
        m_view->setCurrentIndex(m_model->index(0, 0));
    } else if (m_verification.state() == State::Running) {
        m_empty->show(Kind::Loading, tr("Verifying…"), {}, tr("Cancel"));
    } else if (m_verification.result()) {
        showNothingFound();
    } else if (m_session.sourceState() == Session::SourceState::Open && !m_session.tenant()) {
        m_empty->show(Kind::NoEvents, tr("Nothing to verify"), tr("This source holds neither a tenant nor an event."));
    } else {
        m_empty->show(Kind::NotRecorded, tr("Not verified yet"),
                      tr("Nothing is claimed of this source. Verifying reads every event once and changes nothing."),
                      m_verification.isAvailable() ? tr("Verify") : QString());
    }
    explain();
}

void IntegrityPanel::showNothingFound()
{
    const VerifiedSource& result = *m_verification.result();
    const VerifyExtent extent = m_verification.extent();
    const QStringList open = openQuestions(result.report) + leftOut(result, extent);
    m_empty->show(
        Kind::NothingMatches,
        extent.scope.aggregate ? tr("Nothing was found in aggregate %1").arg(format::shortId(extent.scope.aggregate->uuid()))
                               : tr("Nothing was found"),
        open.isEmpty() ? tr("Every check agrees, and none was left out.")
                       : tr("Every check that was made agrees. Still open:") + QLatin1Char('\n') + open.join(QLatin1Char('\n')));
}

void IntegrityPanel::explain()
{
    const int row = m_view->currentIndex().row();
    const bool any = m_view->isVisibleTo(this) && row >= 0 && row < m_model->rowCount();
    m_triage->setVisible(any && isTriaged(m_model->at(row)) && m_verification.services().triage);
    if (!any) return m_details->tell({});
    const Finding& finding = m_model->at(row);
    QStringList lines;
    if (m_view->isCut(row)) lines += format::plain(finding.message);
    lines += format::findingText(finding.kind);
    lines += comparison(finding);
    if (const Finding* cause = m_model->causeOf(finding))
        lines += tr("Follows from: %1 — %2").arg(format::findingName(cause->kind), format::plain(cause->message));
    m_details->tell(lines.join(QLatin1Char('\n')));
}

void IntegrityPanel::triage()
{
    const int row = m_view->currentIndex().row();
    if (row < 0 || row >= m_model->rowCount() || !isTriaged(m_model->at(row))) return;
    auto* dialog = new TriageDialog(m_session, m_verification, m_model->at(row), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void IntegrityPanel::openEvent(int row)
{
    const Finding& finding = m_model->at(row);
    const auto aggregate = m_model->aggregateOf(finding);
    if (!aggregate) return;
    if (finding.eventId && finding.kind != FindingKind::EventMissing)
        m_session.focusBus().openEvent(*aggregate, *finding.eventId);
    else
        m_session.focusBus().openAggregate(*aggregate);
}

}  // namespace vci::ui

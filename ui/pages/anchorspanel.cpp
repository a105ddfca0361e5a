// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/anchorspanel.h"

#include "core/verify/timestamps.h"
#include "ui/format/text.h"
#include "ui/models/anchorsmodel.h"
#include "ui/models/pacewords.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/widgets/detailstext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/quiettable.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <iterator>

namespace vci::ui {

namespace {
using Kind = EmptyState::Kind;
using State = Verification::State;

constexpr qsizetype kTimestampsShown = 3;

QString counted(qsizetype count, const QString& one, const QString& more)
{
    return count == 1 ? one : more.arg(format::count(count));
}
}  // namespace

AnchorsPanel::AnchorsPanel(Session& session, Verification& verification, QAction* trust, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_verification(verification)
    , m_model(new AnchorsModel(this))
    , m_head(new QLabel(this))
    , m_ask(new QPushButton(tr("Ask the chain"), this))
    , m_leave(new QPushButton(tr("Check without network"), this))
    , m_view(new QuietTable(
          m_model, {{84, 140}, {QuietTable::kWhole, 140}, {QuietTable::kWhole, 300}, {QuietTable::kWhole, 160}, {120, 4000}},
          AnchorsModel::UnaskedColumn, AnchorsModel::ToneRole, this))
    , m_details(new DetailsText(tr("Details of the anchor, and time stamps"), this))
    , m_empty(new EmptyState(this))
{
    build(trust);
    connect(&m_verification, &Verification::changed, this, &AnchorsPanel::refresh);
    connect(&m_verification, &Verification::progressed, this, &AnchorsPanel::refreshHead);
    connect(&m_session, &Session::zoneChanged, m_model, &AnchorsModel::setZone);
    connect(m_ask, &QPushButton::clicked, this, [this] { m_verification.start({}, Network::Ask); });
    connect(m_leave, &QPushButton::clicked, this, [this] { m_verification.start({}, Network::Leave); });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { m_verification.state() == State::Running ? m_verification.cancel() : m_verification.start(); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &AnchorsPanel::explain);
    m_model->setZone(m_session.zone());
    refresh();
}

void AnchorsPanel::build(QAction* trust)
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_head->setTextFormat(Qt::PlainText);
    m_head->setWordWrap(true);
    m_head->setProperty("look", QStringLiteral("secondary"));
    m_view->setAccessibleName(tr("Anchors"));
    m_view->setCopyRole(AnchorsModel::CopyRole);
    m_view->setExpendable({AnchorsModel::SizeColumn});
    m_ask->setToolTip(tr("Verifies the tenant and asks the nodes of the trust file about each anchor"));
    m_leave->setToolTip(tr("Verifies the tenant by what is recorded with each anchor, and asks nobody"));
    auto* settings = new QPushButton(tr("Trust settings…"), this);
    connect(settings, &QPushButton::clicked, trust, &QAction::trigger);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 12, 4);
    head->setSpacing(8);
    head->addWidget(m_head, 1);
    for (QPushButton* button : {m_ask, m_leave, settings}) {
        button->setProperty("look", QStringLiteral("chip"));
        head->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_details);
}

void AnchorsPanel::takeFocus()
{
    (m_view->isVisible() ? static_cast<QWidget*>(m_view) : m_ask)->setFocus(Qt::ShortcutFocusReason);
}

void AnchorsPanel::refreshHead()
{
    const bool running = m_verification.state() == State::Running;
    for (QPushButton* button : {m_ask, m_leave}) button->setEnabled(m_verification.isAvailable() && !running);
    if (running) return m_head->setText(paceText(m_verification.pace()));
    QString head = counted(m_model->rowCount(), tr("1 anchor"), tr("%1 anchors"));
    const auto& result = m_verification.result();
    if (const auto stamps = result ? std::ssize(result->report.timestamps) : 0; stamps > 0)
        head += QStringLiteral(" · ") + counted(stamps, tr("1 time stamp"), tr("%1 time stamps"));
    m_head->setText(result ? head : QString());
}

void AnchorsPanel::refresh()
{
    m_model->setAnchors(m_verification.anchors(Network::Ask), m_verification.anchors(Network::Leave));
    refreshHead();
    const bool any = m_model->rowCount() > 0;
    m_view->setVisible(any);
    m_empty->setVisible(!any);
    if (any) {
        m_view->setCurrentIndex(m_model->index(0, 0));
    } else if (m_verification.state() == State::Running) {
        m_empty->show(Kind::Loading, tr("Verifying…"), {}, tr("Cancel"));
    } else if (m_verification.result()) {
        m_empty->show(Kind::NotRecorded, tr("No anchor is recorded here"),
                      tr("An anchor is a transaction that puts a checkpoint on the chain: voicecore-audit log anchor."));
    } else {
        m_empty->show(Kind::NotRecorded, tr("Not verified yet"),
                      tr("Verifying asks the chain about each anchor that is recorded."),
                      m_verification.isAvailable() ? tr("Verify") : QString());
    }
    explain();
}

QStringList AnchorsPanel::timestampLines() const
{
    QStringList lines;
    if (!m_verification.result()) return lines;
    const auto& timestamps = m_verification.result()->report.timestamps;
    for (auto one = timestamps.rbegin(); one != timestamps.rend() && lines.size() < kTimestampsShown; ++one)
        lines += tr("Time stamp: %1").arg(format::plain(verify::wordsOf(*one)));
    const auto more = std::ssize(timestamps) - lines.size();
    if (more > 0) lines += tr("and %1 older ones").arg(format::count(more));
    return lines;
}

void AnchorsPanel::explain()
{
    const int row = m_view->currentIndex().row();
    const bool any = m_view->isVisibleTo(this) && row >= 0 && row < m_model->rowCount();
    QStringList lines;
    if (any) lines += m_model->details(row);
    lines += timestampLines();
    m_details->tell(lines.join(QLatin1Char('\n')));
}

}  // namespace vci::ui

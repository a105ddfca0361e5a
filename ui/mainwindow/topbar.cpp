// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/topbar.h"

#include "ui/delegates/badgecolor.h"
#include "ui/dialogs/schemadialog.h"
#include "ui/format/text.h"
#include "ui/mainwindow/actions.h"
#include "ui/models/badgewords.h"
#include "ui/state/operatormode.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/theme/look.h"

#include <QDateTime>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTimeZone>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <chrono>
#include <utility>

namespace vci::ui {

namespace {

constexpr int kHeightPx = 43;
constexpr int kToldMs = 12'000;
constexpr int kMinTypedLength = 4;  // shorter texts are searched for on Enter only
constexpr std::chrono::milliseconds kTypingPause{350};

QToolButton* menuButton(QWidget* parent, const char* look)
{
    auto* button = new QToolButton(parent);
    button->setProperty("look", QString::fromLatin1(look));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

TopBar::TopBar(Session& session, OperatorMode& mode, Verification& verification, const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_mode(mode)
    , m_verification(verification)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("bar"));
    setFixedHeight(kHeightPx);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(12);

    auto* pill = new QFrame(this);
    pill->setProperty("look", QStringLiteral("pill"));
    auto* pillRow = new QHBoxLayout(pill);
    pillRow->setContentsMargins(4, 0, 4, 0);
    pillRow->setSpacing(0);
    m_source = menuButton(pill, "inpill");
    m_tenant = menuButton(pill, "inpillquiet");
    pillRow->addWidget(m_source);
    pillRow->addWidget(m_tenant);

    m_find = new QLineEdit(this);
    m_find->setPlaceholderText(tr("Find an id, a correlation id or a phone number"));
    m_find->setAccessibleName(tr("Find"));
    m_find->setMaxLength(500);
    m_find->installEventFilter(this);

    m_zone = menuButton(this, "pill");
    m_warning = menuButton(this, "warnpill");
    connect(m_warning, &QToolButton::clicked, actions[Act::SchemaFindings], &QAction::trigger);
    m_writing = menuButton(this, "pill");
    connect(m_writing, &QToolButton::clicked, this, [this, action = actions[Act::OperatorMode]] {
        if (action->isEnabled()) return action->trigger();
        explainReadOnly();
    });

    m_badge = menuButton(this, "badge");
    connect(m_badge, &QToolButton::clicked, this, [this, integrity = actions[Act::FocusIntegrity]] {
        integrity->trigger();
        // After the move of the keyboard and the release of the mouse, which would close it again.
        QTimer::singleShot(0, this, &TopBar::explainBadge);
    });

    row->addWidget(pill);
    row->addWidget(m_warning);
    row->addWidget(m_find, 1);
    row->addWidget(m_zone);
    row->addWidget(m_writing);
    row->addWidget(m_badge);

    buildMenus(actions);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    connect(&m_typing, &QTimer::timeout, this, [this] { Q_EMIT findEdited(m_find->text().trimmed()); });
    connect(m_find, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_typing.stop();
        if (text.trimmed().size() >= kMinTypedLength) m_typing.start();
    });
    // Not textEdited: the clear button's change is one, too.
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!text.isEmpty()) return offerClearing();
        m_typing.stop();
        Q_EMIT findEdited({});
    });
    connect(m_find, &QLineEdit::returnPressed, this, [this] {
        m_typing.stop();
        Q_EMIT findEntered(m_find->text().trimmed());
    });
    connect(&m_session, &Session::sourceStateChanged, this, &TopBar::refresh);
    connect(&m_session, &Session::zoneChanged, this, &TopBar::refresh);
    connect(&m_mode, &OperatorMode::statusChanged, this, &TopBar::refreshMode);
    connect(&m_mode, &OperatorMode::changed, this, &TopBar::refreshMode);
    connect(&m_verification, &Verification::changed, this, &TopBar::refreshBadge);
    connect(&m_verification, &Verification::progressed, this, &TopBar::refreshBadge);
    refresh();
}

void TopBar::offerClearing()
{
    // Not before there is something to clear: the first icon of a theme makes Qt read all of the theme's index.
    if (m_find->isClearButtonEnabled()) return;
    m_find->setClearButtonEnabled(true);
    for (auto* button : m_find->findChildren<QToolButton*>()) button->setAccessibleName(tr("Clear the search"));
}

void TopBar::buildMenus(const Actions& actions)
{
    auto* sourceMenu = new QMenu(m_source);
    for (const Act act : {Act::OpenFile, Act::Connect, Act::OpenSample}) sourceMenu->addAction(actions[act]);
    sourceMenu->addSeparator();
    for (const Act act : {Act::NewCase, Act::SealCase, Act::Report, Act::Recheck}) sourceMenu->addAction(actions[act]);
    sourceMenu->addSeparator();
    sourceMenu->addAction(actions[Act::CloseSource]);
    sourceMenu->addSeparator();
    for (const Act act : {Act::FollowDesktop, Act::LightColors, Act::DarkColors}) sourceMenu->addAction(actions[act]);
    sourceMenu->addSeparator();
    for (const Act act : {Act::TrustSettings, Act::Palette, Act::Keys, Act::Quit}) sourceMenu->addAction(actions[act]);
    m_source->setMenu(sourceMenu);

    m_tenantMenu = new QMenu(m_tenant);
    m_tenant->setMenu(m_tenantMenu);

    auto* zoneMenu = new QMenu(m_zone);
    zoneMenu->addAction(actions[Act::ZoneUtc]);
    zoneMenu->addAction(actions[Act::ZoneLocal]);
    m_zone->setMenu(zoneMenu);
}

void TopBar::refresh()
{
    const bool open = m_session.sourceState() == Session::SourceState::Open;
    const auto& info = m_session.info();
    const QString label = info ? format::plain(info->label) + m_sourceNote : QString();
    m_source->setText((info ? label : tr("No source")) + (open ? QString() : QStringLiteral(" ▼")));
    m_source->setAccessibleName(info ? tr("Source: %1").arg(label) : tr("Source: none"));
    m_source->setToolTip(info ? format::plain(info->uri) : QString());

    const auto& tenant = m_session.tenant();
    m_tenant->setVisible(open && tenant.has_value());
    if (tenant) {
        const QString name = tenant->name.empty() ? format::shortId(tenant->id.uuid()) : format::plain(tenant->name);
        m_tenant->setText(QStringLiteral("· %1 ▼").arg(name));
        m_tenant->setAccessibleName(tr("Tenant: %1").arg(name));
        m_tenant->setToolTip(QString::fromStdString(tenant->id.toString()));
    }
    m_tenantMenu->clear();
    for (const Tenant& each : m_session.tenants()) {
        const QString id = QString::fromStdString(each.id.toString());
        QAction* action = m_tenantMenu->addAction(each.name.empty() ? id : format::plain(each.name));
        action->setCheckable(true);
        action->setChecked(tenant && tenant->id == each.id);
        action->setToolTip(id);
        connect(action, &QAction::triggered, this, [this, each] {
            if (!m_session.tenant() || m_session.tenant()->id != each.id) m_session.chooseTenant(each.id);
        });
    }

    m_find->setEnabled(open);
    if (!open && !m_find->text().isEmpty()) m_find->clear();
    refreshMode();
    refreshBadge();
    const QByteArray localName = QTimeZone::systemTimeZoneId();
    const QString zone = m_session.zone() == format::Zone::Utc ? QStringLiteral("UTC") : QString::fromUtf8(localName);
    m_zone->setText(zone + QStringLiteral(" ▼"));
    m_zone->setAccessibleName(tr("Time zone: %1").arg(zone));
}

void TopBar::setSourceNote(const QString& note)
{
    if (std::exchange(m_sourceNote, note) != note) refresh();
}

void TopBar::refreshMode()
{
    const QString warning = m_mode.status() ? schemaChip(*m_mode.status()) : QString();
    m_warning->setVisible(!warning.isEmpty());
    m_warning->setText(warning);
    m_warning->setAccessibleName(tr("Findings on schema and login: %1").arg(warning));
    m_warning->setToolTip(tr("Click for the list."));

    m_writing->setVisible(m_session.sourceState() == Session::SourceState::Open);
    setLook(m_writing, m_mode.isOn() ? QStringLiteral("operatorpill") : QStringLiteral("pill"));
    m_writing->setText(m_mode.isOn() ? tr("Operator mode") : tr("Read-only"));
    const QString why = m_mode.whyUnavailable();
    const QString words = m_mode.isOn()   ? tr("Snapshots and read models can be written. Click to end it.")
                          : why.isEmpty() ? tr("Nothing is written to the source. Click for operator mode.")
                                          : tr("Nothing is written to the source. %1").arg(why);
    m_writing->setToolTip(QStringLiteral("<qt>%1</qt>").arg(words.toHtmlEscaped()));
    m_writing->setAccessibleDescription(words);
}

void TopBar::refreshBadge()
{
    using State = Verification::State;
    m_badge->setVisible(m_verification.isAvailable());
    const auto& result = m_verification.result();
    QString text = tr("Not verified");
    QString why = tr("Nothing is claimed of this source yet.");
    QString look = QStringLiteral("badge");
    if (m_verification.state() == State::Running) {
        const auto& pace = m_verification.pace();
        text = pace ? tr("Verifying %1 %").arg(std::min(99, pace->perMille / 10)) : tr("Verifying…");
        why = tr("Every event is held against its log.");
    } else if (result) {
        const verify::Badge badge = result->report.badge;
        const verify::Scope& scope = m_verification.scope();
        text = QStringLiteral("%1 %2").arg(badgeSign(badge), badgeWord(badge, scope));
        why = reasonText(result->report, scope);
        look = badgeLook(look, badge, scope);
    }
    setLook(m_badge, look);
    m_badge->setText(text);
    m_badge->setAccessibleName(tr("Integrity: %1").arg(text));
    m_badge->setAccessibleDescription(why);
    m_badge->setToolTip(QStringLiteral("<qt>%1<br>%2</qt>").arg(why.toHtmlEscaped(), tr("Click for the integrity page.")));
}

void TopBar::explainBadge()
{
    const auto& result = m_verification.result();
    QStringList lines{m_badge->text(), m_badge->accessibleDescription()};
    if (result && m_verification.state() != Verification::State::Running)
        lines += openQuestions(result->report, result->report.badge) + leftOut(*result, m_verification.extent());
    for (QString& line : lines) line = line.toHtmlEscaped();
    lines.first() = QStringLiteral("<span style=\"font-weight:600\">%1</span>").arg(lines.first());
    QToolTip::showText(m_badge->mapToGlobal(QPoint(0, m_badge->height())),
                       QStringLiteral("<qt>%1</qt>").arg(lines.join(QStringLiteral("<br>"))), m_badge, {}, kToldMs);
}

void TopBar::explainReadOnly()
{
    QToolTip::showText(m_writing->mapToGlobal(QPoint(0, m_writing->height())), m_writing->toolTip(), m_writing);
}

void TopBar::focusFind()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void TopBar::clearFind()
{
    if (m_find->text().isEmpty()) Q_EMIT findEdited({});
    m_find->clear();
}

void TopBar::leaveFind()
{
    if (m_find->hasFocus()) Q_EMIT leftFind();
}

void TopBar::setFindText(const QString& text)
{
    m_find->setText(text);
    Q_EMIT findEdited(text);
}

bool TopBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_find && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Down) {
            if (key == Qt::Key_Escape) m_find->clear();
            Q_EMIT leftFind();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace vci::ui

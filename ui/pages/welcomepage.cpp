// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/welcomepage.h"

#include "ui/format/text.h"
#include "ui/state/recentsources.h"
#include "ui/state/samplesource.h"
#include "ui/state/session.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace vci::ui {

namespace {

constexpr int kColumnWidthPx = 460;
constexpr int kAroundHashPx = 32;  ///< the column's margins and a colon behind it

QLabel* plainLabel(QWidget* parent, const QString& text, const char* look)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("look", QString::fromLatin1(look));
    return label;
}

/// A file's name, or what a URI names without its password.
QString sourceName(const QString& source)
{
    if (!source.contains(QLatin1String("://"))) return format::plain(QFileInfo(source).fileName().toStdString());
    return format::plain(QUrl(source).toDisplayString(QUrl::RemovePassword | QUrl::RemoveQuery).toStdString());
}

/// A button that is a row: an icon, a line, and a quieter line below.
QPushButton* rowButton(QWidget* parent, const QString& icon, const QString& text, const QString& detail)
{
    auto* button = new QPushButton(parent);
    button->setProperty("look", QStringLiteral("row"));
    button->setAccessibleName(text);
    button->setAccessibleDescription(detail);
    button->setMinimumHeight(48);
    auto* row = new QHBoxLayout(button);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(12);
    auto* sign = new QLabel(button);
    const auto paint = [sign, icon] { sign->setPixmap(QIcon::fromTheme(icon).pixmap(22, 22)); };
    paint();
    QObject::connect(&Theme::instance(), &Theme::changed, sign, paint);
    sign->setFixedWidth(24);
    sign->setVisible(!icon.isEmpty());
    auto* lines = new QVBoxLayout;
    lines->setSpacing(1);
    lines->addWidget(plainLabel(button, text, "strong"));
    auto* second = plainLabel(button, detail, "secondary");
    second->setWordWrap(false);
    lines->addWidget(second);
    row->addWidget(sign);
    row->addLayout(lines, 1);
    for (auto* label : button->findChildren<QLabel*>()) label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return button;
}

}  // namespace

WelcomePage::WelcomePage(Session& session, RecentSources& recent, SampleSource& sample, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_recent(recent)
    , m_sample(sample)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("panel"));
    auto* outer = new QHBoxLayout(this);
    auto* column = new QWidget(this);
    // A fingerprint is told whole, and has no place to be broken at.
    const int hashWidth = QFontMetrics(Theme::instance().textFont()).horizontalAdvance(QString(64, QLatin1Char('0')));
    column->setFixedWidth(std::max(kColumnWidthPx, hashWidth + kAroundHashPx));
    outer->addStretch();
    outer->addWidget(column);
    outer->addStretch();
    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(4);
    layout->addStretch(2);
    layout->addWidget(plainLabel(column, tr("VoiceCore Inspector"), "headline"));
    layout->addWidget(plainLabel(column, tr("See what happened, instant by instant, and which event made it so."), "secondary"));
    layout->addSpacing(16);
    m_error = plainLabel(column, {}, "error");
    m_error->setContentsMargins(0, 0, 0, 12);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_error);

    m_progress = new QWidget(column);
    auto* progressRow = new QVBoxLayout(m_progress);
    progressRow->setContentsMargins(12, 8, 12, 8);
    m_progressText = plainLabel(m_progress, {}, "secondary");
    m_progressBar = new QProgressBar(m_progress);
    m_progressBar->setRange(0, 0);
    m_progressBar->setTextVisible(false);
    auto* cancel = new QPushButton(tr("Cancel"), m_progress);
    cancel->setProperty("look", QStringLiteral("link"));
    progressRow->addWidget(m_progressText);
    progressRow->addWidget(m_progressBar);
    progressRow->addWidget(cancel, 0, Qt::AlignLeft);
    layout->addWidget(m_progress);

    m_choices = new QWidget(column);
    auto* choices = new QVBoxLayout(m_choices);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(2);
    m_first = addChoice(choices, QStringLiteral("media-playback-start"), tr("Open the sample"),
                        tr("A day of a voice platform: 1 000 calls and what they led to"));
    auto* file =
        addChoice(choices, QStringLiteral("document-open"), tr("Open a case file…"), tr("A .vcase file; or drop one here"));
    auto* database = addChoice(choices, QStringLiteral("network-server-database"), tr("Connect to PostgreSQL…"),
                               tr("A VoiceCore database, read-only"));
    layout->addWidget(m_choices);
    layout->addSpacing(16);
    m_listTitle = plainLabel(column, {}, "title");
    layout->addWidget(m_listTitle);
    m_list = new QWidget(column);
    (new QVBoxLayout(m_list))->setContentsMargins(0, 0, 0, 0);
    m_list->layout()->setSpacing(2);
    layout->addWidget(m_list);
    layout->addStretch(3);

    connect(m_first, &QPushButton::clicked, this, &WelcomePage::sampleRequested);
    connect(file, &QPushButton::clicked, this, &WelcomePage::fileRequested);
    connect(database, &QPushButton::clicked, this, &WelcomePage::databaseRequested);
    connect(cancel, &QPushButton::clicked, this, [this] {
        if (m_sample.isMaking())
            m_sample.cancel();
        else
            m_session.close();
    });
    connect(&m_session, &Session::sourceStateChanged, this, &WelcomePage::refresh);
    connect(&m_recent, &RecentSources::changed, this, &WelcomePage::refresh);
    connect(&m_sample, &SampleSource::makingChanged, this, &WelcomePage::refresh);
    connect(&m_sample, &SampleSource::failed, this, [this](const Error& error) { showError(format::error(error)); });
    connect(&m_sample, &SampleSource::progressed, this,
            [this](qint64 events) { m_progressText->setText(tr("Making the sample: %1 events").arg(format::count(events))); });
    refresh();
}

QPushButton* WelcomePage::addChoice(QVBoxLayout* layout, const QString& icon, const QString& text, const QString& detail)
{
    auto* button = rowButton(m_choices, icon, text, detail);
    layout->addWidget(button);
    return button;
}

void WelcomePage::showError(const QString& text)
{
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

void WelcomePage::refresh()
{
    using State = Session::SourceState;
    const State state = m_session.sourceState();
    const bool busy = m_sample.isMaking() || state == State::Opening;
    const auto& error = m_session.sourceError();
    const bool tells = state == State::Failed || state == State::ChoosingTenant;
    showError(tells && error ? format::error(*error) : QString());
    m_progress->setVisible(busy);
    if (busy) {
        const QString doing =
            m_sample.isMaking() ? tr("Making the sample") : tr("Opening %1").arg(sourceName(m_session.source()));
        m_progressText->setText(doing);
        m_progressBar->setAccessibleName(doing);
    }
    m_choices->setVisible(!busy && state != State::ChoosingTenant);
    for (QWidget* child : m_list->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        m_list->layout()->removeWidget(child);
        child->deleteLater();  // it may be the button whose click led here
    }
    if (state == State::ChoosingTenant)
        refreshTenants();
    else if (!busy)
        refreshRecent();
    m_list->setVisible(!busy);
    m_listTitle->setVisible(!busy && m_list->layout()->count() > 0);
    takeFocus();
}

void WelcomePage::takeFocus()
{
    // Where a page of choices is shown, keys choose. Who is on one of them, stays there.
    const QWidget* current = window()->focusWidget();
    const bool here = current != nullptr && isAncestorOf(current) && current->isVisible();
    if (!isVisible() || here) return;
    if (m_choices->isVisible()) return m_first->setFocus();
    // The page may be first shown when there are tenants to choose from.
    auto* const first = m_list->isVisible() ? m_list->findChild<QPushButton*>() : nullptr;
    if (first != nullptr) first->setFocus();
}

void WelcomePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    takeFocus();
}

void WelcomePage::refreshRecent()
{
    m_listTitle->setText(tr("Recent"));
    for (const auto& entry : m_recent.entries()) {
        auto* button = rowButton(m_list, {}, entry.label, entry.uri);
        button->setToolTip(entry.uri);
        m_list->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, uri = entry.uri] { Q_EMIT sourceRequested(uri); });
    }
}

void WelcomePage::refreshTenants()
{
    const auto count = static_cast<std::int64_t>(m_session.tenants().size());
    m_listTitle->setText(count == 1 ? tr("Whose events? This source holds one tenant.")
                                    : tr("Whose events? This source holds %1 tenants.").arg(format::count(count)));
    QPushButton* first = nullptr;
    for (const Tenant& tenant : m_session.tenants()) {
        const QString id = QString::fromStdString(tenant.id.toString());
        auto* button =
            rowButton(m_list, {}, tenant.name.empty() ? format::shortId(tenant.id.uuid()) : format::plain(tenant.name), id);
        m_list->layout()->addWidget(button);
        if (!first) first = button;
        connect(button, &QPushButton::clicked, this, [this, chosen = tenant.id] { m_session.chooseTenant(chosen); });
    }
    if (first && isVisible()) first->setFocus();
}

}  // namespace vci::ui

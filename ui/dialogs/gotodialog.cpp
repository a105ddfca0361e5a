// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/gotodialog.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>

namespace vci::ui {

namespace {

/// The offset that the zone has at that instant, as RFC 3339 writes it.
QString offsetText(Timestamp at, format::Zone zone)
{
    if (zone == format::Zone::Utc) return QStringLiteral("Z");
    const int seconds = QTimeZone::systemTimeZone().offsetFromUtc(QDateTime::fromMSecsSinceEpoch(at.micros() / 1000, Qt::UTC));
    const int minutes = std::abs(seconds) / 60;
    return QStringLiteral("%1%2:%3")
        .arg(seconds < 0 ? QLatin1Char('-') : QLatin1Char('+'))
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace

Result<replay::Position> goToTarget(const QString& text, const replay::Timeline& timeline, replay::Position standing,
                                    format::Zone zone)
{
    static const QRegularExpression sequence(QStringLiteral("^#?([0-9]{1,18})$"));
    static const QRegularExpression clock(QStringLiteral("^([0-9]{2}:[0-9]{2})(:[0-9]{2}(\\.[0-9]{1,6})?)?$"));
    const QString typed = text.trimmed();
    if (timeline.size() == 0) return makeError(ErrorCode::Usage, "this aggregate has no events");
    if (const auto match = sequence.match(typed); match.hasMatch())
        return timeline.positionAtSequence(Sequence(match.captured(1).toLongLong()));

    QString time = typed;
    if (const auto match = clock.match(typed); match.hasMatch()) {
        const auto event = timeline.eventAt(std::max<std::size_t>(standing, 1) - 1);
        const QString seconds = match.captured(2).isEmpty() ? QStringLiteral(":00") : match.captured(2);
        time = format::date(event.at, zone) + QLatin1Char('T') + match.captured(1) + seconds + offsetText(event.at, zone);
    } else if (!typed.contains(QLatin1Char('-')) || !typed.contains(QLatin1Char(':'))) {
        return makeError(ErrorCode::Usage, "type a sequence number, a clock time such as 10:04:21 or a time with its offset");
    }
    time.replace(QLatin1Char(' '), QLatin1Char('T'));
    VCI_TRY(const Timestamp at, Timestamp::parse(time.toStdString()));
    return timeline.positionAtTime(at);
}

GoToDialog::GoToDialog(std::shared_ptr<const replay::Timeline> timeline, replay::Position standing, format::Zone zone,
                       QWidget* parent)
    : QDialog(parent)
    , m_timeline(std::move(timeline))
    , m_standing(standing)
    , m_zone(zone)
    , m_text(new QLineEdit(this))
    , m_answer(new QLabel(this))
{
    setWindowTitle(tr("Go to"));
    setMinimumWidth(420);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    m_text->setAccessibleName(tr("Sequence number or time"));
    m_text->setPlaceholderText(tr("10, 10:04:21 or 2026-02-10T10:04:21Z"));
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    m_answer->setProperty("look", QStringLiteral("secondary"));
    m_answer->setMinimumHeight(32);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_go = buttons->addButton(tr("Go"), QDialogButtonBox::AcceptRole);
    m_go->setDefault(true);
    layout->addWidget(m_text);
    layout->addWidget(m_answer);
    layout->addWidget(buttons);
    connect(m_text, &QLineEdit::textChanged, this, &GoToDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &GoToDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &GoToDialog::reject);
    check();
}

void GoToDialog::check()
{
    m_target.reset();
    if (m_text->text().trimmed().isEmpty()) {
        m_answer->setText(tr("A sequence number, or a time. A clock time counts in the zone shown, on the day of the playhead."));
    } else if (auto target = goToTarget(m_text->text(), *m_timeline, m_standing, m_zone); !target.ok()) {
        m_answer->setText(format::error(target.error()));
    } else {
        m_target = target.value();
        if (*m_target == 0)
            m_answer->setText(tr("Before the first event"));
        else {
            const auto event = m_timeline->eventAt(*m_target - 1);
            m_answer->setText(tr("#%1 %2, %3")
                                  .arg(format::count(event.sequence.value()), format::plain(event.eventType),
                                       format::dateTime(event.at, m_zone)));
        }
    }
    m_go->setEnabled(m_target.has_value());
}

void GoToDialog::accept()
{
    if (!m_target) return;
    Q_EMIT chosen(*m_target);
    QDialog::accept();
}

}  // namespace vci::ui

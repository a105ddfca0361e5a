// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/tour.h"

#include "app/inspector/tourfolder.h"

#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QPainter>
#include <QTextStream>

#include <cstdio>
#include <utility>

namespace vci::app {

namespace {

constexpr int kLookMs = 20;
constexpr qint64 kRestMs = 150;
constexpr qint64 kPatienceMs = 60'000;
constexpr int kFaultExit = 3;

/// Dialogs are windows of their own, which a picture of the main window lacks: they are painted where they stand.
void paintDialogs(QPainter& painter, const QWidget& window)
{
    for (QDialog* dialog : window.findChildren<QDialog*>()) {
        if (!dialog->isVisible()) continue;
        const QPoint corner((window.width() - dialog->width()) / 2, (window.height() - dialog->height()) / 2);
        painter.fillRect(window.rect(), QColor(0, 0, 0, 60));
        painter.drawPixmap(corner, dialog->grab());
        painter.setPen(ui::Theme::instance().palette().line);
        painter.drawRect(QRect(corner, dialog->size()).adjusted(-1, -1, 0, 0));
    }
}

}  // namespace

Tour::Tour(ui::Session& session, ui::MainWindow& window, QString directory)
    : QObject(&window)
    , m_session(session)
    , m_window(window)
    , m_directory(std::move(directory))
    , m_scenes(tourScenes(session, window, TourFolder::path()))
{
    using enum ui::ColorScheme;
    for (const QSize size : {QSize(1440, 900), QSize(1024, 768)})
        for (const ui::ColorScheme scheme : {Light, Dark}) m_shots.push_back({size, scheme});
    connect(&m_session, &ui::Session::taskStarted, this, [this] { ++m_tasks; });
    connect(&m_session, &ui::Session::taskFinished, this, [this] { --m_tasks; });
    connect(&m_timer, &QTimer::timeout, this, &Tour::look);
    qApp->installEventFilter(this);
    m_timer.setInterval(kLookMs);
    QTimer::singleShot(0, this, &Tour::startScene);
}

bool Tour::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint) m_sincePaint.start();
    return QObject::eventFilter(watched, event);
}

void Tour::startScene()
{
    m_shot = 0;
    m_scenes[m_scene].prepare();
    startShot();
}

void Tour::startShot()
{
    const Shot& shot = m_shots[m_shot];
    ui::Theme::instance().setScheme(shot.scheme);
    m_window.resize(shot.size);
    m_isReady = false;
    m_sincePaint.start();
    m_sinceShot.start();
    m_timer.start();
}

bool Tour::isAtRest()
{
    if (m_tasks > 0 || !m_scenes[m_scene].isReady()) return false;
    // What made it ready is laid out and painted after this moment, on a slow machine much later than the last paint.
    if (!std::exchange(m_isReady, true)) m_sincePaint.start();
    return m_sincePaint.elapsed() >= kRestMs;
}

void Tour::look()
{
    if (!isAtRest()) {
        if (m_sinceShot.elapsed() > kPatienceMs)
            end(QStringLiteral("the scene \"%1\" does not come to rest").arg(m_scenes[m_scene].name));
        return;
    }
    m_timer.stop();
    if (!takePicture()) return;
    if (++m_shot < m_shots.size()) {
        startShot();
        return;
    }
    for (QDialog* dialog : m_window.findChildren<QDialog*>()) dialog->close();
    if (++m_scene < m_scenes.size())
        startScene();
    else
        end({});
}

bool Tour::takePicture()
{
    const Shot& shot = m_shots[m_shot];
    QPixmap picture = m_window.grab();
    {
        QPainter painter(&picture);
        paintDialogs(painter, m_window);
    }
    const QString file = QStringLiteral("%1/%2-%3-%4x%5-%6.png")
                             .arg(m_directory)
                             .arg(m_scene + 1, 2, 10, QLatin1Char('0'))
                             .arg(m_scenes[m_scene].name)
                             .arg(shot.size.width())
                             .arg(shot.size.height())
                             .arg(shot.scheme == ui::ColorScheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    if (picture.save(file)) return true;
    end(QStringLiteral("cannot write %1").arg(file));
    return false;
}

void Tour::end(const QString& fault)
{
    m_timer.stop();
    if (!fault.isEmpty()) QTextStream(stderr) << "voicecore-inspector: the tour stopped: " << fault << '\n';
    QCoreApplication::exit(fault.isEmpty() ? 0 : kFaultExit);
}

}  // namespace vci::app

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/inspector/tourscenes.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/state/session.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <cstddef>
#include <vector>

namespace vci::app {

/// Renders scene after scene to `<directory>/<number>-<scene>-<width>x<height>-<light|dark>.png`, each in two sizes and both
/// colour schemes, then ends the program: 0, or 3 where a picture could not be written or a scene did not come to rest.
class Tour : public QObject {
    Q_OBJECT

public:
    /// The directory exists, and so does TourFolder. session and window must outlive the tour.
    Tour(ui::Session& session, ui::MainWindow& window, QString directory);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Shot {
        QSize size;
        ui::ColorScheme scheme;
    };

    void startScene();
    void startShot();
    void look();
    [[nodiscard]] bool isAtRest();
    [[nodiscard]] bool takePicture();
    void end(const QString& fault);

    ui::Session& m_session;
    ui::MainWindow& m_window;
    QString m_directory;
    std::vector<Scene> m_scenes;
    std::vector<Shot> m_shots;
    std::size_t m_scene = 0;
    std::size_t m_shot = 0;
    int m_tasks = 0;         ///< running on the workers
    bool m_isReady = false;  ///< the scene has been, since its shot began
    QElapsedTimer m_sincePaint;
    QElapsedTimer m_sinceShot;
    QTimer m_timer;
};

}  // namespace vci::app

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace vci::ui {
class MainWindow;
class Session;
}  // namespace vci::ui

namespace vci::app {

/// One screen of the guided tour.
struct Scene {
    QString name;                   ///< part of a file name: lower case, hyphens
    std::function<void()> prepare;  ///< brings the window from the scene before to this one
    std::function<bool()> isReady;  ///< whether all that the scene shows is there
};

/// Every screen once, in the order in which a newcomer meets them. Dialogs are closed between scenes by who plays them.
/// folder: an empty one, for files that scenes open. session and window must outlive the scenes.
[[nodiscard]] std::vector<Scene> tourScenes(ui::Session& session, ui::MainWindow& window, const QString& folder);

}  // namespace vci::app

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/inspector/tourscenes.h"

namespace vci::app {

/// The scenes of a report, of whom to trust and of anchors. The window shows a call of the sample.
void addReportScenes(std::vector<Scene>& all, ui::MainWindow& window);
/// The scenes of a case from its making to its seal, and of an event that was altered. folder: an empty one, for their files.
void addCaseScenes(std::vector<Scene>& all, ui::Session& session, ui::MainWindow& window, const QString& folder);

/// The scenes of a source that is signed and anchored. folder: as above.
void addWitnessScenes(std::vector<Scene>& all, ui::Session& session, ui::MainWindow& window, const QString& folder);

}  // namespace vci::app

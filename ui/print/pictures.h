// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/report/presentation.h"

#include <QImage>

#include <stop_token>
#include <vector>

namespace vci::ui::print {

/// The first pages of a report, as toPdf() prints them, and how many it has.
struct PagePictures {
    std::vector<QImage> pages = {};
    int count = 0;
};

/// widthPx: of a whole page, its margins included. Needs a QGuiApplication; any thread. Memory: 5.6 × widthPx² bytes a page.
/// Error Cancelled.
[[nodiscard]] Result<PagePictures> toPictures(const report::Presentation& shown, int widthPx, int mostPages,
                                              const std::stop_token& stop);

}  // namespace vci::ui::print

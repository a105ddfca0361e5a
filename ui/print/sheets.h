// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPageLayout>
#include <QPaintDevice>
#include <QPainter>
#include <QSize>

namespace vci::ui::print {

/// Of everything that a report is laid out for, so that pages on a screen break where those of the PDF do.
inline constexpr int kDotsAnInch = 600;

/// A4 with the margins of a report.
[[nodiscard]] QPageLayout pageLayout();

/// What a report is written on, sheet after sheet. One thread.
class Sheets {
public:
    virtual ~Sheets() = default;
    /// Of kDotsAnInch: texts are measured for it.
    [[nodiscard]] virtual const QPaintDevice& device() const = 0;
    /// Within the margins.
    [[nodiscard]] virtual QSize sizePx() const = 0;
    [[nodiscard]] virtual QPainter& painter() = 0;
    virtual void newPage() = 0;
    /// Nothing that follows would be seen by anybody: the flow may end.
    [[nodiscard]] virtual bool isFull() const { return false; }
};

}  // namespace vci::ui::print

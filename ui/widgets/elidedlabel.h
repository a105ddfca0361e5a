// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace vci::ui {

/// A line of plain text that ends in "…" where it does not fit, and is whole in its tool tip then. It asks for no width.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    /// look: its name in the style sheet.
    explicit ElidedLabel(QWidget* parent, const char* look);

    [[nodiscard]] QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString fittingText() const;
};

}  // namespace vci::ui

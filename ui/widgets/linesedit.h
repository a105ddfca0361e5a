// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace vci::ui {

/// A field for a list with an item a line. A long item is not broken, so that a line is always an item, but scrolled to; the
/// field is as high as so many whole lines, and shows no half of one.
class LinesEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit LinesEdit(int lines, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int lineHeight() const;

    int m_lines;
    int m_sparePx = 0;  ///< at the lower edge, where no whole line fits
};

}  // namespace vci::ui

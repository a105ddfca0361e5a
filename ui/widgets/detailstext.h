// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace vci::ui {

/// What is to be known of the row that is chosen in the list above it: a quiet text that can be selected and copied by mouse and
/// keys. As high as its lines, up to a share of its parent's height; what is more can be scrolled to, so that the list keeps its
/// room. Hidden while there is nothing to tell.
class DetailsText : public QPlainTextEdit {
    Q_OBJECT

public:
    /// name: what a screen reader calls it.
    explicit DetailsText(const QString& name, QWidget* parent);

    /// Plain text.
    void tell(const QString& text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] double linesHeight() const;
    void keepLinesWhole();

    int m_sparePx = 0;  ///< at the lower edge, where no whole line fits
};

}  // namespace vci::ui

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractScrollArea>
#include <QImage>

#include <vector>

namespace vci::ui {

/// Pictures of pages below each other, moved by keys and wheel.
class PagesView : public QAbstractScrollArea {
    Q_OBJECT

public:
    static constexpr int kGapPx = 10;  ///< around each page

    explicit PagesView(QWidget* parent = nullptr);

    /// Of one size. Stays where it was as far as there is that much.
    void setPages(std::vector<QImage> pages);
    /// How wide a picture has to be to fill a view in that place, in pixels of the screen.
    [[nodiscard]] static int pageWidthPx(const QWidget& place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] int pageHeight() const;
    void updateBar();

    std::vector<QImage> m_pages;
};

}  // namespace vci::ui
